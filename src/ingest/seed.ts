import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database, Transaction } from '../database/database.ts';
import { newId } from '../kernel/new-id.ts';
import { type IngestedArticle, ingestArticles } from './ingest-articles.ts';
import { readTopics, type TopicRecord } from './media-topics.ts';
import { annotatedDocumentName, readSeedDocument, type SeedDocument } from './seed-document.ts';
import { type CountsByTable, joinCounts } from './table-rows.ts';
import { loadTopics } from './topics.ts';

/** The subjects that articles are assigned to, in the seeds' folder. */
const TOPICS_FILE = 'iptc-media-topics.json';

/** A folder of topics and annotated documents, read and found to be without fault. */
interface Seeds {
  readonly topics: readonly TopicRecord[];
  readonly documents: readonly (SeedDocument & { readonly file: string })[];
}

export interface SeedOptions {
  /** The folder of `iptc-media-topics.json`, the annotation files (`*.yaml`) and the documents that they name. */
  readonly seedsFolder: string;
}

/** What seeding came to. */
export interface SeedReport {
  /** Of the history; null when the database had all of it already and nothing was written. */
  readonly changeId: string | null;
  /** In the order of the files' names. */
  readonly documents: readonly (IngestedArticle & { readonly file: string })[];
  /** Rows by table; a table that is not here was not touched. */
  readonly tables: CountsByTable;
}

/**
 * Brings the database in line with a folder of seeds, in one change: all of it or nothing. Only what differs is written,
 * so that a second run writes nothing and an edited annotation changes its own rows alone.
 *
 * Throws, with nothing written, what reading the files throws: the file, the line and the reason of each fault.
 */
export async function seed(database: Database, { seedsFolder }: SeedOptions): Promise<SeedReport> {
  const seeds = await readSeeds(seedsFolder);
  const change = { actor: 'seed', reason: 'the seeds as their files have them' };
  const result = await database.change(change, (transaction) => writeSeeds(transaction, seeds));
  if (result.outcome === 'repeated') throw new Error('A change without a key was taken for an earlier one.');
  const { tables, documents } = result.value;
  const wrote = Object.values(tables).some(
    ({ created, updated, deleted }) => created + updated + deleted > 0,
  );
  return { changeId: wrote ? result.changeId : null, documents, tables };
}

async function readSeeds(folder: string): Promise<Seeds> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.yaml')).sort();
  const documents = files.map(async (file) => {
    const yaml = await readFile(join(folder, file), 'utf8');
    const bytes = await readFile(join(folder, annotatedDocumentName(yaml, file)));
    return { ...readSeedDocument(yaml, bytes, file), file };
  });
  return {
    topics: readTopics(await readFile(join(folder, TOPICS_FILE), 'utf8')).topics,
    documents: await Promise.all(documents),
  };
}

async function writeSeeds(transaction: Transaction, { topics, documents }: Seeds) {
  const topicCounts = await loadTopics(transaction, topics, newId);
  const statuses = new Map(documents.map(({ article, status }) => [article, status]));
  const ingested = await ingestArticles(
    transaction,
    documents.map(({ article }) => article),
    { mode: 'replace', status: (article) => statuses.get(article) ?? 'DRAFT' },
  );
  return {
    tables: joinCounts([topicCounts, ingested.counts]),
    documents: ingested.articles.map((article, position) => ({
      file: documents[position]?.file ?? '',
      ...article,
    })),
  };
}
