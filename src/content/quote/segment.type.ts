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

/** Visible mentions that cover a segment. */
function coveringMention(mention: Row, segment: Row): Sql {
  return sql`${sameText(mention, segment)} AND ${mention.column('span_state')} <> 'LOST' AND ${mention.column('span_start')} <= ${segment.column('start')} AND ${mention.column('span_end')} >= ${segment.column('end')}`;
}

/** Quotes with one of their content spans over a segment. */
function coveringQuote(quote: Row, segment: Row): Sql {
  return sql`${quote.column('article_id')} = ${segment.column('article_id')} AND EXISTS (SELECT FROM quote_span AS s WHERE s.quote_id = ${quote.column('id')} AND s.role = 'CONTENT' AND s.revision = ${segment.column('revision')} AND s.span_state <> 'LOST' AND s.span_start <= ${segment.column('start')} AND s.span_end >= ${segment.column('end')})`;
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

/** Every place where a visible annotation begins or ends, as rows of one column `at`. */
function annotationEdges(article: Sql, revision: Sql, scope: Scope): Sql {
  const mention = scope.row('mention');
  const quote = scope.row('quote');
  const mentions = sql`SELECT unnest(ARRAY[${mention.column('span_start')}, ${mention.column('span_end')}]) AS at FROM ${tableItem(mention)} WHERE ${mention.column('article_id')} = ${article} AND ${mention.column('revision')} = ${revision} AND ${mention.column('span_state')} <> 'LOST' AND ${scope.visible(mentionModel, mention)}`;
  const quotes = sql`SELECT unnest(ARRAY[s.span_start, s.span_end]) FROM quote_span AS s JOIN ${tableItem(quote)} ON ${quote.column('id')} = s.quote_id WHERE ${quote.column('article_id')} = ${article} AND s.role = 'CONTENT' AND s.revision = ${revision} AND s.span_state <> 'LOST' AND ${scope.visible(quoteModel, quote)}`;
  return sql`${mentions} UNION ${quotes}`;
}

/** Pieces between neighbouring edges, as rows (start, end). */
function pieces(edges: Sql): Sql {
  return sql`SELECT e.at AS start, lead(e.at) OVER (ORDER BY e.at) AS "end" FROM (${edges}) AS e`;
}

const IN_ORDER = [ascending({ column: 'start', type: 'integer' })];

function segments(
  expectedRows: number,
  from: NonNullable<ReturnType<ListSource['rows']>['from']>,
): Omit<ListSource, 'kind'> {
  return {
    rows: () => ({ model: segmentModel, from, isOwners: true, key: 'article_id' }),
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
      const edges = sql`SELECT 0 AS at UNION SELECT char_length(t.text) UNION SELECT unnest(ARRAY[b.span_start, b.span_end]) FROM block AS b WHERE b.article_id = ${id} AND b.revision = ${revision} UNION ${annotationEdges(id, revision, scope)}`;
      // A piece of a block is cut from the block's text: cutting from the article's counts characters from its start.
      return sql`(SELECT t.article_id, t.revision, p.start, p."end", b.position AS block_position, CASE WHEN b.position IS NULL THEN substr(t.text, p.start + 1, p."end" - p.start) ELSE substr(b.exact, p.start - b.span_start + 1, p."end" - p.start) END AS text FROM ${text} CROSS JOIN LATERAL (${pieces(edges)}) AS p LEFT JOIN block AS b ON b.article_id = t.article_id AND b.revision = t.revision AND b.span_start <= p.start AND b.span_end >= p."end" WHERE t.article_id = ${id} AND t.revision = ${revision} AND p."end" IS NOT NULL) AS ${row.name}`;
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
      const inside = sql`SELECT a.at FROM (${annotationEdges(article, revision, scope)}) AS a WHERE a.at > ${start} AND a.at < ${end}`;
      const edges = sql`SELECT ${start} AS at UNION SELECT ${end} UNION ${inside}`;
      return sql`(SELECT ${article} AS article_id, ${revision} AS revision, p.start, p."end", ${block.column('position')} AS block_position, substr(${block.column('exact')}, p.start - ${start} + 1, p."end" - p.start) AS text FROM (${pieces(edges)}) AS p WHERE p."end" IS NOT NULL) AS ${row.name}`;
    }),
  ),
);
