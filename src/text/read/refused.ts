import { AppError } from '../../kernel/app-error.ts';

/** A document that cannot be read (BAD_USER_INPUT); `what` goes on from "The document". */
export function refused(what: string, options?: ErrorOptions): AppError {
  return new AppError('BAD_USER_INPUT', `The document ${what}.`, options);
}
