import { AppError } from '../kernel/app-error.ts';

/** SQLSTATE of a cancelled statement: PostgreSQL's `statement_timeout`. */
const QUERY_CANCELED = '57014';

/** Deep enough for Prisma's error around its adapter's around the driver's; a cause may be a loop. */
const MAX_CAUSES = 6;

/** What a change may be run again after: deadlock_detected and serialization_failure. */
const RETRYABLE = new Set(['40P01', '40001']);

/** The server is shutting down, starting, full, or has gone away: the connection exception class and its neighbours. */
const UNAVAILABLE = /^(08...|57P0[1-5]|53300)$/;

/** Node's names for a connection that could not be made or broke. */
const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EPIPE',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENOENT',
]);

/** What pg says, without a code, of a connection that is gone or could not be had in time. */
const LOST_CONNECTION =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after|PGlite is closed)/;

/** Prisma's codes for the same: server not reached, timed out, closed the connection, no connection from the pool. */
const PRISMA_UNAVAILABLE = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024']);

/** Prisma's adapters' names for the same, of a statement that went past Prisma. */
const ADAPTER_UNAVAILABLE = new Set(['ConnectionClosed', 'DatabaseNotReachable', 'SocketTimeout']);

/** What those are told to wait whose change met others again and again. */
const RETRY_AFTER_S = 5;

/**
 * Gives the error that the rest of the program understands: TIMEOUT for a statement that took too long,
 * SERVICE_UNAVAILABLE for a database that does not answer, or that others broke off, and any other error as it is.
 */
export function toAppError(error: unknown): unknown {
  const codes = codesOf(error);
  if (codes.includes(QUERY_CANCELED)) {
    return new AppError('TIMEOUT', 'The database took too long to answer: ask for less at once.', {
      cause: error,
    });
  }
  const isUnavailable =
    codes.some(isOfLostConnection) || (error instanceof Error && LOST_CONNECTION.test(error.message));
  if (isUnavailable) {
    return new AppError('SERVICE_UNAVAILABLE', 'The database does not answer: try again in a moment.', {
      cause: error,
    });
  }
  if (isRetryable(error)) {
    const message = `Others kept writing the same, and nothing was written: try again in ${RETRY_AFTER_S} s.`;
    return new AppError('SERVICE_UNAVAILABLE', message, { cause: error }, { retryAfterS: RETRY_AFTER_S });
  }
  return error;
}

function isOfLostConnection(code: string): boolean {
  return (
    UNAVAILABLE.test(code) ||
    [NETWORK, PRISMA_UNAVAILABLE, ADAPTER_UNAVAILABLE].some((codes) => codes.has(code))
  );
}

/** Whether PostgreSQL broke the transaction only to untangle it from others. */
export function isRetryable(error: unknown): boolean {
  return codesOf(error).some((code) => RETRYABLE.has(code) || code === 'P2034');
}

/**
 * Every code that an error carries: its own (SQLSTATE of pg and PGlite, errno of Node, P… of Prisma, the kind of its
 * adapters) and those of what it wraps. Prisma hides the driver's error in `meta.driverAdapterError.cause.originalCode`.
 */
export function codesOf(error: unknown): readonly string[] {
  const codes: string[] = [];
  let depth = 0;
  for (let at: unknown = error; isErrorLike(at) && depth < MAX_CAUSES; depth += 1) {
    for (const code of [at.code, at.originalCode, at.kind]) if (typeof code === 'string') codes.push(code);
    at = (isErrorLike(at.meta) ? at.meta.driverAdapterError : undefined) ?? at.cause;
  }
  return codes;
}

/** What the innermost of an error's causes says: the database's own words, where it was the database. */
export function messageOf(error: unknown): string {
  let message = String(error);
  let depth = 0;
  for (let at: unknown = error; isErrorLike(at) && depth < MAX_CAUSES; depth += 1) {
    const said = at.originalMessage ?? at.message;
    if (typeof said === 'string' && said !== '') message = said;
    at = (isErrorLike(at.meta) ? at.meta.driverAdapterError : undefined) ?? at.cause;
  }
  return message;
}

/** Any object; its properties are looked at one by one. */
interface ErrorLike {
  readonly code?: unknown;
  readonly originalCode?: unknown;
  readonly kind?: unknown;
  readonly originalMessage?: unknown;
  readonly message?: unknown;
  readonly meta?: unknown;
  readonly driverAdapterError?: unknown;
  readonly cause?: unknown;
}

function isErrorLike(value: unknown): value is ErrorLike {
  return typeof value === 'object' && value !== null;
}
