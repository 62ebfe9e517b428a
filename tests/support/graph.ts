import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { compareDumps, type Dump } from './dump.ts';

/** What tells how and when rows came, not what is recorded. */
const HISTORY: ReadonlySet<string> = new Set(['revision', 'change', 'outbox', 'purge']);

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gu;
const TIME = /"\d{4}-\d\d-\d\dT[\d:.]+(?:\+00:00|Z)?"/gu;
/** A number that says in which order the words of search came, beside the words themselves. */
const ORDER_OF_WORDS = /"seen": \d+/gu;
/** Rows that lead to rows that lead to rows: more than the model has steps. */
const ROUNDS = 8;

/**
 * A database as a graph without ids, times and history: two are equal when the same is recorded in both.
 *
 * Each id becomes a digest of its row, in which the ids are the digests of the round before: after some rounds a digest
 * says everything that the row leads to.
 */
export function graphOf(dump: Dump): Dump {
  const tables = Object.entries(dump).filter(([table]) => !HISTORY.has(table));
  const rows = tables.flatMap(([table, lines]) =>
    lines.map((line) => ({
      table,
      line: line.replaceAll(TIME, '"time"').replaceAll(ORDER_OF_WORDS, '"seen": 0'),
    })),
  );
  let digests = new Map<string, string>();
  const named = (line: string) => line.replaceAll(UUID, (id) => digests.get(id) ?? 'id');
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = new Map<string, string>();
    for (const { table, line } of rows) {
      const { id }: { id?: unknown } = JSON.parse(line);
      if (typeof id === 'string') next.set(id, digestOf(`${table} ${named(line)}`));
    }
    digests = next;
  }
  return Object.fromEntries(
    tables.map(([table]) => [
      table,
      rows
        .filter((row) => row.table === table)
        .map(({ line }) => named(line))
        .sort(),
    ]),
  );
}

/** Fails with the rows that only one of the graphs has. */
export function expectSameGraph(actual: Dump, expected: Dump): void {
  expect(compareDumps(expected, actual)).toEqual({});
  // Rows that are alike but for what a graph leaves out count too.
  expect(actual).toEqual(expected);
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
