import { QUERIES } from '../queries/queries.ts';
import { QUERY_NAMES } from '../queries/query.ts';
import { SERVERS } from '../servers/kinds.ts';
import { SERVER_NAMES } from '../servers/server-kind.ts';
import { goalsOf, type Results, ratio } from './results.ts';

/** The results as a page: the chart, a table for each query, what was asked for, and how to run it again. */
export function markdown(results: Results): string {
  return `<!-- Written by \`npm start -- run\`. -->
# Results

![Requests a second beside the hand-written statement](results.svg)

${results.articles.toLocaleString('en')} articles, ${results.cores} cores for server, database and load client together, Node ${results.node},
PostgreSQL ${results.postgres}, nothing cached. ${results.connections} connections; the medians of ${results.rounds} rounds of ${results.roundMs / 1_000} s, the servers in turn.
"CPU" is the processor time of the server and its database backends for one request: it does not depend on which core is the bottleneck.

${SERVER_NAMES.map((name) => `- **${name}**: ${SERVERS[name].description}`).join('\n')}

${QUERY_NAMES.map((query) => queryTable(results, query))
  .filter((table) => table !== '')
  .join('\n\n')}

## What was asked for

| query | ratio | value | bound | |
|---|---|---|---|---|
${goalsOf(results.measurements)
  .map(({ query, name, value, bound, isReached }) =>
    row([query, name, value.toFixed(2), `${bound}`, isReached ? 'reached' : '**missed**']),
  )
  .join('\n')}

## Memory after the run

${SERVER_NAMES.flatMap((name) => (results.memory[name] === undefined ? [] : [`${name} ${Math.round(results.memory[name] ?? 0)} MB`])).join(', ')}
`;
}

function queryTable(results: Results, query: (typeof QUERY_NAMES)[number]): string {
  const measured = results.measurements.filter((measurement) => measurement.query === query);
  if (measured.length === 0) return '';
  const rows = measured.map((own) => {
    const of = (beside: 'hand' | 'postgraphile', what: 'perSecond' | 'cpuMs') =>
      ratio(results.measurements, own, beside, what)?.toFixed(2) ?? '';
    const statements = results.statements[own.server]?.[query];
    return row([
      own.failures === 0 ? own.server : `${own.server} (${own.failures} failed)`,
      own.perSecond.toFixed(0),
      of('hand', 'perSecond'),
      of('postgraphile', 'perSecond'),
      own.cpuMs.toFixed(2),
      of('hand', 'cpuMs'),
      of('postgraphile', 'cpuMs'),
      own.serverCpuMs.toFixed(2),
      own.databaseCpuMs.toFixed(2),
      own.p50Ms.toFixed(1),
      own.p99Ms.toFixed(1),
      statements === undefined ? '' : `${Number(statements.toFixed(1))}`,
      own.bytes.toFixed(0),
    ]);
  });
  return `## ${query}: ${QUERIES[query].title}

| server | req/s | of hand | of PostGraphile | CPU ms | of hand | of PostGraphile | server ms | database ms | p50 ms | p99 ms | statements | bytes |
|---|---|---|---|---|---|---|---|---|---|---|---|---|
${rows.join('\n')}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
