/** How loud a refusal is in the log: `error` means that a person must look. */
type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/**
 * Every `extensions.code` that a client can meet, with the level it is logged at.
 *
 * docs/errors.md says what each means; a test keeps the two in step.
 */
export const ERROR_CODES = {
  GRAPHQL_PARSE_FAILED: 'debug',
  GRAPHQL_VALIDATION_FAILED: 'debug',
  BAD_USER_INPUT: 'debug',
  INVALID_ID: 'debug',
  INVALID_CURSOR: 'debug',
  PAGE_TOO_LARGE: 'debug',
  PAGE_TOO_DEEP: 'debug',
  QUERY_TOO_EXPENSIVE: 'info',
  QUERY_TOO_DEEP: 'info',
  UNAUTHENTICATED: 'info',
  FORBIDDEN: 'info',
  RATE_LIMITED: 'info',
  TIMEOUT: 'warn',
  SERVICE_UNAVAILABLE: 'error',
  INTERNAL_SERVER_ERROR: 'error',
  PERSISTED_QUERY_NOT_FOUND: 'debug',
  OPERATION_NOT_TRUSTED: 'info',
} as const satisfies Record<string, LogLevel>;

export type ErrorCode = keyof typeof ERROR_CODES;

/**
 * A refusal that the caller is told of, as written: what failed, on which thing, what to do.
 *
 * Anything else that is thrown is a fault of ours: masked for the client and logged whole.
 */
export class AppError extends Error {
  override readonly name = 'AppError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions,
    /** What the client is told beside the code, for programs. */
    readonly details: Readonly<Record<string, number>> = {},
  ) {
    super(message, options);
  }
}
