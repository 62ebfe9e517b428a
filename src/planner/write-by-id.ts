import { type GraphQLObjectType, getNamedType } from 'graphql';
import { parseGlobalId } from '../kernel/global-id.ts';
import { PAGE_SIZE_MAX } from '../kernel/page.ts';
import type { Compilation } from './compilation.ts';
import { type ByIdSource, modelOf, type OneSource, type WrittenListSource } from './declaration.ts';
import { readId } from './filter.ts';
import { concatenate, listText } from './json-text.ts';
import type { Row } from './row.ts';
import type { SelectedField } from './selected-field.ts';
import { identifier, join, literal, type Parameter, type Sql, sql } from './sql.ts';
import { survivor } from './survivor.ts';
import { writtenIds } from './written.ts';

/** Writes the object of one of the possible types that a row leads to: NULL where there is none. */
export type WriteOne = (source: OneSource, type: GraphQLObjectType, row: Row) => Sql;

/** `node(id)` and `nodes(ids)`: each id's prefix tells its table; an id that finds nothing gives null. */
export function writeById(
  c: Compilation,
  source: ByIdSource,
  selected: SelectedField,
  writeOne: WriteOne,
): Sql {
  const ids = selected.inputs.get(source.argument);
  if (ids === null) return sql`'null'`;
  const isList = Array.isArray(ids.value);
  const asked = c.row('asked');
  const { cases, absent } = byPrefix(c, selected, asked, { rows: isList ? PAGE_SIZE_MAX : 1, writeOne });
  const nothing = c.tags.isOn
    ? sql`concat(CASE ${column(asked, 'prefix')} ${join(absent, ' ')} END, 'null')`
    : sql`'null'`;
  const found = sql`coalesce(${cases}, ${nothing})`;
  const listed = (read: 'prefix' | 'uuid') =>
    ids.parameter(read === 'uuid' ? 'uuid[]' : 'text[]', (given) => {
      const all: readonly unknown[] = Array.isArray(given) ? given : [given];
      // In each run: how many ids a variable holds is no part of the plan's shape.
      if (all.length > PAGE_SIZE_MAX) {
        throw ids.fault(
          'PAGE_TOO_LARGE',
          `${all.length} ids were given; at most ${PAGE_SIZE_MAX} are taken.`,
        );
      }
      return all.map((id) => readId(ids, id)[read]);
    });
  const from = askedItem(asked, listed('prefix'), listed('uuid'));
  return isList
    ? sql`(SELECT ${concatenate(listText([found], { order: sql` ORDER BY ${column(asked, 'position')}` }))} FROM ${from})`
    : sql`(SELECT ${found} FROM ${from})`;
}

/** What a mutation wrote, by the public ids that it told. */
export function writeWrittenList(
  c: Compilation,
  source: WrittenListSource,
  selected: SelectedField,
  writeOne: WriteOne,
): Sql {
  const asked = c.row('asked');
  const { cases } = byPrefix(c, selected, asked, { rows: source.expectedRows, writeOne });
  const listed = (read: 'prefix' | 'uuid'): Parameter => ({
    pgType: read === 'uuid' ? 'uuid[]' : 'text[]',
    read: (variables) =>
      writtenIds(variables, source.name).map((id) => {
        const parsed = parseGlobalId(id);
        if (parsed === null) throw new Error(`A mutation wrote ${id}, which is no public id`);
        return parsed[read];
      }),
  });
  const text = column(asked, 'text');
  const found = sql`(SELECT ${column(asked, 'position')} AS position, ${cases} AS text FROM ${askedItem(asked, listed('prefix'), listed('uuid'))})`;
  const list = concatenate(listText([text], { order: sql` ORDER BY ${column(asked, 'position')}` }));
  return sql`(SELECT ${list} FROM ${found} AS ${identifier(asked.alias)} WHERE ${text} IS NOT NULL)`;
}

/** Ids taken apart, in their order, under the row's alias. */
function askedItem(asked: Row, prefixes: Parameter, uuids: Parameter): Sql {
  return sql`unnest(${prefixes}, ${uuids}) WITH ORDINALITY AS ${identifier(asked.alias)} (prefix, id, position)`;
}

function column(asked: Row, name: string): Sql {
  return sql`${identifier(asked.alias)}.${identifier(name)}`;
}

/** The row of an asked id, NULL where there is none, and the tags of what is absent: a case for each type that it may be of. */
function byPrefix(
  c: Compilation,
  selected: SelectedField,
  asked: Row,
  { rows, writeOne }: { readonly rows: number; readonly writeOne: WriteOne },
): { readonly cases: Sql; readonly absent: readonly Sql[] } {
  const absent: Sql[] = [];
  const cases = c.possibleTypes(getNamedType(selected.field.type)).flatMap((type) => {
    const model = modelOf(type);
    const { idPrefix, table } = model;
    if (idPrefix === undefined) return [];
    absent.push(
      sql`WHEN ${literal(idPrefix)} THEN ${concatenate(c.tags.absentById(table, column(asked, 'id')))}`,
    );
    const one: OneSource = {
      kind: 'one',
      match: (target) => sql`${target.column('id')} = ${survivor(model, column(asked, 'id'))}`,
    };
    const text = c.cost.each(rows, () => writeOne(one, type, asked));
    return [sql`WHEN ${literal(idPrefix)} THEN ${text}`];
  });
  return { cases: sql`CASE ${column(asked, 'prefix')} ${join(cases, ' ')} END`, absent };
}
