import { type GraphQLField, type GraphQLObjectType, getNamedType, isEnumType, isObjectType } from 'graphql';
import { type IdPrefix, parseGlobalId } from '../kernel/global-id.ts';
import { FOLLOWED_ROWS, TEXT_LOOK_ROWS } from './cost.ts';
import { idPrefixOf, modelOf, type Scope, sourceOf, type ValueSource } from './declaration.ts';
import { type Input, NO_INPUTS } from './input.ts';
import type { Row } from './row.ts';
import { joinedRows, tableItem } from './rows.ts';
import { and, join, literal, type Sql, sql } from './sql.ts';

/**
 * The condition that a `…Where` puts on a row of a type. Its keys are `and`, `or`, `not`, the model's own filters, and
 * else the type's fields: a filter follows what the field reads.
 */
export function whereCondition(scope: Scope, type: GraphQLObjectType, where: Input, row: Row): Sql {
  const { widened } = modelOf(type);
  const matches = (matched: Row): Sql =>
    and(
      where
        .keys()
        .filter((key) => key !== widened?.key)
        .map((key) => sql`(${keyCondition(scope, type, key, where.get(key) ?? where, matched)})`),
    );
  return widened !== undefined && where.get(widened.key)?.value === true
    ? widened.condition(row, matches, scope)
    : matches(row);
}

function keyCondition(scope: Scope, type: GraphQLObjectType, key: string, value: Input, row: Row): Sql {
  const each = () => value.items().map((item) => sql`(${whereCondition(scope, type, item, row)})`);
  if (key === 'and') return and(each());
  if (key === 'or') return value.items().length === 0 ? sql`FALSE` : join(each(), ' OR ');
  // A condition that a NULL leaves undecided does not hold, so its negation does.
  if (key === 'not') return sql`(${whereCondition(scope, type, value, row)}) IS NOT TRUE`;
  const rule = modelOf(type).filters?.[key];
  if (rule !== undefined) return rule(row, value, scope);
  const field = type.getFields()[key];
  if (field === undefined)
    throw new Error(`${type.name}Where.${key} is neither a field nor a declared filter`);
  return fieldCondition(scope, type, field, value, row);
}

function fieldCondition(
  scope: Scope,
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  value: Input,
  row: Row,
): Sql {
  const source = sourceOf(field);
  const target = getNamedType(field.type);
  if (source?.kind === 'value') return valueCondition(scope, type, field, source, value, row);
  if (source?.kind === 'one' && isObjectType(target)) {
    scope.cost.charge(1);
    const model = modelOf(target);
    const other = scope.row(model.table);
    const conditions = [
      source.match(other, row, NO_INPUTS, scope),
      scope.visible(model, other),
      whereCondition(scope, target, value, other),
    ];
    return sql`EXISTS (SELECT FROM ${tableItem(other)} WHERE ${and(conditions)})`;
  }
  if (source?.kind === 'connection') return listCondition(scope, field, value, row);
  throw new Error(`The field ${field.name} cannot be filtered by`);
}

/** `some`, `every` and `none` of a connection's nodes, among those that the viewer sees. */
function listCondition(scope: Scope, field: GraphQLField<unknown, unknown>, value: Input, row: Row): Sql {
  const conditions = value.keys().map((quantifier) => {
    const where = value.get(quantifier) ?? value;
    const { from, conditions, node, nodeType } = joinedRows(scope, field, row);
    const matches = scope.cost.each(FOLLOWED_ROWS, () => whereCondition(scope, nodeType, where, node()));
    const wanted = quantifier === 'every' ? sql`(${matches}) IS NOT TRUE` : sql`(${matches})`;
    const exists = sql`EXISTS (SELECT FROM ${from()} WHERE ${and([...conditions, wanted])})`;
    return quantifier === 'some' ? exists : sql`NOT ${exists}`;
  });
  return and(conditions);
}

function valueCondition(
  scope: Scope,
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  source: ValueSource,
  value: Input,
  row: Row,
): Sql {
  const column = source.expression(row, scope);
  const idPrefix = idPrefixOf(source, type);
  if (idPrefix !== undefined) return idFilter(column, idPrefix, value);
  const leaf = getNamedType(field.type);
  if (isEnumType(leaf)) return enumFilter(column, value);
  if (leaf.name === 'Boolean') return sql`${column} = ${value.value === true ? sql`TRUE` : sql`FALSE`}`;
  return scalarFilter(scope, column, leaf.name === 'DateTime' ? 'instant' : 'text', value);
}

/** Enum values are part of the plan's key, so they stand in it as constants. */
function enumFilter(column: Sql, filter: Input): Sql {
  const constant = (value: Input) => literal(String(value.value));
  return and(
    filter.keys().map((operator) => {
      const value = filter.get(operator) ?? filter;
      if (operator === 'equals') return sql`${column} = ${constant(value)}`;
      if (operator === 'not') return sql`${column} IS DISTINCT FROM ${constant(value)}`;
      return value.items().length === 0
        ? sql`FALSE`
        : sql`${column} IN (${join(value.items().map(constant), ', ')})`;
    }),
  );
}

/** Operators of StringFilter and DateTimeFilter. `contains` and `startsWith` disregard case. */
function scalarFilter(scope: Scope, column: Sql, type: 'text' | 'instant', filter: Input): Sql {
  return and(
    filter.keys().map((operator) => {
      const value = filter.get(operator) ?? filter;
      const parameter =
        type === 'instant'
          ? // As epoch milliseconds: PostgreSQL's input of timestamps knows no year 0, which RFC 3339 has.
            sql`to_timestamp(${value.parameter('float8', (given) => (given instanceof Date ? given.getTime() : null))} / 1000)`
          : sql`${value.parameter('text', (given) => storable(value, given))}`;
      switch (operator) {
        case 'equals':
          return sql`${column} = ${parameter}`;
        case 'not':
          return sql`${column} IS DISTINCT FROM ${parameter}`;
        case 'in':
          return sql`${column} = ANY(${value.parameter('text[]', (given) => storable(value, given))})`;
        case 'contains':
          scope.cost.charge(TEXT_LOOK_ROWS);
          return sql`${alike(column)} ILIKE ${value.parameter('text', (given) => `%${likePattern(value, given)}%`)}`;
        case 'startsWith':
          scope.cost.charge(TEXT_LOOK_ROWS);
          return sql`${alike(column)} ILIKE ${value.parameter('text', (given) => `${likePattern(value, given)}%`)}`;
        case 'isNull':
          return value.value === true ? sql`${column} IS NULL` : sql`${column} IS NOT NULL`;
        case 'gt':
          return sql`${column} > ${parameter}`;
        case 'gte':
          return sql`${column} >= ${parameter}`;
        case 'lt':
          return sql`${column} < ${parameter}`;
        case 'lte':
          return sql`${column} <= ${parameter}`;
        default:
          throw new Error(`Unknown filter operator ${operator}`);
      }
    }),
  );
}

/** PostgreSQL cannot hold U+0000, nor half of a surrogate pair: no stored text has them. */
function storable(input: Input, value: unknown): unknown {
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  checkLength(input, texts);
  for (const text of texts) {
    if (typeof text === 'string' && (text.includes('\0') || !text.isWellFormed())) {
      throw input.fault('BAD_USER_INPUT', 'A text may not hold U+0000 or half of a surrogate pair.');
    }
  }
  return value;
}

/** Values that `in` takes: PostgreSQL compares each row with each of them. */
const IN_VALUES_MAX = 1_000;

/** In each run: how many values a variable holds is no part of the plan's shape. */
function checkLength(input: Input, values: readonly unknown[]): void {
  if (values.length <= IN_VALUES_MAX) return;
  throw input.fault('BAD_USER_INPUT', `in has ${values.length} values; at most ${IN_VALUES_MAX} are taken.`);
}

/** Case is the root collation's: a database whose own locale is C knows no case but ASCII's. */
function alike(column: Sql): Sql {
  return sql`${column} COLLATE "und-x-icu"`;
}

function likePattern(input: Input, value: unknown): string {
  return String(storable(input, value)).replaceAll(/[\\%_]/g, '\\$&');
}

/** The condition of an `IdFilter` on a column of one type's UUIDs. An id of another type equals none of them. */
export function idFilter(column: Sql, prefix: IdPrefix, filter: Input): Sql {
  return and(
    filter.keys().map((operator) => {
      const value = filter.get(operator) ?? filter;
      const parameter = value.parameter('uuid[]', (given) => uuidsOf(value, given, prefix));
      return operator === 'not'
        ? sql`(${column} = ANY(${parameter})) IS NOT TRUE`
        : sql`${column} = ANY(${parameter})`;
    }),
  );
}

function uuidsOf(input: Input, given: unknown, prefix: IdPrefix): readonly string[] {
  const ids: readonly unknown[] = Array.isArray(given) ? given : [given];
  checkLength(input, ids);
  return ids.flatMap((id) => {
    const parsed = readId(input, id);
    return parsed.prefix === prefix ? [parsed.uuid] : [];
  });
}

/** Takes a public id apart. Throws INVALID_ID where it is malformed. */
export function readId(input: Input, id: unknown): { readonly prefix: IdPrefix; readonly uuid: string } {
  const parsed = parseGlobalId(String(id));
  if (parsed === null) {
    throw input.fault('INVALID_ID', `${JSON.stringify(String(id).slice(0, 80))} is not an id of this API.`);
  }
  return parsed;
}
