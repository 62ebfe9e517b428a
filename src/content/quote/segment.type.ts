import { Int, ObjectType } from 'type-graphql';
import type { ListSource, Scope } from '../../planner/declaration.ts';
import { Column, List, Reference, relate } from '../../planner/decorators.ts';
import type { Row } from '../../planner/row.ts';
import { tableItem } from '../../planner/rows.ts';
import { ascending, TEXT_ORDER } from '../../planner/sources.ts';
import { type Sql, sql } from '../../planner/sql.ts';
import { Article } from '../article/article.type.ts';
import { Block, blockModel } from '../article/block.type.ts';
import { Mention, mentionModel } from '../article/mention.type.ts';
import { Quote, quoteModel } from './quote.type.ts';

/** Rows that a subquery makes: who sees the article's text sees how it is cut. */
const segmentModel = { table: 'segment' };

/** A row of the segment's article and revision: what a mention or a span must match to stand in the same text. */
function sameText(row: Row, text: Row): Sql {
  return sql`${row.column('article_id')} = ${text.column('article_id')} AND ${row.column('revision')} = ${text.column('revision')}`;
}

/**
 * Visible mentions that cover a segment. No fact's span leaves its block (`verify` checks that), so one that begins
 * before the block does not reach the segment; and where none is open, none is looked for.
 */
function coveringMention(mention: Row, segment: Row): Sql {
  return sql`${segment.column('mentions')} > 0 AND ${sameText(mention, segment)} AND ${mention.column('span_state')} <> 'LOST' AND ${mention.column('span_start')} >= ${segment.column('block_start')} AND ${mention.column('span_start')} <= ${segment.column('start')} AND ${mention.column('span_end')} >= ${segment.column('end')}`;
}

/** Quotes with one of their content spans over a segment, found as mentions are. */
function coveringQuote(quote: Row, segment: Row): Sql {
  const spans = sql`SELECT s.quote_id FROM quote_span AS s WHERE s.article_id = ${segment.column('article_id')} AND s.role = 'CONTENT' AND s.revision = ${segment.column('revision')} AND s.span_state <> 'LOST' AND s.span_start >= ${segment.column('block_start')} AND s.span_start <= ${segment.column('start')} AND s.span_end >= ${segment.column('end')}`;
  return sql`${segment.column('quote_spans')} > 0 AND ${quote.column('id')} = ANY (ARRAY(${spans}))`;
}

@ObjectType({
  description:
    'A piece of an article’s text in which nothing begins or ends: the same annotations cover all of it.',
})
class Segment {
  @Column(() => String, { description: 'Its text, verbatim.' })
  text!: string;

  @Column(() => Int, { description: 'In Unicode code points of the article’s text, from 0.' })
  start!: number;

  @Column(() => Int, { description: 'Exclusive.' })
  end!: number;

  @Reference(
    () => Block,
    { description: 'The block that it stands in; null between two blocks.', nullable: true },
    {
      kind: 'one',
      model: blockModel,
      match: (block, segment) =>
        sql`${sameText(block, segment)} AND ${block.column('position')} = ${segment.column('block_position')}`,
    },
  )
  block!: Block | null;

  @List(
    () => [Mention],
    { description: 'Those that it is part of.' },
    {
      rows: () => ({ model: mentionModel, match: coveringMention }),
      element: { kind: 'same' },
      order: TEXT_ORDER,
    },
  )
  mentions!: Mention[];

  @List(
    () => [Quote],
    { description: 'Those with one of their spans over it (not the cue between).' },
    {
      rows: () => ({ model: quoteModel, match: coveringQuote }),
      element: { kind: 'same' },
      order: TEXT_ORDER,
    },
  )
  quotes!: Quote[];
}

/** What bounds a search for annotations: an article's revision, and the block's span where only its own are wanted. */
interface Stretch {
  readonly article: Sql;
  readonly revision: Sql;
  readonly block?: { readonly start: Sql; readonly end: Sql };
}

/**
 * Every place where a visible annotation begins (1) or ends (-1), as rows (at, mentions, quote_spans).
 */
function annotationEdges({ article, revision, block }: Stretch, scope: Scope): Sql {
  const mention = scope.row('mention');
  const quote = scope.row('quote');
  const within = (start: Sql) =>
    block === undefined ? sql`` : sql` AND ${start} >= ${block.start} AND ${start} < ${block.end}`;
  const mentions = sql`SELECT edge.at, edge.step, 0 FROM ${tableItem(mention)} CROSS JOIN LATERAL (VALUES (${mention.column('span_start')}, 1), (${mention.column('span_end')}, -1)) AS edge (at, step) WHERE ${mention.column('article_id')} = ${article} AND ${mention.column('revision')} = ${revision} AND ${mention.column('span_state')} <> 'LOST'${within(mention.column('span_start'))} AND ${scope.visible(mentionModel, mention)}`;
  const quotes = sql`SELECT edge.at, 0, edge.step FROM quote_span AS s JOIN ${tableItem(quote)} ON ${quote.column('id')} = s.quote_id CROSS JOIN LATERAL (VALUES (s.span_start, 1), (s.span_end, -1)) AS edge (at, step) WHERE s.article_id = ${article} AND s.role = 'CONTENT' AND s.revision = ${revision} AND s.span_state <> 'LOST'${within(sql`s.span_start`)} AND ${scope.visible(quoteModel, quote)}`;
  return sql`${mentions} UNION ALL ${quotes}`;
}

/** Pieces between neighbouring edges, as rows (start, end, mentions, quote_spans): how many of each are open over it. */
function pieces(edges: Sql): Sql {
  const places = sql`SELECT e.at, sum(e.mentions)::integer AS mentions, sum(e.quote_spans)::integer AS quote_spans FROM (${edges}) AS e (at, mentions, quote_spans) GROUP BY e.at`;
  return sql`SELECT place.at AS start, lead(place.at) OVER w AS "end", sum(place.mentions) OVER w AS mentions, sum(place.quote_spans) OVER w AS quote_spans FROM (${places}) AS place WINDOW w AS (ORDER BY place.at)`;
}

const IN_ORDER = [ascending({ column: 'start', type: 'integer' })];

function segments(
  expectedRows: number,
  from: NonNullable<ReturnType<ListSource['rows']>['from']>,
): Omit<ListSource, 'kind'> {
  return {
    rows: () => ({ model: segmentModel, from, key: 'article_id' }),
    element: { kind: 'same' },
    order: IN_ORDER,
    expectedRows,
  };
}

relate(
  Article,
  'segments',
  List(
    () => [Segment],
    {
      description:
        'The text cut at every block’s and every visible annotation’s edge, in order: segments never overlap and rebuild the text. What stands between two blocks is a segment whose block is null.',
    },
    segments(150, (row, article, _inputs, scope) => {
      const id = article.column('id');
      const revision = article.column('revision');
      const text = sql`article_text AS t`;
      const edges = sql`SELECT 0, 0, 0 UNION ALL SELECT char_length(t.text), 0, 0 UNION ALL SELECT unnest(ARRAY[b.span_start, b.span_end]), 0, 0 FROM block AS b WHERE b.article_id = ${id} AND b.revision = ${revision} UNION ALL ${annotationEdges({ article: id, revision }, scope)}`;
      // A piece of a block is cut from the block's text: cutting from the article's counts characters from its start.
      return sql`(SELECT t.article_id, t.revision, p.*, b.position AS block_position, b.span_start AS block_start, CASE WHEN b.position IS NULL THEN substr(t.text, p.start + 1, p."end" - p.start) ELSE substr(b.exact, p.start - b.span_start + 1, p."end" - p.start) END AS text FROM ${text} CROSS JOIN LATERAL (${pieces(edges)}) AS p LEFT JOIN block AS b ON b.article_id = t.article_id AND b.revision = t.revision AND b.span_start <= p.start AND b.span_end >= p."end" WHERE t.article_id = ${id} AND t.revision = ${revision} AND p."end" IS NOT NULL) AS ${row.name}`;
    }),
  ),
);

relate(
  Block,
  'segments',
  List(
    () => [Segment],
    { description: 'This block’s segments: a page is blocks, then their segments.' },
    segments(8, (row, block, _inputs, scope) => {
      const [article, revision] = [block.column('article_id'), block.column('revision')];
      const [start, end] = [block.column('span_start'), block.column('span_end')];
      const stretch = { article, revision, block: { start, end } };
      const edges = sql`SELECT ${start}, 0, 0 UNION ALL SELECT ${end}, 0, 0 UNION ALL ${annotationEdges(stretch, scope)}`;
      return sql`(SELECT ${article} AS article_id, ${revision} AS revision, p.*, ${block.column('position')} AS block_position, ${start} AS block_start, substr(${block.column('exact')}, p.start - ${start} + 1, p."end" - p.start) AS text FROM (${pieces(edges)}) AS p WHERE p."end" IS NOT NULL) AS ${row.name}`;
    }),
  ),
);
