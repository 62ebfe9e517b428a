import type { AnnotatedArticle, AnnotatedQuote } from '../text/annotated-article.ts';
import type { ArticleTarget } from './article-rows.ts';
import { type EntityRefs, refOfKey } from './entities.ts';
import { type NaturalKey, withIds } from './pair-rows.ts';
import { stillConfirmed } from './reviewed-facts.ts';
import { type KeptQuote, keptQuotes, whoSettles } from './reviewed-quotes.ts';
import { factSpanColumns } from './span-columns.ts';
import { diffRows, type RowOperation } from './table-rows.ts';
import { type TopicIds, topicId } from './topic-ids.ts';

const SPAN_ROLES = ['CONTENT', 'QUOTED', 'CUE', 'SPEAKER'] as const;

interface QuoteKey {
  readonly spanStart: number;
  readonly spanEnd: number;
  readonly text: string;
  readonly kind: string;
  readonly cue: string | null;
}

/**
 * What the article's quotes need, with their spans, speakers and topics. A stored quote is the same when its words stand
 * at the same place, else when it has the same words, else when it begins at the same place (somebody moved its end).
 *
 * Reviewed ones are kept, where the article keeps them, and nothing is suggested that they say or deny.
 */
export function quoteOperations(
  { quotes }: AnnotatedArticle,
  refs: EntityRefs,
  topicIds: TopicIds,
  target: ArticleTarget,
  newId: () => string,
): readonly RowOperation[] {
  const before = target.stored?.quotes ?? [];
  const kept = keptQuotes(before, target.reviewed);
  const drafts = quotes.map((quote) => ({ quote, ...quoteKey(quote) }));
  const settled = new Map(drafts.map((draft) => [draft.quote.key, whoSettles(draft, kept)]));
  const wanted = drafts.filter(({ quote }) => settled.get(quote.key) === undefined);
  const open = before.filter(({ id }) => !kept.some(({ row }) => row.id === id));
  const rows = stillConfirmed(open, withIds(open, wanted, QUOTE_KEYS, newId));
  const ids = new Map<string, string | null>(rows.map(({ id, quote }) => [quote.key, id]));
  // What stood within a quote that a person rejected stands within none.
  for (const [key, known] of settled)
    if (known !== undefined) ids.set(key, known.row.review === 'REJECTED' ? null : known.row.id);
  const quoteRows = rows.map(({ quote, id, review, method }) => ({
    ...quoteColumns(quote, refs, target),
    id,
    review,
    method,
    withinId: quote.within === null ? null : (ids.get(quote.within) ?? null),
  }));
  const parts = rows.map(({ id, quote }) => partRows(id, quote, refs, topicIds, target));
  const replaced = open.filter(({ id }) => rows.some((row) => row.id === id));
  return [
    ...diffRows('quote', before, [...quoteRows, ...keptRows(kept, quoteRows)]),
    ...diffRows(
      'quoteSpan',
      [...replaced.flatMap(({ spans }) => spans), ...kept.flatMap(({ spansBefore }) => spansBefore)],
      [...parts.flatMap(({ spans }) => spans), ...kept.flatMap(({ spans }) => spans)],
    ),
    ...diffRows(
      'quoteSpeaker',
      replaced.flatMap(({ speakers }) => speakers),
      parts.flatMap(({ speakers }) => speakers),
      {
        replace: true,
      },
    ),
    ...diffRows(
      'quoteTopic',
      replaced.flatMap(({ topics }) => topics),
      parts.flatMap(({ topics }) => topics),
    ),
  ];
}

/** The kept ones within what they stood in, unless that is gone, or would now stand in them. */
function keptRows(
  kept: readonly KeptQuote[],
  others: readonly { readonly id: string; readonly withinId: string | null }[],
) {
  const outer = new Map([...others, ...kept.map(({ row }) => row)].map(({ id, withinId }) => [id, withinId]));
  return kept.map(({ row }) => {
    const seen = new Set([row.id]);
    let at = row.withinId;
    while (at !== null && outer.has(at) && !seen.has(at)) {
      seen.add(at);
      at = outer.get(at) ?? null;
    }
    const withinId = at === null ? row.withinId : null;
    outer.set(row.id, withinId);
    return { ...row, withinId };
  });
}

const QUOTE_KEYS: readonly NaturalKey<QuoteKey>[] = [
  ({ spanStart, spanEnd, text, kind, cue }) => JSON.stringify([spanStart, spanEnd, text, kind, cue]),
  ({ spanStart, spanEnd }) => JSON.stringify([spanStart, spanEnd]),
  ({ text }) => text,
  ({ spanStart }) => String(spanStart),
];

/** What a quote is recognised by, and its review as far as it may stay. */
function quoteKey({ text, kind, span, cueSpan, review, method }: AnnotatedQuote) {
  return {
    spanStart: span.start,
    spanEnd: span.end,
    text,
    kind,
    cue: cueSpan?.exact ?? null,
    review,
    method,
  };
}

function quoteColumns(quote: AnnotatedQuote, refs: EntityRefs, { id: articleId, revision }: ArticleTarget) {
  const { text, kind, act, attribution, span, review, confidence, method } = quote;
  const addressee = refOfKey(refs, quote.addressee);
  return {
    articleId,
    revision,
    text,
    kind,
    act,
    cue: quote.cueSpan?.exact ?? null,
    attribution,
    speakingForId: refOfKey(refs, quote.speakingFor).organisationId,
    addresseePersonId: addressee.personId,
    addresseeOrganisationId: addressee.organisationId,
    ...factSpanColumns(span),
    review,
    confidence,
    method,
  };
}

function partRows(
  quoteId: string,
  quote: AnnotatedQuote,
  refs: EntityRefs,
  topicIds: TopicIds,
  { id: articleId, revision }: ArticleTarget,
) {
  const spansByRole = {
    CONTENT: quote.spans,
    QUOTED: quote.quotedSpans,
    CUE: quote.cueSpan === null ? [] : [quote.cueSpan],
    SPEAKER: quote.speakerSpan === null ? [] : [quote.speakerSpan],
  };
  return {
    spans: SPAN_ROLES.flatMap((role) =>
      spansByRole[role].map((span, position) => ({
        quoteId,
        role,
        position,
        articleId,
        revision,
        ...factSpanColumns(span),
      })),
    ),
    speakers: quote.speakers.map((key, position) => ({ quoteId, position, ...refOfKey(refs, key) })),
    topics: quote.topics.map((code) => ({ quoteId, topicId: topicId(topicIds, code) })),
  };
}
