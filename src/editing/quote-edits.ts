import { UserErrorCode } from '../content/node/user-error.type.ts';
import type { Transaction } from '../database/database.ts';
import type { QuoteKind } from '../database/generated/enums.ts';
import { reviewedMethod } from '../ingest/reviewed-facts.ts';
import type { TextSpan } from '../kernel/text-span.ts';
import type { EntityKeys } from './attribution-input.ts';
import { lockFact } from './fact-rows.ts';
import type { InputCheck } from './input-check.ts';
import { MAX_PARTS } from './quote.types.ts';
import { spanRows, type wordColumns } from './quote-words.ts';
import { refuse } from './refusal.ts';
import type { CurrentText } from './text-selector.ts';

/** A quote that is being edited. */
interface LockedQuote {
  readonly articleId: string;
  /** The revision that its words stand in. */
  readonly revision: number;
  readonly kind: QuoteKind;
  readonly content: readonly TextSpan[];
  /** The columns of one that a person stands by. */
  readonly confirmed: { readonly review: 'CONFIRMED'; readonly method: string };
}

/** Locks a quote and its article. Refuses with NOT_FOUND, CONFLICT, and WRONG_STATE where it was rejected. */
export async function lockQuote(transaction: Transaction, id: string, version: number): Promise<LockedQuote> {
  const { review, method } = await lockFact(transaction, { prefix: 'quote', uuid: id }, version, 'quote');
  if (review === 'REJECTED')
    refuse(['id'], UserErrorCode.WRONG_STATE, 'It was rejected: confirm it first.', { quote: id });
  const quote = await transaction.quote.findUniqueOrThrow({
    where: { id },
    include: { spans: { where: { role: 'CONTENT' }, orderBy: { position: 'asc' } } },
  });
  return {
    articleId: quote.articleId,
    revision: quote.revision,
    kind: quote.kind,
    content: quote.spans.map(({ spanStart, spanEnd, utf16Start, utf16End, exact, prefix, suffix }) => ({
      start: spanStart,
      end: spanEnd,
      utf16Start,
      utf16End,
      exact,
      prefix,
      suffix,
    })),
    confirmed: { review: 'CONFIRMED', method: reviewedMethod(method) },
  };
}

/** Refuses words that another quote of the article has, from end to end: showing that one. */
export async function refuseKnownWords(
  transaction: Transaction,
  { articleId, revision, spanStart, spanEnd, text }: ReturnType<typeof wordColumns>,
  ownId: string | null,
): Promise<void> {
  const place = { articleId, revision, spanStart, spanEnd, text };
  const known = await transaction.quote.findFirst({
    where: { ...place, ...(ownId === null ? {} : { id: { not: ownId } }) },
  });
  if (known === null) return;
  refuse(
    ['spans'],
    UserErrorCode.NOT_UNIQUE,
    `A quote with these very words is there, and ${known.review}.`,
    {
      quote: known.id,
    },
  );
}

/** The topics of a quote; null where they stay. */
export function parseTopics(
  check: InputCheck,
  topics: readonly string[] | null | undefined,
): readonly string[] | null {
  if (!topics) return null;
  if (topics.length > MAX_PARTS)
    check.fault(['topics'], UserErrorCode.TOO_LONG, `There are more than ${MAX_PARTS} topics.`);
  for (const [position, id] of topics.entries()) {
    if (topics.indexOf(id) !== position)
      check.fault(['topics', String(position)], UserErrorCode.NOT_UNIQUE, `${id} is given twice.`);
  }
  return topics.map((id, position) => check.id(['topics', String(position)], id, 'topic'));
}

/** Writes the spans of the roles that are given anew; the others stay. */
export async function writeQuoteSpans(
  transaction: Transaction,
  quoteId: string,
  text: CurrentText,
  spans: Readonly<Partial<Record<'CONTENT' | 'QUOTED' | 'CUE' | 'SPEAKER', readonly TextSpan[]>>>,
): Promise<void> {
  for (const role of ['CONTENT', 'QUOTED', 'CUE', 'SPEAKER'] as const) {
    const given = spans[role];
    if (given === undefined) continue;
    await transaction.quoteSpan.deleteMany({ where: { quoteId, role } });
    await transaction.quoteSpan.createMany({ data: spanRows(quoteId, role, text, given) });
  }
}

/** Writes all speakers of a quote, in their order. */
export async function writeSpeakers(
  transaction: Transaction,
  quoteId: string,
  speakers: readonly EntityKeys[],
): Promise<void> {
  await transaction.quoteSpeaker.deleteMany({ where: { quoteId } });
  await transaction.quoteSpeaker.createMany({
    data: speakers.map((keys, position) => ({ quoteId, position, ...keys })),
  });
}

/** Writes all topics of a quote. Refuses those that are not there, or are retired. */
export async function writeTopics(
  transaction: Transaction,
  quoteId: string,
  topicIds: readonly string[],
): Promise<void> {
  const before = await transaction.quoteTopic.findMany({ where: { quoteId } });
  const known = new Set(before.map(({ topicId }) => topicId));
  const gone = [...known].filter((id) => !topicIds.includes(id));
  if (gone.length > 0) await transaction.quoteTopic.deleteMany({ where: { quoteId, topicId: { in: gone } } });
  for (const [position, topicId] of topicIds.entries()) {
    if (known.has(topicId)) continue;
    await refuseUnassignable(transaction, topicId, ['topics', String(position)]);
    await transaction.quoteTopic.create({ data: { quoteId, topicId } });
  }
}

/** Refuses a topic that is not there, with NOT_FOUND, or is retired, with WRONG_STATE. */
export async function refuseUnassignable(
  transaction: Transaction,
  topicId: string,
  path: readonly string[],
): Promise<void> {
  const topic = await transaction.topic.findUnique({ where: { id: topicId } });
  if (topic === null) return refuse(path, UserErrorCode.NOT_FOUND, 'There is no topic with this id.');
  if (topic.retiredAt !== null)
    refuse(
      path,
      UserErrorCode.WRONG_STATE,
      `The topic ${topic.slug} is retired, and assigned to nothing new.`,
    );
}
