import { databaseName, withClient } from '../database.ts';
import { EVERYDAY_CHANGES } from '../precision/changes.ts';
import { openRecord, type Record, type TaggedAnswer } from '../precision/record.ts';
import { QUERIES } from '../queries/queries.ts';
import type { QueryName } from '../queries/query.ts';

/** What pages a news site's cache holds, by query: pages that are asked for most. */
const PAGES: readonly { readonly query: QueryName; readonly slugs: string | null }[] = [
  { query: 'Q1', slugs: articles(400, '') },
  { query: 'Q2', slugs: null },
  {
    query: 'Q3',
    slugs: 'SELECT slug FROM person WHERE is_visible ORDER BY quote_count DESC, slug LIMIT 250',
  },
  { query: 'Q4', slugs: 'SELECT slug FROM topic ORDER BY article_count DESC, slug LIMIT 149' },
  { query: 'Q5', slugs: articles(200, 'page') },
];

/** Half of them of the newest thousand, half from anywhere. */
function articles(count: number, salt: string): string {
  return `SELECT slug FROM (SELECT slug, row_number() OVER (ORDER BY sort_at DESC) AS age FROM article WHERE is_visible AND quote_count > 0) AS a
    ORDER BY (age <= 1000 AND md5(slug || '${salt}') < '8') DESC, md5(slug || 'any${salt}') LIMIT ${count}`;
}

interface Page {
  readonly query: QueryName;
  readonly variables: Readonly<{ [name: string]: unknown }>;
  answer: TaggedAnswer;
}

/** What the changes of one kind came to, over all their runs. */
export interface Precision {
  readonly change: string;
  readonly runs: number;
  readonly tags: number;
  /** Pages purged, and of these the ones whose answer had changed. */
  readonly purged: number;
  readonly changed: number;
  /** Pages whose answer had changed and that were not purged. */
  readonly missed: number;
  /** Pages purged though nothing had changed, by query. */
  readonly unchanged: Readonly<Partial<{ [query in QueryName]: number }>>;
}

/** Fills a cache with a thousand pages of a copy of the database, makes everyday changes, and compares what they purge with what they alter. */
export async function precision(
  url: string,
  runs: number,
  onProgress: (line: string) => void,
): Promise<readonly Precision[]> {
  const copy = new URL(url);
  copy.pathname = `/${databaseName(url)}_precision`;
  const maintenance = new URL(url);
  maintenance.pathname = '/postgres';
  await withClient(maintenance.href, async (client) => {
    const name = client.escapeIdentifier(databaseName(copy.href));
    await client.query(`DROP DATABASE IF EXISTS ${name}`);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${client.escapeIdentifier(databaseName(url))}`);
  });
  const record = await openRecord(copy.href);
  try {
    const pages = await readPages(record, copy.href);
    onProgress(`${pages.length} pages are kept`);
    const results: Precision[] = [];
    for (const change of EVERYDAY_CHANGES) {
      const result = { change: change.name, runs, tags: 0, purged: 0, changed: 0, missed: 0 };
      const unchanged: Partial<{ [query in QueryName]: number }> = {};
      for (let number = 0; number < runs; number += 1) {
        const purged = await record.change((transaction) => change.write(transaction, number));
        result.tags += purged.length;
        for (const page of pages) {
          const fresh = await ask(record, page);
          const isPurged = purged.some((tag) => tag === '*' || page.answer.tags.has(tag));
          const isChanged = fresh.text !== page.answer.text;
          if (isPurged) result.purged += 1;
          if (isPurged && isChanged) result.changed += 1;
          if (isPurged && !isChanged) unchanged[page.query] = (unchanged[page.query] ?? 0) + 1;
          if (!isPurged && isChanged) result.missed += 1;
          page.answer = fresh;
        }
      }
      onProgress(
        `${change.name}: ${result.purged} purged, ${result.changed} of them changed, ${result.missed} missed`,
      );
      results.push({ ...result, unchanged });
    }
    return results;
  } finally {
    await record.close();
    await withClient(maintenance.href, (client) =>
      client.query(`DROP DATABASE ${client.escapeIdentifier(databaseName(copy.href))}`),
    );
  }
}

async function readPages(record: Record, url: string): Promise<readonly Page[]> {
  const pages: Page[] = [];
  await withClient(url, async (client) => {
    for (const { query, slugs } of PAGES) {
      const found = slugs === null ? [{}] : (await client.query<{ slug: string }>(slugs)).rows;
      for (const { slug } of found as readonly { readonly slug?: string }[]) {
        const variables = slug === undefined ? {} : { slug };
        pages.push({ query, variables, answer: await ask(record, { query, variables }) });
      }
    }
  });
  return pages;
}

function ask(record: Record, { query, variables }: Pick<Page, 'query' | 'variables'>): Promise<TaggedAnswer> {
  return record.ask(QUERIES[query].document, variables);
}

/** The results as a table. */
export function precisionTable(results: readonly Precision[]): string {
  const rows = results.map(({ change, runs, tags, purged, changed, missed, unchanged }) => {
    const each = (count: number) => (count / runs).toFixed(1);
    const spared = Object.entries(unchanged).map(([query, count]) => `${query} ${each(count)}`);
    const share = purged === 0 ? '' : (changed / purged).toFixed(2);
    return `| ${change} | ${each(tags)} | ${each(purged)} | ${each(changed)} | ${share} | ${missed} | ${spared.join(', ')} |`;
  });
  return [
    '| change | tags | pages purged | of them changed | share | missed | purged, not changed |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
