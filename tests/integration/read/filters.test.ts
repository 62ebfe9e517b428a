import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { dataOf } from '../../support/planned.ts';
import { createWorld } from '../../support/world.ts';

let database: TestDatabase;
/** Public ids by what the world calls the row. */
const ids: Record<string, string> = {};

beforeAll(async () => {
  database = await openTestDatabase();
  const world = createWorld(database);
  const ada = world.person('Ada Lovelace', { slug: 'ada' });
  const grace = world.person('Grace 100%_sure\\', { slug: 'grace' });
  const ecole = world.organisation('École Polytechnique', { slug: 'ecole' });
  const ministry = world.organisation('Ministry', { slug: 'ministry', organisationKind: 'GOVERNMENT_BODY' });
  const agency = world.organisation('Agency', { slug: 'agency', parent: ministry });
  const politics = world.topic('politics', { code: 'medtop:90000010' });
  const elections = world.topic('elections', { code: 'medtop:90000011', broader: politics });
  const recounts = world.topic('recounts', { code: 'medtop:90000012', broader: elections });
  const sport = world.topic('sport', { code: 'medtop:90000013' });

  const first = world.article({
    slug: 'first',
    publishedAt: new Date('2024-05-01T10:00:00.001Z'),
    publisher: agency,
  });
  const opening = world.quote(first, 'Ada Lovelace and Agency won.', {
    speakers: [ada, ecole],
    topics: [elections],
  });
  const closing = world.quote(first, 'We lost.', { speakers: [grace], kind: 'INDIRECT' });
  const inner = world.quote(first, 'won', { within: opening, kind: 'INDIRECT' });
  world.mention(first, ada);
  world.mention(first, agency);
  world.assign(first, recounts);
  world.affiliation(first, ada, agency, { role: 'chief', current: true });
  world.affiliation(first, grace, agency, { current: false });

  const second = world.article({
    slug: 'second',
    publishedAt: new Date('1690-02-03T04:05:06.789Z'),
    language: 'und',
  });
  world.mention(second, grace);
  world.quote(second, 'Nobody says this.');
  world.assign(second, sport);

  const third = world.article({ slug: 'third' });
  world.mention(third, ada);
  world.mention(third, ecole);
  await world.save();
  Object.assign(ids, {
    ada: `person_${ada.id}`,
    grace: `person_${grace.id}`,
    ecole: `organisation_${ecole.id}`,
    agency: `organisation_${agency.id}`,
    opening: `quote_${opening.id}`,
    closing: `quote_${closing.id}`,
    inner: `quote_${inner.id}`,
    first: `article_${first.id}`,
  });
});
afterAll(() => database.close());

/** What each list shows of its rows here. */
const SHOWN = {
  articles: 'slug',
  people: 'slug',
  organisations: 'slug',
  topics: 'name',
  quotes: 'text',
} as const;
type List = keyof typeof SHOWN;
const WHERE_TYPES = {
  articles: 'ArticleWhere',
  people: 'PersonWhere',
  organisations: 'OrganisationWhere',
  topics: 'TopicWhere',
  quotes: 'QuoteWhere',
} as const satisfies Record<List, string>;

const answers = z.object({
  list: z.object({ totalCount: z.number(), nodes: z.array(z.record(z.string(), z.string())) }),
});

/** A filter as JSON, written as GraphQL does: enum values in capitals stand for themselves. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, inner]) => `${key}: ${literal(inner)}`)
      .join(', ')} }`;
  }
  return typeof value === 'string' && /^[A-Z_]{4,}$/.test(value) ? value : JSON.stringify(value);
}

const by = {
  variables: (list: List, where: object) =>
    dataOf(
      database,
      `query ($where: ${WHERE_TYPES[list]}) { list: ${list}(where: $where) ${fields(list)} }`,
      {
        variables: { where },
      },
    ),
  literals: (list: List, where: object) =>
    dataOf(database, `{ list: ${list}(where: ${literal(where)}) ${fields(list)} }`),
};

function fields(list: List): string {
  return `{ totalCount nodes { ${SHOWN[list]} } }`;
}

describe.each(['variables', 'literals'] as const)('a filter in %s', (way) => {
  /** What the filter leaves of a list, sorted; its totalCount must agree. */
  async function found(list: List, where: object): Promise<readonly string[]> {
    const { totalCount, nodes } = answers.parse(await by[way](list, where)).list;
    expect(totalCount).toBe(nodes.length);
    return nodes.flatMap((node) => Object.values(node)).sort();
  }
  const OPENING = 'Ada Lovelace and Agency won.';
  const CLOSING = 'We lost.';
  const NOBODYS = 'Nobody says this.';

  test('some, every and none quantify over what the list holds, and every holds of an empty one', async () => {
    const indirect = { kind: { equals: 'INDIRECT' } };
    expect(await found('articles', { quotes: { some: indirect } })).toEqual(['first']);
    expect(await found('articles', { quotes: { every: indirect } })).toEqual(['third']);
    expect(await found('articles', { quotes: { none: indirect } })).toEqual(['second', 'third']);
    expect(await found('articles', { quotes: { some: {}, none: indirect } })).toEqual(['second']);
    expect(await found('people', { quotes: { none: {} } })).toEqual([]);
    expect(await found('organisations', { quotes: { none: {} } })).toEqual(['agency', 'ministry']);
  });

  test('quantifiers go through mentions, affiliations and topics', async () => {
    expect(await found('articles', { people: { some: { slug: { equals: 'ada' } } } })).toEqual([
      'first',
      'third',
    ]);
    expect(await found('articles', { people: { every: { slug: { equals: 'grace' } } } })).toEqual(['second']);
    expect(await found('articles', { organisations: { none: {} } })).toEqual(['second']);
    expect(await found('people', { affiliations: { some: { role: { isNull: true } } } })).toEqual(['grace']);
    expect(await found('people', { affiliations: { some: { current: false } } })).toEqual(['grace']);
    expect(await found('people', { affiliations: { every: { current: true } } })).toEqual(['ada']);
    expect(
      await found('organisations', { affiliations: { some: { person: { slug: { equals: 'ada' } } } } }),
    ).toEqual(['agency']);
    expect(await found('quotes', { topics: { some: { name: { equals: 'elections' } } } })).toEqual([OPENING]);
  });

  test('not inside a scalar filter matches null, and so does not around a filter', async () => {
    expect(await found('organisations', { organisationKind: { not: 'GOVERNMENT_BODY' } })).toEqual([
      'agency',
      'ecole',
    ]);
    expect(
      await found('organisations', { not: { organisationKind: { equals: 'GOVERNMENT_BODY' } } }),
    ).toEqual(['agency', 'ecole']);
    expect(await found('people', { affiliations: { some: { role: { not: 'chief' } } } })).toEqual(['grace']);
    expect(await found('articles', { not: { publishedAt: { lt: '2000-01-01T00:00:00Z' } } })).toEqual([
      'first',
      'third',
    ]);
  });

  test('null counts as not given, at every depth', async () => {
    const all = ['first', 'second', 'third'];
    expect(await found('articles', { slug: null, and: null, or: null, not: null })).toEqual(all);
    expect(await found('articles', { slug: { equals: null, in: null }, publisher: null })).toEqual(all);
    expect(await found('articles', { quotes: { some: null } })).toEqual(all);
    expect(await found('articles', { not: { slug: null } })).toEqual([]);
    expect(await found('quotes', { nested: null, article: { slug: { equals: 'second' } } })).toEqual([
      NOBODYS,
    ]);
  });

  test('an empty or and an empty in match nothing, an empty and everything', async () => {
    expect(await found('articles', { or: [] })).toEqual([]);
    expect(await found('articles', { slug: { in: [] } })).toEqual([]);
    expect(await found('articles', { id: { in: [] } })).toEqual([]);
    expect(await found('quotes', { kind: { in: [] } })).toEqual([]);
    expect(await found('articles', { and: [] })).toEqual(['first', 'second', 'third']);
    expect(await found('articles', { not: { or: [] } })).toEqual(['first', 'second', 'third']);
  });

  test('an empty filter in an or matches everything', async () => {
    expect(await found('articles', { or: [{}, { slug: { equals: 'no' } }] })).toEqual([
      'first',
      'second',
      'third',
    ]);
  });

  test('an id of another type equals none, and is not any', async () => {
    expect(await found('people', { id: { equals: ids['ecole'] } })).toEqual([]);
    expect(await found('people', { id: { in: [ids['ecole'], ids['ada']] } })).toEqual(['ada']);
    expect(await found('people', { id: { not: ids['ecole'] } })).toEqual(['ada', 'grace']);
    expect(await found('people', { id: { not: ids['ada'] } })).toEqual(['grace']);
  });

  test('includeNarrower also matches what stands under a match, however deep', async () => {
    const politics = { name: { equals: 'politics' } };
    expect(await found('topics', { ...politics, includeNarrower: true })).toEqual([
      'elections',
      'politics',
      'recounts',
    ]);
    expect(await found('topics', { ...politics, includeNarrower: false })).toEqual(['politics']);
    expect(await found('topics', { not: { ...politics, includeNarrower: true } })).toEqual(['sport']);
    expect(await found('articles', { topics: { some: { ...politics, includeNarrower: true } } })).toEqual([
      'first',
    ]);
    expect(await found('articles', { topics: { some: politics } })).toEqual([]);
    expect(await found('topics', { broader: { ...politics, includeNarrower: true } })).toEqual([
      'elections',
      'recounts',
    ]);
  });

  test('speakerId, speakerPerson and speakerOrganisation hold when at least one speaker does', async () => {
    expect(await found('quotes', { speakerId: { equals: ids['ada'] } })).toEqual([OPENING]);
    expect(await found('quotes', { speakerId: { in: [ids['ecole'], ids['grace']] } })).toEqual([
      OPENING,
      CLOSING,
    ]);
    expect(await found('quotes', { speakerId: { not: ids['ada'] } })).toEqual([OPENING, CLOSING]);
    expect(await found('quotes', { not: { speakerId: { equals: ids['ada'] } } })).toEqual([
      NOBODYS,
      CLOSING,
      'won',
    ]);
    expect(await found('quotes', { speakerId: { in: [ids['ada'], ids['grace']], not: ids['ada'] } })).toEqual(
      [CLOSING],
    );
    expect(await found('quotes', { speakerPerson: {} })).toEqual([OPENING, CLOSING]);
    expect(await found('quotes', { speakerOrganisation: { name: { startsWith: 'école' } } })).toEqual([
      OPENING,
    ]);
  });

  test('mentionsId holds when the words mention one such entity', async () => {
    expect(await found('quotes', { mentionsId: { equals: ids['agency'] } })).toEqual([OPENING]);
    expect(await found('quotes', { mentionsId: { equals: ids['grace'] } })).toEqual([]);
    expect(await found('quotes', { mentionsId: { not: ids['ada'] } })).toEqual([OPENING]);
    expect(
      await found('quotes', { mentionsId: { in: [ids['ada'], ids['agency']], not: ids['ada'] } }),
    ).toEqual([OPENING]);
  });

  test('nested tells reports inside reports from the others', async () => {
    expect(await found('quotes', { nested: true })).toEqual(['won']);
    expect(await found('quotes', { nested: false })).toEqual([OPENING, NOBODYS, CLOSING]);
  });

  test('contains and startsWith take %, _ and \\ as they stand, and disregard case', async () => {
    for (const part of ['100%', '%_s', '_sure\\', '\\']) {
      expect(await found('people', { name: { contains: part } })).toEqual(['grace']);
    }
    expect(await found('people', { name: { contains: 'a_e' } })).toEqual([]);
    expect(await found('people', { name: { startsWith: '%' } })).toEqual([]);
    expect(await found('people', { name: { startsWith: 'ADA l' } })).toEqual(['ada']);
    expect(await found('people', { name: { startsWith: 'lovelace' } })).toEqual([]);
    expect(await found('organisations', { name: { contains: 'éCOLE' } })).toEqual(['ecole']);
    expect(await found('organisations', { name: { contains: 'ecole' } })).toEqual([]);
    expect(await found('people', { name: { contains: '' } })).toEqual(['ada', 'grace']);
  });

  test('equals, in and not heed case', async () => {
    expect(await found('people', { name: { equals: 'ada lovelace' } })).toEqual([]);
    expect(await found('people', { name: { in: ['Ada Lovelace', 'x'] } })).toEqual(['ada']);
    expect(await found('people', { name: { not: 'ADA LOVELACE' } })).toEqual(['ada', 'grace']);
  });

  test.each([
    ['2024-05-01T10:00:00.001Z', ['first']],
    ['2024-05-01T15:00:00.001+05:00', ['first']],
    ['1690-02-03T04:05:06.789Z', ['second']],
    ['1690-02-03T04:05:06.788Z', []],
  ])('instants are equal to the millisecond: %s', async (instant, slugs) => {
    expect(await found('articles', { publishedAt: { equals: instant } })).toEqual(slugs);
    expect(await found('articles', { publishedAt: { gte: instant, lte: instant } })).toEqual(slugs);
  });

  test('bounds of an instant are with or without it, and null is on no side', async () => {
    const instant = '2024-05-01T10:00:00.001Z';
    expect(await found('articles', { publishedAt: { gt: instant } })).toEqual([]);
    expect(await found('articles', { publishedAt: { gte: instant } })).toEqual(['first']);
    expect(await found('articles', { publishedAt: { lt: instant } })).toEqual(['second']);
    expect(await found('articles', { publishedAt: { lte: instant } })).toEqual(['first', 'second']);
    expect(await found('articles', { publishedAt: { gt: '0000-01-01T00:00:00Z' } })).toEqual([
      'first',
      'second',
    ]);
    expect(await found('articles', { publishedAt: { lt: '9999-12-31T23:59:59Z' } })).toEqual([
      'first',
      'second',
    ]);
    expect(await found('articles', { publishedAt: { isNull: true } })).toEqual(['third']);
    expect(await found('articles', { publishedAt: { isNull: false } })).toEqual(['first', 'second']);
  });

  test('a filter goes through three relations', async () => {
    const where = { publisher: { parent: { slug: { equals: 'ministry' } } } };
    expect(await found('articles', where)).toEqual(['first']);
    expect(await found('quotes', { article: where })).toEqual([
      'Ada Lovelace and Agency won.',
      CLOSING,
      'won',
    ]);
    expect(await found('people', { quotes: { some: { article: where } } })).toEqual(['ada', 'grace']);
    expect(
      await found('organisations', {
        articles: { some: { people: { some: { quotes: { some: { kind: { equals: 'INDIRECT' } } } } } } },
      }),
    ).toEqual([]);
    expect(
      await found('articles', {
        people: {
          some: { quotes: { some: { article: { topics: { some: { code: { startsWith: 'medtop:' } } } } } } },
        },
      }),
    ).toEqual(['first', 'second', 'third']);
  });

  test('all fields of a filter must hold, of operators too', async () => {
    expect(await found('articles', { slug: { in: ['first', 'second'], not: 'first' } })).toEqual(['second']);
    expect(await found('articles', { slug: { startsWith: 'f' }, language: { equals: 'und' } })).toEqual([]);
    expect(
      await found('articles', {
        and: [
          { slug: { not: 'first' } },
          { or: [{ slug: { equals: 'first' } }, { language: { equals: 'en' } }] },
        ],
      }),
    ).toEqual(['third']);
  });

  test('a count under a filter through a list counts each row once', async () => {
    expect(await found('articles', { quotes: { some: { text: { not: 'x' } } } })).toEqual([
      'first',
      'second',
    ]);
    expect(await found('articles', { people: { some: {} }, organisations: { some: {} } })).toEqual([
      'first',
      'third',
    ]);
  });
});

describe('a filter of a nested list', () => {
  test('narrows that list alone, with its count', async () => {
    const source = `{
      person(slug: "ada") {
        all: articles { totalCount }
        some: articles(where: { quotes: { some: { speakerOrganisation: { slug: { equals: "ecole" } } } } }) {
          totalCount
          nodes { slug quotes(where: { kind: { equals: INDIRECT } }, first: 1) { totalCount nodes { text } } }
        }
      }
    }`;
    expect(await dataOf(database, source)).toEqual({
      person: {
        all: { totalCount: 2 },
        some: {
          totalCount: 1,
          nodes: [{ slug: 'first', quotes: { totalCount: 2, nodes: [{ text: 'won' }] } }],
        },
      },
    });
  });
});
