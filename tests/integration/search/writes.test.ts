import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Transaction } from '../../../src/database/database.ts';
import { verify } from '../../../src/database/verify.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { createWorld } from '../../support/world.ts';
import { found } from './found.ts';

let database: TestDatabase;
let ids: {
  readonly article: string;
  readonly quote: string;
  readonly person: string;
  readonly topic: string;
};
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await database.reset();
  const world = createWorld(database);
  const article = world.article({
    headline: 'A summit',
    language: 'en',
    text: 'Delegates arrived. Harbours shut.',
  });
  const quote = world.quote(article, 'Harbours shut.');
  const person = world.person('Ada Byron');
  world.mention(article, person, 'Delegates');
  const topic = world.topic('Shipping');
  world.assign(article, topic);
  await world.save();
  ids = { article: article.id, quote: quote.id, person: person.id, topic: topic.id };
});
// The stored words are what the views say they ought to be, whatever was written.
afterEach(async () => expect((await verify(database)).faults).toEqual([]));
afterAll(() => database.close());

async function change(write: (transaction: Transaction) => Promise<unknown>): Promise<void> {
  await database.change({ actor: 'editor:test', reason: 'a test' }, write);
}

/** How many hits each word has. */
async function hits(...words: string[]): Promise<readonly number[]> {
  const counts: number[] = [];
  for (const word of words) counts.push((await found(database, word)).length);
  return counts;
}

test('an article is found by its new headline and no more by the old one', async () => {
  await change(({ article }) =>
    article.update({ where: { id: ids.article }, data: { headline: 'The meeting' } }),
  );
  expect(await hits('summit', 'meeting')).toEqual([0, 1]);
});

test('a correction of the text is found, and what it took out is not', async () => {
  const text = 'Ministers arrived. Harbours shut.';
  const sha256 = createHash('sha256').update(text).digest('hex');
  await change(async ({ article, articleText, block, mention, quote, quoteSpan }) => {
    await articleText.create({ data: { articleId: ids.article, revision: 2, text, sha256 } });
    await article.update({ where: { id: ids.article }, data: { revision: 2 } });
    const lost = { where: { articleId: ids.article }, data: { spanState: 'LOST' } } as const;
    await mention.updateMany(lost);
    await quote.updateMany(lost);
    await quoteSpan.updateMany(lost);
    const [old] = await block.findMany({ where: { articleId: ids.article } });
    if (old !== undefined) {
      const { length } = text;
      const whole = {
        spanStart: 0,
        spanEnd: length,
        utf16Start: 0,
        utf16End: length,
        prefix: '',
        suffix: '',
      };
      await block.create({ data: { ...old, ...whole, revision: 2, exact: text } });
    }
  });
  expect(await hits('delegates', 'ministers', 'summit')).toEqual([0, 1, 1]);
});

test('an article and its quotes change their stems with their language', async () => {
  expect(await hits('harbour')).toEqual([2]);
  await change(({ article }) => article.update({ where: { id: ids.article }, data: { language: 'und' } }));
  expect(await hits('harbour', 'harbours')).toEqual([0, 2]);
});

test('a person is found by a new name and a new alias, a topic by a new definition', async () => {
  await change(async ({ person, topic }) => {
    await person.update({
      where: { id: ids.person },
      data: { name: 'Ada Lovelace', aliases: ['The Countess'] },
    });
    await topic.update({ where: { id: ids.topic }, data: { definition: 'Trade by sea' } });
  });
  expect(await hits('byron', 'lovelace', 'countess', 'sea')).toEqual([0, 1, 1, 1]);
});

test('what is withdrawn is found by editors only, and by readers again once it is published', async () => {
  const setStatus = (status: 'PUBLISHED' | 'WITHDRAWN') =>
    change(({ article }) => article.update({ where: { id: ids.article }, data: { status } }));
  await setStatus('WITHDRAWN');
  expect(await hits('summit', 'harbours', 'byron')).toEqual([0, 0, 0]);
  expect(await found(database, 'harbours', { viewer: 'editor' })).toHaveLength(2);
  await setStatus('PUBLISHED');
  expect(await hits('summit', 'harbours', 'byron')).toEqual([1, 2, 1]);
});

test('the languages of what is hidden do not change what readers find', async () => {
  const world = createWorld(database);
  world.article({ headline: 'Brouillon', language: 'fr', status: 'DRAFT' });
  world.article({ headline: 'Cheval', language: 'en' });
  await world.save();
  // French has "cheval" for a stem of it.
  expect(await hits('chevaux')).toEqual([0]);
  await change(({ article }) =>
    article.updateMany({ where: { headline: 'Brouillon' }, data: { status: 'PUBLISHED' } }),
  );
  expect(await hits('chevaux')).toEqual([1]);
});

test('what is deleted is not found, and its words complete nothing', async () => {
  await change(({ quote }) => quote.delete({ where: { id: ids.quote } }));
  expect(await hits('harbours')).toEqual([1]);
  await change(({ article }) => article.delete({ where: { id: ids.article } }));
  expect(await hits('harbours', 'summit')).toEqual([0, 0]);
  expect(await found(database, 'harb', { prefix: true })).toEqual([]);
});

test('a text is searched to its hundred-thousandth character, and longer ones are stored', async () => {
  const world = createWorld(database);
  const filler = Array.from({ length: 30_000 }, (_, index) => `w${index.toString(36)}`).join(' ');
  const longest = `${filler.slice(0, 99_980)} near${' '.repeat(40)}beyond ${filler}`;
  world.article({ headline: 'Long', text: longest, language: 'en' });
  await world.save();
  expect(await hits('near', 'beyond')).toEqual([1, 0]);
});
