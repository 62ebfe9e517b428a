import { getOperationAST, parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Transaction } from '../../../src/database/database.ts';
import { TAG_RULES } from '../../../src/database/entity-tags.ts';
import type { Viewer } from '../../../src/planner/declaration.ts';
import { Planner } from '../../../src/planner/planner.ts';
import { answerKeyFor, answerOperation } from '../../../src/server/planned-operation.ts';
import { openCachedReader } from '../../support/cached.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { schema } from '../../support/planned.ts';
import { createWorld } from '../../support/world.ts';

const BY = { actor: 'editor:test', reason: 'a test' };
const MUNIR = '{ person(slug: "asim-munir") { name } }';
const MUNIRS_QUOTES = '{ person(slug: "asim-munir") { quotes { totalCount nodes { text } } } }';
const ALL_PEOPLE = '{ people { nodes { name } } }';
const NOBODY = '{ person(slug: "nobody") { name } }';
const DEFENCE = '{ topic(slug: "defence") { articles { totalCount } } }';
const QUOTED_ARTICLE = '{ article(slug: "quoted") { headline quotes { nodes { text speaker { name } } } } }';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(() => database.reset());
afterAll(() => database.close());

/** One published article in which Munir is quoted, one that mentions Kurilla, and a topic of the first. */
async function writeWorld() {
  const world = createWorld(database);
  const munir = world.person('Asim Munir');
  const kurilla = world.person('Michael Kurilla');
  const defence = world.topic('Defence');
  const quoted = world.article({ slug: 'quoted', headline: 'Quoted' });
  world.quote(quoted, 'We met.', { speakers: [munir] });
  world.assign(quoted, defence);
  const other = world.article({ slug: 'other', headline: 'Other' });
  world.mention(other, kurilla);
  await world.save();
  return { world, munir, kurilla, defence, quoted, other };
}

function change<T>(write: (transaction: Transaction) => Promise<T>) {
  return database.change(BY, write);
}

describe('a change purges', () => {
  test('the pages that show the row, and no others', async () => {
    const { munir } = await writeWorld();
    const reader = await openCachedReader(database);
    for (const source of [MUNIR, QUOTED_ARTICLE, DEFENCE, NOBODY]) await reader.ask(source);
    await change(({ person }) => person.update({ where: { id: munir.id }, data: { name: 'General Munir' } }));
    expect(await reader.isKept(DEFENCE)).toBe(true);
    expect(await reader.ask(MUNIR)).toEqual({ person: { name: 'General Munir' } });
    expect(await reader.ask(QUOTED_ARTICLE)).toMatchObject({
      article: { quotes: { nodes: [{ speaker: { name: 'General Munir' } }] } },
    });
  });

  test('lists and counts that a new fact belongs to', async () => {
    const { world, munir, defence } = await writeWorld();
    const reader = await openCachedReader(database);
    for (const source of [MUNIRS_QUOTES, DEFENCE, MUNIR]) await reader.ask(source);
    const article = world.article({ slug: 'new' });
    world.quote(article, 'We met again.', { speakers: [munir] });
    world.assign(article, defence);
    await world.save();
    expect(await reader.isKept(MUNIR)).toBe(true);
    expect(await reader.ask(MUNIRS_QUOTES)).toMatchObject({ person: { quotes: { totalCount: 2 } } });
    expect(await reader.ask(DEFENCE)).toEqual({ topic: { articles: { totalCount: 2 } } });
  });

  test('a null for a slug, once somebody has it, and lists of all', async () => {
    const { world } = await writeWorld();
    const reader = await openCachedReader(database);
    expect(await reader.ask(NOBODY)).toEqual({ person: null });
    expect(await reader.ask(ALL_PEOPLE)).toMatchObject({ people: { nodes: [{}, {}] } });
    world.mention(world.article(), world.person('Nobody'));
    await world.save();
    expect(await reader.ask(NOBODY)).toEqual({ person: { name: 'Nobody' } });
    expect(await reader.ask(ALL_PEOPLE)).toMatchObject({ people: { nodes: [{}, {}, {}] } });
  });

  test('nothing, where it touches what readers do not see', async () => {
    const { world, munir, defence } = await writeWorld();
    const reader = await openCachedReader(database);
    const all = [
      MUNIR,
      MUNIRS_QUOTES,
      ALL_PEOPLE,
      NOBODY,
      DEFENCE,
      QUOTED_ARTICLE,
      '{ articles { totalCount } }',
    ];
    for (const source of all) await reader.ask(source);
    const draft = world.article({ status: 'DRAFT' });
    world.quote(draft, 'Not yet.', { speakers: [munir, world.person('Nobody')] });
    world.assign(draft, defence);
    await world.save();
    for (const source of all) expect([source, await reader.isKept(source)]).toEqual([source, true]);
  });

  test('everything, where it would purge more than 500 tags', async () => {
    const { world, defence } = await writeWorld();
    const reader = await openCachedReader(database);
    await reader.ask(MUNIR);
    for (let number = 0; number < 260; number += 1) world.assign(world.article(), defence);
    await world.save();
    expect(await reader.isKept(MUNIR)).toBe(false);
  });
});

describe('an answer is read once', () => {
  test('for a hundred who ask at the same time', async () => {
    await writeWorld();
    const reader = await openCachedReader(database);
    const answers = await Promise.all(Array.from({ length: 100 }, () => reader.ask(QUOTED_ARTICLE)));
    expect(reader.statements()).toBe(1);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  test('and again by whoever asks after a change, while the reading of before is under way', async () => {
    const { munir } = await writeWorld();
    const reader = await openCachedReader(database);
    let late: Promise<unknown> | undefined;
    // The first has its answer of before the change; then the change; then the second asks.
    reader.around.after = async () => {
      reader.around.after = async () => undefined;
      await change(({ person }) =>
        person.update({ where: { id: munir.id }, data: { name: 'General Munir' } }),
      );
      late = reader.ask(MUNIR);
      await late;
    };
    expect(await reader.ask(MUNIR)).toEqual({ person: { name: 'Asim Munir' } });
    expect(await late).toEqual({ person: { name: 'General Munir' } });
    expect(reader.statements()).toBe(2);
  });

  test('and is not kept where it was purged while it was read', async () => {
    const { munir } = await writeWorld();
    const reader = await openCachedReader(database);
    reader.around.after = async () => {
      reader.around.after = async () => undefined;
      await change(({ person }) =>
        person.update({ where: { id: munir.id }, data: { name: 'General Munir' } }),
      );
    };
    expect(await reader.ask(MUNIR)).toEqual({ person: { name: 'Asim Munir' } });
    expect(await reader.ask(MUNIR)).toEqual({ person: { name: 'General Munir' } });
  });

  test('and is kept where something else was purged meanwhile', async () => {
    const { kurilla } = await writeWorld();
    const reader = await openCachedReader(database);
    reader.around.after = async () => {
      reader.around.after = async () => undefined;
      await change(({ person }) => person.update({ where: { id: kurilla.id }, data: { name: 'Kurilla' } }));
    };
    await reader.ask(MUNIR);
    expect(await reader.isKept(MUNIR)).toBe(true);
  });

  test('for all of them where it has an error too, and nothing of it is kept', async () => {
    const reader = await openCachedReader(database);
    let loads = 0;
    const fail = () =>
      reader.cache.get('a key', async () => {
        loads += 1;
        return { kind: 'other', other: { kind: 'refused', errors: [loads] } };
      });
    const failed = (load: number) => ({ kind: 'other', other: { kind: 'refused', errors: [load] } });
    expect(await Promise.all([fail(), fail(), fail()])).toEqual([failed(1), failed(1), failed(1)]);
    expect(await fail()).toEqual(failed(2));
  });
});

test('memory is bounded: what was used last stays', async () => {
  await writeWorld();
  const reader = await openCachedReader(database, { kind: 'memory', megabytes: 1 });
  const text = 'x'.repeat(100_000);
  const keep = (key: string) =>
    reader.cache.get(key, async () => ({ kind: 'whole', text, tags: new Set(['topic']) }));
  for (let number = 0; number < 30; number += 1) await keep(`key ${number}`);
  const kept = Array.from({ length: 30 }, (_, number) => reader.cache.peek(`key ${number}`) !== undefined);
  expect(kept.lastIndexOf(false)).toBe(kept.indexOf(true) - 1);
  expect(kept.filter(Boolean)).toHaveLength(10);
  await reader.cache.get('too large', async () => ({ kind: 'whole', text: text.repeat(2), tags: new Set() }));
  expect(reader.cache.peek('too large')).toBeUndefined();
});

test('who is not a reader without a key gets nothing that was kept, and nothing of theirs is kept', async () => {
  const { munir } = await writeWorld();
  const reader = await openCachedReader(database);
  const planner = new Planner(schema, { tagRules: TAG_RULES });
  const document = parse(MUNIR);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('There is an operation');
  const sources = { planner, reader: database, cache: reader.cache };
  const ask = (viewer: Viewer) => {
    const asked = { document, operation, variables: {}, viewer, operationKey: 'a key' };
    return answerOperation(sources, asked, answerKeyFor(sources, asked), null);
  };
  expect(await ask('editor')).toEqual({ kind: 'text', text: '{"person":{"name":"Asim Munir"}}' });
  expect(await ask('reader')).toMatchObject({ kind: 'shared' });
  await change(async ({ mention, person, quote }) => {
    await mention.deleteMany({ where: { personId: munir.id } });
    await quote.updateMany({ data: { review: 'SUGGESTED' } });
    await person.update({ where: { id: munir.id }, data: { name: 'General Munir' } });
  });
  expect(await ask('editor')).toEqual({ kind: 'text', text: '{"person":{"name":"General Munir"}}' });
  expect(await ask('reader')).toMatchObject({ answer: { body: Buffer.from('{"data":{"person":null}}') } });
});
