import type { IdPrefix } from '../../kernel/global-id.ts';
import { join, literal, type Sql, sql } from '../../planner/sql.ts';

/** How a column of a row's JSON becomes a field's value as text. */
interface HistoryColumn {
  readonly column: string;
  /** `instant`: as DateTime writes it. `id`: a UUID, written as the public id of this prefix. */
  readonly form?: 'instant' | { readonly id: IdPrefix };
}

/** The columns that a field of the contract is read from: the first that is not null. */
type HistoryFields = Readonly<Record<string, readonly HistoryColumn[]>>;

function plain(column: string): readonly HistoryColumn[] {
  return [{ column }];
}

function instant(column: string): readonly HistoryColumn[] {
  return [{ column, form: 'instant' }];
}

function id(prefix: IdPrefix, column = `${prefix}_id`): HistoryColumn {
  return { column, form: { id: prefix } };
}

const SPAN: HistoryFields = {
  'span.start': plain('span_start'),
  'span.end': plain('span_end'),
  'span.exact': plain('exact'),
  'span.revision': plain('revision'),
  'span.state': plain('span_state'),
};

const FACT: HistoryFields = {
  review: plain('review'),
  confidence: plain('confidence'),
  method: plain('method'),
};

const NAMED: HistoryFields = { slug: plain('slug'), name: plain('name'), aliases: plain('aliases') };

/**
 * What history tells of the rows of each table: fields by their names in the contract. Not told: keys, versions, when a row
 * was recorded, what is derived, and the parts of a span that follow from the others.
 *
 * A column that is renamed stays here, behind its new name: rows of before have the old one.
 */
export const HISTORY_FIELDS = {
  article: {
    slug: plain('slug'),
    uri: plain('uri'),
    headline: plain('headline'),
    standfirst: plain('standfirst'),
    dateline: plain('dateline'),
    bylines: plain('bylines'),
    language: plain('language'),
    publishedAt: instant('published_at'),
    modifiedAt: instant('modified_at'),
    status: plain('status'),
    embargoedUntil: instant('embargoed_until'),
    revision: plain('revision'),
    publisher: [id('organisation', 'publisher_id')],
    sourceUrl: plain('source_url'),
    copyrightHolder: plain('copyright_holder'),
    usageTerms: plain('usage_terms'),
  },
  person: { ...NAMED, mergedInto: [id('person', 'merged_into_id')] },
  organisation: {
    ...NAMED,
    organisationKind: plain('organisation_kind'),
    parent: [id('organisation', 'parent_id')],
    mergedInto: [id('organisation', 'merged_into_id')],
  },
  topic: {
    slug: plain('slug'),
    name: plain('name'),
    definition: plain('definition'),
    code: plain('code'),
    broader: [id('topic', 'broader_id')],
    retiredAt: instant('retired_at'),
  },
  mention: {
    entity: [id('person'), id('organisation')],
    form: plain('form'),
    article: [id('article')],
    ...SPAN,
    ...FACT,
  },
  quote: {
    text: plain('text'),
    kind: plain('kind'),
    act: plain('act'),
    cue: plain('cue'),
    attribution: plain('attribution'),
    speakingFor: [id('organisation', 'speaking_for_id')],
    addressee: [id('person', 'addressee_person_id'), id('organisation', 'addressee_organisation_id')],
    within: [id('quote', 'within_id')],
    article: [id('article')],
    ...SPAN,
    ...FACT,
  },
  topic_assignment: {
    article: [id('article')],
    topic: [id('topic')],
    score: plain('score'),
    origin: plain('origin'),
    ...FACT,
  },
  affiliation: {
    person: [id('person')],
    organisation: [id('organisation')],
    role: plain('role'),
    from: plain('from'),
    to: plain('to'),
  },
  merge_candidate: {
    entity: [id('person'), id('organisation')],
    candidate: [id('person', 'candidate_person_id'), id('organisation', 'candidate_organisation_id')],
    confidence: plain('confidence'),
    reason: plain('reason'),
    dismissedAt: instant('dismissed_at'),
  },
  affiliation_receipt: {
    affiliation: [id('affiliation')],
    article: [id('article')],
    current: plain('current'),
    ...SPAN,
    ...FACT,
  },
} as const satisfies Readonly<Record<string, HistoryFields>>;

/** A list of rows that are parts of a row, and how its value is written. */
export interface HistoryPart {
  readonly table: string;
  /** Of a part as JSON. */
  readonly element: (part: Sql) => Sql;
  readonly order: (part: Sql) => Sql;
  /** Which of the table's parts are meant. */
  readonly match?: (part: Sql) => Sql;
  /** At most one: its value is not a list. */
  readonly isSingle?: true;
}

const member = (part: Sql, name: string) => sql`(${part} -> ${literal(name)})`;
const memberText = (part: Sql, name: string) => sql`(${part} ->> ${literal(name)})`;

function spans(role: string): HistoryPart {
  return {
    table: 'quote_span',
    match: (part) => sql`${memberText(part, 'role')} = ${literal(role)}`,
    element: (part) =>
      sql`jsonb_build_object('start', ${member(part, 'span_start')}, 'end', ${member(part, 'span_end')}, 'exact', ${member(part, 'exact')}, 'revision', ${member(part, 'revision')}, 'state', ${member(part, 'span_state')})`,
    order: (part) => sql`${memberText(part, 'position')}::integer`,
  };
}

const IDENTIFIERS: HistoryPart = {
  table: 'identifier',
  element: (part) =>
    sql`jsonb_build_object('scheme', ${member(part, 'scheme')}, 'value', ${member(part, 'value')})`,
  order: (part) => sql`${memberText(part, 'scheme')}, ${memberText(part, 'value')}`,
};

/** Who leads to a row since they were merged into it. */
function merged(table: 'person' | 'organisation'): HistoryPart {
  return {
    table,
    element: (part) => sql`to_jsonb(${literal(`${table}_`)} || ${memberText(part, 'id')})`,
    order: (part) => memberText(part, 'id'),
  };
}

/** One thing that an article's tombstone says. */
function tombstone(element: HistoryPart['element']): HistoryPart {
  return {
    table: 'article_withdrawal',
    element,
    order: (part) => memberText(part, 'article_id'),
    isSingle: true,
  };
}

/** What history tells of the rows that are parts of a table's rows, behind the fields of the rows themselves. */
const HISTORY_PARTS: { readonly [Table in HistoryTable]?: Readonly<Record<string, HistoryPart>> } = {
  article: {
    corrections: {
      table: 'article_correction',
      element: (part) =>
        sql`jsonb_build_object('note', ${member(part, 'note')}, 'revision', ${member(part, 'revision')})`,
      order: (part) => sql`${memberText(part, 'position')}::integer`,
    },
    'tombstone.reason': tombstone((part) => member(part, 'reason')),
    'tombstone.replacedBy': tombstone(
      (part) => sql`to_jsonb('article_' || ${memberText(part, 'replaced_by_id')})`,
    ),
  },
  person: { identifiers: IDENTIFIERS, merged: merged('person') },
  organisation: { identifiers: IDENTIFIERS, merged: merged('organisation') },
  quote: {
    speakers: {
      table: 'quote_speaker',
      element: (part) =>
        sql`to_jsonb(coalesce('person_' || ${memberText(part, 'person_id')}, 'organisation_' || ${memberText(part, 'organisation_id')}))`,
      order: (part) => sql`${memberText(part, 'position')}::integer`,
    },
    topics: {
      table: 'quote_topic',
      element: (part) => sql`to_jsonb('topic_' || ${memberText(part, 'topic_id')})`,
      order: (part) => memberText(part, 'topic_id'),
    },
    spans: spans('CONTENT'),
    quotedSpans: spans('QUOTED'),
    cueSpan: { ...spans('CUE'), isSingle: true },
    speakerSpan: { ...spans('SPEAKER'), isSingle: true },
  },
};

/** The parts of a table's rows, by the names of their fields. */
export function historyParts(table: HistoryTable): Readonly<Record<string, HistoryPart>> {
  return HISTORY_PARTS[table] ?? {};
}

/** A table whose rows have a history that can be read. */
export type HistoryTable = keyof typeof HISTORY_FIELDS;

const isHistoryTable = (table: string): table is HistoryTable => Object.hasOwn(HISTORY_FIELDS, table);

/** The table, as one with a history. Throws where it has none: a fault in the declarations. */
export function historyTable(table: string): HistoryTable {
  if (!isHistoryTable(table)) throw new Error(`History does not say what it tells of the table ${table}`);
  return table;
}

/**
 * Revisions `v` of a table's row, found in the index `revision_row_history`, which has them in order.
 *
 * By a range of one: a generic plan takes an equality for the one or two revisions that most rows have, and sorts them all.
 */
export function revisionsOf(table: HistoryTable, rowId: Sql): Sql {
  return sql`${REVISED} >= ${rowId} AND ${REVISED} <= ${rowId} AND v.table_name = ${literal(table)}`;
}

/** The id of the row that a revision `v` is of, or of what that row is a part of: `revisedRow` as a piece of a read. */
export const REVISED = sql`(coalesce(v.row_key ->> 'id', v.row_key ->> 'article_id', v.row_key ->> 'quote_id', v.row_key ->> 'assignment_id')::uuid)`;

/** The value of one column of a row's JSON, as text; NULL where the row has none. */
function columnText(content: Sql, { column, form }: HistoryColumn): Sql {
  const value = sql`(${content} ->> ${literal(column)})`;
  if (form === undefined) return value;
  if (form === 'instant') {
    return sql`to_char(${value}::timestamptz AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  }
  return sql`${literal(`${form.id}_`)} || ${value}`;
}

/**
 * The fields of a table's rows, as rows of VALUES (position, field, before, after, is_known): `before` and `after` are JSON
 * of the whole row, NULL where there was none. A field is known where both rows that are there have a column for it: a
 * column that was added later did not change.
 */
export function fieldValues(table: HistoryTable, before: Sql, after: Sql): Sql {
  const fields: HistoryFields = HISTORY_FIELDS[table];
  const rows = Object.entries(fields).map(([field, columns], position) => {
    const text = (content: Sql) =>
      sql`coalesce(${join(
        columns.map((column) => columnText(content, column)),
        ', ',
      )})`;
    const names = join(
      columns.map(({ column }) => literal(column)),
      ', ',
    );
    const has = (content: Sql) => sql`(${content} IS NULL OR jsonb_exists_any(${content}, ARRAY[${names}]))`;
    return sql`(${literal(String(position))}::integer, ${literal(field)}, ${text(before)}, ${text(after)}, ${has(before)} AND ${has(after)})`;
  });
  return join(rows, ', ');
}
