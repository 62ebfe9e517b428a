import { availableParallelism } from 'node:os';
import { type ClientConfig, Pool, type PoolConfig, types } from 'pg';

/** A statement that takes longer is not answering a page any more. */
export const READ_TIMEOUT_MS = 10_000;
/** The last step of a large import counts for minutes; longer than this it is stuck. */
const CHANGE_TIMEOUT_MS = 300_000;
/** How long to wait for a connection, new or given back. */
const CONNECT_TIMEOUT_MS = 5_000;
/**
 * Reads are short, and are answered no faster with more of them at once than there are cores for them: on two, ten take a
 * twentieth longer than four. Two for each core of this machine; four let the short ones pass a long one, and more than
 * ten one process never fills.
 */
const MAX_READ_CONNECTIONS = Math.min(10, Math.max(4, 2 * availableParallelism()));
/** Changes wait for the entities they share anyway. */
export const MAX_CHANGE_CONNECTIONS = 5;

/**
 * Connections for reads: they cannot write, plan a named statement once (with `LIMIT $1` PostgreSQL would plan anew for
 * each call or take a tenth of the table for the limit) and give up after 10 s.
 */
export function createReadPool(url: string): Pool {
  return createPool(url, MAX_READ_CONNECTIONS, {
    default_transaction_read_only: 'on',
    plan_cache_mode: 'force_generic_plan',
    jit: 'off',
    statement_timeout: String(READ_TIMEOUT_MS),
  });
}

/**
 * Connections for changes. Prisma's adapter writes timestamps without a zone, so the session's must be UTC. Statements that
 * are given together are sent together (libpq calls it pipeline mode), and run in their order: Prisma asks for all relations
 * of what it read at once, and an import for the rows of all tables.
 */
export function createChangePool(url: string): Pool {
  const settings = { jit: 'off', statement_timeout: String(CHANGE_TIMEOUT_MS) };
  return createPool(url, MAX_CHANGE_CONNECTIONS, settings, { pipeline: true });
}

/** One connection for looking at the server and migrating: no statement timeout, because another process may be migrating. */
export function createMigrationPool(url: string): Pool {
  return createPool(url, 1, {});
}

/** How every connection of ours is made; `settings` are its session's. */
export function connectionConfig(url: string, settings: Readonly<Record<string, string>> = {}): ClientConfig {
  const { connectionString, options } = splitOptions(url);
  const own = Object.entries({ ...settings, timezone: 'UTC' }).map(([name, value]) => `-c ${name}=${value}`);
  return {
    connectionString,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'onrecord',
    options: [...options, ...own].join(' '),
    types: VALUE_TYPES,
  };
}

function createPool(
  url: string,
  max: number,
  settings: Readonly<Record<string, string>>,
  options: Pick<PoolConfig, 'pipeline'> = {},
): Pool {
  // Idle connections stay: what one has prepared is worth more than it costs, and no timer is set for each use.
  const pool = new Pool({ ...connectionConfig(url, settings), ...options, max, idleTimeoutMillis: 0 });
  // An idle connection that breaks is replaced by the pool; without a listener Node would end the process.
  pool.on('error', () => undefined);
  return pool;
}

/** What the URL itself has under `options` would replace ours, so it is taken out and put before them. */
function splitOptions(url: string): {
  readonly connectionString: string;
  readonly options: readonly string[];
} {
  const parsed = new URL(url);
  const options = parsed.searchParams.getAll('options');
  parsed.searchParams.delete('options');
  return { connectionString: parsed.toString(), options };
}

/** As PGlite gives it: a number where that is exact. */
function parseInt8(text: string): number | bigint {
  const value = BigInt(text);
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}

/** How values come back: as from PGlite. */
export const VALUE_TYPES: NonNullable<PoolConfig['types']> = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === types.builtins.INT8 ? parseInt8 : types.getTypeParser(oid, format),
};
