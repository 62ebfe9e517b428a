import { createHash } from 'node:crypto';
import type { KeyType } from '../kernel/page.ts';
import type { DefaultOrder, Model, OrderTerm, RowsSource } from './declaration.ts';
import type { Input } from './input.ts';
import type { Row } from './row.ts';
import { and, join, literal, type Sql, sql } from './sql.ts';

type Direction = 'ASC' | 'DESC';

/** One value of a list's order, ready to be written. */
export interface OrderKey {
  readonly expression: Sql;
  readonly type: KeyType;
  readonly direction: Direction;
}

/** A total order: the values, the last of them the row's id. */
export interface ListOrder {
  readonly keys: readonly OrderKey[];
  /** Names the order in cursors, so that a cursor of another order is refused. */
  readonly signature: string;
}

const PG_TYPES: Readonly<Record<KeyType, string>> = {
  instant: 'float8',
  text: 'text',
  integer: 'integer',
  counter: 'bigint',
  float: 'float8',
  flag: 'boolean',
  uuid: 'uuid',
};

/** The order that the client asks for, or the list's own. `node` is the row that `orderBy`'s columns stand on. */
export function listOrder(
  rows: RowsSource,
  own: readonly DefaultOrder[],
  nodeModel: Model | undefined,
  orderBy: Input | null,
  row: Row,
  node: () => Row,
): ListOrder {
  const asked = orderBy === null ? [] : orderBy.items();
  const terms = asked.length === 0 ? own : asked.flatMap((item) => askedTerms(nodeModel, item));
  const unique = terms.filter(
    ({ term }, index) => terms.findIndex((other) => sameTerm(other.term, term)) === index,
  );
  const last = asked.length === 0 ? own.at(-1)?.direction : direction(asked.at(-1));
  const keys = unique.map(({ term, direction }): OrderKey => {
    const carried = rows.carries?.includes(term.column) ?? false;
    const from = asked.length === 0 || carried ? row : node();
    const value = term.expression?.(from) ?? from.column(term.column);
    return {
      expression: term.type === 'text' ? sql`${value} COLLATE "und-x-icu"` : value,
      type: term.type,
      direction,
    };
  });
  const idColumn = rows.key ?? 'id';
  const id: OrderKey = { expression: row.column(idColumn), type: 'uuid', direction: last ?? 'ASC' };
  // A list whose order ends with its key is total as it is.
  const isTotal = unique.at(-1)?.term.column === idColumn;
  const name = unique.map(({ term, direction }) => `${term.column}:${term.type}:${direction}`).join();
  // By what the list is of, not by the rows that lead there: an interface's list pages on with one cursor for all its types.
  const of = nodeModel?.table ?? rows.name ?? rows.model.table;
  return {
    keys: isTotal ? keys : [...keys, id],
    signature: createHash('sha256').update(`${of}|${name}|${id.direction}`).digest('hex').slice(0, 8),
  };
}

function askedTerms(model: Model | undefined, item: Input): readonly DefaultOrder[] {
  const field = String(item.get('field')?.value);
  const terms = model?.orders?.[field];
  if (terms === undefined) throw new Error(`${model?.table ?? 'The list'} declares no order ${field}`);
  const wanted = direction(item);
  const opposite = wanted === 'ASC' ? 'DESC' : 'ASC';
  return terms.map((term) => ({
    term,
    direction: term.sense === 'fixed' ? 'ASC' : term.sense === 'reversed' ? opposite : wanted,
  }));
}

function direction(item: Input | undefined): Direction {
  return item?.get('direction')?.value === 'DESC' ? 'DESC' : 'ASC';
}

function sameTerm(one: OrderTerm, other: OrderTerm): boolean {
  return one.column === other.column && one.type === other.type;
}

/** `ORDER BY …` for reading forwards, or backwards. */
export function orderByClause(order: ListOrder, backwards: boolean): Sql {
  return sql`ORDER BY ${join(
    order.keys.map(({ expression, direction }) =>
      (direction === 'ASC') === backwards ? sql`${expression} DESC` : sql`${expression} ASC`,
    ),
    ', ',
  )}`;
}

/** Which side of a cursor's row: strictly after it, strictly before it, or with it. */
export type Side = 'after' | 'before' | 'up to' | 'from';

/**
 * The rows on one side of a cursor's row. `values` are the cursor's values as SQL, one for each key.
 *
 * One row comparison where every key runs the same way (an index can serve it), else its expansion.
 */
export function keysetCondition(order: ListOrder, values: readonly Sql[], side: Side): Sql {
  const inclusive = side === 'up to' || side === 'from';
  const forwards = side === 'after' || side === 'from';
  const comparisons = order.keys.map((key, index) => ({
    expression: key.expression,
    value: values[index] ?? sql`NULL`,
    operator: (key.direction === 'ASC') === forwards ? sql`>` : sql`<`,
    ascends: key.direction === 'ASC',
  }));
  if (comparisons.every(({ ascends }) => ascends === comparisons[0]?.ascends)) {
    const operator = comparisons[0]?.operator ?? sql`>`;
    const left = join(
      comparisons.map(({ expression }) => expression),
      ', ',
    );
    const right = join(
      comparisons.map(({ value }) => value),
      ', ',
    );
    return inclusive ? sql`(${left}) ${operator}= (${right})` : sql`(${left}) ${operator} (${right})`;
  }
  const cases = comparisons.map((comparison, index) => {
    const isLast = index === comparisons.length - 1;
    const equals = comparisons.slice(0, index).map(({ expression, value }) => sql`${expression} = ${value}`);
    const { expression, operator, value } = comparison;
    return and([
      ...equals,
      isLast && inclusive
        ? sql`${expression} ${operator}= ${value}`
        : sql`${expression} ${operator} ${value}`,
    ]);
  });
  return sql`(${join(cases, ' OR ')})`;
}

/** A cursor's value as it is compared with the key's expression. */
export function cursorValue(key: OrderKey, parameter: (pgType: string) => Sql): Sql {
  const value = parameter(PG_TYPES[key.type]);
  return key.type === 'instant' ? sql`to_timestamp(${value} / 1000)` : value;
}

/**
 * The cursor of a row, as text: base64url of the JSON array of the order's signature and values, as `decodeCursor` reads
 * it. `values` are those of the order's keys.
 */
export function cursorText(order: ListOrder, values: readonly Sql[]): Sql {
  const written = order.keys.map(({ type }, index) => {
    const value = values[index] ?? sql`NULL`;
    return type === 'instant' ? sql`(extract(epoch FROM ${value}) * 1000)::bigint` : value;
  });
  const array = sql`json_build_array(${join([sql`${literal(order.signature)}::text`, ...written], ', ')})`;
  return sql`translate(encode(convert_to(${array}::text, 'UTF8'), 'base64'), ${BASE64URL_FROM}, '-_')`;
}

/** `translate` drops what has no counterpart: padding, and the line break that `encode` puts after 76 characters. */
const BASE64URL_FROM = sql`E'+/=\\n'`;
