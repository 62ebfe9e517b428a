import { AppError } from '../kernel/app-error.ts';
import { holdsKey } from './api-key.ts';

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

/** What clients call a parameter that says who they are, in small letters. @see https://www.rfc-editor.org/rfc/rfc6750#section-2.3 */
const CREDENTIAL_PARAMETERS: ReadonlySet<string> = new Set([
  'access_token',
  'api_key',
  'api-key',
  'apikey',
  'authorization',
  'token',
]);

/** Whether a request's target, its path with the query string, says who asks: by a parameter of such a name, or a key of ours anywhere. */
export function hasCredentialsInTarget(target: string): boolean {
  if (holdsKey(target)) return true;
  const start = target.indexOf('?');
  if (start < 0) return false;
  return target
    .slice(start + 1)
    .split('&')
    .some((parameter) => CREDENTIAL_PARAMETERS.has(nameOf(parameter).toLowerCase()));
}

/** A parameter's name, decoded as a server would. */
function nameOf(parameter: string): string {
  const [name = ''] = parameter.split('=', 1);
  if (!/[%+]/.test(name)) return name;
  const [decoded = ''] = new URLSearchParams(name).keys();
  return decoded;
}

/** Why a request is refused that says in its address who asks: whoever meant to be somebody is never taken for nobody. */
export function credentialsInTarget(): AppError {
  return new AppError(
    'UNAUTHENTICATED',
    'Keys and tokens are not taken in the address, which is written to logs and histories: have this one revoked, and send another as `Authorization: Bearer …`.',
  );
}
