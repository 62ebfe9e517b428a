import type { ReviewState } from '../database/generated/enums.ts';
import { SpannedText, type TextSpan } from '../kernel/text-span.ts';
import type { AnnotatedArticle, FactState } from '../text/annotated-article.ts';
import { type Anchor, type KeptRun, reAnchor } from '../text/re-anchor.ts';
import { contains } from './check-spans.ts';
import { spanColumns } from './span-columns.ts';
import type { StoredArticle } from './stored-articles.ts';

/** The columns of a fact's span. */
export interface SpanRow extends ReturnType<typeof spanColumns> {
  readonly revision: number;
  readonly spanState: 'EXACT' | 'MOVED' | 'LOST';
}

/** Carries what is kept, beside what a machine says now, over into the text that is current now: what people have reviewed. */
export interface ReviewedFacts {
  /** Whether a stored fact is kept. */
  keeps(fact: Pick<FactState, 'review' | 'method'>): boolean;
  /** The row in the current text, at its place there; a LOST one stays in the text that had it last. */
  anchor<Row extends SpanRow>(row: Row): Row;
  /** The current text. */
  readonly text: SpannedText;
}

/** What an import that confirms puts behind the method; no person has looked at such a fact. */
const CONFIRMED_ABOVE = '+confirmed-above-';

/** A machine's method has a version: `quotes@1`. `seed` and `editor` have none. */
const MACHINE_METHOD = /^[a-z0-9-]+@\d+/u;

/** Whether a person has reviewed a fact, or brought it: a machine leaves it alone. */
function isReviewed({ review, method }: Pick<FactState, 'review' | 'method'>): boolean {
  if (review === 'REJECTED' || !MACHINE_METHOD.test(method)) return true;
  return review === 'CONFIRMED' && !method.includes(CONFIRMED_ABOVE);
}

/** A fact's method once a person has decided about it: what a machine's threshold put behind it goes. */
export function reviewedMethod(method: string): string {
  const [base = method] = method.split(CONFIRMED_ABOVE);
  return base;
}

/**
 * What carries the stored article's reviewed facts over into `revision` of its text, which is that of the article. What the
 * text has LOST already is looked for again only in another one.
 */
export function reviewedFacts(
  article: AnnotatedArticle,
  stored: StoredArticle,
  revision: number,
): ReviewedFacts {
  const before = new Map(revision === stored.revision ? [] : stored.earlierTexts);
  for (const text of stored.texts) before.set(text.revision, text.text);
  return carriedFacts(new SpannedText(article.text), article.blocks, before, { revision });
}

/**
 * What carries facts over into `revision`, the text given. `before` has the texts by their revisions: a fact is looked
 * for from the one that had it last, a LOST one too; where that is not there, the fact stays as it is. `kept` is what the
 * edits left of the revision before; null where they are not known.
 */
export function carriedFacts(
  text: SpannedText,
  allBlocks: AnnotatedArticle['blocks'],
  before: ReadonlyMap<number, string>,
  { revision, kept = null }: { readonly revision: number; readonly kept?: readonly KeptRun[] | null },
): ReviewedFacts {
  const blocks = allBlocks.filter(({ kind }) => kind !== 'RELATED' && kind !== 'FURNITURE');
  const finders = new Map<number, ReturnType<typeof reAnchor>>();
  const finderOf = (from: number) => {
    const words = before.get(from);
    const known = from === revision - 1 ? (kept ?? undefined) : undefined;
    const find =
      finders.get(from) ?? (words === undefined ? undefined : reAnchor(new SpannedText(words), text, known));
    if (find !== undefined) finders.set(from, find);
    return find;
  };
  return {
    text,
    keeps: isReviewed,
    anchor(row) {
      const find = row.revision === revision ? undefined : finderOf(row.revision);
      if (find === undefined) return row;
      const anchor = inBlock(find(spanOf(row)), blocks);
      if (anchor.state === 'LOST') return { ...row, spanState: 'LOST' };
      // Once MOVED or LOST, it is no more as it was found, wherever it stands.
      const spanState = row.spanState === 'EXACT' ? anchor.state : 'MOVED';
      return { ...row, revision, ...spanColumns(anchor.span), spanState };
    },
  };
}

/** What gives no facts has none: a passage that now stands in the page's furniture is LOST. */
function inBlock(anchor: Anchor, blocks: AnnotatedArticle['blocks']): Anchor {
  if (anchor.state === 'LOST') return anchor;
  return blocks.some(({ span }) => contains(span, anchor.span)) ? anchor : { state: 'LOST' };
}

function spanOf({ spanStart, spanEnd, utf16Start, utf16End, exact, prefix, suffix }: SpanRow): TextSpan {
  return { start: spanStart, end: spanEnd, utf16Start, utf16End, exact, prefix, suffix };
}

/** The article with every fact confirmed that the machine is at least so sure of. */
export function confirmedAbove<Article extends AnnotatedArticle>(
  article: Article,
  threshold: number | null,
): Article {
  if (threshold === null) return article;
  const confirm = <Fact extends FactState>(fact: Fact): Fact =>
    fact.review === 'SUGGESTED' && fact.confidence >= threshold
      ? { ...fact, review: 'CONFIRMED', method: `${fact.method}${CONFIRMED_ABOVE}${threshold}` }
      : fact;
  return {
    ...article,
    mentions: article.mentions.map(confirm),
    quotes: article.quotes.map(confirm),
    affiliations: article.affiliations.map((affiliation) => ({
      ...affiliation,
      receipts: affiliation.receipts.map(confirm),
    })),
    topics: article.topics.map(confirm),
  };
}

/**
 * The rows with what an earlier import confirmed of them still confirmed, at the threshold that it was confirmed at: a
 * later one never takes that back.
 */
export function stillConfirmed<
  Row extends { readonly id: string; readonly review: ReviewState; readonly method: string },
>(
  stored: readonly { readonly id: string; readonly review: ReviewState; readonly method: string }[],
  rows: readonly Row[],
): readonly Row[] {
  const marks = new Map(
    stored.flatMap(({ id, review, method }) => {
      const at = method.indexOf(CONFIRMED_ABOVE);
      return review === 'CONFIRMED' && at !== -1 ? [[id, method.slice(at)] as const] : [];
    }),
  );
  return rows.map((row) => {
    const mark = marks.get(row.id);
    if (mark === undefined) return row;
    return { ...row, review: 'CONFIRMED', method: `${reviewedMethod(row.method)}${mark}` };
  });
}
