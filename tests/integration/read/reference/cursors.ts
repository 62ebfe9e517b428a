/** A row's cursor in both answers, with the response path of its list, without indexes. */
export interface CursorPair {
  readonly list: string;
  readonly planned: string;
  readonly expected: string;
}

/** Response keys of cursors: `cursor_1`. Their values are opaque, so only whether there is one is compared. */
const CURSOR = /^cursor_\d+$/;

/** An answer as text, each cursor as a placeholder. */
export function withoutCursors(data: unknown): string {
  return JSON.stringify(data, (key, value: unknown) =>
    CURSOR.test(key) && typeof value === 'string' ? 'a cursor' : value,
  );
}

/** Every place where two equal answers have a cursor. */
export function cursorPairs(planned: unknown, expected: unknown): readonly CursorPair[] {
  return [...pairsAt(planned, expected, [])];
}

function* pairsAt(planned: unknown, expected: unknown, path: readonly string[]): Generator<CursorPair> {
  if (Array.isArray(planned) && Array.isArray(expected)) {
    for (const [index, item] of planned.entries()) yield* pairsAt(item, expected[index], path);
    return;
  }
  if (!isObject(planned) || !isObject(expected)) return;
  for (const [key, value] of Object.entries(planned)) {
    const other = Reflect.get(expected, key);
    if (CURSOR.test(key) && typeof value === 'string' && typeof other === 'string') {
      // edges.cursor and pageInfo.startCursor both stand one object below their list.
      yield { list: path.slice(0, -1).join('.'), planned: value, expected: other };
    } else yield* pairsAt(value, other, [...path, key]);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
