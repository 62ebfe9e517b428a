import type { Client } from 'pg';
import type { QueryName } from '../queries/query.ts';
import type { RunningServer } from '../servers/running-server.ts';
import type { HttpRequest, ServerName } from '../servers/server-kind.ts';
import { backendPids, cpuMs } from './cpu.ts';
import type { LoadProcess } from './load-process.ts';

export interface RoundOptions {
  readonly rounds: number;
  readonly roundMs: number;
  readonly warmUpMs: number;
  readonly connections: number;
}

/** Load before each round that is not measured. */
const LEAD_IN_MS = 200;

/** One round of one server. Times in milliseconds. */
export interface Round {
  readonly perSecond: number;
  readonly serverCpuMs: number;
  readonly databaseCpuMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly failures: number;
  readonly bytes: number;
}

/** The medians of a server's rounds for one query. */
export interface Measurement extends Round {
  readonly server: ServerName;
  readonly query: QueryName;
  /** Server and database together, for one request. */
  readonly cpuMs: number;
}

/** A server with what it is asked. */
export interface Contender {
  readonly server: RunningServer;
  readonly requests: readonly HttpRequest[];
}

/** Runs the contenders in turn, round after round, so that whatever else the machine does falls on all alike. */
export async function measure(
  client: Client,
  load: LoadProcess,
  query: QueryName,
  contenders: readonly Contender[],
  options: RoundOptions,
): Promise<readonly Measurement[]> {
  for (const contender of contenders) await runLoad(load, contender, options.warmUpMs, options);
  const rounds = new Map<Contender, Round[]>(contenders.map((contender) => [contender, []]));
  for (let round = 0; round < options.rounds; round += 1) {
    for (const [contender, done] of rounds) done.push(await runRound(client, load, contender, options));
  }
  return [...rounds].map(([{ server }, done]) => medians(server.kind.name, query, done));
}

async function runRound(
  client: Client,
  load: LoadProcess,
  contender: Contender,
  options: RoundOptions,
): Promise<Round> {
  const { pid } = contender.server;
  // While the others had their turn, its pool may have closed connections: they are opened before the clock starts.
  await runLoad(load, contender, LEAD_IN_MS, options);
  const backends = await backendPids(client, pid);
  const serverBefore = await cpuMs(pid);
  const databaseBefore = await sumOf(backends);
  const result = await runLoad(load, contender, options.roundMs, options);
  const serverAfter = await cpuMs(pid);
  const databaseAfter = await sumOf(backends);
  const rank = (share: number) => result.latencies[Math.floor(result.latencies.length * share)] ?? Number.NaN;
  return {
    perSecond: (result.requests / result.elapsedMs) * 1_000,
    serverCpuMs: (serverAfter - serverBefore) / result.requests,
    databaseCpuMs: (databaseAfter - databaseBefore) / result.requests,
    p50Ms: rank(0.5),
    p99Ms: rank(0.99),
    failures: result.failures,
    bytes: result.bytes / result.requests,
  };
}

function runLoad(
  load: LoadProcess,
  { server, requests }: Contender,
  durationMs: number,
  { connections }: RoundOptions,
) {
  return load.run({ origin: server.origin, requests, connections, durationMs });
}

async function sumOf(pids: readonly number[]): Promise<number> {
  return (await Promise.all(pids.map(cpuMs))).reduce((sum, value) => sum + value, 0);
}

function medians(server: ServerName, query: QueryName, rounds: readonly Round[]): Measurement {
  const of = (read: (round: Round) => number) => median(rounds.map(read));
  return {
    server,
    query,
    perSecond: of(({ perSecond }) => perSecond),
    serverCpuMs: of(({ serverCpuMs }) => serverCpuMs),
    databaseCpuMs: of(({ databaseCpuMs }) => databaseCpuMs),
    cpuMs: of(({ serverCpuMs, databaseCpuMs }) => serverCpuMs + databaseCpuMs),
    p50Ms: of(({ p50Ms }) => p50Ms),
    p99Ms: of(({ p99Ms }) => p99Ms),
    failures: rounds.reduce((sum, { failures }) => sum + failures, 0),
    bytes: of(({ bytes }) => bytes),
  };
}

/** The middle value; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? (upper + (sorted[middle - 1] ?? Number.NaN)) / 2 : upper;
}
