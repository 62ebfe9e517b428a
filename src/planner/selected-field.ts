import type { FieldNode, GraphQLField, GraphQLObjectType, GraphQLOutputType } from 'graphql';
import type { Compilation } from './compilation.ts';
import type { ObjectSource } from './declaration.ts';
import type { Inputs } from './input.ts';
import type { Member, Pieces } from './json-text.ts';
import type { Row } from './row.ts';
import type { JoinedRows } from './rows.ts';
import type { Sql } from './sql.ts';

/** A selected field, under the key that the client wants it under. */
export interface SelectedField {
  readonly key: string;
  readonly type: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
  readonly inputs: Inputs;
}

/** A connection's rows under the client's filter, before paging. */
export interface FilteredRows {
  readonly writer: Writer;
  readonly joined: JoinedRows;
  readonly conditions: readonly Sql[];
}

/** What a reference needs of its field. */
export type ReferenceField = Pick<SelectedField, 'field' | 'nodes' | 'inputs'>;

/** Writes the objects inside a connection: objects and connections write each other, and imports run one way. */
export interface Writer {
  /** The members of an object read from `row`. */
  writeMembers(
    c: Compilation,
    type: GraphQLObjectType,
    selected: ReadonlyMap<string, readonly FieldNode[]>,
    row: Row,
  ): readonly Member[];
  /** The JSON text of the object that `row` refers to. */
  writeReference(
    c: Compilation,
    source: ObjectSource,
    type: GraphQLOutputType,
    selected: ReferenceField,
    row: Row,
  ): Pieces;
}
