import { spawnSync } from 'node:child_process';
import { createDatabase, withClient } from '../database.ts';
import { ONRECORD } from '../project.ts';
import { Copies } from './copy.ts';
import { deriveAll } from './derive.ts';
import { buildIndexes, dropIndexes } from './indexes.ts';
import { ArticleRows, writeWorld } from './rows.ts';
import { fillSearch } from './search.ts';
import { Clauses } from './vocabulary.ts';
import { makeWorld, slugMaker } from './world.ts';

const SEARCH_TABLE = /^search_|_search$/;
const SEARCH_TABLES =
  'article_search, quote_search, person_search, organisation_search, topic_search, search_word';

/** Articles written between two looks at whether the server keeps up. */
const BATCH = 50;

export interface LoadOptions {
  readonly url: string;
  readonly articles: number;
  readonly seed: number;
  /** Drop the database when it is there. */
  readonly replace: boolean;
  readonly onProgress: (line: string) => void;
}

/** Creates the database, migrates it, fills it, and leaves it analysed and vacuumed. The same options give the same data. */
export async function load({ url, articles, seed, replace, onProgress }: LoadOptions): Promise<void> {
  await createDatabase(url, replace);
  migrate(url);
  const dropped = await withClient(url, dropIndexes);
  const ofSearch = dropped.filter(({ table }) => SEARCH_TABLE.test(table));
  const others = dropped.filter((index) => !ofSearch.includes(index));
  const rows = await copyAll(url, articles, seed, onProgress);
  onProgress(`${rows.toLocaleString('en')} rows; building ${others.length} indexes`);
  await buildIndexes(url, others, (built) => onProgress(`${built} of ${others.length} indexes built`));
  // Before the derived columns are read from views, which without statistics would join in the wrong order.
  await withClient(url, (client) => client.query('VACUUM (ANALYZE)'));
  onProgress('deriving counts and flags');
  await deriveAll(url);
  await fillSearch(url, onProgress);
  await buildIndexes(url, ofSearch, (built) =>
    onProgress(`${built} of ${ofSearch.length} indexes of search built`),
  );
  await withClient(url, (client) =>
    client.query(
      `VACUUM (ANALYZE) affiliation, person, organisation, topic, topic_closure, ${SEARCH_TABLES}`,
    ),
  );
  await withClient(url, (client) => client.query('CHECKPOINT'));
}

function migrate(url: string): void {
  const { status, stderr } = spawnSync(process.execPath, [ONRECORD, 'migrate'], {
    env: { ...process.env, DATABASE_URL: url },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`onrecord migrate failed: ${stderr}`);
}

async function copyAll(
  url: string,
  articles: number,
  seed: number,
  onProgress: (line: string) => void,
): Promise<number> {
  const world = await makeWorld(seed, articles);
  const copies = await Copies.open(url);
  writeWorld(world, copies.write);
  const rows = new ArticleRows(world, new Clauses(seed), seed, articles, await slugMaker(), copies.write);
  const startedAt = performance.now();
  let toldAt = startedAt;
  for (let index = 0; index < articles; index += 1) {
    rows.writeArticle(index);
    if (index % BATCH !== 0) continue;
    await copies.drained();
    if (performance.now() - toldAt < 2_000) continue;
    toldAt = performance.now();
    const perSecond = (index / (toldAt - startedAt)) * 1_000;
    onProgress(
      `${index.toLocaleString('en')} of ${articles.toLocaleString('en')} articles, ${Math.round(perSecond)} a second`,
    );
  }
  rows.writeAffiliations();
  await copies.end();
  return copies.rows;
}
