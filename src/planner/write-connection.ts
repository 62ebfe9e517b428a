import { type FieldNode, GraphQLNonNull, type GraphQLObjectType, getNamedType, isObjectType } from 'graphql';
import type { Compilation } from './compilation.ts';
import { COUNTED_ROWS, FILTERED_ROWS, FOLLOWED_ROWS } from './cost.ts';
import type { RowsSource } from './declaration.ts';
import { collectFault } from './fault.ts';
import { concatenate, listText, type Member, objectText, type Pieces } from './json-text.ts';
import { cursorText, type ListOrder, listOrder, orderByClause } from './order.ts';
import { type Page, readPage } from './page.ts';
import type { Row } from './row.ts';
import { type JoinedRows, joinedRows } from './rows.ts';
import type { FilteredRows, SelectedField, Writer } from './selected-field.ts';
import { and, identifier, integer, join, literal, type Sql, sql } from './sql.ts';
import { writeFacets } from './write-facets.ts';

/** A connection in the making: its filtered rows, its page, and the row that the page's subquery gives. */
interface Connection extends FilteredRows {
  readonly selected: SelectedField;
  readonly owner: Row;
  readonly order: ListOrder;
  readonly page: Page;
  readonly row: Row;
  /** The page's rows carry their position in it: to tell the row beyond it, or to turn it round. */
  readonly hasPositions: boolean;
}

/** The parts that are made of the page's rows, whatever is asked of them; pageInfo may do without. */
const PAGE_PARTS = new Set(['nodes', 'edges']);

/** The JSON text of a Relay connection: one subquery for the page, one more for each of totalCount and the far side's flag. */
export function writeConnection(c: Compilation, selected: SelectedField, owner: Row, writer: Writer): Pieces {
  const joined = joinedRows(c, selected.field, owner, selected.inputs);
  const { rows, nodeModel, nodeType, row, node } = joined;
  c.cost.charge(rows.readsRows ?? 0);
  const where = selected.inputs.get('where');
  const orderBy = selected.inputs.get('orderBy');
  tagList(c, joined, owner, { isFiltered: where !== null, isOrdered: orderBy !== null });
  const conditions = [
    ...joined.conditions,
    ...(where === null
      ? []
      : [
          collectFault(c.faults, () =>
            c.cost.each(rows.match === undefined ? FILTERED_ROWS : FOLLOWED_ROWS, () =>
              c.tags.reading(() => c.where(nodeType.name, where, node())),
            ),
          ) ?? sql`FALSE`,
        ]),
  ];
  const order = listOrder(rows, joined.source.order, nodeModel, orderBy, row, node);
  const page = readPage(selected.inputs, order, c.faults);
  const bounds = [page.after, page.before].flatMap((bound) => (bound === undefined ? [] : [bound.thisSide]));
  const from = isForeign(rows) ? c.tags.reading(joined.from) : joined.from();
  for (const piece of [from, ...conditions, ...bounds]) c.check(piece);
  const paged = c.row(rows.model.table);
  if (joined.source.node.kind === 'same') c.tags.entered(paged, owner);
  const type = getNamedType(selected.field.type);
  if (!isObjectType(type)) throw new Error(`${selected.field.name} does not give a connection`);
  const parts = [...c.subfields(type, selected.nodes)];
  const connection: Connection = {
    selected,
    owner,
    writer,
    joined,
    order,
    page,
    conditions,
    row: paged,
    hasPositions: page.isBackwards || parts.some(([, [node]]) => node?.name.value === 'pageInfo'),
  };
  const members = parts.map(([key, nodes]): Member => {
    return { key, text: writePart(c, connection, type, nodes) };
  });
  const text = objectText(members);
  // Without an aggregate over them, the page's rows would each give a text.
  const readsPage =
    paged.columns.length > 0 || parts.some(([, [node]]) => PAGE_PARTS.has(node?.name.value ?? ''));
  return readsPage ? [sql`(SELECT ${concatenate(text)} FROM ${pageSubquery(connection)})`] : text;
}

/** Rows that a subquery makes of more than what belongs to the owner. */
function isForeign({ from, isOwners }: RowsSource): boolean {
  return from !== undefined && isOwners !== true;
}

/** What a list depends on beside its nodes: its owner, or every row of the tables that it reads. */
function tagList(
  c: Compilation,
  { source, rows, row, nodeModel }: JoinedRows,
  owner: Row,
  asked: { readonly isFiltered: boolean; readonly isOrdered: boolean },
): void {
  if (rows.match !== undefined || rows.isOwners === true) c.tags.gathered(owner);
  else if (!isForeign(rows)) c.tags.anyOf(rows.model.table);
  if (!asked.isOrdered)
    for (const { term } of source.order) if (term.reads !== undefined) c.tags.anyOf(term.reads);
  const nodes = nodeModel?.table ?? row.table;
  if (asked.isFiltered) c.tags.nodesRead(nodes, 'own');
  if (asked.isOrdered) c.tags.nodesRead(nodes, 'all');
}

function writePart(
  c: Compilation,
  connection: Connection,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): Pieces {
  const [node] = nodes;
  if (node !== undefined) c.cost.count(node);
  const name = node?.name.value ?? '';
  switch (name) {
    case '__typename':
      return [`"${type.name}"`];
    case 'totalCount':
      return [totalCount(c, connection)];
    case 'nodes':
      return c.cost.each(connection.page.size, () =>
        aggregate(c, connection, writeNode(c, connection, nodes)),
      );
    case 'edges':
      return c.cost.each(connection.page.size, () =>
        aggregate(c, connection, writeEdge(c, connection, type, nodes)),
      );
    case 'pageInfo':
      // Its cursors and flags are those of the page's rows, which are read for it.
      c.cost.charge(connection.page.size);
      return writePageInfo(c, connection, type, nodes);
    case 'facets':
      return writeFacets(c, connection, type, nodes);
    default:
      throw new Error(`${type.name}.${name} has no place in a connection`);
  }
}

/** The texts of the page's rows; the row read beyond the page only answers whether there is more. */
function aggregate(c: Compilation, { page, row, hasPositions }: Connection, node: Pieces): Pieces {
  const element = [...c.tags.mark(row), ...node];
  // A subquery's rows are aggregated in its order.
  if (!hasPositions) return listText(element);
  const position = row.column('position');
  return listText(element, {
    order: page.isBackwards ? sql` ORDER BY ${position} DESC` : sql``,
    filter: sql` FILTER (WHERE ${position} <= ${integer(page.size)})`,
  });
}

function writeNode(c: Compilation, connection: Connection, nodes: readonly FieldNode[]): Pieces {
  const { selected, writer, joined, row } = connection;
  const type = getNamedType(selected.field.type);
  const field = isObjectType(type) ? type.getFields()['nodes'] : undefined;
  if (field === undefined) throw new Error(`${String(type)} has no nodes`);
  const node = new GraphQLNonNull(getNamedType(field.type));
  return writer.writeReference(c, joined.source.node, node, { field, nodes, inputs: selected.inputs }, row);
}

function writeEdge(
  c: Compilation,
  connection: Connection,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): Pieces {
  const edges = type.getFields()['edges'];
  const edge = edges === undefined ? undefined : getNamedType(edges.type);
  if (!isObjectType(edge)) throw new Error(`${type.name}.edges gives no object`);
  const members: Member[] = [];
  for (const [key, fieldNodes] of c.subfields(edge, nodes)) {
    const [node] = fieldNodes;
    if (node !== undefined) c.cost.count(node);
    const name = node?.name.value;
    if (name === 'cursor') members.push({ key, text: cursorMember(connection) });
    else if (name === 'node') members.push({ key, text: writeNode(c, connection, fieldNodes) });
    else
      members.push(...connection.writer.writeMembers(c, edge, new Map([[key, fieldNodes]]), connection.row));
  }
  return objectText(members);
}

/** The columns in which the page's rows carry the values of their order, where cursors are asked for. */
function keyColumns({ order }: Pick<Connection, 'order'>): readonly string[] {
  return order.keys.map((_, index) => `key${index}`);
}

function cursorMember(connection: Connection): Pieces {
  const { order, row } = connection;
  const values = keyColumns(connection).map((name) => row.column(name));
  return ['"', cursorText(order, values), '"'];
}

function writePageInfo(
  c: Compilation,
  connection: Connection,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): Pieces {
  const field = type.getFields()['pageInfo'];
  const info = field === undefined ? undefined : getNamedType(field.type);
  if (!isObjectType(info)) throw new Error(`${type.name}.pageInfo gives no object`);
  const members = [...c.subfields(info, nodes)].map(([key, fieldNodes]): Member => {
    const [node] = fieldNodes;
    if (node !== undefined) c.cost.count(node);
    const name = node?.name.value ?? '';
    return { key, text: [name === '__typename' ? `"${info.name}"` : pageInfoText(connection, name)] };
  });
  return objectText(members);
}

function pageInfoText(connection: Connection, name: string): Sql {
  const { page } = connection;
  switch (name) {
    case 'hasNextPage':
      return page.isBackwards ? boolean(beyond(connection, 'next')) : boolean(hasMore(connection, 'next'));
    case 'hasPreviousPage':
      return page.isBackwards
        ? boolean(hasMore(connection, 'previous'))
        : boolean(beyond(connection, 'previous'));
    case 'startCursor':
      return edgeCursor(connection, page.isBackwards ? 'last' : 'first');
    case 'endCursor':
      return edgeCursor(connection, page.isBackwards ? 'first' : 'last');
    default:
      throw new Error(`PageInfo.${name} is not known`);
  }
}

function boolean(condition: Sql): Sql {
  return sql`(${condition})::text`;
}

/** A row was read beyond the page, or the far cursor has its own row beyond it. */
function hasMore(connection: Connection, side: 'next' | 'previous'): Sql {
  const { page, row } = connection;
  const more = sql`count(${row.column('position')}) > ${integer(page.size)}`;
  const far = side === 'next' ? page.before : page.after;
  return far === undefined ? more : sql`${more} OR ${beyond(connection, side)}`;
}

/** There are rows on the other side of the cursor that the page starts from. */
function beyond({ page, joined, conditions }: Connection, side: 'next' | 'previous'): Sql {
  const bound = side === 'next' ? page.before : page.after;
  if (bound === undefined) return sql`FALSE`;
  return sql`EXISTS (SELECT FROM ${joined.from()} WHERE ${and([...conditions, bound.otherSide])})`;
}

/**
 * The cursor of the first or the last row that was read into the page: made once, of that row's values.
 *
 * Ascending for both: PostgreSQL sorts a query's rows once for such an aggregate, and the page's own texts, which are
 * aggregated as the rows come, would come from the end.
 */
function edgeCursor(connection: Connection, which: 'first' | 'last'): Sql {
  const { order, page, row } = connection;
  if (page.size === 0) return literal('null');
  const position = row.column('position');
  const place = which === 'first' ? sql`1` : sql`least(count(${position}), ${integer(page.size)})`;
  const values = keyColumns(connection).map(
    (name) => sql`(array_agg(${row.column(name)} ORDER BY ${position}))[${place}]`,
  );
  return sql`CASE WHEN count(${position}) > 0 THEN '"' || ${cursorText(order, values)} || '"' ELSE 'null' END`;
}

function totalCount(c: Compilation, { selected, owner, joined, conditions }: Connection): Sql {
  const { countColumn } = joined.rows;
  const isFiltered = selected.inputs.get('where') !== null;
  if (countColumn !== undefined && !isFiltered && c.viewer === 'reader') return owner.column(countColumn);
  c.cost.charge(COUNTED_ROWS);
  return sql`(SELECT count(*) FROM ${joined.from()} WHERE ${and(conditions)})::text`;
}

/**
 * The page: its rows in the list's order, with the columns that were asked for and no others.
 *
 * Where positions are asked for, one row more than the page is read, so that `hasNextPage` costs nothing.
 */
function pageSubquery({ joined, order, page, conditions, row, hasPositions }: Connection): Sql {
  const inner = joined.row;
  const keyNames = keyColumns({ order });
  const wanted = row.columns.filter((name) => name !== 'position' && !keyNames.includes(name));
  const columns = wanted.map((name) => sql`${inner.column(name)} AS ${identifier(name)}`);
  const keys = order.keys.flatMap(({ expression }, index) => {
    const name = `key${index}`;
    return row.columns.includes(name) ? [sql`${expression} AS ${identifier(name)}`] : [];
  });
  const bounds = [page.after?.thisSide, page.before?.thisSide].filter((bound) => bound !== undefined);
  const limit = integer(hasPositions ? page.size + 1 : page.size);
  const read = sql`SELECT ${join([...columns, ...keys], ', ')} FROM ${joined.from()} WHERE ${and([...conditions, ...bounds])} ${orderByClause(order, page.isBackwards)} LIMIT ${limit}`;
  if (!hasPositions) return sql`(${read}) AS ${identifier(row.alias)}`;
  return sql`(SELECT page.*, row_number() OVER () AS position FROM (${read}) AS page) AS ${identifier(row.alias)}`;
}
