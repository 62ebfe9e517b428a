import {
  type GraphQLLeafType,
  type GraphQLOutputType,
  getNullableType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';
import type { IdPrefix } from '../kernel/global-id.ts';
import { join, literal, type Sql, sql } from './sql.ts';

/**
 * JSON text in pieces: constants of ours, and expressions that `concat` writes out. Constants that come to stand side by
 * side are joined when the plan is made.
 *
 * `concat` writes nothing at all for a NULL, so no expression here may be one: what may be is coalesced, to `null` or to
 * an error, where it is made.
 */
export type Pieces = readonly (string | Sql)[];

/**
 * How each scalar is written as JSON text: the same text that its `serialize` gives (a property test compares them).
 *
 * Instants have milliseconds and `Z`, as `Date.prototype.toISOString` writes them.
 */
const SCALAR_TEXT: Readonly<Record<string, (value: Sql) => Pieces>> = {
  ID: (value) => [sql`to_json(${value})`],
  String: (value) => [sql`to_json(${value})`],
  Int: (value) => [value],
  Float: (value) => [sql`to_json(${value})`],
  // `concat` writes a boolean as `t`.
  Boolean: (value) => [sql`(${value})::text`],
  DateTime: (value) => ['"', sql`to_char(${value} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`, '"'],
};

/** A value, and what the planner knows of it. */
export interface Leaf {
  readonly value: Sql;
  readonly type: GraphQLOutputType;
  /** The value is a UUID, and written as a public id with this prefix. */
  readonly idPrefix?: IdPrefix | undefined;
  /**
   * A column as it stands: NOT NULL where the type allows no null (a test compares), or made so by the subquery that has
   * it. Any other expression is watched.
   */
  readonly isColumn?: boolean | undefined;
  /** A text that never holds what JSON escapes: a quotation mark, a backslash, a control character. */
  readonly isPlain?: boolean | undefined;
}

/** The JSON text of a leaf value, or of a list of them. Raises where it is NULL and the type allows none. */
export function leafText(leaf: Leaf): Pieces {
  const { type, isColumn = false } = leaf;
  const pieces = writeLeaf(leaf, getNullableType(type));
  if (!isNonNullType(type)) return [sql`coalesce(${unlessNull(pieces)}, 'null')`];
  return isColumn
    ? pieces
    : pieces.map((piece) => (typeof piece === 'string' ? piece : orRaise(piece, String(type))));
}

function writeLeaf({ value, idPrefix, isPlain = false }: Leaf, type: GraphQLOutputType): Pieces {
  if (isListType(type)) return [sql`array_to_json(${value})`];
  if (idPrefix !== undefined) return [`"${idPrefix}_`, value, '"'];
  if (isEnumType(type) || isPlain) return ['"', value, '"'];
  if (!isLeafType(type)) throw new Error(`${String(type)} is not a scalar, an enum or a list of them`);
  return scalarText(type)(value);
}

function scalarText(type: GraphQLLeafType): (value: Sql) => Pieces {
  const write = SCALAR_TEXT[type.name];
  if (write === undefined)
    throw new Error(`The scalar ${type.name} has no SQL text: declare it in SCALAR_TEXT`);
  return write;
}

/** One `"key":value` of an object: its key as the client wants it and the JSON text of its value. */
export interface Member {
  readonly key: string;
  readonly text: Pieces;
}

/** The JSON text of an object with these members, in order. */
export function objectText(members: readonly Member[]): Pieces {
  if (members.length === 0) return ['{}'];
  const pieces = members.flatMap(({ key, text }, index) => [`${index === 0 ? '{' : ','}"${key}":`, ...text]);
  return [...pieces, '}'];
}

/** The JSON text of a list of elements, each row's text, in the order of the rows or in that given after ORDER BY. */
export function listText(element: Pieces, { order = sql``, filter = sql`` } = {}): Pieces {
  return ['[', sql`string_agg(${concatenate(element)}, ','${order})${filter}`, ']'];
}

/** The expression's text, or an error of ours where it is NULL: `what` names the thing in the log. */
export function orRaise(expression: Sql, what: string): Sql {
  return sql`coalesce((${expression})::text, null_in_response(${literal(what)}))`;
}

/** Arguments of one call of a function: PostgreSQL takes 100. */
const ARGUMENTS_MAX = 100;

/** The pieces as one expression, never NULL. */
export function concatenate(pieces: Pieces): Sql {
  return concatenateAll(operands(pieces));
}

function concatenateAll(all: readonly Sql[]): Sql {
  const [only] = all;
  if (all.length <= 1) return sql`${only ?? literal('')}`;
  if (all.length <= ARGUMENTS_MAX) return sql`concat(${join(all, ', ')})`;
  const calls: Sql[] = [];
  for (let start = 0; start < all.length; start += ARGUMENTS_MAX) {
    calls.push(concatenateAll(all.slice(start, start + ARGUMENTS_MAX)));
  }
  return concatenateAll(calls);
}

/** The pieces as one expression that is NULL where one of them is. */
function unlessNull(pieces: Pieces): Sql {
  const all = operands(pieces);
  const [only] = all;
  return all.length === 1 && only !== undefined ? sql`(${only})::text` : join(all, ' || ');
}

/** The pieces as SQL, neighbouring constants made one. */
function operands(pieces: Pieces): readonly Sql[] {
  const merged: (string | Sql)[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') merged[merged.length - 1] = last + piece;
    else merged.push(piece);
  }
  return merged.map((piece) => (typeof piece === 'string' ? literal(piece) : piece));
}
