import {
  type GraphQLLeafType,
  type GraphQLOutputType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';
import type { IdPrefix } from '../kernel/global-id.ts';
import { join, literal, type Sql, sql } from './sql.ts';

/**
 * How each scalar is written as JSON text: the same text that its `serialize` gives (a property test compares them).
 *
 * Instants have milliseconds and `Z`, as `Date.prototype.toISOString` writes them.
 */
const SCALAR_TEXT: Readonly<Record<string, (value: Sql) => Sql>> = {
  ID: (value) => sql`to_json(${value})::text`,
  String: (value) => sql`to_json(${value})::text`,
  Int: (value) => sql`${value}::text`,
  Float: (value) => sql`to_json(${value})::text`,
  Boolean: (value) => sql`${value}::text`,
  DateTime: (value) =>
    sql`'"' || to_char(${value} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '"'`,
};

/**
 * The JSON text of a leaf value (or a list of them) of the given type.
 *
 * One NULL in a concatenation silently removes the whole object, so a nullable value is coalesced here; a NULL where
 * the type allows none is left NULL, for the object around it to raise.
 */
export function leafText(value: Sql, type: GraphQLOutputType, idPrefix?: IdPrefix): Sql {
  if (!isNonNullType(type)) return sql`coalesce(${nonNullText(value, type, idPrefix)}, 'null')`;
  return nonNullText(value, type.ofType, idPrefix);
}

function nonNullText(value: Sql, type: GraphQLOutputType, idPrefix?: IdPrefix): Sql {
  if (isListType(type)) return sql`array_to_json(${value})::text`;
  if (idPrefix !== undefined) return sql`${literal(`"${idPrefix}_`)} || ${value}::text || '"'`;
  if (isEnumType(type)) return sql`'"' || ${value}::text || '"'`;
  if (!isLeafType(type)) throw new Error(`${String(type)} is not a scalar, an enum or a list of them`);
  return scalarText(type)(value);
}

function scalarText(type: GraphQLLeafType): (value: Sql) => Sql {
  const write = SCALAR_TEXT[type.name];
  if (write === undefined)
    throw new Error(`The scalar ${type.name} has no SQL text: declare it in SCALAR_TEXT`);
  return write;
}

/** One `"key":value` of an object: its key as the client wants it and the JSON text of its value. */
export interface Member {
  readonly key: string;
  readonly text: Sql;
}

/**
 * The JSON text of an object with these members, in order. Raises where a member is NULL, naming `what`.
 */
export function objectText(members: readonly Member[], what: string): Sql {
  if (members.length === 0) return sql`'{}'`;
  const pieces = members.flatMap(({ key, text }, index) => [
    literal(`${index === 0 ? '{' : ','}"${key}":`),
    sql`(${text})`,
  ]);
  return orRaise(concatenation([...pieces, sql`'}'`]), what);
}

/** Operands of one `||` chain: PostgreSQL parses a chain as deep as it is long, and PGlite's stack is small. */
const CHAIN_LENGTH_MAX = 50;

/** The pieces, one after the other. */
export function concatenation(texts: readonly (string | Sql)[]): Sql {
  const pieces = texts.map((text) => (typeof text === 'string' ? literal(text) : text));
  if (pieces.length === 0) return sql`''`;
  if (pieces.length <= CHAIN_LENGTH_MAX) return join(pieces, ' || ');
  const chains: Sql[] = [];
  for (let start = 0; start < pieces.length; start += CHAIN_LENGTH_MAX) {
    chains.push(sql`(${join(pieces.slice(start, start + CHAIN_LENGTH_MAX), ' || ')})`);
  }
  return concatenation(chains);
}

/** The JSON text of a list whose elements' texts are aggregated by `aggregate` (NULL when there is no row). */
export function listText(aggregate: Sql): Sql {
  return sql`'[' || coalesce(${aggregate}, '') || ']'`;
}

/** The text, or an error of ours where it is NULL. */
export function orRaise(text: Sql, what: string): Sql {
  return sql`coalesce(${text}, null_in_response(${literal(what)}))`;
}
