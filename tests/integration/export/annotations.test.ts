import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { articleExporter } from '../../../src/cli/article-exporter.ts';
import { readAnnotationRows } from '../../../src/export/annotation-rows.ts';
import { annotationFiles } from '../../../src/export/annotations.ts';
import { ingestArticles } from '../../../src/ingest/ingest-articles.ts';
import { seed } from '../../../src/ingest/seed.ts';
import { readSeedDocument } from '../../../src/ingest/seed-document.ts';
import { ARBITRARY_TOPICS, arbitraryArticle } from '../../support/arbitrary-article.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { createWorld } from '../../support/world.ts';

const SEEDS = fileURLToPath(new URL('../../../seeds/', import.meta.url));
const SLUG = 'coas-centcom-chief-discuss-regional-security';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

/** Exports the seed article as annotations, into a folder that can be seeded from. */
async function exportSeed(from: TestDatabase): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'onrecord-export-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const { files, notes } = await articleExporter(from, 'annotations')(SLUG);
  expect(notes).toEqual([]);
  for (const { name, content } of files) await writeFile(join(folder, name), content);
  await copyFile(join(SEEDS, 'iptc-media-topics.json'), join(folder, 'iptc-media-topics.json'));
  return folder;
}

test('the seed, exported and seeded again, changes nothing where it is, and makes the same record elsewhere', async () => {
  const first = await seed(database, { seedsFolder: SEEDS });
  const folder = await exportSeed(database);
  expect(await readFile(join(folder, `${SLUG}.txt`))).toEqual(await readFile(join(SEEDS, `${SLUG}.txt`)));
  expect((await seed(database, { seedsFolder: folder })).changeId).toBeNull();

  const other = await openTestDatabase();
  onTestFinished(() => other.close());
  expect((await seed(other, { seedsFolder: folder })).tables).toEqual(first.tables);
  // And what was seeded from the hand-made file finds nothing to change in what was seeded from the exported one.
  expect((await seed(other, { seedsFolder: SEEDS })).changeId).toBeNull();
});

test('any facts of any text are exported so that the loader takes them, each as it is, or are said to be left out', async () => {
  const own = await openTestDatabase();
  onTestFinished(() => own.close());
  const world = createWorld(own);
  for (const code of ARBITRARY_TOPICS) world.topic(code, { code });
  await world.save();
  let exported = 0;
  await fc.assert(
    fc.asyncProperty(arbitraryArticle, async (article) => {
      const change = await own.change({ actor: 'test', reason: 'a property' }, (transaction) =>
        ingestArticles(transaction, [article], { status: 'DRAFT' }),
      );
      const id = change.outcome === 'applied' ? change.value.articles[0]?.articleId : undefined;
      const rows = await readAnnotationRows(own, `article_${id}`);
      const { yaml, document, notes } = annotationFiles(rows);
      const read = readSeedDocument(yaml, document, 'exported.yaml');
      expect(read.article.text).toBe(article.text);
      const { headline, bylines, publishedAt } = article.fields;
      expect(read.article.fields).toMatchObject({ headline, bylines, publishedAt });
      const mentions = article.mentions.map(factOf);
      const quotes = article.quotes.map((quote) => quote.spans.map(placeOf).join());
      const receipts = article.affiliations.flatMap((affiliation) => affiliation.receipts.map(factOf));
      expect(mentions).toEqual(expect.arrayContaining(read.article.mentions.map(factOf)));
      expect(quotes).toEqual(
        expect.arrayContaining(read.article.quotes.map((quote) => quote.spans.map(placeOf).join())),
      );
      expect(receipts).toEqual(
        expect.arrayContaining(read.article.affiliations.flatMap((one) => one.receipts.map(factOf))),
      );
      const written =
        read.article.mentions.length +
        read.article.quotes.length +
        read.article.affiliations.flatMap((one) => one.receipts).length;
      expect(written + notes.length).toBeGreaterThanOrEqual(
        mentions.length + quotes.length + receipts.length,
      );
      exported += written;
    }),
    { numRuns: 60 },
  );
  expect(exported).toBeGreaterThan(0);
}, 120_000);

function placeOf({ start, end }: { readonly start: number; readonly end: number }): string {
  return `${start}-${end}`;
}

function factOf(fact: {
  readonly span: { readonly start: number; readonly end: number };
  readonly review: string;
  readonly confidence: number;
  readonly method: string;
}): string {
  return JSON.stringify([placeOf(fact.span), fact.review, fact.confidence, fact.method]);
}
