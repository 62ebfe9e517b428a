import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { ErrorDetail } from '../config/config.ts';
import { AppError, ERROR_CODES, type ErrorCode } from '../kernel/app-error.ts';
import type { RequestLog } from './log.ts';

const MASKED_MESSAGE = 'Internal server error';

/** Says what the client is told of an error, with the request's id where it is given: a report is found in the log by it. */
export type FormatError = (error: unknown, requestId?: string) => GraphQLFormattedError;

/**
 * How errors are told: by their own message and code if the client can act on them, else by a mask; `code` tells the
 * code alone. Both outlets of a read, and plain HTTP, speak through it.
 */
export function errorFormat(detail: ErrorDetail): FormatError {
  return detail === 'message' ? formatWhole : formatCode;
}

function formatCode(error: unknown, requestId?: string): GraphQLFormattedError {
  const code = codeOf(error);
  const message = code === 'INTERNAL_SERVER_ERROR' ? MASKED_MESSAGE : `The request was refused: ${code}.`;
  return { message, extensions: { code, ...(requestId !== undefined && { requestId }) } };
}

function formatWhole(error: unknown, requestId?: string): GraphQLFormattedError {
  const code = codeOf(error);
  const located = error instanceof GraphQLError ? error : null;
  const root = rootOf(error);
  const details = root instanceof AppError ? root.details : {};
  return {
    message: code === 'INTERNAL_SERVER_ERROR' ? MASKED_MESSAGE : messageOf(error),
    ...(located?.locations && { locations: located.locations }),
    ...(located?.path && { path: located.path }),
    extensions: { code, ...details, ...(requestId !== undefined && { requestId }) },
  };
}

/**
 * Logs an error once, at the level of its code: what a person must look at whole, with its causes; what a caller got
 * wrong by its code alone, because such a message may quote a variable's value.
 */
export function logError(log: RequestLog, error: unknown): void {
  const code = codeOf(error);
  const level = ERROR_CODES[code];
  const path = error instanceof GraphQLError ? error.path?.join('.') : undefined;
  const isOurs = level === 'error' || level === 'warn';
  log[level]({ code, ...(path && { path }), ...(isOurs && { err: rootOf(error) }) }, 'request failed');
}

/** The contract's code for an error: `INTERNAL_SERVER_ERROR` for whatever nobody meant a client to see. */
function codeOf(error: unknown): ErrorCode {
  const root = rootOf(error);
  if (root instanceof AppError) return root.code;
  if (isStackOverflow(root)) return 'QUERY_TOO_DEEP';
  if (!(error instanceof GraphQLError) || !(root instanceof GraphQLError)) return 'INTERNAL_SERVER_ERROR';
  const given = error.extensions['code'] ?? root.extensions['code'];
  if (isErrorCode(given)) return given;
  return isCallersMaking(error, root) ? 'BAD_USER_INPUT' : 'INTERNAL_SERVER_ERROR';
}

/** graphql-js reads documents and variables by recursion: only a client's nesting is as deep as the stack. */
function isStackOverflow(root: unknown): boolean {
  return root instanceof RangeError && root.message === 'Maximum call stack size exceeded';
}

/**
 * Whether an error that has no code of the contract is the caller's: Apollo answers it with a 4xx status (a bad
 * request, an operation that is not in the document), or graphql-js points at the argument it could not read. One
 * from a resolver or a scalar's `serialize` has neither.
 */
function isCallersMaking(error: GraphQLError, root: GraphQLError): boolean {
  const http = error.extensions['http'];
  const status = typeof http === 'object' && http !== null && 'status' in http ? http.status : undefined;
  const isRefusal = typeof status === 'number' && status >= 400 && status < 500;
  const pointsAtArgument = error !== root && root.nodes !== undefined;
  return isRefusal || pointsAtArgument || isOfApollo(error) || error.message === TOO_MANY_FAULTS;
}

/** What graphql-js says, without a place, after the fiftieth faulty value of an operation's variables. */
const TOO_MANY_FAULTS = 'Too many errors processing variables, error limit reached. Execution aborted.';

/** The codes of Apollo's that the contract does not know; all of them refuse a request for its form. */
const APOLLO_REFUSALS: readonly unknown[] = [
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
];

function isOfApollo(error: GraphQLError): boolean {
  return APOLLO_REFUSALS.includes(error.extensions['code']);
}

function messageOf(error: unknown): string {
  if (isStackOverflow(rootOf(error))) return 'The operation or its variables are nested too deep to be read.';
  return error instanceof Error ? error.message.trimEnd() : MASKED_MESSAGE;
}

/** How long a caller is told to wait, in seconds; undefined where none of the errors says so. */
export function retryAfterOf(errors: readonly unknown[]): number | undefined {
  const told = errors.map(rootOf).flatMap((root) => (root instanceof AppError ? [root.details] : []));
  const seconds = told.flatMap(({ retryAfterS }) => (retryAfterS === undefined ? [] : [retryAfterS]));
  return seconds.length === 0 ? undefined : Math.max(...seconds);
}

/** What was thrown first, below the errors that graphql-js and Apollo wrap around it. */
function rootOf(error: unknown): unknown {
  let root = error;
  while (root instanceof GraphQLError && root.originalError) root = root.originalError;
  return root;
}

function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERROR_CODES, value);
}
