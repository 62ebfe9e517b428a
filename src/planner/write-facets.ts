import { type FieldNode, type GraphQLObjectType, getNamedType, isObjectType } from 'graphql';
import type { Compilation } from './compilation.ts';
import { COUNTED_ROWS } from './cost.ts';
import { type FacetSource, sourceOf } from './declaration.ts';
import { collectFault } from './fault.ts';
import { NO_INPUTS, readArguments } from './input.ts';
import { concatenate, listText, type Member, objectText, type Pieces } from './json-text.ts';
import { readSize } from './page.ts';
import { Row } from './row.ts';
import type { FilteredRows } from './selected-field.ts';
import { and, integer, type Sql, sql } from './sql.ts';

/** Values of a facet when `first` is not given. */
export const FACET_SIZE_DEFAULT = 10;

/** The JSON text of a connection's facets: each counts the filtered rows in a subquery of its own. */
export function writeFacets(
  c: Compilation,
  connection: FilteredRows,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): Pieces {
  const field = type.getFields()['facets'];
  const facets = field === undefined ? undefined : getNamedType(field.type);
  const [node] = nodes;
  if (field === undefined || node === undefined || !isObjectType(facets)) {
    throw new Error(`${type.name} has no facets`);
  }
  const inputs = collectFault(c.faults, () => readArguments(field, node, c.operation.variables)) ?? NO_INPUTS;
  const size = readSize(inputs.get('first'), 'first', c.faults, FACET_SIZE_DEFAULT);
  const members = [...c.subfields(facets, nodes)].map(([key, fieldNodes]): Member => {
    const name = fieldNodes[0]?.name.value ?? '';
    if (name === '__typename') return { key, text: [`"${facets.name}"`] };
    return { key, text: [writeFacet(c, connection, facets, name, fieldNodes, size)] };
  });
  return objectText(members);
}

function writeFacet(
  c: Compilation,
  { writer, joined, conditions }: FilteredRows,
  facets: GraphQLObjectType,
  name: string,
  nodes: readonly FieldNode[],
  size: number,
): Sql {
  const field = facets.getFields()[name];
  const element = field === undefined ? undefined : getNamedType(field.type);
  const source = field === undefined ? undefined : sourceOf(field);
  if (source?.kind !== 'facet' || !isObjectType(element))
    throw new Error(`${facets.name}.${name} is no facet`);
  const counted = c.row('facet');
  c.cost.charge(COUNTED_ROWS);
  const members = c.cost.each(size, () =>
    writer.writeMembers(c, element, c.subfields(element, nodes), counted),
  );
  const list = concatenate(listText(objectText(members)));
  return sql`(SELECT ${list} FROM (${countRows(c, source, joined, conditions, size)}) AS ${counted.name})`;
}

/** Rows (key, count), the most frequent first, ties by key. */
function countRows(
  c: Compilation,
  source: FacetSource,
  joined: FilteredRows['joined'],
  conditions: readonly Sql[],
  size: number,
): Sql {
  const node = new Row(c.row('node').alias, joined.nodeModel?.table ?? joined.rows.model.table);
  const id = joined.row.column(joined.rows.key ?? 'id');
  const base = sql`(SELECT ${id} AS id FROM ${joined.from()} WHERE ${and(conditions)}) AS ${node.name}`;
  const { joins, key } = source.counted(node, c);
  return sql`SELECT ${key} AS key, count(*)::integer AS count FROM ${base} ${joins} WHERE ${key} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${integer(size)}`;
}
