import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDatabase, databaseName, withClient } from '../database.ts';
import { builtFile, REPOSITORY } from '../project.ts';

/** What the built project gives for a text; nothing here looks into it. */
type Analysed = object;

interface Database {
  change(
    options: { readonly actor: string; readonly reason: string },
    write: (transaction: object) => Promise<unknown>,
  ): Promise<unknown>;
  close(): Promise<void>;
}

/** The built project's functions that are used here, as its own types have them. */
interface Project {
  analyse(source: { readonly bytes: Uint8Array }, options: { readonly language: string }): Analysed;
  readPlainText(bytes: Uint8Array): object;
  openDatabase(config: { readonly kind: 'server'; readonly url: string }, log: object): Promise<Database>;
  ingestArticles(
    transaction: object,
    articles: readonly Analysed[],
    options: { readonly status: string },
  ): Promise<unknown>;
  loadTopics(transaction: object, topics: readonly object[], newId: () => string): Promise<unknown>;
  readTopics(json: string): { readonly topics: readonly object[] };
}

async function importProject(): Promise<Project> {
  const files = [
    'text/analyse.js',
    'text/read/plain.js',
    'database/open-database.js',
    'ingest/ingest-articles.js',
    'ingest/topics.js',
    'ingest/media-topics.js',
  ];
  const modules = await Promise.all(files.map((file) => import(builtFile(file))));
  return Object.assign({}, ...modules);
}

const ARTICLES = 1_000;
/** Articles of one change: one, as a desk saves them, and some, as an import does. */
const BATCHES = [1, 20];

/** Articles a second through `database.change`, with their facts. */
export interface WriteRate {
  readonly batch: number;
  /** As a change is: order keys, flags, counts and the words of search are brought up to date in it. */
  readonly withDerived: number;
  /** With that last step taken out: what a database without stored order keys would take. */
  readonly withoutDerived: number;
}

/**
 * Takes the newest articles' texts of the benchmark's data through the pipeline, untimed, and writes what it found into
 * databases that are new and hold the topics only.
 */
export async function measureWrites(
  url: string,
  onProgress: (line: string) => void,
): Promise<readonly WriteRate[]> {
  const project = await importProject();
  const articles = await analysedArticles(project, url);
  onProgress(`${articles.length} articles analysed`);
  const rates: WriteRate[] = [];
  for (const batch of BATCHES) {
    const withDerived = await rateOf(project, url, articles, batch, true);
    const withoutDerived = await rateOf(project, url, articles, batch, false);
    onProgress(`${batch} a change: ${withDerived.toFixed(1)} and ${withoutDerived.toFixed(1)} a second`);
    rates.push({ batch, withDerived, withoutDerived });
  }
  return rates;
}

async function analysedArticles(
  { analyse, readPlainText }: Project,
  url: string,
): Promise<readonly Analysed[]> {
  const texts = await withClient(url, async (client) => {
    const { rows } = await client.query<{ text: string }>(
      `SELECT t.text FROM article a JOIN article_text t ON t.article_id = a.id AND t.revision = a.revision
         WHERE a.is_visible ORDER BY a.sort_at DESC LIMIT $1`,
      [ARTICLES],
    );
    return rows.map(({ text }) => text);
  });
  return texts.map((text) => {
    const bytes = new TextEncoder().encode(text);
    return analyse({ ...readPlainText(bytes), bytes }, { language: 'en' });
  });
}

async function rateOf(
  project: Project,
  url: string,
  articles: readonly Analysed[],
  batch: number,
  isDerived: boolean,
): Promise<number> {
  const own = new URL(url);
  own.pathname = `/${databaseName(url)}_writes`;
  await createDatabase(own.href, true);
  const database = await project.openDatabase({ kind: 'server', url: own.href }, SILENT);
  try {
    const json = await readFile(join(REPOSITORY, 'seeds/iptc-media-topics.json'), 'utf8');
    await database.change({ actor: 'bench', reason: 'topics' }, (transaction) =>
      project.loadTopics(transaction, project.readTopics(json).topics, randomUUID),
    );
    if (!isDerived) await leaveDerivedDataOut(own.href);
    const started = performance.now();
    for (let start = 0; start < articles.length; start += batch) {
      await database.change({ actor: 'bench', reason: 'write speed' }, (transaction) =>
        project.ingestArticles(transaction, articles.slice(start, start + batch), { status: 'PUBLISHED' }),
      );
    }
    return (articles.length / (performance.now() - started)) * 1_000;
  } finally {
    await database.close();
  }
}

const SILENT = { warn: () => undefined, error: () => undefined };

async function leaveDerivedDataOut(url: string): Promise<void> {
  await withClient(url, (client) =>
    client.query(
      `CREATE OR REPLACE FUNCTION bring_up_to_date() RETURNS void LANGUAGE plpgsql AS 'BEGIN RETURN; END'`,
    ),
  );
}

/** The rates as a table. */
export function writesTable(rates: readonly WriteRate[]): string {
  const rows = rates.map(
    ({ batch, withDerived, withoutDerived }) =>
      `| ${batch} | ${withDerived.toFixed(0)} | ${withoutDerived.toFixed(0)} | ${(withDerived / withoutDerived).toFixed(2)} |`,
  );
  return `| articles a change | articles/s | without derived data | ratio |\n|---|---|---|---|\n${rows.join('\n')}`;
}
