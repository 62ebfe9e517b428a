import { z } from 'zod';
import { QuoteSpanRole } from '../database/generated/enums.ts';
import { parseGlobalId } from '../kernel/global-id.ts';
import type { Reader } from '../planner/run.ts';

// The rows that an annotation file is made of: all of an article's facts, whoever may see them. They are read by SQL of
// their own, in one statement, because the API has no list of an article's receipts.

const state = { review: z.string(), confidence: z.number(), method: z.string() };
const place = z.object({ start: z.number(), end: z.number() });
const placed = { ...state, start: z.number(), end: z.number() };
const ref = z.string();

const entityShape = z.object({
  id: z.string(),
  type: z.enum(['person', 'organisation']),
  slug: z.string(),
  name: z.string(),
  aliases: z.array(z.string()),
  identifiers: z.array(z.object({ scheme: z.string(), value: z.string() })),
  organisationKind: z.string().nullable(),
  parent: ref.nullable(),
});

const quoteShape = z.object({
  id: z.string(),
  ...state,
  kind: z.string(),
  act: z.string(),
  attribution: z.string(),
  speakingFor: ref.nullable(),
  addressee: ref.nullable(),
  within: z.string().nullable(),
  spans: z.array(place.extend({ role: z.enum(QuoteSpanRole) })),
  speakers: z.array(ref),
  topics: z.array(z.string().nullable()),
});
export type QuoteRow = z.infer<typeof quoteShape>;

const rowsShape = z.object({
  article: z.object({
    slug: z.string(),
    status: z.string(),
    uri: z.string().nullable(),
    headline: z.string(),
    standfirst: z.string().nullable(),
    dateline: z.string().nullable(),
    bylines: z.array(z.string()),
    language: z.string(),
    publishedAt: z.string().nullable(),
    modifiedAt: z.string().nullable(),
    publisher: ref.nullable(),
    sourceUrl: z.string().nullable(),
    copyrightHolder: z.string().nullable(),
    usageTerms: z.string().nullable(),
  }),
  text: z.string(),
  /** The bytes that the text was read from as plain text, in Base64; null where another reader read them. */
  plainBytes: z.string().nullable(),
  entities: z.array(entityShape),
  mentions: z.array(z.object({ ...placed, form: z.string(), of: ref })),
  quotes: z.array(quoteShape),
  receipts: z.array(
    z.object({
      ...placed,
      current: z.boolean().nullable(),
      affiliation: z.string(),
      person: ref,
      organisation: ref,
      role: z.string().nullable(),
      from: z.string().nullable(),
      to: z.string().nullable(),
    }),
  ),
  topics: z.array(
    z.object({
      ...state,
      code: z.string().nullable(),
      name: z.string(),
      slug: z.string(),
      score: z.number(),
      origin: z.string(),
      spans: z.array(place),
    }),
  ),
  /** Facts whose words the current text does not have any more. */
  lost: z.number(),
});

/** An article with all its facts, as its rows have them; entities are named by their UUIDs. */
export type AnnotationRows = z.infer<typeof rowsShape>;
export type EntityRow = AnnotationRows['entities'][number];

/** Reads what an article's annotations are made of, by its public id. One statement. Throws where there is no such article. */
export async function readAnnotationRows(reader: Reader, articleId: string): Promise<AnnotationRows> {
  const text = await reader.readText({ text: ANNOTATIONS, values: [parseGlobalId(articleId)?.uuid] });
  return rowsShape.parse(JSON.parse(text));
}

/** An ISO 8601 text in UTC of a column. */
function instant(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

const STATE = (row: string) =>
  `'review', ${row}.review, 'confidence', ${row}.confidence, 'method', ${row}.method`;
const PLACED = (row: string) => `${STATE(row)}, 'start', ${row}.span_start, 'end', ${row}.span_end`;
/** Facts of the article whose words stand in its current text. */
const FACTS = (table: string, row: string) =>
  `FROM ${table} AS ${row} JOIN a ON a.id = ${row}.article_id
   WHERE ${row}.revision = a.revision AND ${row}.span_state <> 'LOST'`;
const LOST = (table: string) =>
  `(SELECT count(*) FROM ${table} AS f JOIN a ON a.id = f.article_id
    WHERE f.revision <> a.revision OR f.span_state = 'LOST')`;

const ANNOTATIONS = `WITH RECURSIVE a AS (SELECT * FROM article WHERE id = $1),
m AS (SELECT m.* ${FACTS('mention', 'm')}),
q AS (SELECT q.* ${FACTS('quote', 'q')}),
r AS (SELECT r.* ${FACTS('affiliation_receipt', 'r')}),
named (person_id, organisation_id) AS (
  SELECT person_id, organisation_id FROM m
  UNION SELECT s.person_id, s.organisation_id FROM quote_speaker AS s JOIN q ON q.id = s.quote_id
  UNION SELECT addressee_person_id, addressee_organisation_id FROM q
  UNION SELECT NULL, speaking_for_id FROM q
  UNION SELECT f.person_id, f.organisation_id FROM affiliation AS f JOIN r ON r.affiliation_id = f.id
  UNION SELECT NULL, publisher_id FROM a
),
organisations (id) AS (
  SELECT organisation_id FROM named WHERE organisation_id IS NOT NULL
  UNION SELECT o.parent_id FROM organisations JOIN organisation AS o USING (id) WHERE o.parent_id IS NOT NULL
)
SELECT json_build_object(
  'article', (SELECT json_build_object(
    'slug', slug, 'status', status, 'uri', uri, 'headline', headline, 'standfirst', standfirst, 'dateline', dateline,
    'bylines', bylines, 'language', language, 'publishedAt', ${instant('published_at')},
    'modifiedAt', ${instant('modified_at')}, 'publisher', publisher_id, 'sourceUrl', source_url,
    'copyrightHolder', copyright_holder, 'usageTerms', usage_terms) FROM a),
  'text', (SELECT t.text FROM article_text AS t JOIN a ON a.id = t.article_id AND a.revision = t.revision),
  'plainBytes', (SELECT encode(s.bytes, 'base64') FROM article_source AS s
    JOIN a ON a.id = s.article_id AND a.revision = s.revision
    WHERE s.reader = 'plain@1' ORDER BY s.received_at DESC, s.id DESC LIMIT 1),
  'entities', (SELECT coalesce(json_agg(e), '[]') FROM (
    SELECT p.id, 'person' AS type, p.slug, p.name, p.aliases, NULL AS "organisationKind", NULL AS parent,
      (SELECT coalesce(json_agg(json_build_object('scheme', i.scheme, 'value', i.value) ORDER BY i.id), '[]')
       FROM identifier AS i WHERE i.person_id = p.id) AS identifiers
    FROM person AS p WHERE p.id IN (SELECT person_id FROM named)
    UNION ALL
    SELECT o.id, 'organisation', o.slug, o.name, o.aliases, o.organisation_kind::text, o.parent_id::text,
      (SELECT coalesce(json_agg(json_build_object('scheme', i.scheme, 'value', i.value) ORDER BY i.id), '[]')
       FROM identifier AS i WHERE i.organisation_id = o.id)
    FROM organisation AS o WHERE o.id IN (SELECT id FROM organisations)
    ORDER BY 1) AS e),
  'mentions', (SELECT coalesce(json_agg(json_build_object(${PLACED('m')}, 'form', m.form,
    'of', coalesce(m.person_id, m.organisation_id)) ORDER BY m.span_start, m.span_end, m.id), '[]') FROM m),
  'quotes', (SELECT coalesce(json_agg(json_build_object('id', q.id, ${STATE('q')}, 'kind', q.kind, 'act', q.act,
    'attribution', q.attribution, 'speakingFor', q.speaking_for_id,
    'addressee', coalesce(q.addressee_person_id, q.addressee_organisation_id), 'within', q.within_id,
    'spans', (SELECT json_agg(json_build_object('role', s.role, 'start', s.span_start, 'end', s.span_end)
      ORDER BY s.role, s.position) FROM quote_span AS s WHERE s.quote_id = q.id),
    'speakers', (SELECT coalesce(json_agg(coalesce(s.person_id, s.organisation_id) ORDER BY s.position), '[]')
      FROM quote_speaker AS s WHERE s.quote_id = q.id),
    'topics', (SELECT coalesce(json_agg(t.code ORDER BY t.code), '[]')
      FROM quote_topic AS x JOIN topic AS t ON t.id = x.topic_id WHERE x.quote_id = q.id)
    ) ORDER BY q.span_start, q.span_end, q.id), '[]') FROM q),
  'receipts', (SELECT coalesce(json_agg(json_build_object(${PLACED('r')}, 'current', r.current,
    'affiliation', f.id, 'person', f.person_id, 'organisation', f.organisation_id, 'role', f.role, 'from', f."from",
    'to', f."to") ORDER BY r.span_start, r.span_end, r.id), '[]') FROM r JOIN affiliation AS f ON f.id = r.affiliation_id),
  'topics', (SELECT coalesce(json_agg(json_build_object(${STATE('x')}, 'code', t.code, 'name', t.name, 'slug', t.slug,
    'score', x.score, 'origin', x.origin,
    'spans', (SELECT coalesce(json_agg(json_build_object('start', s.span_start, 'end', s.span_end) ORDER BY s.position), '[]')
      FROM topic_span AS s JOIN a ON a.id = s.article_id
      WHERE s.assignment_id = x.id AND s.revision = a.revision AND s.span_state <> 'LOST')
    ) ORDER BY x.score DESC, t.code), '[]')
    FROM topic_assignment AS x JOIN a ON a.id = x.article_id JOIN topic AS t ON t.id = x.topic_id),
  'lost', ${LOST('mention')} + ${LOST('quote')} + ${LOST('affiliation_receipt')}
)::text`;
