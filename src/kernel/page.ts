import { isUuid } from './global-id.ts';

/** Rows that a list gives when neither `first` nor `last` is asked for. */
export const PAGE_SIZE_DEFAULT = 20;
/** Rows that a list gives at most. */
export const PAGE_SIZE_MAX = 100;

/**
 * What a cursor's value is compared as: `instant` is epoch milliseconds, `text` is ordered by the ICU root collation,
 * `flag` is a boolean, `counter` a whole number that a sequence gives.
 */
export type KeyType = 'instant' | 'text' | 'integer' | 'counter' | 'float' | 'flag' | 'uuid';

export type KeyValue = string | number | boolean;

/** Instants that both PostgreSQL (from 4714 BC) and Date (to 275760) have, in epoch milliseconds. */
const INSTANT_MIN = -210_866_803_200_000;
const INSTANT_MAX = 8.64e15;

const isKeyValue: Record<KeyType, (value: unknown) => value is KeyValue> = {
  instant: (value): value is number =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= INSTANT_MIN && value <= INSTANT_MAX,
  text: (value): value is string =>
    typeof value === 'string' && !value.includes('\0') && value.isWellFormed(),
  integer: (value): value is number => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31,
  counter: (value): value is number => Number.isSafeInteger(value),
  float: (value): value is number => typeof value === 'number' && Number.isFinite(value),
  flag: (value): value is boolean => typeof value === 'boolean',
  uuid: (value): value is string => typeof value === 'string' && isUuid(value),
};

/**
 * Reads a keyset cursor: base64url of the JSON array `[order, value, …, id]` that the read statement wrote.
 *
 * Gives the values in order, or null where the text is no cursor of a list in this order.
 */
export function decodeCursor(
  cursor: string,
  order: string,
  types: readonly KeyType[],
): readonly KeyValue[] | null {
  if (!/^[A-Za-z0-9_-]+$/.test(cursor)) return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(cursor, 'base64url')));
  } catch {
    return null;
  }
  if (!Array.isArray(parsed) || parsed.length !== types.length + 1 || parsed[0] !== order) return null;
  const values: KeyValue[] = [];
  for (const [index, type] of types.entries()) {
    const value: unknown = parsed[index + 1];
    if (!isKeyValue[type](value)) return null;
    values.push(value);
  }
  return values;
}
