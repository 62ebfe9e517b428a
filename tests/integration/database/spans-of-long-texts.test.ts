import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Transaction } from '../../../src/database/database.ts';
import { verify } from '../../../src/database/verify.ts';
import type { TextSpan } from '../../../src/kernel/text-span.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addArticle, addPerson, type TestArticle } from './rows.ts';

const BY = { actor: 'editor:test', reason: 'a test' };

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(() => database.reset());
afterAll(() => database.close());

/** Blocks at these spans of an article, in one statement. */
function addBlocks(transaction: Transaction, { id }: TestArticle, spans: readonly TextSpan[]): Promise<void> {
  const rows = spans.map(({ start, end, utf16Start, utf16End, exact, prefix, suffix }, number) => ({
    ...{ article_id: id, revision: 1, position: number + 1, kind: 'PARAGRAPH' },
    ...{ span_start: start, span_end: end, utf16_start: utf16Start, utf16_end: utf16End },
    ...{ exact, prefix, suffix },
  }));
  const columns = Object.keys(rows[0] ?? {}).join(', ');
  return transaction.$write(
    `INSERT INTO block (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::block, $1::json)`,
    [JSON.stringify(rows)],
  );
}

describe.each([
  ['long', 'A word, é, 漢字 and so on. '.repeat(1_500)],
  ['long, with characters that UTF-16 counts as two', 'A word, é, 漢字, 😀 and so on. '.repeat(1_500)],
  ['short, with such characters', 'A word, é, 漢字, 😀 and so on. '.repeat(20)],
])('spans of a text that is %s', (_what, words) => {
  /** Around the seams where a text is taken apart, and at its ends. */
  const placesIn = ({ text }: TestArticle): TextSpan[] =>
    [0, 1, 250, 255, 256, 257, 511, 16_383, 16_384, 16_385, text.length - 600, text.length - 10]
      .filter((start) => start >= 0 && start <= text.length - 10)
      .flatMap((start) => [1, 10, 600].map((length) => [start, start + length] as const))
      .filter(([, end]) => end <= text.length)
      .map(([start, end]) => text.span(start, end));

  test('are taken where they stand', async () => {
    await database.change(BY, async (transaction) => {
      const article = await addArticle(transaction, words);
      await addBlocks(transaction, article, placesIn(article));
    });
    const [{ count } = { count: 0 }] = await database.raw.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM block',
    );
    expect(count).toBeGreaterThan(15);
  });

  test('are refused anywhere else, each one among others', async () => {
    const spoilt: readonly ((span: TextSpan, { text }: TestArticle) => Partial<TextSpan>)[] = [
      ({ exact }) => ({ exact: `${exact.slice(0, -1)}#` }),
      ({ prefix }) => ({ prefix: `${prefix.slice(0, -1)}#` }),
      ({ suffix }) => ({ suffix: `#${suffix.slice(1)}` }),
      ({ start, end, utf16Start, utf16End }) => ({
        ...{ start: start + 1, end: end + 1, utf16Start: utf16Start + 1, utf16End: utf16End + 1 },
      }),
      ({ utf16Start, utf16End }) => ({ utf16Start: utf16Start + 1, utf16End: utf16End + 1 }),
      ({ utf16End }) => ({ utf16End: utf16End + 1 }),
    ];
    for (const spoil of spoilt) {
      const writing = database.change(BY, async (transaction) => {
        const article = await addArticle(transaction, words);
        const spans = placesIn(article);
        const at = Math.floor(spans.length / 2);
        await addBlocks(
          transaction,
          article,
          spans.map((span, number) => (number === at ? { ...span, ...spoil(span, article) } : span)),
        );
      });
      await expect(writing).rejects.toThrow(/a span of block is not in revision 1/u);
    }
    expect(await database.raw.query('SELECT FROM block')).toEqual([]);
  });
});

test('forty thousand paragraphs of one text are held in the time that a test has', async () => {
  const words = 'a b\n\n'.repeat(40_000);
  await database.change(BY, async (transaction) => {
    const article = await addArticle(transaction, words);
    const spans = Array.from({ length: 40_000 }, (_, number) =>
      article.text.span(number * 5, number * 5 + 3),
    );
    await addBlocks(transaction, article, spans);
  });
  expect(await database.raw.query('SELECT count(*)::int AS count FROM block')).toEqual([{ count: 40_001 }]);
});

test('the spans of a long text are verified in the time that a test has, each one among others', async () => {
  const count = 15_000;
  await database.change(BY, async (transaction) => {
    const article = await addArticle(transaction, 'a b\n\n'.repeat(count));
    const spans = Array.from({ length: count }, (_, number) => article.text.span(number * 5, number * 5 + 3));
    await addBlocks(transaction, article, spans);
    const { id: personId } = await addPerson(transaction, 'B');
    await transaction.$write(
      `INSERT INTO mention (id, article_id, person_id, revision, form, review, confidence, method,
           span_start, span_end, utf16_start, utf16_end, exact, prefix, suffix)
         SELECT gen_random_uuid(), article_id, $1::uuid, revision, 'NAME', 'CONFIRMED', 1, 'test',
             span_start, span_end, utf16_start, utf16_end, exact, prefix, suffix
           FROM block WHERE position % 10 = 1`,
      [personId],
    );
  });
  await database.raw.run(`
    SET session_replication_role = replica;
    UPDATE block SET suffix = '#' WHERE position = 2000;
    UPDATE mention SET span_end = span_end + 1, utf16_end = utf16_end + 1, exact = exact || '#' WHERE span_start = 50000;
    DELETE FROM block WHERE position = 0 OR position = 3001;
    SET session_replication_role = origin;`);
  const { faults } = await verify(database);
  const ofSpans = faults.filter(({ check }) => /-(?:span|block)$/u.test(check));
  expect(ofSpans.map(({ check, message }) => [check, message])).toEqual([
    ['block-span', '"#" does not stand after 9998'],
    ['mention-span', expect.stringContaining('the text from 50000 to 50004 is')],
    // One's block ends before it does, and another's is gone.
    ['mention-block', 'it stands in no block that gives facts'],
    ['mention-block', 'it stands in no block that gives facts'],
  ]);
});
