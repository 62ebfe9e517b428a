import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { verify } from '../../../src/database/verify.ts';
import { ENTITY_REFERENCES, type EntityTable } from '../../../src/editing/entity-references.ts';
import { lockForMerge, mergeEntities } from '../../../src/editing/merge-entities.ts';
import { unmergeEntity } from '../../../src/editing/unmerge-entity.ts';
import { importArticles } from '../../../src/ingest/import-articles.ts';
import { analysed } from '../../support/analysed.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { compareDumps, type Dump, dumpDatabase } from '../../support/dump.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(() => database.reset());
afterAll(() => database.close());

const STORIES = [
  `Talks in Springfield

Jane Roe, chairwoman of the Harbour Council, told John Doe on Monday that the port would close. “We have no choice,” said Jane Roe.`,
  `Port closes

Janet Roe, chairwoman of the Harbour Council, said the port was closed. “I told Janet Roe so,” said John Doe, chairman of the Port Board.`,
  `A dinner

Jane Roe and Janet Roe said that they would meet the Port Board. Janet Roe, chairwoman of the Harbour Council, thanked Jane Roe.`,
];

async function take(stories: readonly string[]): Promise<void> {
  const options = { actor: 'import:test', reason: 'a test', publish: true, confirmAbove: 0 };
  for (const imported of await importArticles(
    database,
    stories.map((story) => analysed(story)),
    options,
  ))
    if (imported.outcome === 'failed') throw imported.error;
}

async function idOf(table: EntityTable, name: string): Promise<string> {
  const [row] = await database.raw.query<{ id: string }>(`SELECT id FROM ${table} WHERE name LIKE $1`, [
    name,
  ]);
  if (row === undefined) throw new Error(`no ${table} ${name}`);
  return row.id;
}

const change = { actor: 'editor:test', reason: 'a test' };

function merge(table: EntityTable, from: string, into: string) {
  return database.change(change, async (transaction) => {
    await lockForMerge(transaction, { table, from, into }, { from: null, into: null });
    await mergeEntities(transaction, { table, from, into });
  });
}

function unmerge(table: EntityTable, id: string) {
  return database.change(change, (transaction) => unmergeEntity(transaction, table, id));
}

/** What is no part of the graph: history. */
const BESIDE = ['change', 'revision', 'outbox', 'cache_purge', 'search_word'];

async function graph(): Promise<Dump> {
  const dump = await dumpDatabase(database.raw);
  return Object.fromEntries(
    Object.entries(dump).map(([table, rows]) => [
      table,
      rows.map((row) => {
        const anyVersion = row.replace(/"version": \d+/u, '"version": 0');
        // Written anew, under a new id, wherever it is derived again.
        return table === 'quote_about' ? anyVersion.replace(/"id": "[^"]+"/u, '"id": ""') : anyVersion;
      }),
    ]),
  );
}

it('names every column that names a person or an organisation, but for derived ones', async () => {
  const keys = await database.raw.query<{ in: string; column: string; table: EntityTable }>(`
    SELECT k.conrelid::regclass::text AS in, a.attname AS column, k.confrelid::regclass::text AS table
      FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
      WHERE k.contype = 'f' AND k.confrelid IN ('person'::regclass, 'organisation'::regclass)`);
  const derived = /^(?:article_person|article_organisation|quote_about|person_search|organisation_search)$/u;
  const found = keys.filter((key) => !derived.test(key.in) && key.column !== 'merged_into_id');
  const declared = (['person', 'organisation'] as const).flatMap((table) =>
    ENTITY_REFERENCES[table].map((reference) => ({ ...reference, table })),
  );
  const line = (key: (typeof keys)[number]) => `${key.in}.${key.column} -> ${key.table}`;
  expect(declared.map(line).sort()).toEqual(found.map(line).sort());
});

it.each([
  ['person', 'Jane Roe', 'Janet Roe'],
  ['person', 'Janet Roe', 'Jane Roe'],
  ['person', 'John Doe', 'Jane Roe'],
  ['organisation', 'Harbour Council', 'Port Board'],
  ['organisation', 'Port Board', 'Harbour Council'],
] as const)(
  'two of %s, merged and taken apart again, are as they were: %s into %s',
  async (table, from, into) => {
    await take(STORIES);
    const before = await graph();
    const gone = await idOf(table, `%${from}`);
    const kept = await idOf(table, `%${into}`);
    await merge(table, gone, kept);
    expect((await verify(database)).faults).toEqual([]);
    for (const { in: other, column } of ENTITY_REFERENCES[table])
      expect(await database.raw.query(`SELECT FROM ${other} WHERE ${column} = $1`, [gone])).toEqual([]);
    await unmerge(table, gone);
    expect((await verify(database)).faults).toEqual([]);
    expect(compareDumps(before, await graph(), BESIDE)).toEqual({});
  },
);

it('three merged one after the other come back in the reverse order, and in no other', async () => {
  await take(STORIES);
  const before = await graph();
  const jane = await idOf('person', '%Jane Roe');
  const janet = await idOf('person', '%Janet Roe');
  const john = await idOf('person', '%John Doe');
  await merge('person', jane, janet);
  await merge('person', janet, john);
  await expect(unmerge('person', jane)).rejects.toThrow('take that back first');
  await unmerge('person', janet);
  await unmerge('person', jane);
  expect(compareDumps(before, await graph(), BESIDE)).toEqual({});
});

it('an import after the merge names the one that stays, and what it brought stays there', async () => {
  await take(STORIES.slice(0, 2));
  const jane = await idOf('person', '%Jane Roe');
  const janet = await idOf('person', '%Janet Roe');
  await merge('person', jane, janet);
  await take([`More talks\n\n“We go on,” said Jane Roe, who met John Doe on Friday.`]);
  expect(await database.raw.query('SELECT FROM mention WHERE person_id = $1', [jane])).toEqual([]);
  const count = () =>
    database.raw.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM mention m JOIN article a ON a.id = m.article_id WHERE a.slug = $1 AND m.person_id = $2',
      ['more-talks', janet],
    );
  const [{ n } = { n: 0 }] = await count();
  expect(n).toBeGreaterThan(0);
  await unmerge('person', jane);
  expect(await count()).toEqual([{ n }]);
  expect((await verify(database)).faults).toEqual([]);
});

it('deleting the one that was merged away purges what the other answers for it', async () => {
  await take(STORIES);
  const jane = await idOf('person', '%Jane Roe');
  const janet = await idOf('person', '%Janet Roe');
  await merge('person', jane, janet);
  const purged: string[] = [];
  const stop = database.onChange((committed) => purged.push(...committed.purged));
  await database.change(change, (transaction) => transaction.person.delete({ where: { id: jane } }));
  stop();
  expect(purged).toContain(`person:${janet}`);
});

it('whoever names the one that was merged away while that happens begins again', async () => {
  await take(STORIES);
  const jane = await idOf('person', '%Jane Roe');
  const janet = await idOf('person', '%Janet Roe');
  await merge('person', jane, janet);
  const late = database.change(change, (transaction) =>
    transaction.identifier
      .create({ data: { personId: jane, scheme: 'WIKIDATA', value: 'Q1' } })
      .then(() => transaction.person.update({ where: { id: jane }, data: { aliases: ['X'] } })),
  );
  await expect(late).rejects.toMatchObject({
    code: 'SERVICE_UNAVAILABLE',
    cause: { message: expect.stringContaining('merged into another') },
  });
});
