import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Transaction } from '../../../src/database/database.ts';
import { verify } from '../../../src/database/verify.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addArticle, assignTopic, type TestArticle } from './rows.ts';

// What is held for all rows of a statement together is held for each of them.

const BY = { actor: 'editor:test', reason: 'a test' };

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(() => database.reset());
// The quotes here have no spans of their own.
afterEach(async () => {
  const { faults } = await verify(database);
  expect(faults.filter(({ check }) => check !== 'quote-text')).toEqual([]);
});
afterAll(() => database.close());

async function change<T>(write: (transaction: Transaction) => Promise<T>): Promise<T> {
  const result = await database.change(BY, write);
  if (result.outcome !== 'applied') throw new Error('not applied');
  return result.value;
}

/** A span of a text of the Basic Multilingual Plane, by its characters' positions, with as much context as there is. */
function spanAt(article: TestArticle, text: string, start: number, end: number) {
  return {
    articleId: article.id,
    revision: 1,
    ...{ spanStart: start, spanEnd: end, utf16Start: start, utf16End: end },
    exact: text.slice(start, end),
    prefix: text.slice(Math.max(0, start - 32), start),
    suffix: text.slice(end, end + 32),
  };
}

describe('quotes that stand within others', () => {
  const TEXT = '“One,” he said, “that she said ‘two’ and ‘three’.”';
  const quoteAt = (article: TestArticle, id: string, start: number, withinId: string | null) => ({
    ...spanAt(article, TEXT, start, start + 3),
    ...{ id, withinId, text: TEXT.slice(start, start + 3), kind: 'DIRECT' as const },
    ...{ attribution: 'UNATTRIBUTED' as const, review: 'CONFIRMED' as const, confidence: 1, method: 'test' },
  });
  /** Quotes of one article in one statement, each within the one that is named by its number. */
  const write = (
    transaction: Transaction,
    article: TestArticle,
    within: readonly (number | string | null)[],
  ) => {
    const ids = within.map(() => uuidv7());
    const outer = (at: number | string | null) => (typeof at === 'number' ? (ids[at] ?? null) : at);
    return transaction.quote
      .createMany({
        data: within.map((at, position) => quoteAt(article, ids[position] ?? '', position * 4, outer(at))),
      })
      .then(() => ids);
  };

  test('are taken in one statement, three deep, the inner ones first', async () => {
    await change(async (transaction) =>
      write(transaction, await addArticle(transaction, TEXT), [1, 2, null]),
    );
    expect(await database.raw.query('SELECT count(*)::int FROM quote WHERE within_id IS NOT NULL')).toEqual([
      { count: 2 },
    ]);
  });

  test('are refused where one of several stands within itself, or two within each other', async () => {
    for (const within of [
      [null, 1],
      [null, 2, 1],
      [1, 2, 0],
    ]) {
      await expect(
        change(async (transaction) => write(transaction, await addArticle(transaction, TEXT), within)),
      ).rejects.toThrow(/within.itself/u);
    }
  });

  test('are refused where one of several stands within a quote of another article', async () => {
    const [other] = await change(async (transaction) =>
      write(transaction, await addArticle(transaction, TEXT), [null]),
    );
    await expect(
      change(async (transaction) =>
        write(transaction, await addArticle(transaction, TEXT), [null, 0, other ?? null]),
      ),
    ).rejects.toThrow('of another article');
  });

  test('are refused where an update closes a ring, or moves one out of its article', async () => {
    const [outer, inner] = await change(async (transaction) =>
      write(transaction, await addArticle(transaction, TEXT), [null, 0]),
    );
    await expect(
      change((transaction) =>
        transaction.quote.update({ where: { id: outer ?? '' }, data: { withinId: inner ?? '' } }),
      ),
    ).rejects.toThrow(/within.itself/u);
    await expect(
      change(async (transaction) => {
        const { id: articleId } = await addArticle(transaction, TEXT);
        await transaction.quote.update({ where: { id: inner ?? '' }, data: { articleId } });
      }),
    ).rejects.toThrow('of another article');
  });
});

describe('topics', () => {
  const STATE = { score: 0.5, origin: 'EDITOR', review: 'CONFIRMED', confidence: 1, method: 'test' } as const;

  test('of which one is retired refuse the whole statement', async () => {
    const [live, retired] = await change(async (transaction) => [
      await transaction.topic.create({ data: { slug: 'war', name: 'War' } }),
      await transaction.topic.create({ data: { slug: 'old', name: 'Old', retiredAt: new Date() } }),
    ]);
    await expect(
      change(async (transaction) => {
        const { id: articleId } = await addArticle(transaction, 'A text.');
        await transaction.topicAssignment.createMany({
          data: [live, retired].map((topic) => ({ articleId, topicId: topic?.id ?? '', ...STATE })),
        });
      }),
    ).rejects.toThrow('topic old is retired and cannot be assigned');
  });

  test('that were retired later leave what was assigned to be reviewed, and take nothing new', async () => {
    const { assignment, old, live } = await change(async (transaction) => {
      const old = await transaction.topic.create({ data: { slug: 'old', name: 'Old' } });
      const live = await transaction.topic.create({ data: { slug: 'war', name: 'War' } });
      const assignment = await assignTopic(transaction, await addArticle(transaction, 'A text.'), old.id);
      return { assignment, old, live };
    });
    const where = { id: assignment.id };
    await change((transaction) =>
      transaction.topic.update({ where: { id: old.id }, data: { retiredAt: new Date() } }),
    );
    await change((transaction) =>
      transaction.topicAssignment.update({ where, data: { review: 'SUGGESTED' } }),
    );
    await change((transaction) => transaction.topicAssignment.update({ where, data: { topicId: live.id } }));
    await expect(
      change((transaction) => transaction.topicAssignment.update({ where, data: { topicId: old.id } })),
    ).rejects.toThrow('is retired and cannot be assigned');
  });
});

describe('spans', () => {
  /** The same paragraph three times, so that words and their context stand at several places. */
  const PARAGRAPH = `Überall hieß es „Guten Tag“, und niemand sagte etwas — ${'kein Wort, '.repeat(6)}nichts.\n`;
  const TEXT = PARAGRAPH.repeat(3);
  const AT = PARAGRAPH.indexOf('niemand');
  const mentionAt = (article: TestArticle, personId: string, start: number) => ({
    ...spanAt(article, TEXT, start, start + 7),
    ...{ personId, form: 'NAME' as const, review: 'CONFIRMED' as const, confidence: 1, method: 'test' },
  });
  const write = (mentions: (article: TestArticle, personId: string) => ReturnType<typeof mentionAt>[]) =>
    change(async (transaction) => {
      const article = await addArticle(transaction, TEXT);
      const person = await transaction.person.create({ data: { slug: 'niemand', name: 'Niemand' } });
      await transaction.mention.createMany({ data: mentions(article, person.id) });
    });

  test('may name any of several places where the same words stand in the same context', async () => {
    await write((article, personId) =>
      [0, 1, 2].map((paragraph) => mentionAt(article, personId, AT + paragraph * PARAGRAPH.length)),
    );
  });

  test('are refused where one of several is beside its words, though they stand elsewhere in the text', async () => {
    const shifts = [
      { spanStart: 1, spanEnd: 1, utf16Start: 1, utf16End: 1 },
      { utf16Start: 1, utf16End: 1 },
    ];
    for (const shift of shifts) {
      await expect(
        write((article, personId) => {
          const right = mentionAt(article, personId, AT);
          const wrong = { ...right };
          for (const name of ['spanStart', 'spanEnd', 'utf16Start', 'utf16End'] as const)
            wrong[name] += (shift as Partial<typeof right>)[name] ?? 0;
          return [mentionAt(article, personId, AT + PARAGRAPH.length), wrong];
        }),
      ).rejects.toThrow('a span of mention is not in revision 1');
    }
  });

  test('are refused where words or context are others than the text has', async () => {
    for (const [name, value] of [
      ['exact', 'niemanD'],
      ['prefix', 'x'],
      ['suffix', 'x'],
    ] as const) {
      await expect(
        write((article, personId) => [{ ...mentionAt(article, personId, AT), [name]: value }]),
      ).rejects.toThrow('a span of mention is not in revision 1');
    }
  });

  test('are refused in a revision that the article does not have', async () => {
    await expect(
      write((article, personId) => [
        mentionAt(article, personId, AT),
        { ...mentionAt(article, personId, AT), revision: 2 },
      ]),
    ).rejects.toThrow(/a span of mention is not in revision 2 of article .*: there is no such text/u);
  });

  test('keep their text: it goes with its article, and never by itself', async () => {
    await write((article, personId) => [mentionAt(article, personId, AT)]);
    await expect(change((transaction) => transaction.articleText.deleteMany())).rejects.toThrow(
      'a text goes with its article, and never by itself',
    );
    await change((transaction) => transaction.article.deleteMany());
    for (const table of ['article_text', 'mention', 'article_person', 'article_search']) {
      const rows = await database.read({ text: `SELECT FROM ${table}`, values: [] });
      expect.soft(rows, table).toEqual([]);
    }
  });

  test('count in UTF-16 what stands behind a character beyond U+FFFF, of whichever plane', async () => {
    for (const character of ['😀', '\u{2F800}', '\u{40000}', '\u{80000}', '\u{E0061}', '\u{10FFFD}']) {
      const text = `${character} Niemand`;
      const add = (utf16Start: number) =>
        change(async (transaction) => {
          const article = await addArticle(transaction, text);
          const person = await transaction.person.create({
            data: { slug: `p-${article.id}`, name: 'Niemand' },
          });
          await transaction.mention.create({
            data: {
              ...{ articleId: article.id, revision: 1, personId: person.id, form: 'NAME' },
              ...{ review: 'CONFIRMED', confidence: 1, method: 'test' },
              ...{ spanStart: 2, spanEnd: 9, utf16Start, utf16End: utf16Start + 7 },
              ...{ exact: 'Niemand', prefix: `${character} `, suffix: '' },
            },
          });
        });
      await add(3);
      await expect(add(2)).rejects.toThrow('the UTF-16 position of 2 is 3, not 2');
    }
  });
});
