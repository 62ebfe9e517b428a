import { parseArgs } from 'node:util';
import { runArena } from './commands/arena.ts';
import { explain } from './commands/explain.ts';
import { growth, growthTable } from './commands/growth.ts';
import { keptTable, measureKept } from './commands/kept.ts';
import { precision, precisionTable } from './commands/precision.ts';
import { run, writeResults } from './commands/run.ts';
import { measureWrites, writesTable } from './commands/writes.ts';
import { load } from './load/load.ts';
import type { RoundOptions } from './measure/rounds.ts';
import { QUERIES } from './queries/queries.ts';
import { QUERY_NAMES, type QueryName } from './queries/query.ts';
import { consoleTable } from './report/console-table.ts';
import { SERVER_NAMES } from './servers/server-kind.ts';

const USAGE = `npm start -- <command> [options]

  load                 creates the database and fills it (--articles 20000, --seed 1, --replace)
  quick [Q1 …]         onrecord, hand and limit side by side, in about 10 s a query (--servers, --rounds 3, --round-ms 1000)
  run                  every server and query; writes RESULTS.md and results.svg (under 10 minutes; --format json)
  growth --large URL   this server on a small and a large database, case by case
  precision            what everyday changes purge of a thousand pages, and how much of it had changed (--runs 10)
  kept [Q1 …]          kept answers, in memory and in Redis, beside a route with a constant, and Node's HTTP with one
  writes               1,000 articles with their facts through database.change, with and without derived data
  explain Q4           the planner's statement with EXPLAIN (ANALYZE, BUFFERS) under the generic plan
  sql Q4               the hand-written statement

  --url postgres://postgres@127.0.0.1:5432/onrecord_bench`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    articles: { type: 'string', default: '20000' },
    url: {
      type: 'string',
      default: process.env['BENCH_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/onrecord_bench',
    },
    seed: { type: 'string', default: '1' },
    replace: { type: 'boolean', default: false },
    servers: { type: 'string' },
    rounds: { type: 'string' },
    'round-ms': { type: 'string' },
    connections: { type: 'string' },
    large: { type: 'string' },
    runs: { type: 'string', default: '10' },
    format: { type: 'string' },
  },
});

const [command, ...rest] = positionals;
const { url } = values;
const onProgress = (line: string) => console.error(line);
const wanted = QUERY_NAMES.filter((name) => rest.length === 0 || rest.includes(name));

function named(names: readonly string[]): QueryName {
  const name = QUERY_NAMES.find((query) => query === names[0]);
  if (name === undefined) throw new Error(`Name one of ${QUERY_NAMES.join(', ')}.`);
  return name;
}

/** What the command line says of rounds, and a command's own where it says nothing. */
function roundOptions(own: Omit<RoundOptions, 'connections'>): RoundOptions {
  return {
    rounds: Number(values.rounds ?? own.rounds),
    roundMs: Number(values['round-ms'] ?? own.roundMs),
    warmUpMs: own.warmUpMs,
    connections: Number(values.connections ?? 8),
  };
}

switch (command) {
  case 'load':
    await load({
      url,
      articles: Number(values.articles),
      seed: Number(values.seed),
      replace: values.replace,
      onProgress,
    });
    break;
  case 'quick': {
    const given = values.servers?.split(',') ?? ['onrecord', 'hand', 'limit'];
    const measurements = await runArena({
      url,
      servers: SERVER_NAMES.filter((name) => given.includes(name)),
      queries: wanted,
      ...roundOptions({ rounds: 3, roundMs: 1_000, warmUpMs: 700 }),
      onProgress,
    });
    console.log(consoleTable(measurements));
    break;
  }
  case 'run': {
    const results = await run({
      url,
      servers: SERVER_NAMES,
      queries: wanted,
      ...roundOptions({ rounds: 7, roundMs: 1_500, warmUpMs: 2_500 }),
      onProgress,
    });
    await writeResults(results);
    console.log(
      values.format === 'json' ? JSON.stringify(results, null, 2) : consoleTable(results.measurements),
    );
    break;
  }
  case 'growth': {
    if (values.large === undefined) throw new Error('Name the large database with --large.');
    const results = await growth(url, values.large, onProgress);
    console.log(values.format === 'json' ? JSON.stringify(results, null, 2) : growthTable(results, 'large'));
    break;
  }
  case 'precision': {
    const results = await precision(url, Number(values.runs), onProgress);
    console.log(values.format === 'json' ? JSON.stringify(results, null, 2) : precisionTable(results));
    break;
  }
  case 'kept': {
    const measurements = await measureKept({
      url,
      queries: wanted,
      ...roundOptions({ rounds: 5, roundMs: 1_000, warmUpMs: 2_000 }),
      onProgress,
    });
    console.log(values.format === 'json' ? JSON.stringify(measurements, null, 2) : keptTable(measurements));
    break;
  }
  case 'writes': {
    const rates = await measureWrites(url, onProgress);
    console.log(values.format === 'json' ? JSON.stringify(rates, null, 2) : writesTable(rates));
    break;
  }
  case 'explain': {
    const { sql, values: parameters, plan } = await explain(url, named(rest));
    console.log(`${sql}\n\n${JSON.stringify(parameters)}\n\n${plan}`);
    break;
  }
  case 'sql':
    console.log(QUERIES[named(rest)].handSql);
    break;
  default:
    console.error(USAGE);
    process.exitCode = 2;
}
