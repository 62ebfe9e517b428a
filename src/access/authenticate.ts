import type { AccessConfig } from '../config/config.ts';
import type { Database } from '../database/database.ts';
import { AppError } from '../kernel/app-error.ts';
import { looksLikeKey } from './api-key.ts';
import { credentialsIn } from './credentials.ts';
import { checkKey, noteUse } from './key-store.ts';
import type { Caller } from './role.ts';
import { createTokenCheck } from './token.ts';

/**
 * Tells who sends a request with these `Authorization` headers; null: they say nothing.
 *
 * Rejects with an AppError: UNAUTHENTICATED where the key or token is not good, FORBIDDEN where a token has no role here,
 * SERVICE_UNAVAILABLE where it could not be checked.
 */
export type Authenticate = (headers: readonly string[] | undefined) => Promise<Caller | null>;

/** Where what fails beside an answer is told. */
interface AccessLog {
  warn(fields: object, message: string): void;
}

/** Knows keys by the database, and tokens by the settings. */
export function createAuthenticate(
  { tokens }: Pick<AccessConfig, 'tokens'>,
  database: Database,
  log: AccessLog,
): Authenticate {
  const checkToken = tokens === null ? null : createTokenCheck(tokens);
  /** Keys whose use is being noted. */
  const noting = new Set<string>();

  /** Beside the answer, which must not wait for it, nor fail with it. */
  function noteLater(id: string): void {
    if (noting.has(id)) return;
    noting.add(id);
    noteUse(database, id)
      .catch((error: unknown) => log.warn({ err: error, key: id }, 'the use of a key was not noted'))
      .finally(() => noting.delete(id));
  }

  async function callerOfKey(text: string): Promise<Caller> {
    const check = await checkKey(database, text);
    if (check.outcome !== 'good') throw new AppError('UNAUTHENTICATED', KEY_REFUSALS[check.outcome]);
    if (!check.isUseNoted) noteLater(check.id);
    return { actor: `key:${check.id}`, name: check.name, role: check.role };
  }

  return async (headers) => {
    const credentials = credentialsIn(headers);
    if (credentials === null) return null;
    if (checkToken === null || looksLikeKey(credentials)) return callerOfKey(credentials);
    return checkToken(credentials);
  };
}

const KEY_REFUSALS = {
  unknown: 'The key is not known: send it whole, as `onrecord keys create` showed it.',
  expired: 'The key has expired: ask for a new one.',
  revoked: 'The key was revoked: ask for a new one.',
} as const;
