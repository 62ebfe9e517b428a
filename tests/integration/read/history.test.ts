import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HISTORY_FIELDS, historyTable } from '../../../src/content/history/history-fields.ts';
import type { Transaction } from '../../../src/database/database.ts';
import { publishCorrection } from '../../../src/editing/publish-correction.ts';
import { publishLocked } from '../../../src/editing/publish-locked.ts';
import { withdrawArticle } from '../../../src/ingest/withdraw-article.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { nodeTypes } from '../../support/node-types.ts';
import { dataOf, runPlanned, schema } from '../../support/planned.ts';
import { createWorld } from '../../support/world.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

/** A person who is in the record. */
async function person(name: string): Promise<string> {
  const world = createWorld(database);
  const added = world.person(name, { slug: name.toLowerCase() });
  await world.save();
  return added.id;
}

function change(actor: string, write: (transaction: Transaction) => Promise<unknown>) {
  return database.change({ actor, reason: `${actor} wrote` }, write);
}

interface Entry {
  readonly kind: string;
  readonly actor: string;
  readonly reason: string;
  readonly changes: readonly { field: string; before: string | null; after: string | null }[];
}

const HISTORY = `query ($id: ID!, $first: Int, $after: String) { node(id: $id) { history(first: $first, after: $after) {
  totalCount nodes { kind actor reason changes { field before after } } pageInfo { hasNextPage endCursor } } } }`;

async function historyOf(id: string): Promise<readonly Entry[]> {
  const data = await dataOf(database, HISTORY, { variables: { id, first: 100 }, viewer: 'editor' });
  const { node } = data as { node: { history: { totalCount: number; nodes: Entry[] } } };
  expect(node.history.totalCount).toBe(node.history.nodes.length);
  return node.history.nodes;
}

describe('history', () => {
  test('tells who changed what, when and why, the newest first', async () => {
    const id = await person('Ada');
    await change('editor:one', (t) => t.person.update({ where: { id }, data: { name: 'Ada L.' } }));
    await change('editor:two', (t) =>
      t.person.update({ where: { id }, data: { name: 'Ada Lovelace', aliases: ['Ada', 'A “L”'] } }),
    );
    expect(await historyOf(`person_${id}`)).toEqual([
      {
        kind: 'UPDATED',
        actor: 'editor:two',
        reason: 'editor:two wrote',
        changes: [
          { field: 'name', before: 'Ada L.', after: 'Ada Lovelace' },
          { field: 'aliases', before: '[]', after: '["Ada", "A “L”"]' },
        ],
      },
      {
        kind: 'UPDATED',
        actor: 'editor:one',
        reason: 'editor:one wrote',
        changes: [{ field: 'name', before: 'Ada', after: 'Ada L.' }],
      },
      {
        kind: 'CREATED',
        actor: 'test',
        reason: 'a world for a test',
        changes: [
          { field: 'slug', before: null, after: 'ada' },
          { field: 'name', before: null, after: 'Ada' },
          { field: 'aliases', before: null, after: '[]' },
        ],
      },
    ]);
  });

  test('writes ids, instants and places of a text as the contract does', async () => {
    const world = createWorld(database);
    const grace = world.person('Grace');
    const agency = world.organisation('Agency');
    const article = world.article({ headline: 'Met', text: 'Grace met the Agency.' });
    const mention = world.mention(article, grace);
    world.mention(article, agency);
    await world.save();
    await change('editor:one', async (t) => {
      await t.mention.update({
        where: { id: mention.id },
        data: { personId: null, organisationId: agency.id },
      });
      await t.article.update({
        where: { id: article.id },
        data: { publisherId: agency.id, publishedAt: new Date('2024-05-02T10:00:00+02:00') },
      });
    });
    expect((await historyOf(`mention_${mention.id}`))[0]?.changes).toEqual([
      { field: 'entity', before: `person_${grace.id}`, after: `organisation_${agency.id}` },
    ]);
    expect((await historyOf(`article_${article.id}`))[0]?.changes).toEqual([
      { field: 'publishedAt', before: null, after: '2024-05-02T08:00:00.000Z' },
      { field: 'publisher', before: null, after: `organisation_${agency.id}` },
    ]);
    expect((await historyOf(`mention_${mention.id}`))[1]?.changes).toContainEqual({
      field: 'span.exact',
      before: null,
      after: 'Grace',
    });
  });

  test('of any row is the log of its changes, whatever they were', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ name: fc.string({ unit: 'grapheme', minLength: 1 }), twice: fc.boolean() }), {
          maxLength: 6,
        }),
        async (edits) => {
          await database.reset();
          const id = await person('Someone');
          const log: (readonly [string, string])[] = [];
          let now = 'Someone';
          for (const { name: given, twice } of edits) {
            const name = given.replaceAll('\0', '·').trim() || 'x';
            await change('editor:one', async (t) => {
              for (const next of twice ? [`${name}!`, name] : [name]) {
                await t.person.update({ where: { id }, data: { name: next } });
                if (next !== now) log.unshift([now, next]);
                now = next;
              }
            });
          }
          const entries = await historyOf(`person_${id}`);
          expect(
            entries.slice(0, -1).map(({ changes }) => changes.map((one) => [one.before, one.after])),
          ).toEqual(log.map((one) => [one]));
        },
      ),
      { numRuns: 15 },
    );
  }, 120_000);

  test('does not call it a change that a column was added after a row was written', async () => {
    const id = await person('Old');
    await change('editor:one', (t) => t.person.update({ where: { id }, data: { name: 'Older' } }));
    await database.raw.run(
      "SET session_replication_role = replica; UPDATE revision SET before = before - 'aliases' WHERE before IS NOT NULL; SET session_replication_role = origin",
    );
    const entries = await historyOf(`person_${id}`);
    expect(entries.map(({ changes }) => changes.map(({ field }) => field))).toEqual([
      ['name'],
      ['slug', 'name'],
    ]);
  });

  test('pages with cursors that hold for `node` of any type, both ways', async () => {
    const id = await person('Paged');
    for (const name of ['a', 'b', 'c', 'd']) {
      await change(`editor:${name}`, (t) => t.person.update({ where: { id }, data: { name } }));
    }
    const seen: string[] = [];
    let after: string | null = null;
    for (;;) {
      const data = await dataOf(database, HISTORY, {
        variables: { id: `person_${id}`, first: 2, after },
        viewer: 'editor',
      });
      const { node } = data as {
        node: { history: { nodes: Entry[]; pageInfo: { hasNextPage: boolean; endCursor: string } } };
      };
      seen.push(...node.history.nodes.map(({ actor }) => actor));
      if (!node.history.pageInfo.hasNextPage) break;
      after = node.history.pageInfo.endCursor;
    }
    expect(seen).toEqual(['editor:d', 'editor:c', 'editor:b', 'editor:a', 'test']);
    const last = await dataOf(
      database,
      '{ person(slug: "paged") { history(last: 2) { nodes { actor } } } }',
      { viewer: 'editor' },
    );
    expect(last).toEqual({ person: { history: { nodes: [{ actor: 'editor:a' }, { actor: 'test' }] } } });
    const wrong = await runPlanned(
      database,
      '{ person(slug: "paged") { history(after: "x") { totalCount } } }',
    );
    expect(wrong.result.errors?.[0]?.extensions['code']).toBe('INVALID_CURSOR');
  });

  test('is read in the operation’s one statement, by the text outlet', async () => {
    const { statements, outlet } = await runPlanned(
      database,
      '{ people { nodes { name history(first: 3) { nodes { at changes { field before after } } } } } }',
      { viewer: 'editor' },
    );
    expect({ outlet, statements: statements.length }).toEqual({ outlet: 'text', statements: 1 });
  });

  test('is empty for readers, of what they see too', async () => {
    const world = createWorld(database);
    const article = world.article({ slug: 'seen', headline: 'Seen' });
    const ada = world.person('Seen Ada');
    world.quote(article, 'Yes.', { speakers: [ada] });
    await world.save();
    await change('editor:secret', (t) =>
      t.article.update({ where: { id: article.id }, data: { headline: 'Seen again' } }),
    );
    const source = `{ article(slug: "seen") { headline history { totalCount nodes { actor } pageInfo { endCursor hasNextPage } }
      quotes { nodes { reviewedBy reviewedAt history { totalCount } } } people { nodes { history { totalCount } } } } }`;
    expect(await dataOf(database, source)).toMatchObject({
      article: {
        headline: 'Seen again',
        history: { totalCount: 0, nodes: [], pageInfo: { endCursor: null, hasNextPage: false } },
        quotes: { nodes: [{ reviewedBy: null, reviewedAt: null, history: { totalCount: 0 } }] },
      },
    });
  });
});

describe('who reviewed a fact', () => {
  test('is who gave it the review that it has, or nobody while it is suggested', async () => {
    const world = createWorld(database);
    const article = world.article({ slug: 'facts', headline: 'Facts' });
    const quote = world.quote(article, 'Perhaps.', { review: 'SUGGESTED' });
    const born = world.quote(article, 'Surely.');
    await world.save();
    const read = async (id: string) => {
      const source = `query ($id: ID!) { quote(id: $id) { review reviewedBy reviewedAt } }`;
      const data = await dataOf(database, source, { variables: { id: `quote_${id}` }, viewer: 'editor' });
      return data['quote'];
    };
    const review = (actor: string, state: 'CONFIRMED' | 'REJECTED' | 'SUGGESTED') =>
      change(actor, (t) => t.quote.update({ where: { id: quote.id }, data: { review: state } }));
    expect(await read(quote.id)).toEqual({ review: 'SUGGESTED', reviewedBy: null, reviewedAt: null });
    expect(await read(born.id)).toMatchObject({ review: 'CONFIRMED', reviewedBy: 'test' });
    await review('editor:one', 'REJECTED');
    await review('editor:two', 'CONFIRMED');
    await change('editor:three', (t) =>
      t.quote.update({ where: { id: quote.id }, data: { method: 'hand' } }),
    );
    expect(await read(quote.id)).toMatchObject({
      reviewedBy: 'editor:two',
      reviewedAt: expect.stringMatching(/Z$/),
    });
    await review('editor:four', 'SUGGESTED');
    expect(await read(quote.id)).toMatchObject({ reviewedBy: null, reviewedAt: null });
  });
});

describe('what history tells', () => {
  /** Columns of these tables that are no field, or follow from others. */
  const UNTOLD = /^(id|version|recorded_at|utf16_start|utf16_end|prefix|suffix)$/;
  /** What is no field of the contract: a merged row is read as the one that it leads to. */
  const OF_MERGED = 'mergedInto';

  test('is every column that writers write, and nothing that is derived', async () => {
    for (const [table, fields] of Object.entries(HISTORY_FIELDS)) {
      const told = Object.values<readonly { readonly column: string }[]>(fields)
        .flat()
        .map(({ column }) => column);
      const rows = await database.raw.query<{ name: string }>(
        `SELECT column_name AS name FROM information_schema.columns
           WHERE table_schema = current_schema() AND table_name = $1 AND NOT column_name = ANY (derived_columns($1))`,
        [table],
      );
      const written = rows.map(({ name }) => name).filter((name) => !UNTOLD.test(name));
      expect({ table, told: told.sort() }).toEqual({ table, told: written.sort() });
    }
  });

  test('has the names of the contract', () => {
    for (const { type, table } of nodeTypes(schema)) {
      const known = Object.keys(type.getFields());
      const told = Object.keys(HISTORY_FIELDS[historyTable(table)]).map((field) => field.split('.')[0] ?? '');
      expect({
        table,
        unknown: told.filter((field) => field !== OF_MERGED && !known.includes(field)),
      }).toEqual({
        table,
        unknown: [],
      });
    }
  });
});

describe('the history of what has parts', () => {
  /** A quote by one of two speakers in a text of an article. */
  async function quoted(text: string) {
    const world = createWorld(database);
    const [ada, grace] = [world.person(`Ada ${text}`), world.person(`Grace ${text}`)];
    const topic = world.topic(`Topic ${text}`);
    const article = world.article({ headline: text, text: `Ada said: “${text}.” Grace did not.` });
    const quote = world.quote(article, `${text}.`, { speakers: [ada] });
    await world.save();
    return { ada, grace, topic, quote };
  }

  test('tells of a quote’s speakers, topics and spans, where only these were written too', async () => {
    const { ada, grace, topic, quote } = await quoted('We will wait');
    const quoteId = quote.id;
    await change('editor:speaker', async (t) => {
      await t.quoteSpeaker.deleteMany({ where: { quoteId } });
      await t.quoteSpeaker.createMany({
        data: [
          { quoteId, position: 0, personId: grace.id },
          { quoteId, position: 1, personId: ada.id },
        ],
      });
    });
    await change('editor:topic', (t) => t.quoteTopic.create({ data: { quoteId, topicId: topic.id } }));
    await change('editor:both', async (t) => {
      await t.quoteSpeaker.delete({ where: { quoteId_position: { quoteId, position: 1 } } });
      await t.quote.update({ where: { id: quoteId }, data: { act: 'WRITING' } });
      await t.quoteSpan.update({
        where: { quoteId_role_position: { quoteId, role: 'CONTENT', position: 0 } },
        data: { spanState: 'MOVED' },
      });
    });
    const entries = await historyOf(`quote_${quoteId}`);
    const [adaId, graceId] = [`person_${ada.id}`, `person_${grace.id}`];
    const list = (...ids: string[]) => JSON.stringify(ids).replaceAll(',', ', ');
    expect(entries.map(({ kind, actor }) => [kind, actor])).toEqual([
      ['UPDATED', 'editor:both'],
      ['UPDATED', 'editor:topic'],
      ['UPDATED', 'editor:speaker'],
      ['CREATED', 'test'],
    ]);
    expect(entries[0]?.changes).toEqual([
      { field: 'act', before: 'SPEECH', after: 'WRITING' },
      { field: 'speakers', before: list(graceId, adaId), after: list(graceId) },
      {
        field: 'spans',
        before: expect.stringContaining('"state": "EXACT"'),
        after: expect.stringContaining('"state": "MOVED"'),
      },
    ]);
    expect(entries[1]?.changes).toEqual([
      { field: 'topics', before: '[]', after: list(`topic_${topic.id}`) },
    ]);
    expect(entries[2]?.changes).toEqual([
      { field: 'speakers', before: list(adaId), after: list(graceId, adaId) },
    ]);
    expect(entries[3]?.changes).toContainEqual({ field: 'speakers', before: null, after: list(adaId) });
  });

  test('tells of an article’s corrections, and of each tombstone that it had', async () => {
    const world = createWorld(database);
    const [article, better] = [world.article({ headline: 'Gone' }), world.article({ headline: 'Better' })];
    await world.save();
    await change('editor:note', async (t) => {
      await publishCorrection(t, article.id, { note: 'It was “two”.', revision: null });
      await t.article.update({ where: { id: article.id }, data: { headline: 'Two' } });
    });
    await change('editor:first', (t) => withdrawArticle(t, article.id, { reason: 'Why.' }));
    await change('editor:second', (t) =>
      withdrawArticle(t, article.id, { reason: 'Better why.', replacedById: better.id }),
    );
    await change('editor:back', (t) => publishLocked(t, [article.id]));
    const replacement = `article_${better.id}`;
    const status = (before: string, after: string) => ({ field: 'status', before, after });
    const entries = await historyOf(`article_${article.id}`);
    expect(entries.slice(0, -1).map(({ actor, changes }) => [actor, changes])).toEqual([
      [
        'editor:back',
        [
          ...(entries[0]?.changes.filter(({ field }) => field === 'publishedAt') ?? []),
          status('WITHDRAWN', 'PUBLISHED'),
          { field: 'tombstone.reason', before: 'Better why.', after: null },
          { field: 'tombstone.replacedBy', before: replacement, after: null },
        ],
      ],
      [
        'editor:second',
        [
          { field: 'tombstone.reason', before: 'Why.', after: 'Better why.' },
          { field: 'tombstone.replacedBy', before: null, after: replacement },
        ],
      ],
      [
        'editor:first',
        [status('PUBLISHED', 'WITHDRAWN'), { field: 'tombstone.reason', before: null, after: 'Why.' }],
      ],
      [
        'editor:note',
        [
          { field: 'headline', before: 'Gone', after: 'Two' },
          { field: 'corrections', before: '[]', after: '[{"note": "It was “two”.", "revision": null}]' },
        ],
      ],
    ]);
  });

  test('tells of identifiers that come, go, and move to somebody else', async () => {
    const [one, two] = [await person('Identified'), await person('Another')];
    const next = { version: { increment: 1 } };
    await change('editor:first', async (t) => {
      await t.identifier.create({ data: { personId: one, scheme: 'WIKIDATA', value: 'Q1' } });
      await t.person.update({ where: { id: one }, data: next });
    });
    await change('editor:second', async (t) => {
      await t.identifier.updateMany({ where: { personId: one }, data: { personId: two } });
      await t.person.updateMany({ where: { id: { in: [one, two] } }, data: next });
    });
    await change('editor:third', async (t) => {
      await t.identifier.deleteMany({ where: { personId: two } });
      await t.person.update({ where: { id: two }, data: next });
    });
    const has = '[{"value": "Q1", "scheme": "WIKIDATA"}]';
    const changes = async (id: string) =>
      (await historyOf(`person_${id}`)).slice(0, 2).map(({ actor, changes }) => [actor, changes]);
    expect(await changes(one)).toEqual([
      ['editor:second', [{ field: 'identifiers', before: has, after: '[]' }]],
      ['editor:first', [{ field: 'identifiers', before: '[]', after: has }]],
    ]);
    expect(await changes(two)).toEqual([
      ['editor:third', [{ field: 'identifiers', before: has, after: '[]' }]],
      ['editor:second', [{ field: 'identifiers', before: '[]', after: has }]],
    ]);
  });
});

describe('an import that brings nothing but an identifier', () => {
  test('is in the history of whom it belongs to, and their next version', async () => {
    const bring = async (identifiers: { scheme: 'WIKIDATA'; value: string }[]) => {
      const world = createWorld(database);
      const someone = world.person('Brought', { slug: 'brought', identifiers });
      world.mention(world.article({ slug: 'brings', text: 'Brought came.' }), someone);
      await world.save();
      return someone.id;
    };
    const id = await bring([]);
    await bring([{ scheme: 'WIKIDATA', value: 'Q7700001' }]);
    expect((await historyOf(`person_${id}`))[0]).toMatchObject({
      kind: 'UPDATED',
      changes: [{ field: 'identifiers', before: '[]', after: expect.stringContaining('Q7700001') }],
    });
    const { version } = await database
      .read<{ version: number }>({ text: 'SELECT version FROM person WHERE id = $1', values: [id] })
      .then(([row]) => row ?? { version: 0 });
    expect(version).toBe(2);
  });
});

describe('history by id', () => {
  const BY_ID = `query ($id: ID!) { history(id: $id, first: 5) { totalCount nodes { kind actor actorName changes { field before after } } } }`;

  test('tells of what is deleted, and what the key is called that did it', async () => {
    const id = await person('Deleted');
    const key = '00000000-0000-7000-8000-00000000000a';
    await change('test', (t) =>
      t.apiKey.create({
        data: {
          ...{ id: key, name: 'The desk', role: 'ADMIN', prefix: 'abcdef0123', createdBy: 'test' },
          hash: new Uint8Array(32),
        },
      }),
    );
    await change(`key:${key}`, (t) => t.person.delete({ where: { id } }));
    const deleted = await dataOf(database, BY_ID, { variables: { id: `person_${id}` }, viewer: 'editor' });
    expect(deleted).toMatchObject({
      history: {
        totalCount: 2,
        nodes: [
          {
            kind: 'DELETED',
            actor: `key:${key}`,
            actorName: 'The desk',
            changes: [
              { field: 'slug', before: 'deleted', after: null },
              { field: 'name', before: 'Deleted', after: null },
              { field: 'aliases', before: '[]', after: null },
            ],
          },
          { kind: 'CREATED', actor: 'test', actorName: null },
        ],
      },
    });
    expect(await dataOf(database, BY_ID, { variables: { id: `topic_${id}` }, viewer: 'editor' })).toEqual({
      history: { totalCount: 0, nodes: [] },
    });
  });

  test('is what the node’s own history is, of every type', async () => {
    const world = createWorld(database);
    const ada = world.person('Ada by id');
    const article = world.article({ headline: 'By id', text: 'Ada said: “We are here.”' });
    const quote = world.quote(article, 'We are here.', { speakers: [ada] });
    await world.save();
    for (const id of [`person_${ada.id}`, `article_${article.id}`, `quote_${quote.id}`]) {
      const { history } = (await dataOf(database, BY_ID, { variables: { id }, viewer: 'editor' })) as {
        history: { nodes: Entry[] };
      };
      expect(history.nodes).toMatchObject((await historyOf(id)).map(({ reason: _, ...entry }) => entry));
    }
  });

  test('is empty for readers, and refused for what is no id', async () => {
    const id = await person('Refused');
    const read = await dataOf(database, BY_ID, { variables: { id: `person_${id}` } });
    expect(read).toEqual({ history: { totalCount: 0, nodes: [] } });
    const wrong = await runPlanned(database, BY_ID, { variables: { id: 'nobody' }, viewer: 'editor' });
    expect(wrong.result.errors?.[0]?.extensions['code']).toBe('INVALID_ID');
  });
});
