import {
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { Compilation } from './compilation.ts';
import { WHOLE_LIST_ROWS } from './cost.ts';
import {
  type FieldSource,
  idPrefixOf,
  type ListSource,
  modelOf,
  type ObjectSource,
  type OneOfSource,
  type OneSource,
  type RowsSource,
  sourceOf,
  type ValueSource,
} from './declaration.ts';
import { collectFault } from './fault.ts';
import { type Inputs, NO_INPUTS, readArguments } from './input.ts';
import { chargeIntrospection, introspected } from './introspection-cost.ts';
import {
  concatenate,
  leafText,
  listText,
  type Member,
  objectText,
  orRaise,
  type Pieces,
} from './json-text.ts';
import { listOrder, orderByClause } from './order.ts';
import type { Row } from './row.ts';
import { tableItem } from './rows.ts';
import type { ReferenceField, SelectedField, Writer } from './selected-field.ts';
import { and, join, type Sql, sql } from './sql.ts';
import { type WriteOne, writeById, writeWrittenList } from './write-by-id.ts';
import { writeConnection } from './write-connection.ts';

/** The JSON text of an object of this type with what `nodes` select on it, read from `row`. */
function writeObject(
  c: Compilation,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  row: Row,
  isAbstract = false,
): Pieces {
  return objectText(writeMembers(c, type, c.subfields(type, nodes), row, isAbstract));
}

/** The members of an object: one for each response key that the planner reads. */
export function writeMembers(
  c: Compilation,
  type: GraphQLObjectType,
  selected: ReadonlyMap<string, readonly FieldNode[]>,
  row: Row,
  isAbstract = false,
): readonly Member[] {
  const members: Member[] = [];
  // graphql-js tells an interface's or a union's type by this key.
  if (isAbstract && c.outlet === 'objects') members.push({ key: '__typename', text: [`"${type.name}"`] });
  for (const [key, nodes] of selected) {
    const [node] = nodes;
    const name = node?.name.value ?? '';
    if (name === '__typename') {
      if (node !== undefined) c.cost.count(node);
      if (key !== '__typename' || members.length === 0 || members[0]?.key !== '__typename') {
        members.push({ key, text: [`"${type.name}"`] });
      }
      continue;
    }
    const field = type.getFields()[name];
    const text = field === undefined ? undefined : writeField(c, { key, type, field, nodes }, row);
    if (text === undefined) {
      c.needsObjects = true;
      chargeIntrospection(c, introspected(name) ?? field, nodes);
    } else members.push({ key, text });
  }
  return members;
}

/** The JSON text of a field's value; undefined where the planner does not read it. */
function writeField(c: Compilation, selected: Omit<SelectedField, 'inputs'>, row: Row): Pieces | undefined {
  const source = sourceOf(selected.field);
  const node = selected.nodes[0];
  if (source === undefined || node === undefined) return undefined;
  const inputs = collectFault(c.faults, () => readArguments(selected.field, node, c.operation.variables));
  return c.cost.field(node, () => writeSource(c, source, { ...selected, inputs: inputs ?? NO_INPUTS }, row));
}

function writeSource(c: Compilation, source: FieldSource, selected: SelectedField, row: Row): Pieces {
  const writeAsked: WriteOne = (one, type, asked) => writeOne(c, one, type, selected, asked, true);
  switch (source.kind) {
    case 'value':
      return writeValue(c, source, selected, row);
    case 'same':
    case 'one':
    case 'oneOf':
      return writeReference(c, source, selected.field.type, selected, row);
    case 'list':
      return [writeList(c, source, selected, row)];
    case 'connection':
      return writeConnection(c, selected, row, WRITER);
    case 'byId':
      return [writeById(c, source, selected, writeAsked)];
    case 'writtenList':
      return [writeWrittenList(c, source, selected, writeAsked)];
    case 'facet':
    case 'part':
      throw new Error(`${selected.type.name}.${selected.field.name} stands outside a connection`);
    case 'finished':
      c.needsObjects = true;
      return [source.needs(row, selected.inputs, c)];
  }
}

function writeValue(c: Compilation, source: ValueSource, { type, field }: SelectedField, row: Row): Pieces {
  return leafText({
    value: source.expression(row, c),
    type: field.type,
    idPrefix: idPrefixOf(source, type),
    isColumn: source.isColumn,
    isPlain: source.isPlain,
  });
}

/** The JSON text of one object that `row` refers to; `null` or an error where there is none, as the type allows. */
function writeReference(
  c: Compilation,
  source: ObjectSource,
  type: GraphQLOutputType,
  selected: ReferenceField,
  row: Row,
): Pieces {
  const named = getNamedType(type);
  // The row is there, so the object is.
  if (source.kind === 'same' && source.present === undefined && isObjectType(named)) {
    return writeObject(c, named, selected.nodes, row);
  }
  const text = referenceText(c, source, named, selected, row);
  return isNonNullType(type)
    ? [orRaise(text, `${selected.field.name}: ${String(type)}`)]
    : [sql`coalesce(${text}, ${absence(c, source, named, row)})`];
}

/** What stands where nothing was found: of the root, another change may bring it; elsewhere the row around it tells of it. */
function absence(c: Compilation, source: ObjectSource, named: GraphQLNamedType, row: Row): Sql {
  if (row.table !== 'root' || source.kind !== 'one' || !isObjectType(named)) return sql`'null'`;
  return concatenate([...c.tags.absentFrom((source.model ?? modelOf(named)).table), 'null']);
}

/** The object's text in one expression, NULL where there is no object. */
function referenceText(
  c: Compilation,
  source: ObjectSource,
  named: GraphQLNamedType,
  selected: Pick<SelectedField, 'nodes' | 'inputs'>,
  row: Row,
): Sql {
  if (source.kind === 'oneOf') return writeOneOf(c, source, named, selected, row);
  if (!isObjectType(named)) throw new Error(`${named.name} needs a source that tells its type`);
  if (source.kind === 'one') return writeOne(c, source, named, selected, row);
  const text = concatenate(writeObject(c, named, selected.nodes, row));
  return source.present === undefined ? text : sql`CASE WHEN ${source.present(row)} THEN ${text} END`;
}

function writeOne(
  c: Compilation,
  source: OneSource,
  type: GraphQLObjectType,
  { nodes, inputs }: Pick<SelectedField, 'nodes' | 'inputs'>,
  row: Row,
  isAbstract = false,
): Sql {
  const model = source.model ?? modelOf(type);
  const target = c.row(model.table);
  c.tags.entered(target, row);
  c.cost.charge(1);
  const match = collectFault(c.faults, () => source.match(target, row, inputs, c)) ?? sql`FALSE`;
  const object = writeObject(c, type, nodes, target, isAbstract);
  const text = concatenate([...c.tags.mark(target), ...object]);
  return sql`(SELECT ${text} FROM ${tableItem(target)} WHERE ${and([match, c.visible(model, target)])})`;
}

function writeOneOf(
  c: Compilation,
  source: OneOfSource,
  named: GraphQLNamedType,
  selected: Pick<SelectedField, 'nodes' | 'inputs'>,
  row: Row,
): Sql {
  const holder = source.through === undefined ? row : c.row(source.through.model.table);
  const cases = c.possibleTypes(named).map((type) => {
    const key = () => holder.column(`${source.keyPrefix}${modelOf(type).table}_id`);
    const one: OneSource = { kind: 'one', match: (target) => sql`${target.column('id')} = ${key()}` };
    return sql`WHEN ${key()} IS NOT NULL THEN ${writeOne(c, one, type, selected, holder, true)}`;
  });
  const found = sql`CASE ${join(cases, ' ')} END`;
  if (source.through === undefined) return found;
  const conditions = [source.through.match(holder, row), c.visible(source.through.model, holder)];
  return sql`(SELECT ${found} FROM ${tableItem(holder)} WHERE ${and(conditions)})`;
}

/** A list that is given whole, in its own order. */
function writeList(c: Compilation, source: ListSource, selected: SelectedField, owner: Row): Sql {
  const rows = source.rows(owner);
  const row = c.row(rows.model.table);
  const order = listOrder(rows, source.order, undefined, null, row, () => row);
  const from = listedFrom(c, rows, row, owner, selected.inputs);
  if (source.element.kind === 'same') c.tags.entered(row, owner);
  const conditions = [rows.match?.(row, owner, c) ?? sql`TRUE`, c.visible(rows.model, row)];
  const type = elementType(selected.field.type);
  const element = c.cost.each(source.expectedRows ?? WHOLE_LIST_ROWS, () =>
    writeReference(c, source.element, type, selected, row),
  );
  const marked = [...c.tags.mark(row), ...element];
  const text = concatenate(listText(marked, { order: sql` ${orderByClause(order, false)}` }));
  return sql`(SELECT ${text} FROM ${from} WHERE ${and(conditions)})`;
}

/** The FROM item of a list, whose tags are its owner's where it holds only what belongs to the owner. */
function listedFrom(c: Compilation, rows: RowsSource, row: Row, owner: Row, inputs: Inputs): Sql {
  const { from } = rows;
  if (from === undefined || rows.isOwners === true) {
    c.tags.gathered(owner);
    return from?.(row, owner, inputs, c) ?? tableItem(row);
  }
  return c.tags.reading(() => from(row, owner, inputs, c));
}

function elementType(type: GraphQLOutputType): GraphQLOutputType {
  const list = getNullableType(type);
  if (!('ofType' in list)) throw new Error(`${String(type)} is not a list`);
  return list.ofType;
}

/** What a connection asks back: its edges and nodes are objects again. */
const WRITER: Writer = { writeMembers, writeReference };
