import type { Measurement } from '../measure/rounds.ts';

/** A short table for the terminal: each query's servers beside `hand`. */
export function consoleTable(measurements: readonly Measurement[]): string {
  const header = [
    'query',
    'server',
    'req/s',
    'of hand',
    'CPU ms',
    'of hand',
    'server',
    'database',
    'p50 ms',
    'p99 ms',
    'bytes',
  ];
  const rows = measurements.map((measurement) => {
    const hand = measurements.find(({ server, query }) => server === 'hand' && query === measurement.query);
    const { query, server, perSecond, cpuMs, serverCpuMs, databaseCpuMs, p50Ms, p99Ms, bytes, failures } =
      measurement;
    return [
      query,
      failures > 0 ? `${server} (${failures} failed)` : server,
      perSecond.toFixed(0),
      hand === undefined ? '' : (perSecond / hand.perSecond).toFixed(2),
      cpuMs.toFixed(3),
      hand === undefined ? '' : (cpuMs / hand.cpuMs).toFixed(2),
      serverCpuMs.toFixed(3),
      databaseCpuMs.toFixed(3),
      p50Ms.toFixed(2),
      p99Ms.toFixed(2),
      bytes.toFixed(0),
    ];
  });
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  return [header, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
