import { z } from 'zod';
import type { SqlSession } from '../../src/database/sql-session.ts';

const text = z.string();
const maybe = text.nullable();
const spanned = {
  revision: z.number(),
  span_start: z.number(),
  span_end: z.number(),
  utf16_start: z.number(),
  utf16_end: z.number(),
  exact: text,
  prefix: text,
  suffix: text,
};
const movable = { ...spanned, span_state: text };
const fact = { review: text, confidence: z.number(), method: text, version: z.number() };
const eitherEntity = { person_id: maybe, organisation_id: maybe };
const entity = { id: text, slug: text, name: text, aliases: z.array(text), version: z.number() };

/** What the reference reads of each table: what writers wrote, and no derived column or table. */
const TABLES = {
  article: z.object({
    id: text,
    slug: text,
    uri: maybe,
    headline: text,
    standfirst: maybe,
    dateline: maybe,
    bylines: z.array(text),
    language: text,
    published_at: z.date().nullable(),
    modified_at: z.date().nullable(),
    recorded_at: z.date(),
    status: text,
    revision: z.number(),
    version: z.number(),
    publisher_id: maybe,
    source_url: maybe,
    copyright_holder: maybe,
    usage_terms: maybe,
  }),
  article_text: z.object({ article_id: text, revision: z.number(), text, sha256: text }),
  block: z.object({ article_id: text, position: z.number(), kind: text, ...spanned }),
  person: z.object(entity),
  organisation: z.object({ ...entity, organisation_kind: maybe, parent_id: maybe }),
  identifier: z.object({ id: text, ...eitherEntity, scheme: text, value: text }),
  mention: z.object({ id: text, article_id: text, form: text, ...eitherEntity, ...movable, ...fact }),
  quote: z.object({
    id: text,
    article_id: text,
    text,
    kind: text,
    act: text,
    cue: maybe,
    attribution: text,
    speaking_for_id: maybe,
    addressee_person_id: maybe,
    addressee_organisation_id: maybe,
    within_id: maybe,
    ...movable,
    ...fact,
  }),
  quote_span: z.object({ quote_id: text, role: text, position: z.number(), ...movable }),
  quote_speaker: z.object({ quote_id: text, position: z.number(), ...eitherEntity }),
  quote_topic: z.object({ quote_id: text, topic_id: text }),
  topic: z.object({
    id: text,
    slug: text,
    name: text,
    definition: maybe,
    code: maybe,
    broader_id: maybe,
    retired_at: z.date().nullable(),
    version: z.number(),
  }),
  topic_assignment: z.object({
    id: text,
    article_id: text,
    topic_id: text,
    score: z.number(),
    origin: text,
    ...fact,
  }),
  topic_span: z.object({ assignment_id: text, position: z.number(), ...movable }),
  affiliation: z.object({
    id: text,
    person_id: text,
    organisation_id: text,
    role: maybe,
    from: maybe,
    to: maybe,
  }),
  affiliation_receipt: z.object({
    id: text,
    affiliation_id: text,
    article_id: text,
    current: z.boolean().nullable(),
    ...movable,
    ...fact,
  }),
  slug: z.object({ kind: text, slug: text, target_id: text }),
} as const;

type TableName = keyof typeof TABLES;

/** A row of a table, by column name. */
export type RowOf<Name extends TableName> = z.infer<(typeof TABLES)[Name]>;

/** Every row of the tables that writers write. */
export type Tables = { readonly [Name in TableName]: readonly RowOf<Name>[] };

/** The place of each text in the ICU root collation, bytes breaking ties. */
export type TextRanks = ReadonlyMap<string, number>;

async function read<Schema extends z.ZodType>(
  raw: SqlSession,
  name: TableName,
  schema: Schema,
): Promise<readonly z.infer<Schema>[]> {
  return z.array(schema).parse(await raw.query(`SELECT * FROM "${name}"`));
}

/** Reads whole tables, one `SELECT *` each, around the record's own door. */
export async function readTables(raw: SqlSession): Promise<Tables> {
  return {
    article: await read(raw, 'article', TABLES.article),
    article_text: await read(raw, 'article_text', TABLES.article_text),
    block: await read(raw, 'block', TABLES.block),
    person: await read(raw, 'person', TABLES.person),
    organisation: await read(raw, 'organisation', TABLES.organisation),
    identifier: await read(raw, 'identifier', TABLES.identifier),
    mention: await read(raw, 'mention', TABLES.mention),
    quote: await read(raw, 'quote', TABLES.quote),
    quote_span: await read(raw, 'quote_span', TABLES.quote_span),
    quote_speaker: await read(raw, 'quote_speaker', TABLES.quote_speaker),
    quote_topic: await read(raw, 'quote_topic', TABLES.quote_topic),
    topic: await read(raw, 'topic', TABLES.topic),
    topic_assignment: await read(raw, 'topic_assignment', TABLES.topic_assignment),
    topic_span: await read(raw, 'topic_span', TABLES.topic_span),
    affiliation: await read(raw, 'affiliation', TABLES.affiliation),
    affiliation_receipt: await read(raw, 'affiliation_receipt', TABLES.affiliation_receipt),
    slug: await read(raw, 'slug', TABLES.slug),
  };
}

/** Asks the database once for the order of every text that a list can be ordered by: Node's ICU may be another version. */
export async function readTextRanks(raw: SqlSession, tables: Tables): Promise<TextRanks> {
  const texts = new Set([
    ...tables.article.map(({ headline }) => headline),
    ...[...tables.person, ...tables.organisation, ...tables.topic].map(({ name }) => name),
    ...tables.topic.flatMap(({ code }) => (code === null ? [] : [code])),
    ...tables.identifier.flatMap(({ scheme, value }) => [scheme, value]),
  ]);
  const rows = await raw.query<{ value: string }>(
    'SELECT value FROM unnest($1::text[]) AS value ORDER BY value COLLATE "und-x-icu"',
    [[...texts]],
  );
  return new Map(rows.map(({ value }, rank) => [value, rank]));
}
