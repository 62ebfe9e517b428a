import { AppError } from '../kernel/app-error.ts';
import { refusal } from './found-document.ts';

/** What the system's codes mean to whoever named the path. */
const SENTENCES: Readonly<Record<string, string>> = {
  ENOENT: 'It is not there, or not any more.',
  ENOTDIR: 'It is not there: a part of its path is a file, not a folder.',
  EACCES: 'It may not be read: this user has no permission.',
  EPERM: 'It may not be read: this user has no permission.',
  EISDIR: 'It is a folder, not a document.',
  ELOOP: 'Its symbolic links lead in a circle.',
  ENAMETOOLONG: 'Its name is too long for this system.',
  ENXIO: 'It is no regular file, but a pipe, a socket or a device.',
  EIO: 'The disk could not read it.',
};

/**
 * The refusal (BAD_USER_INPUT) that says why the system did not give a file. An AppError stays as it is; running out of
 * handles or memory, and what is no error of the system, is thrown on, for it is no fault of this file.
 */
export function fileFailure(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const sentence = SENTENCES[code];
  // A path with NUL never reaches the system.
  if (code === 'ERR_INVALID_ARG_VALUE') return refusal('Its path has a NUL.', { cause: error });
  if (sentence === undefined) throw error;
  return refusal(sentence, { cause: error });
}
