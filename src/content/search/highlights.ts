import type { FinishedSource } from '../../planner/declaration.ts';
import type { Row } from '../../planner/row.ts';
import { join, literal, type Sql, sql } from '../../planner/sql.ts';
import { wordsQuery } from './search-query.ts';

/** Noncharacters (Unicode 23.7): no exchanged text holds them, so they can mark where a found word begins and ends. */
const START = '\uFDD0';
const STOP = '\uFDD1';

/** A field's value with the found words marked. */
interface Marked {
  readonly field: string;
  readonly marked: string;
}

/** The searched fields of each type that a hit may be, by its foreign key: a name for the client, and its value. */
const FIELDS: readonly {
  readonly table: string;
  readonly field: string;
  readonly value: Sql;
  readonly from: Sql;
}[] = [
  { table: 'article', field: 'headline', value: sql`x.headline`, from: sql`article AS x` },
  { table: 'article', field: 'standfirst', value: sql`x.standfirst`, from: sql`article AS x` },
  {
    table: 'article',
    field: 'text',
    value: sql`t.text`,
    from: sql`article AS x JOIN article_text AS t ON t.article_id = x.id AND t.revision = x.revision`,
  },
  { table: 'person', field: 'name', value: sql`x.name`, from: sql`person AS x` },
  { table: 'organisation', field: 'name', value: sql`x.name`, from: sql`organisation AS x` },
  { table: 'quote', field: 'text', value: sql`x.text`, from: sql`quote AS x` },
  { table: 'topic', field: 'name', value: sql`x.name`, from: sql`topic AS x` },
  { table: 'topic', field: 'definition', value: sql`x.definition`, from: sql`topic AS x` },
];

function markedFields(hit: Row, query: Sql): Sql {
  const options = literal(`StartSel=${START}, StopSel=${STOP}, HighlightAll=true`);
  const fields = FIELDS.map(
    ({ table, field, value, from }, position) =>
      sql`SELECT ${literal(String(position))}::integer AS position, ${literal(field)}::text AS field, ts_headline('english', ${value}, ${wordsQuery(query)}, ${options}) AS marked FROM ${from} WHERE x.id = ${hit.column(`${table}_id`)} AND ${value} IS NOT NULL`,
  );
  return sql`(SELECT coalesce(json_agg(json_build_object('field', f.field, 'marked', f.marked) ORDER BY f.position), '[]')::text FROM (${join(fields, ' UNION ALL ')}) AS f WHERE f.marked LIKE ${literal(`%${START}%`)})`;
}

/** Where a search's words stand in what it found: the one thing that is finished outside the statement. */
export const highlights: FinishedSource = {
  kind: 'finished',
  needs: (hit) => markedFields(hit, hit.column('query')),
  finish: (read) => (isMarkedList(read) ? read.map(highlight) : []),
};

function isMarkedList(read: unknown): read is readonly Marked[] {
  return Array.isArray(read);
}

/** Takes the marks out of a value and tells where they were, in code points. */
function highlight({ field, marked }: Marked): {
  readonly field: string;
  readonly text: string;
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
} {
  const ranges: { start: number; end: number }[] = [];
  let text = '';
  let length = 0;
  let start = 0;
  for (const character of marked) {
    if (character === START) start = length;
    else if (character === STOP) ranges.push({ start, end: length });
    else {
      text += character;
      length += 1;
    }
  }
  return { field, text, ranges };
}
