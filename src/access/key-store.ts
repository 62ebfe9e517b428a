import { timingSafeEqual } from 'node:crypto';
import type { Database } from '../database/database.ts';
import { newId } from '../kernel/new-id.ts';
import { hashOf, newKey, prefixOf } from './api-key.ts';
import type { Role } from './role.ts';

/** A key as lists show it: nothing in it opens anything. */
export interface StoredKey {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** What the key begins with, after `onrecord_`. */
  readonly prefix: string;
  readonly createdAt: Date;
  /** Who made it, as the history names people: `command:anna`. */
  readonly createdBy: string;
  readonly expiresAt: Date | null;
  /** To the minute; null where it was never used. */
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly revokedBy: string | null;
  readonly isExpired: boolean;
}

const COLUMNS = `id, name, role::text AS role, prefix, created_at AS "createdAt", created_by AS "createdBy",
  expires_at AS "expiresAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt", revoked_by AS "revokedBy",
  coalesce(expires_at <= now(), false) AS "isExpired"`;

/** What a new key is to be. */
export interface KeyRequest {
  /** 1 to 200 characters, none of them a control character. */
  readonly name: string;
  readonly role: Role;
  /** In the future; null: until it is revoked. */
  readonly expiresAt: Date | null;
  readonly createdBy: string;
}

/** Makes a key. `text` is the whole of it, and nobody can read it again. */
export async function createKey(
  database: Database,
  { name, role, expiresAt, createdBy }: KeyRequest,
): Promise<{ readonly id: string; readonly prefix: string; readonly text: string }> {
  const id = newId();
  const { text, prefix, hash } = newKey();
  await database.change({ actor: createdBy, reason: `the key ${name}` }, (transaction) =>
    transaction.apiKey.create({
      data: { id, name, role, prefix, hash: new Uint8Array(hash), expiresAt, createdBy },
    }),
  );
  return { id, prefix, text };
}

/** Every key, the revoked ones too, in the order in which they were made. */
export async function listKeys(database: Database): Promise<readonly StoredKey[]> {
  return database.read<StoredKey>({ text: `SELECT ${COLUMNS} FROM api_key ORDER BY id`, values: [] });
}

/** What became of a revocation. */
export type Revocation =
  | { readonly outcome: 'revoked' | 'was revoked'; readonly key: StoredKey }
  | { readonly outcome: 'unknown' };

/** Revokes the key of that id or prefix: from its next request on it is refused, by every server. Twice is safe. */
export async function revokeKey(database: Database, named: string, revokedBy: string): Promise<Revocation> {
  const [found] = await findKeys(database, named);
  if (found === undefined) return { outcome: 'unknown' };
  const change = { actor: revokedBy, reason: `the key ${found.name}` };
  const result = await database.change(
    change,
    (transaction) =>
      // By the database's clock, as all that a key is held to.
      transaction.$executeRaw`
        UPDATE api_key SET revoked_at = now(), revoked_by = ${revokedBy}
          WHERE id = ${found.id}::uuid AND revoked_at IS NULL`,
  );
  const [key = found] = await findKeys(database, found.id);
  return { outcome: result.outcome === 'applied' && result.value > 0 ? 'revoked' : 'was revoked', key };
}

/** By whole id or by prefix, neither of which can be the other. */
async function findKeys(database: Database, named: string): Promise<readonly StoredKey[]> {
  return database.read<StoredKey>({
    text: `SELECT ${COLUMNS} FROM api_key WHERE id::text = $1 OR prefix = $1`,
    values: [named.toLowerCase()],
  });
}

/** A key that was sent and is good, or why it is not. */
export type KeyCheck =
  | {
      readonly outcome: 'good';
      readonly id: string;
      readonly name: string;
      readonly role: Role;
      readonly isUseNoted: boolean;
    }
  | { readonly outcome: 'unknown' | 'expired' | 'revoked' };

/**
 * Looks a key up: one statement for each request, so that a revocation holds for every server from the next one on.
 *
 * The row is found by the prefix, which is no secret, and the hashes are compared in constant time. Only who has the
 * whole key hears that it has expired or was revoked.
 */
export async function checkKey(database: Database, text: string): Promise<KeyCheck> {
  const prefix = prefixOf(text);
  if (prefix === null) return { outcome: 'unknown' };
  const [row] = await database.read<CheckedRow>({ text: CHECK_KEY, values: [prefix], name: 'api_key_check' });
  const isSame = timingSafeEqual(hashOf(text), row === undefined ? NO_HASH : Buffer.from(row.hash, 'hex'));
  if (row === undefined || !isSame) return { outcome: 'unknown' };
  if (row.isRevoked) return { outcome: 'revoked' };
  if (row.isExpired) return { outcome: 'expired' };
  const { id, name, role, isUseNoted } = row;
  return { outcome: 'good', id, name, role, isUseNoted };
}

interface CheckedRow {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly hash: string;
  readonly isRevoked: boolean;
  readonly isExpired: boolean;
  readonly isUseNoted: boolean;
}

const CHECK_KEY = `
  SELECT id, name, role::text AS role, encode(hash, 'hex') AS hash, revoked_at IS NOT NULL AS "isRevoked",
      coalesce(expires_at <= now(), false) AS "isExpired",
      coalesce(last_used_at > now() - interval '1 minute', false) AS "isUseNoted"
    FROM api_key WHERE prefix = $1`;

/** What an unknown prefix is compared with, so that it takes as long as a known one. */
const NO_HASH = Buffer.alloc(32);

/** Notes that a key was used just now, unless some server has within the last minute. */
export async function noteUse(database: Database, id: string): Promise<void> {
  await database.change(
    { actor: `key:${id}`, reason: 'last used' },
    (transaction) =>
      transaction.$executeRaw`
      UPDATE api_key SET last_used_at = now()
        WHERE id = ${id}::uuid AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`,
  );
}
