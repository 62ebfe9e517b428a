import { createHash, randomBytes } from 'node:crypto';

/** What every key begins with, so that people, and programs that look for secrets in texts, know one when they see it. */
const KEY_MARK = 'onrecord_';

/** For finding a key's row, and for telling keys apart in lists: no secret. */
const PREFIX_BYTES = 5;
const SECRET_BYTES = 32;

const KEY_TEXT = `${KEY_MARK}([0-9a-f]{${2 * PREFIX_BYTES}})_[0-9a-f]{${2 * SECRET_BYTES}}`;
const KEY_FORM = new RegExp(`^${KEY_TEXT}$`);
const KEY_WITHIN = new RegExp(KEY_TEXT);

/** A key that was just made: `text` is shown once and then known to its holder alone. */
export interface NewKey {
  readonly text: string;
  readonly prefix: string;
  readonly hash: Buffer;
}

/** Makes a key of 256 random bits: `onrecord_<prefix>_<secret>`, in hexadecimal. */
export function newKey(): NewKey {
  const prefix = randomBytes(PREFIX_BYTES).toString('hex');
  const text = `${KEY_MARK}${prefix}_${randomBytes(SECRET_BYTES).toString('hex')}`;
  return { text, prefix, hash: hashOf(text) };
}

/** Whether somebody means a key of ours, well formed or not. */
export function looksLikeKey(credentials: string): boolean {
  return credentials.startsWith(KEY_MARK);
}

/** Whether a whole key stands somewhere in a text. */
export function holdsKey(text: string): boolean {
  return KEY_WITHIN.test(text);
}

/** The prefix of a key, or null where the text has not the form of one. */
export function prefixOf(text: string): string | null {
  return KEY_FORM.exec(text)?.[1] ?? null;
}

/**
 * The SHA-256 that is stored of a key. A slow hash (bcrypt, argon2) is for what people choose, which can be guessed:
 * nobody guesses 256 random bits, and it would cost each request a tenth of a second of processor.
 */
export function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
