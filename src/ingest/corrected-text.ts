import type { Transaction } from '../database/database.ts';
import { SpannedText } from '../kernel/text-span.ts';
import type { AnnotatedBlock, BlockKind } from '../text/annotated-article.ts';
import { type KeptRun, reAnchor } from '../text/re-anchor.ts';
import type { MarkedBlock } from '../text/read/source-text.ts';
import { segment } from '../text/segment/segment.ts';
import { carriedFacts, type ReviewedFacts, type SpanRow } from './reviewed-facts.ts';
import { keptMentions } from './reviewed-mentions.ts';
import { keepQuote } from './reviewed-quotes.ts';
import { spanColumns } from './span-columns.ts';
import { type StoredArticle, sha256Of, storedArticle } from './stored-articles.ts';
import { diffRows, type RowOperation } from './table-rows.ts';
import { movedSpans } from './topic-assignment-rows.ts';
import { writeRows } from './write-rows.ts';

/** What became of an article's facts in its corrected text. */
export interface CorrectedText {
  readonly exact: number;
  readonly moved: number;
  /** Public ids of all facts that are LOST now, in the order of the texts that had them. */
  readonly lost: readonly string[];
}

/** A text that takes the place of another. */
export interface Correction {
  readonly text: string;
  /** What the edits left of the text before; null where they are not known. */
  readonly kept: readonly KeptRun[] | null;
  /** The article's from then on; null: it keeps what it has. */
  readonly modifiedAt: Date | null;
}

type SpanState = SpanRow['spanState'];

/** A fact in the corrected text: the operations that bring it there, and what became of it. */
interface CarriedFact {
  readonly id: string;
  readonly spanStart: number;
  readonly state: SpanState;
}

/**
 * Writes the next revision of an article's text, segmented anew, with every fact re-anchored in it: suggested, confirmed
 * and rejected ones, and those that an earlier correction lost. What is not found is LOST, and stays in the revision that
 * had it last; nothing is deleted.
 *
 * Lock the article before. A dozen statements, whatever the number of facts. Throws where there is no such article.
 */
export async function writeCorrectedText(
  transaction: Transaction,
  articleId: string,
  { text: words, kept, modifiedAt }: Correction,
): Promise<CorrectedText> {
  const stored = await storedArticle(transaction, articleId);
  if (stored === undefined) throw new Error(`Article ${articleId} is gone, though it was locked`);
  const revision = stored.revision + 1;
  const text = new SpannedText(words);
  const [current] = stored.texts;
  const blocks = segment(text, current === undefined ? [] : marksOfCorrected(current, text, kept));
  const texts = new Map(stored.earlierTexts);
  if (current !== undefined) texts.set(current.revision, current.text);
  const { operations, facts } = carryOver(stored, carriedFacts(text, blocks, texts, { revision, kept }));
  const blockRows = blocks.map(({ kind, span }, position) => ({
    articleId,
    revision,
    position,
    kind,
    ...spanColumns(span),
  }));
  await writeRows(transaction, [
    {
      table: 'article',
      action: 'updated',
      row: { id: articleId, revision, ...titles(stored, blocks), ...(modifiedAt !== null && { modifiedAt }) },
    },
    ...diffRows('articleText', [], [{ articleId, revision, text: words, sha256: sha256Of(words) }]),
    ...diffRows('block', [], blockRows),
    ...operations,
  ]);
  const inState = (state: SpanState) => facts.filter((fact) => fact.state === state);
  return {
    exact: inState('EXACT').length,
    moved: inState('MOVED').length,
    lost: inState('LOST')
      .toSorted((a, b) => a.spanStart - b.spanStart)
      .map(({ id }) => id),
  };
}

/** A text that is stored, with its blocks. */
export interface StoredText {
  readonly text: string;
  readonly blocks: readonly (ReturnType<typeof spanColumns> & { readonly kind: BlockKind })[];
}

/**
 * The blocks of a text whose kind is known when it is corrected: one that is found again keeps its kind, for the format
 * may have told it. The layout tells the others.
 */
export function marksOfCorrected(
  current: StoredText,
  text: SpannedText,
  kept: Correction['kept'],
): readonly MarkedBlock[] {
  const find = reAnchor(new SpannedText(current.text), text, kept ?? undefined);
  const marked = current.blocks.flatMap(({ kind, ...row }) => {
    const { spanStart: start, spanEnd: end, ...rest } = row;
    const anchor = find({ start, end, ...rest });
    return anchor.state === 'LOST'
      ? []
      : [{ kind, start: anchor.span.utf16Start, end: anchor.span.utf16End }];
  });
  return marked.toSorted((a, b) => a.start - b.start);
}

/** The headline and standfirst, where the article has them from its text and the text has others now. */
function titles(stored: StoredArticle, blocks: readonly AnnotatedBlock[]) {
  const before = (kind: AnnotatedBlock['kind']) =>
    stored.texts[0]?.blocks.find((block) => block.kind === kind)?.exact;
  const now = (kind: AnnotatedBlock['kind']) => blocks.find((block) => block.kind === kind)?.span.exact;
  const headline = now('HEADLINE');
  const standfirst = now('STANDFIRST');
  return {
    ...(headline !== undefined && stored.headline === before('HEADLINE') ? { headline } : {}),
    ...(standfirst !== undefined && stored.standfirst === before('STANDFIRST') ? { standfirst } : {}),
  };
}

/** Every fact in the corrected text. */
function carryOver(
  stored: StoredArticle,
  carried: ReviewedFacts,
): { readonly operations: readonly RowOperation[]; readonly facts: readonly CarriedFact[] } {
  const mentions = keptMentions(stored.mentions, carried);
  const receipts = stored.affiliationReceipts.map((row) => carried.anchor(withoutDerived(row)));
  const quotes = stored.quotes.map((quote) => keepQuote(quote, carried));
  const topics = stored.topicAssignments.map(({ id, spans }) => ({ id, spans: movedSpans(spans, carried) }));
  return {
    operations: [
      ...diffRows('mention', stored.mentions, mentions),
      ...diffRows('affiliationReceipt', stored.affiliationReceipts, receipts),
      ...diffRows(
        'quote',
        stored.quotes,
        quotes.map(({ row }) => row),
      ),
      ...diffRows(
        'quoteSpan',
        quotes.flatMap(({ spansBefore }) => spansBefore),
        quotes.flatMap(({ spans }) => spans),
      ),
      ...diffRows(
        'topicSpan',
        stored.topicAssignments.flatMap(({ spans }) => spans),
        topics.flatMap(({ spans }) => spans),
      ),
    ],
    facts: [
      ...mentions.map((row) => factOf('mention', row)),
      ...receipts.map((row) => factOf('affiliationReceipt', row)),
      ...quotes.map(({ row }) => factOf('quote', row)),
      ...topics.flatMap(({ id, spans }) => topicFact(id, spans)),
    ],
  };
}

function factOf(
  prefix: string,
  { id, spanStart, spanState }: Pick<SpanRow, 'spanStart' | 'spanState'> & { readonly id: string },
): CarriedFact {
  return { id: `${prefix}_${id}`, spanStart, state: spanState };
}

/** An assignment that words earned is LOST when none of them is left. */
function topicFact(
  id: string,
  spans: readonly Pick<SpanRow, 'spanStart' | 'spanState'>[],
): readonly CarriedFact[] {
  const [first] = spans;
  if (first === undefined) return [];
  const has = (state: SpanState) => spans.some(({ spanState }) => spanState === state);
  const isLost = spans.every(({ spanState }) => spanState === 'LOST');
  const state = isLost ? 'LOST' : has('MOVED') ? 'MOVED' : 'EXACT';
  return [{ id: `topicAssignment_${id}`, spanStart: first.spanStart, state }];
}

/** Without what is derived, and the version that counts its changes. */
function withoutDerived<Row extends { version: number; sortAt: Date; isVisible: boolean }>(row: Row) {
  const { version: _, sortAt: _sortAt, isVisible: _isVisible, ...columns } = row;
  return columns;
}
