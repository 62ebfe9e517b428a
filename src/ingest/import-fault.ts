import { codesOf, isRetryable, messageOf } from '../database/driver-error.ts';
import { AppError } from '../kernel/app-error.ts';

/** What is no article's fault, and what trying each by itself would not mend, unless only other writers were in the way. */
const NO_ARTICLES_FAULT: ReadonlySet<string> = new Set(['SERVICE_UNAVAILABLE', 'TIMEOUT']);

/** SQLSTATE classes of what the data itself is to blame for: data exceptions, broken constraints, too large a value. */
const DATA_FAULT = /^(22|23|54)/;

/**
 * What an article that could not be written is told: BAD_USER_INPUT where it breaks a rule of the record,
 * SERVICE_UNAVAILABLE where others kept writing the same, INTERNAL_SERVER_ERROR for a fault of ours; the cause stays with
 * it. Throws what is no article's fault.
 */
export function importFault(error: unknown): AppError {
  if (error instanceof AppError) {
    if (NO_ARTICLES_FAULT.has(error.code) && !isRetryable(error)) throw error;
    return error;
  }
  const isData = codesOf(error).some((code) => DATA_FAULT.test(code));
  return new AppError(
    isData ? 'BAD_USER_INPUT' : 'INTERNAL_SERVER_ERROR',
    `The article was refused: ${messageOf(error)}`,
    {
      cause: error,
    },
  );
}
