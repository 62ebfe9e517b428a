import type { Pool } from 'pg';
import { AppError } from '../kernel/app-error.ts';
import { migrate } from './migrate.ts';
import { readMigrations } from './migration-files.ts';
import { serverSession } from './sql-session.ts';

/** UNIQUE NULLS NOT DISTINCT and ON DELETE SET NULL (column) came with 15. */
const OLDEST_POSTGRES = 15;

/**
 * Looks at the server with one connection, then migrates over it. Gives the names of the migrations applied.
 *
 * @throws AppError SERVICE_UNAVAILABLE, one sentence, when the server cannot be used.
 */
export async function prepareServer(pool: Pool, url: string): Promise<readonly string[]> {
  const target = describeTarget(url);
  const client = await pool.connect().catch((error: unknown) => {
    throw connectionRefused(error, target);
  });
  try {
    const session = serverSession(client);
    const [server] = await session.query<{ version: number; encoding: string; has_icu: boolean }>(
      `SELECT current_setting('server_version_num')::integer / 10000 AS version,
         current_setting('server_encoding') AS encoding,
         EXISTS (SELECT FROM pg_collation WHERE collname = 'und-x-icu') AS has_icu`,
    );
    if (server === undefined || server.version < OLDEST_POSTGRES) {
      throw unusable(target, `is PostgreSQL ${server?.version}: onrecord needs ${OLDEST_POSTGRES} or newer`);
    }
    if (server.encoding !== 'UTF8') {
      throw unusable(target, `has encoding ${server.encoding}: create the database with ENCODING 'UTF8'`);
    }
    if (!server.has_icu) throw unusable(target, 'was built without ICU, by which onrecord orders text');
    return await migrate(session, await readMigrations(), { where: target.name, advisoryLock: true });
  } finally {
    client.release();
  }
}

interface Target {
  /** Database and host, without user and password. */
  readonly name: string;
  readonly host: string;
  readonly database: string;
  readonly user: string;
}

function describeTarget(url: string): Target {
  const parsed = new URL(url);
  const host = `${parsed.searchParams.get('host') ?? parsed.hostname}:${parsed.port || '5432'}`;
  const user = decodeURIComponent(parsed.username) || 'the default user';
  const database = decodeURIComponent(parsed.pathname.slice(1)) || user;
  return { name: `${database} on ${host}`, host, database, user };
}

function unusable(target: Target, fault: string): AppError {
  return new AppError('SERVICE_UNAVAILABLE', `The database ${target.name} ${fault}.`);
}

/** Says in one sentence why there is no connection. pg's own message may be empty, or several joined. */
function connectionRefused(error: unknown, target: Target): AppError {
  const code = codeOf(error);
  const sentence = connectionFault(code, target);
  return new AppError('SERVICE_UNAVAILABLE', sentence, { cause: error });
}

function connectionFault(code: string, target: Target): string {
  switch (code) {
    case '28P01':
    case '28000':
      return `The PostgreSQL server at ${target.host} refused user ${target.user}: correct the user or password in DATABASE_URL.`;
    case '3D000':
      return `There is no database ${target.database} on the PostgreSQL server at ${target.host}: create it, or correct DATABASE_URL.`;
    case '42501':
      return `User ${target.user} may not connect to database ${target.database} on the PostgreSQL server at ${target.host}: grant it CONNECT.`;
    case '53300':
      return `The PostgreSQL server at ${target.host} has no connection left: close some, or raise its max_connections.`;
    case '57P03':
      return `The PostgreSQL server at ${target.host} is starting up or shutting down: try again in a moment.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host ${target.host} in DATABASE_URL is not known: correct the name.`;
    default:
      return `The PostgreSQL server at ${target.host} does not answer (${code}): start it, or correct DATABASE_URL.`;
  }
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.message : String(error);
}
