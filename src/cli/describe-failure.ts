import { AppError } from '../kernel/app-error.ts';

/**
 * What a person is told of an error that ended a command: the sentence of a refusal, or, for what nobody foresaw, all
 * that is known of it.
 */
export function describeFailure(error: unknown): string {
  if (error instanceof AppError) return `${error.message}\n`;
  if (!(error instanceof Error)) return `Unexpected failure: ${String(error)}\n`;
  const cause = error.cause === undefined ? '' : `Caused by: ${describeFailure(error.cause)}`;
  return `Unexpected failure: ${error.stack ?? error.message}\n${cause}`;
}
