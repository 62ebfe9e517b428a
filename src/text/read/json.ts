import { unstorableAt } from './compose.ts';
import { refused } from './refused.ts';

/** Values that stand in each other deeper than this are no document's: PostgreSQL's own limit is a stack. */
const MAX_JSON_DEPTH = 200;

/** The value of a JSON text that can be stored, else null: no JSON, too deep, or with characters that jsonb cannot hold. */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return jsonFault(value) === null ? value : null;
  } catch (error) {
    // A page with faulty JSON-LD is still a page; who calls keeps the characters.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Reads a document that is JSON. Refuses what is none, and what cannot be stored, with its place. */
export function readJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw refused(`is not JSON: ${cause.message}`, { cause });
  }
  const fault = jsonFault(value);
  if (fault !== null) throw refused(fault);
  return value;
}

/** Whether a value is an object of JSON. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Goes on from "The document". By a list of its own: JSON.parse takes any depth, a recursion would not. */
function jsonFault(root: unknown): string | null {
  const open: { readonly value: unknown; readonly path: string; readonly depth: number }[] = [
    { value: root, path: '', depth: 0 },
  ];
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    const { value, path, depth } = entry;
    if (typeof value === 'string' && unstorableAt(value) !== -1) {
      const unit = value.charCodeAt(unstorableAt(value));
      return `has ${unit === 0 ? 'NUL' : 'a lone surrogate'} (U+${unit.toString(16).toUpperCase().padStart(4, '0')}) in ${path || 'its text'}, at UTF-16 position ${unstorableAt(value)}`;
    }
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= MAX_JSON_DEPTH) return `has values nested more than ${MAX_JSON_DEPTH} deep`;
    for (const [key, child] of Object.entries(value)) {
      if (unstorableAt(key) !== -1) return `has a name that cannot be stored in ${path || 'its object'}`;
      open.push({ value: child, path: path === '' ? key : `${path}.${key}`, depth: depth + 1 });
    }
  }
  return null;
}
