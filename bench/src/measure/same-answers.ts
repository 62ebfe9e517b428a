import { isDeepStrictEqual } from 'node:util';

/**
 * Whether two answers give the same: the same keys in the same order, the same values. Instants may be written in two
 * ways (`Z` and `+00:00`), and a cursor is whatever its server likes.
 */
export function differenceOf(one: string, other: string): string | null {
  const left: unknown = JSON.parse(one, normalise);
  const right: unknown = JSON.parse(other, normalise);
  if (isDeepStrictEqual(left, right) && JSON.stringify(left) === JSON.stringify(right)) return null;
  return firstDifference(left, right, '');
}

function normalise(key: string, value: unknown): unknown {
  if (key === 'endCursor') return value === null ? null : 'a cursor';
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(value))
    return new Date(value).toISOString();
  return value;
}

function firstDifference(left: unknown, right: unknown, path: string): string {
  if (typeof left === 'object' && left !== null && typeof right === 'object' && right !== null) {
    const keys = Object.keys(left);
    if (keys.join() !== Object.keys(right).join()) return `${path} has ${keys} and ${Object.keys(right)}`;
    for (const key of keys) {
      const [inner, outer]: unknown[] = [Reflect.get(left, key), Reflect.get(right, key)];
      if (JSON.stringify(inner) !== JSON.stringify(outer))
        return firstDifference(inner, outer, `${path}.${key}`);
    }
  }
  return `${path} is ${JSON.stringify(left)} and ${JSON.stringify(right)}`;
}

/**
 * Ids that the reference gives and another answer, of another shape, lacks. Of a quote with two speakers the reference
 * shows neither, so the other may have more.
 */
export function missingIds(reference: string, other: string): readonly string[] {
  const found = new Set(other.match(UUID));
  return [...new Set(reference.match(UUID))].filter((id) => !found.has(id));
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
