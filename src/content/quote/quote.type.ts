import { ObjectType, registerEnumType } from 'type-graphql';
import { Attribution, QuoteAct, QuoteKind, type QuoteSpanRole } from '../../database/generated/enums.ts';
import type { ListSource, OneSource } from '../../planner/declaration.ts';
import { Column, Connection, List, Model, Reference } from '../../planner/decorators.ts';
import { ascending, byKey, flagged, ownedRows, TEXT_ORDER } from '../../planner/sources.ts';
import { literal, sql } from '../../planner/sql.ts';
import { Article } from '../article/article.type.ts';
import { MentionConnection } from '../article/mention.type.ts';
import { Entity } from '../entity/entity.type.ts';
import { connectionType } from '../node/connection.type.ts';
import { Fact } from '../node/fact.type.ts';
import { Node } from '../node/node.type.ts';
import { OWN_SPAN, TextSpan } from '../node/text-span.type.ts';
import { Organisation } from '../organisation/organisation.type.ts';
import { TopicConnection } from '../topic/topic.type.ts';
import { quoteFilters } from './quote.filters.ts';
import { quoteMentionModel, quoteSpeakerModel, quoteTopicModel } from './quote.joins.ts';

registerEnumType(QuoteKind, {
  name: 'QuoteKind',
  description: 'How the words are given.',
  valuesConfig: {
    DIRECT: { description: 'Word for word, in quotation marks.' },
    INDIRECT: { description: 'In the reporter’s words.' },
    MIXED: { description: 'In the reporter’s words, with parts in quotation marks.' },
  },
});
registerEnumType(QuoteAct, {
  name: 'QuoteAct',
  description: 'What is reported.',
  valuesConfig: {
    SPEECH: { description: 'Said.' },
    WRITING: { description: 'Written.' },
    THOUGHT: { description: 'Thought, felt or intended.' },
  },
});
registerEnumType(Attribution, {
  name: 'Attribution',
  description: 'Who the speaker is.',
  valuesConfig: {
    IDENTIFIED: { description: 'Known entities.' },
    COLLECTIVE: { description: 'A group: "experts".' },
    ANONYMOUS: { description: 'A person left unnamed: "a senior official".' },
    DOCUMENT: { description: 'A document: "an official handout".' },
    UNRESOLVED: { description: 'Named, but not resolved to an entity.' },
    UNATTRIBUTED: { description: 'Nobody.' },
  },
});

/** Readers see confirmed quotes of visible articles: a stored flag. */
export const quoteModel = {
  table: 'quote',
  idPrefix: 'quote',
  visible: flagged,
  orders: {
    PUBLISHED_AT: [{ column: 'sort_at', type: 'instant' }],
    TEXT: [
      { column: 'sort_at', type: 'instant', sense: 'reversed' },
      { column: 'article_id', type: 'uuid', sense: 'reversed' },
      { column: 'span_start', type: 'integer' },
    ],
    CONFIDENCE: [{ column: 'confidence', type: 'float' }],
  },
  filters: quoteFilters,
} satisfies Parameters<typeof Model>[0];

const spanModel = { table: 'quote_span' };

/** The spans of a quote in one role, in the order of the text. */
function spans(role: QuoteSpanRole): Omit<ListSource, 'kind'> {
  return {
    rows: () => ({
      model: spanModel,
      match: (row, quote) =>
        sql`${row.column('quote_id')} = ${quote.column('id')} AND ${row.column('role')} = ${literal(role)}`,
      key: 'quote_id',
    }),
    element: { kind: 'same' },
    order: [ascending({ column: 'position', type: 'integer' })],
  };
}

/** The only span of a quote in one role. */
function span(role: QuoteSpanRole): OneSource {
  return {
    kind: 'one',
    model: spanModel,
    match: (row, quote) =>
      sql`${row.column('quote_id')} = ${quote.column('id')} AND ${row.column('role')} = ${literal(role)}`,
  };
}

@ObjectType({
  implements: [Node, Fact],
  description: 'Words that somebody is reported to have said, written or thought.',
})
@Model(quoteModel)
export class Quote extends Node {
  @Column(() => String, {
    description:
      'The words attributed: the exact text of the spans, joined by one space, without enclosing quotation marks.',
  })
  text!: string;

  @Column(() => QuoteKind, { description: 'How the words are given.' })
  kind!: QuoteKind;

  @Column(() => QuoteAct, { description: 'What is reported.' })
  act!: QuoteAct;

  @Reference(() => TextSpan, { description: 'From the first to the last character of the spans.' }, OWN_SPAN)
  span!: TextSpan;

  @List(
    () => [TextSpan],
    { description: 'What is attributed, in order; several when the cue or a paragraph break splits it.' },
    spans('CONTENT'),
  )
  spans!: TextSpan[];

  @List(
    () => [TextSpan],
    {
      description:
        'The parts inside quotation marks. DIRECT: the spans themselves. MIXED: inside them. INDIRECT: none.',
    },
    spans('QUOTED'),
  )
  quotedSpans!: TextSpan[];

  @Column(() => String, { description: 'The words that report: "said".', nullable: true })
  cue!: string | null;

  @Reference(() => TextSpan, { description: 'Where the cue stands.', nullable: true }, span('CUE'))
  cueSpan!: TextSpan | null;

  @Reference(
    () => Entity,
    { description: 'The only speaker; null when there is none or several.', nullable: true },
    {
      kind: 'oneOf',
      keyPrefix: '',
      through: {
        model: quoteSpeakerModel,
        match: (speaker, quote) =>
          sql`${speaker.column('quote_id')} = ${quote.column('id')} AND NOT EXISTS (SELECT FROM quote_speaker AS other WHERE other.quote_id = ${quote.column('id')} AND other.position <> ${speaker.column('position')})`,
      },
    },
  )
  speaker!: Entity | null;

  @List(
    () => [Entity],
    { description: 'All who share the words.' },
    {
      rows: ownedRows(quoteSpeakerModel, { key: 'quote_id' }),
      element: { kind: 'oneOf', keyPrefix: '' },
      order: [ascending({ column: 'position', type: 'integer' })],
    },
  )
  speakers!: Entity[];

  @Reference(
    () => TextSpan,
    { description: 'The words that name the speaker, also when no entity is known.', nullable: true },
    span('SPEAKER'),
  )
  speakerSpan!: TextSpan | null;

  @Column(() => Attribution, { description: 'Who the speaker is.' })
  attribution!: Attribution;

  @Reference(
    () => Organisation,
    { description: 'The organisation that the speaker speaks for, when the text says so.', nullable: true },
    byKey('speaking_for_id'),
  )
  speakingFor!: Organisation | null;

  @Reference(
    () => Entity,
    { description: 'Whom the words are said to.', nullable: true },
    { kind: 'oneOf', keyPrefix: 'addressee_' },
  )
  addressee!: Entity | null;

  @Reference(
    () => Quote,
    {
      description:
        'The report that this one stands in: ISPR said (within) that the general acknowledged (this).',
      nullable: true,
    },
    byKey('within_id'),
  )
  within!: Quote | null;

  @List(
    () => [Quote],
    { description: 'The reports that stand in this one, in the order of the text.' },
    {
      rows: ownedRows({ table: 'quote', visible: flagged }, { ownerKey: 'within_id' }),
      element: { kind: 'same' },
      order: TEXT_ORDER,
    },
  )
  nested!: Quote[];

  @Connection(
    () => MentionConnection,
    {
      description: 'Whom and what the words mention.',
      orderedBy: 'In the order of the text.',
      pages: 'forwards',
    },
    {
      rows: ownedRows(quoteMentionModel, { key: 'mention_id' }),
      node: byKey('mention_id'),
      order: TEXT_ORDER,
    },
  )
  mentions!: object;

  @Connection(
    () => TopicConnection,
    { description: 'What the words themselves are about.', orderedBy: 'By name.', pages: 'forwards' },
    {
      rows: ownedRows(quoteTopicModel, { key: 'topic_id' }),
      node: byKey('topic_id'),
      order: [
        ascending({
          column: 'topic_name',
          type: 'text',
          reads: 'topic',
          expression: (row) => sql`(SELECT t.name FROM topic AS t WHERE t.id = ${row.column('topic_id')})`,
        }),
      ],
    },
  )
  topics!: object;

  @Reference(() => Article, { description: 'The article that reports it.' }, byKey('article_id'))
  article!: Article;
}

export const QuoteConnection = connectionType('Quote', () => Quote, { of: 'quotes' });
