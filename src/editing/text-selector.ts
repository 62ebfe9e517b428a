import { Field, InputType } from 'type-graphql';
import { UserErrorCode } from '../content/node/user-error.type.ts';
import type { Transaction } from '../database/database.ts';
import { lockArticles } from '../ingest/locks.ts';
import { type QuoteSelector, SpannedText, type TextSpan } from '../kernel/text-span.ts';
import type { InputCheck } from './input-check.ts';
import { refuse } from './refusal.ts';

/** Most characters of the words that a fact rests on, and of what is said to stand around them. */
export const MAX_EXACT = 20_000;
export const MAX_CONTEXT = 1_000;

@InputType({
  description:
    'Words of an article’s current text (W3C TextQuoteSelector), as they stand there, white space and all. They must stand in one paragraph, headline, caption or the like that gives facts.',
})
export class TextSelectorInput {
  @Field(() => String, { description: 'The words: TEXT_NOT_FOUND where the text has them nowhere.' })
  exact!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What stands directly before them, where they are there more than once.',
  })
  prefix?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What stands directly after them, where they are there more than once.',
  })
  suffix?: string | null;
}

/** Looks a selector over. Unlike other text it is not trimmed: it must be what the article says. */
export function parseSelector(
  check: InputCheck,
  path: readonly string[],
  { exact, prefix, suffix }: TextSelectorInput,
): QuoteSelector {
  check.verbatim([...path, 'exact'], exact, MAX_EXACT);
  if (!/\S/u.test(exact))
    check.fault([...path, 'exact'], UserErrorCode.REQUIRED, 'The words are blank: they mean no place.');
  for (const [name, context] of Object.entries({ prefix, suffix }))
    check.verbatim([...path, name], context ?? '', MAX_CONTEXT);
  return { exact, prefix: prefix ?? undefined, suffix: suffix ?? undefined };
}

/** The current text of an article, for finding words in it. */
export class CurrentText {
  constructor(
    readonly articleId: string,
    readonly revision: number,
    readonly spanned: SpannedText,
    /** Blocks that give facts, in order. */
    readonly blocks: readonly Extent[],
  ) {}

  /**
   * The one place that a selector means. Refuses at `path` with TEXT_NOT_FOUND, TEXT_AMBIGUOUS, and INVALID where the
   * words stand in no one block that gives facts.
   *
   * `near`: what stands in the blocks of these spans is meant, where it stands there at all.
   */
  find(selector: QuoteSelector, path: readonly string[], near: readonly TextSpan[] = []): TextSpan {
    const all = this.spanned.locateAll(selector);
    if (all.length === 0) {
      return refuse(
        [...path, 'exact'],
        UserErrorCode.TEXT_NOT_FOUND,
        `The text does not have these words${selector.prefix || selector.suffix ? ' where prefix and suffix say' : ''}.`,
      );
    }
    const places = all.filter((span) => this.blocks.some((block) => isIn(span, block)));
    if (places.length === 0) {
      return refuse(
        [...path, 'exact'],
        UserErrorCode.INVALID,
        'The words stand in no one block that gives facts: they run over the end of one, or are a link or label of the page.',
      );
    }
    const blocks = this.blocks.filter((block) => near.some((span) => isIn(span, block)));
    const nearby = places.filter((span) => blocks.some((block) => isIn(span, block)));
    const [span, ...others] = nearby.length > 0 ? nearby : places;
    if (span !== undefined && others.length === 0) return span;
    return refuse(
      [...path, 'exact'],
      UserErrorCode.TEXT_AMBIGUOUS,
      `The text has these words ${others.length + 1} times: say with prefix or suffix which are meant.`,
    );
  }
}

/** A stretch of the text, in code points. */
interface Extent {
  readonly start: number;
  readonly end: number;
}

/** The article's current text. Refuses with NOT_FOUND where there is no such article. Lock the article before. */
export async function currentText(
  transaction: Transaction,
  articleId: string,
  path: readonly string[],
): Promise<CurrentText> {
  const article = await transaction.article.findUnique({
    where: { id: articleId },
    select: { revision: true },
  });
  const stored =
    article === null
      ? null
      : await transaction.articleText.findUnique({
          where: { articleId_revision: { articleId, revision: article.revision } },
          select: { revision: true, text: true, blocks: { orderBy: { position: 'asc' } } },
        });
  if (stored === null) return refuse(path, UserErrorCode.NOT_FOUND, 'There is no article with this id.');
  const blocks = stored.blocks
    .filter(({ kind }) => kind !== 'RELATED' && kind !== 'FURNITURE')
    .map(({ spanStart, spanEnd }) => ({ start: spanStart, end: spanEnd }));
  return new CurrentText(articleId, stored.revision, new SpannedText(stored.text), blocks);
}

/** Locks an article until the change ends, and gives its current text. Refuses as `currentText` does. */
export async function lockText(
  transaction: Transaction,
  articleId: string,
  path: readonly string[],
): Promise<CurrentText> {
  await lockArticles(transaction, [articleId]);
  return currentText(transaction, articleId, path);
}

function isIn(inner: Extent, outer: Extent): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
