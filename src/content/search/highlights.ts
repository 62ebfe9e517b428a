import type { FinishedSource } from '../../planner/declaration.ts';
import type { Row } from '../../planner/row.ts';
import { identifier, integer, join, literal, type Sql, sql } from '../../planner/sql.ts';

/** Noncharacters (Unicode 23.7): no exchanged text holds them, so they can mark where a found word begins and ends. */
const START = '\uFDD0';
const STOP = '\uFDD1';

/** A field's value with the found words marked: as they stand, and by their stems. */
interface Marked {
  readonly field: string;
  readonly marked: readonly string[];
}

/** Code points, `end` exclusive. */
interface Range {
  readonly start: number;
  readonly end: number;
}

const PLAIN = sql`'search_plain'`;
const ENGLISH = sql`'english'`;
const OF_ARTICLE = sql`search_configuration(x.language)`;
const OF_QUOTE = sql`search_configuration((SELECT a.language FROM article AS a WHERE a.id = x.article_id))`;

/** A searched field of a type that a hit may be. */
interface SearchedField {
  /** The table that `x` stands for: the hit has its foreign key. */
  readonly table: string;
  /** Its name for the client. */
  readonly field: string;
  readonly value: Sql;
  readonly configuration: Sql;
  readonly joined?: Sql;
}

const FIELDS: readonly SearchedField[] = [
  { table: 'article', field: 'headline', value: sql`x.headline`, configuration: OF_ARTICLE },
  { table: 'article', field: 'standfirst', value: sql`x.standfirst`, configuration: OF_ARTICLE },
  {
    table: 'article',
    field: 'text',
    value: sql`t.text`,
    configuration: OF_ARTICLE,
    joined: sql` JOIN article_text AS t ON t.article_id = x.id AND t.revision = x.revision`,
  },
  { table: 'person', field: 'name', value: sql`x.name`, configuration: PLAIN },
  { table: 'organisation', field: 'name', value: sql`x.name`, configuration: PLAIN },
  { table: 'quote', field: 'text', value: sql`x.text`, configuration: OF_QUOTE },
  { table: 'topic', field: 'name', value: sql`x.name`, configuration: ENGLISH },
  { table: 'topic', field: 'definition', value: sql`x.definition`, configuration: ENGLISH },
];

function markedFields(hit: Row): Sql {
  const fields = FIELDS.map(
    ({ table, field, value, configuration, joined = sql`` }, position) =>
      sql`SELECT ${integer(position)} AS position, ${literal(field)}::text AS field, ${marked(hit, value, configuration)} AS marked FROM ${identifier(table)} AS x${joined} WHERE x.id = ${hit.column(`${table}_id`)} AND ${value} IS NOT NULL`,
  );
  // OFFSET 0 keeps PostgreSQL from marking each value twice, once more for the condition.
  return sql`(SELECT coalesce(json_agg(json_build_object('field', f.field, 'marked', f.marked) ORDER BY f.position), '[]')::text FROM (${join(fields, ' UNION ALL ')} OFFSET 0) AS f WHERE array_to_string(f.marked, '') LIKE ${literal(`%${START}%`)})`;
}

/** A value with the wanted words marked as they stand, and once more by their stems where its language has any. */
function marked(hit: Row, value: Sql, configuration: Sql): Sql {
  const wanted = sql`querytree(search_query(ARRAY[configuration], ${hit.column('query')}, ${hit.column('head')}, search_begun(${hit.column('beginning')})))::tsquery`;
  const options = literal(`StartSel=${START}, StopSel=${STOP}, HighlightAll=true`);
  return sql`ARRAY(SELECT ts_headline(configuration::regconfig, ${value}, ${wanted}, ${options}) FROM (SELECT ${PLAIN} UNION SELECT ${configuration}) AS way (configuration))`;
}

/** Where a search's words stand in what it found: the one thing that is finished outside the statement. */
export const highlights: FinishedSource = {
  kind: 'finished',
  needs: markedFields,
  finish: (read) => (isMarkedList(read) ? read.map(highlight) : []),
};

function isMarkedList(read: unknown): read is readonly Marked[] {
  return Array.isArray(read);
}

function highlight({ field, marked }: Marked): {
  readonly field: string;
  readonly text: string;
  readonly ranges: readonly Range[];
} {
  const texts = marked.map(withoutMarks);
  return { field, text: texts[0]?.text ?? '', ranges: joined(texts.flatMap(({ ranges }) => ranges)) };
}

/** Takes the marks out of a value and tells where they were. */
function withoutMarks(marked: string): { readonly text: string; readonly ranges: readonly Range[] } {
  const ranges: Range[] = [];
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
  return { text, ranges };
}

/** The ranges in order, each once; what overlaps is one. */
function joined(ranges: readonly Range[]): readonly Range[] {
  const result: Range[] = [];
  for (const range of [...ranges].sort((one, other) => one.start - other.start || one.end - other.end)) {
    const last = result.at(-1);
    if (last !== undefined && range.start < last.end) {
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    } else result.push(range);
  }
  return result;
}
