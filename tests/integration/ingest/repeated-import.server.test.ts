import { afterAll, beforeAll, expect, test } from 'vitest';
import { importArticles } from '../../../src/ingest/import-articles.ts';
import { analyse } from '../../../src/text/analyse.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { readOne } from '../../support/read-one.ts';

let database: TestDatabase;
const warnings: string[] = [];
const note = ({ message }: Error) => warnings.push(message);
beforeAll(async () => {
  process.on('warning', note);
  database = await openTestDatabase();
});
afterAll(async () => {
  process.off('warning', note);
  await database.close();
});

// One test in a file of its own: pg warns a process once.
test('a repeated import, which reads articles with all their parts, sends one statement at a time', async () => {
  const texts = ['“We agree,” said Jane Roe.', 'Nobody of the Example Council said a word.'];
  const articles = texts.map((text) => analyse(readOne(text)));
  const options = { actor: 'import:test', reason: 'a test', publish: false, confirmAbove: null };
  await importArticles(database, articles, options);
  const again = await importArticles(database, articles, options);
  expect(again.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged']);
  await database.ping();
  expect(warnings).toEqual([]);
});
