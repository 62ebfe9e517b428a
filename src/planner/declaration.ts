import type { GraphQLField, GraphQLObjectType } from 'graphql';
import type { IdPrefix } from '../kernel/global-id.ts';
import type { KeyType } from '../kernel/page.ts';
import type { Cost } from './cost.ts';
import type { Input, Inputs } from './input.ts';
import type { Row } from './row.ts';
import type { Sql } from './sql.ts';

/** Who looks. Part of every plan's key: what an editor may see is another statement, never an `OR` in the reader's. */
export type Viewer = 'reader' | 'editor';

/** A table, and what holds for its rows wherever the planner enters it. */
export interface Model {
  readonly table: string;
  /** The prefix of its rows' public ids; only types that implement Node have one. */
  readonly idPrefix?: IdPrefix;
  /** Which rows readers see; all, where there is no rule. Editors see every row. */
  readonly visible?: (row: Row) => Sql;
  /** The column with the row that this one was merged into: then its id and slug lead there, and nobody sees the row itself. */
  readonly mergedInto?: string;
  /** What `orderBy` may name, by enum value. */
  readonly orders?: Readonly<Record<string, readonly OrderTerm[]>>;
  /** Filters that are not simply a field of the type, by the key in its `…Where`. */
  readonly filters?: Readonly<Record<string, FilterRule>>;
  /** A flag in its `…Where` that widens what the other keys match: a topic and all that is narrower. */
  readonly widened?: {
    readonly key: string;
    readonly condition: (row: Row, matches: (other: Row) => Sql, scope: Scope) => Sql;
  };
}

/** One value that a list is ordered by. Never null: what may be null is ordered by a flag first, then by a default. */
export interface OrderTerm {
  readonly column: string;
  readonly type: KeyType;
  /** Where the value is not simply the column. */
  readonly expression?: (row: Row) => Sql;
  /** `reversed`: against the direction asked for. `fixed`: ascending, whatever was asked for. */
  readonly sense?: 'reversed' | 'fixed';
  /** Another table that the expression reads: for entity tags. */
  readonly reads?: string;
}

/** An order term with the direction that a list uses when the client names none. */
export interface DefaultOrder {
  readonly term: OrderTerm;
  readonly direction: 'ASC' | 'DESC';
}

/** A condition on a row for a filter's value. */
export type FilterRule = (row: Row, value: Input, scope: Scope) => Sql;

/** What declared SQL may ask of the plan in the making. */
export interface Scope {
  readonly viewer: Viewer;
  /** What the operation may read, as far as it is known. */
  readonly cost: Cost;
  /** A row of a table under an alias that nothing else in the statement has. */
  row(table: string): Row;
  /** The viewer's rule for a row of the model; TRUE where there is none. */
  visible(model: Model, row: Row): Sql;
  /** The condition that a `…Where` of the named type puts on a row. */
  where(typeName: string, value: Input, row: Row): Sql;
  /** The condition that an `IdFilter` puts on a column that holds ids of one type. */
  idFilter(column: Sql, prefix: IdPrefix, value: Input): Sql;
}

/** A scalar, an enum or a list of them: an expression over the row. */
export interface ValueSource {
  readonly kind: 'value';
  readonly expression: (row: Row, scope: Scope) => Sql;
  /** The expression is the row's UUID, and the field its public id. */
  readonly isId?: true;
  /** The expression is one column, as it stands. */
  readonly isColumn?: true;
  /** Its text never holds what JSON escapes. */
  readonly isPlain?: true;
}

/** The row itself, seen as an object of the field's type; null where `present` does not hold. */
export interface SameSource {
  readonly kind: 'same';
  readonly present?: (row: Row) => Sql;
}

/** At most one row of another table. Of the field's type's own table, unless `model` says otherwise. */
export interface OneSource {
  readonly kind: 'one';
  readonly model?: Model;
  readonly match: (target: Row, row: Row, inputs: Inputs, scope: Scope) => Sql;
}

/** One of several types: the row holds one foreign key for each, `<prefix><table>_id`, of which one is set. */
export interface OneOfSource {
  readonly kind: 'oneOf';
  readonly keyPrefix: string;
  /** The row of another table that holds the keys, at most one. */
  readonly through?: { readonly model: Model; readonly match: (holder: Row, row: Row) => Sql };
}

export type ObjectSource = SameSource | OneSource | OneOfSource;

/** The rows of a list: of a table that holds the owner's key, or of a subquery. */
export interface RowsSource {
  readonly model: Model;
  /** A FROM item under the row's alias; the model's table where not given. */
  readonly from?: (row: Row, owner: Row, inputs: Inputs, scope: Scope) => Sql;
  /** That FROM item reads only what belongs to the owner, as the rows of a table with the owner's key do: for entity tags. */
  readonly isOwners?: boolean;
  /** Ties the rows to their owner. */
  readonly match?: (row: Row, owner: Row, scope: Scope) => Sql;
  /** Columns that the row copies from its node, so that ordering by them needs no join. */
  readonly carries?: readonly string[];
  /** The column that makes the order total, a UUID unless the order itself ends with it; `id` where not given. */
  readonly key?: string;
  /** Names the list in its cursors where its node has no model, and rows of several tables make it: the table where not given. */
  readonly name?: string;
  /** The owner's column that counts the rows that readers see: an unfiltered list's totalCount. */
  readonly countColumn?: string;
  /** Rows that are read to find the list's own, where that is more than its page: for the operation's cost. */
  readonly readsRows?: number;
}

/** A list that is given whole: few by nature, in a fixed order. */
export interface ListSource {
  readonly kind: 'list';
  readonly rows: (owner: Row) => RowsSource;
  readonly element: ObjectSource;
  readonly order: readonly DefaultOrder[];
  /** How many elements it is taken to have, for the operation's cost; 10 where not given. */
  readonly expectedRows?: number;
}

/** A Relay connection. */
export interface ConnectionSource {
  readonly kind: 'connection';
  readonly rows: (owner: Row) => RowsSource;
  readonly node: ObjectSource;
  readonly order: readonly DefaultOrder[];
  /** Rows that may be reached at most, counted from the first; beyond it PAGE_TOO_DEEP. */
  readonly maxDepth?: number;
}

/** The rows of the given public ids, of any type that implements the field's interface. */
export interface ByIdSource {
  readonly kind: 'byId';
  readonly argument: string;
}

/** What a mutation wrote, of any type that implements the field's interface: see `writtenList`. */
export interface WrittenListSource {
  readonly kind: 'writtenList';
  readonly name: string;
  /** How many it may be, for the operation's cost. */
  readonly expectedRows: number;
}

/** A field that needs a function over what the statement read: it takes the operation out of the text outlet. */
export interface FinishedSource {
  readonly kind: 'finished';
  /** JSON text of what `finish` needs. */
  readonly needs: (row: Row, inputs: Inputs, scope: Scope) => Sql;
  readonly finish: (read: unknown) => unknown;
}

/** A part of a connection (edges, cursor, pageInfo): the connection's own source reads it. */
export interface PartSource {
  readonly kind: 'part';
}

/** Counts of a connection's rows by something that they have: the most frequent first. */
export interface FacetSource {
  readonly kind: 'facet';
  /** What stands after the connection's rows in FROM, and the value that they are counted by; rows without one are left out. */
  readonly counted: (node: Row, scope: Scope) => { readonly joins: Sql; readonly key: Sql };
}

export type FieldSource =
  | ValueSource
  | ObjectSource
  | ListSource
  | ConnectionSource
  | ByIdSource
  | WrittenListSource
  | FinishedSource
  | FacetSource
  | PartSource;

declare module 'graphql' {
  interface GraphQLFieldExtensions<_TSource, _TContext, _TArgs> {
    readonly planner?: FieldSource;
  }
  interface GraphQLObjectTypeExtensions<_TSource, _TContext> {
    readonly planner?: Model;
  }
}

/** How the planner reads a field; undefined where it does not. */
export function sourceOf(field: GraphQLField<unknown, unknown>): FieldSource | undefined {
  return field.extensions.planner;
}

/** The prefix that a field's UUIDs are written with, where it gives its type's public id. */
export function idPrefixOf(source: ValueSource, type: GraphQLObjectType): IdPrefix | undefined {
  return source.isId === true ? modelOf(type).idPrefix : undefined;
}

/** The model behind an object type. Throws where the type has none: a fault in the declarations. */
export function modelOf(type: GraphQLObjectType): Model {
  const model = type.extensions.planner;
  if (model === undefined) throw new Error(`${type.name} has no model: declare it with @Model`);
  return model;
}
