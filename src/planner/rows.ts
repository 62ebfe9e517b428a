import { type GraphQLField, type GraphQLObjectType, getNamedType, isObjectType } from 'graphql';
import {
  type ConnectionSource,
  type Model,
  modelOf,
  type RowsSource,
  type Scope,
  sourceOf,
} from './declaration.ts';
import { type Inputs, NO_INPUTS } from './input.ts';
import type { Row } from './row.ts';
import { identifier, type Sql, sql } from './sql.ts';

/** A connection's rows before paging: what to read from, under which conditions, and the node's own row where asked. */
export interface JoinedRows {
  readonly source: ConnectionSource;
  readonly rows: RowsSource;
  readonly row: Row;
  /** The node's row; asking for it joins the node's table. */
  readonly node: () => Row;
  readonly nodeType: GraphQLObjectType;
  readonly nodeModel: Model | undefined;
  readonly conditions: readonly Sql[];
  /** The FROM item; call it once everything that may need the node has been written. */
  readonly from: () => Sql;
}

/** A table under a row's alias, as a FROM item. */
export function tableItem(row: Row): Sql {
  return sql`${identifier(row.table)} AS ${identifier(row.alias)}`;
}

/** The rows of a connection field that belong to `owner` and that the viewer sees. */
export function joinedRows(
  scope: Scope,
  field: GraphQLField<unknown, unknown>,
  owner: Row,
  inputs: Inputs = NO_INPUTS,
): JoinedRows {
  const source = sourceOf(field);
  if (source?.kind !== 'connection') throw new Error(`${field.name} is not a connection`);
  const rows = source.rows(owner);
  const row = scope.row(rows.model.table);
  const nodeType = connectionNode(field);
  const nodeModel = nodeType.extensions.planner;
  let node: Row | undefined = source.node.kind === 'same' ? row : undefined;
  const conditions = [scope.visible(rows.model, row)];
  if (rows.match !== undefined) conditions.unshift(rows.match(row, owner, scope));
  return {
    source,
    rows,
    row,
    nodeType,
    nodeModel,
    conditions,
    node: () => {
      node ??= scope.row(modelOf(nodeType).table);
      return node;
    },
    from: () => {
      const item = rows.from?.(row, owner, inputs, scope) ?? tableItem(row);
      if (node === undefined || node === row || source.node.kind !== 'one') return item;
      const tie = source.node.match(node, row, inputs, scope);
      return sql`${item} JOIN ${tableItem(node)} ON ${tie} AND ${scope.visible(modelOf(nodeType), node)}`;
    },
  };
}

/** The type of a connection's nodes, where it is an object type. */
function connectionNode(field: GraphQLField<unknown, unknown>): GraphQLObjectType {
  const connection = getNamedType(field.type);
  if (!isObjectType(connection)) throw new Error(`${field.name} does not give a connection`);
  const nodes = connection.getFields()['nodes'];
  const type = nodes === undefined ? undefined : getNamedType(nodes.type);
  // coMentions has nodes of an interface: it has no filter and no orderBy, so nothing asks for this type.
  return isObjectType(type) ? type : connection;
}
