import { AppError } from '../kernel/app-error.ts';

/** @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1: the scheme's name in any case, then one token. */
const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;

/**
 * The credentials in a request's `Authorization` headers; null where there is none.
 *
 * @throws AppError UNAUTHENTICATED where they have another form, or there are several: who means to be somebody is
 * never taken for nobody.
 */
export function credentialsIn(headers: readonly string[] | undefined): string | null {
  const [header, ...others] = headers ?? [];
  if (header === undefined) return null;
  if (others.length > 0)
    throw new AppError('UNAUTHENTICATED', 'There are several Authorization headers: send one.');
  const credentials = BEARER.exec(header.trim())?.[1];
  if (credentials === undefined) {
    throw new AppError('UNAUTHENTICATED', 'The Authorization header has another form than `Bearer <key>`.');
  }
  return credentials;
}
