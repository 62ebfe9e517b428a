import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verify } from '../../../src/database/verify.ts';
import { importArticles } from '../../../src/ingest/import-articles.ts';
import type { AnnotatedArticle, AnnotatedEntity } from '../../../src/text/annotated-article.ts';
import { analysed } from '../../support/analysed.ts';
import { IS_SERVER, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { compareDumps, dumpDatabase } from '../../support/dump.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(() => database.reset());
afterAll(() => database.close());

function take(...articles: readonly AnnotatedArticle[]) {
  const options = { actor: 'import:test', reason: 'a test', publish: true, confirmAbove: null };
  return importArticles(database, articles, options);
}

/** An article with this text that names these, whatever the pipeline would find in it. */
function naming(text: string, ...entities: readonly Partial<AnnotatedEntity>[]): AnnotatedArticle {
  const given = analysed(text);
  const span = given.blocks[0]?.span;
  if (span === undefined) throw new Error('a text without a block');
  const all = entities.map((entity, position): AnnotatedEntity => {
    const shared = { key: `e${position}`, slug: null, name: 'Nobody', aliases: [], identifiers: [] };
    return entity.type === 'organisation'
      ? { ...shared, organisationKind: null, parent: null, ...entity }
      : { ...shared, type: 'person', ...withoutType(entity) };
  });
  return {
    ...{ ...given, quotes: [], affiliations: [], entities: all },
    mentions: all.map(({ key }) => ({
      ...{ entity: key, form: 'NAME', span },
      ...{ review: 'SUGGESTED', confidence: 0.8, method: 'mentions@1' },
    })),
  };
}

function withoutType({ type: _, ...others }: Partial<AnnotatedEntity>) {
  return others;
}

/** Who is named where: each mention as article and entity, with all its names; and who could be whom. */
async function graph() {
  const named = await database.raw.query<object>(
    `SELECT a.headline, e.kind, e.name, e.aliases, e.slug FROM mention m JOIN article a ON a.id = m.article_id JOIN (
        SELECT 'person' AS kind, id, name, aliases, slug FROM person
        UNION ALL SELECT 'organisation', id, name, aliases, slug FROM organisation) AS e ON e.id IN (m.person_id, m.organisation_id)
      ORDER BY 1, 2, 3, 5`,
  );
  const candidates = await database.raw.query<object>(
    `SELECT coalesce(p.slug, o.slug) AS slug, coalesce(cp.slug, co.slug) AS candidate, c.confidence, c.reason FROM merge_candidate c
        LEFT JOIN person p ON p.id = c.person_id LEFT JOIN person cp ON cp.id = c.candidate_person_id
        LEFT JOIN organisation o ON o.id = c.organisation_id LEFT JOIN organisation co ON co.id = c.candidate_organisation_id
      ORDER BY 1, 2`,
  );
  const entities = await database.raw.query<object>(
    'SELECT name FROM person UNION ALL SELECT name FROM organisation ORDER BY 1',
  );
  return { named, candidates, entities };
}

describe('whom an entity is tied to', () => {
  it('is the one that has its name, however it is spelt, and that one learns the other names', async () => {
    await take(
      naming('One', { type: 'organisation', name: 'The U.S. Central Command', aliases: ['Centcom'] }),
    );
    await take(naming('Two', { type: 'organisation', name: 'US Central Command', aliases: ['CENTCOM'] }));
    await take(naming('Three', { type: 'organisation', name: 'Centcom' }));
    const { named, candidates, entities } = await graph();
    expect(entities).toEqual([{ name: 'The U.S. Central Command' }]);
    expect(candidates).toEqual([]);
    expect(named).toHaveLength(3);
    expect(named[0]).toMatchObject({ aliases: ['Centcom', 'CENTCOM'] });
  });

  it('is nobody where two have the name: it becomes one of its own, with both as candidates', async () => {
    const [first] = await take(
      naming('One', { key: 'a', name: 'John Smith' }, { key: 'b', name: 'John Smith' }),
    );
    expect(first?.outcome).toBe('created');
    const third = naming('Two', { name: 'john smith' });
    await take(third);
    const { candidates, entities } = await graph();
    expect(entities).toHaveLength(3);
    expect(candidates).toMatchObject([
      { slug: 'john-smith-3', candidate: 'john-smith', reason: 'same name' },
      { slug: 'john-smith-3', candidate: 'john-smith-2', reason: 'same name' },
    ]);
    const before = await dumpDatabase(database.raw);
    expect((await take(third))[0]?.outcome).toBe('unchanged');
    expect(compareDumps(before, await dumpDatabase(database.raw))).toEqual({});
  });

  it('is never decided by a surname', async () => {
    await take(naming('One', { name: 'Jane Roe', aliases: ['Roe'] }));
    await take(naming('Two', { name: 'Roe' }));
    expect((await graph()).candidates).toMatchObject([
      { slug: 'roe', candidate: 'jane-roe', reason: 'same surname' },
    ]);
  });

  it('is whoever has its identifier, and never one who has another in the same scheme', async () => {
    const q1 = [{ scheme: 'WIKIDATA' as const, value: 'Q1' }];
    const q2 = [{ scheme: 'WIKIDATA' as const, value: 'Q2' }];
    await take(naming('One', { name: 'Jane Roe', identifiers: q1 }));
    await take(naming('Two', { name: 'Jane Doe', identifiers: q1 }));
    await take(naming('Three', { name: 'Jane Roe', identifiers: q2 }));
    const { entities, candidates } = await graph();
    expect(entities).toEqual([{ name: 'Jane Roe' }, { name: 'Jane Roe' }]);
    expect(candidates).toMatchObject([{ slug: 'jane-roe-2', candidate: 'jane-roe', reason: 'same name' }]);
  });
});

it('the same articles one by one and in one batch give the same graph', async () => {
  const name = fc.constantFrom('Jane Roe', 'jane roe', 'Roe', 'J. Roe', 'The UN', 'UN', 'United Nations');
  const entity = fc.record({
    type: fc.constantFrom('person' as const, 'organisation' as const),
    name,
    aliases: fc.uniqueArray(name, { maxLength: 2 }),
  });
  const articles = fc.array(fc.array(entity, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(articles, async (given) => {
      const all = given.map((entities, number) =>
        naming(
          `Article number ${number}`,
          ...entities.map((one, position) => ({ ...one, key: `k${position}` })),
        ),
      );
      await database.reset();
      for (const article of all) await take(article);
      const oneByOne = await graph();
      await database.reset();
      await take(...all);
      expect(await graph()).toEqual(oneByOne);
      const before = await dumpDatabase(database.raw);
      expect((await take(...all)).map(({ outcome }) => outcome)).toEqual(all.map(() => 'unchanged'));
      expect(compareDumps(before, await dumpDatabase(database.raw))).toEqual({});
      expect((await verify(database)).faults).toEqual([]);
    }),
    { numRuns: 12 },
  );
}, 300_000);

it.runIf(IS_SERVER)(
  'importers side by side that name the same new people bring each of them once',
  async () => {
    const names = Array.from({ length: 12 }, (_, number) => `Person Number${number}`);
    const importer = (from: number) =>
      Array.from({ length: 4 }, (_, number) =>
        naming(
          `Importer ${from}, article ${number}`,
          ...(from % 2 === 0 ? names : names.toReversed()).map((person, position) => ({
            key: `k${position}`,
            name: number % 2 === 0 ? person : person.toUpperCase(),
          })),
        ),
      );
    const imported = await Promise.all([0, 1, 2, 3].map((from) => take(...importer(from))));
    expect(imported.flat().map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: 16 }, () => 'created'),
    );
    const { entities, candidates } = await graph();
    expect(entities).toHaveLength(names.length);
    expect(candidates).toEqual([]);
    expect((await verify(database)).faults).toEqual([]);
  },
);
