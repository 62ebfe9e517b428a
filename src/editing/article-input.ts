import { UserErrorCode } from '../content/node/user-error.type.ts';
import type { Transaction } from '../database/database.ts';
import { MAX_TEXT, type UpdateArticleInput } from './article.types.ts';
import { refuseUnknown } from './attribution-input.ts';
import { refuseTakenSlug } from './entity-input.ts';
import type { InputCheck } from './input-check.ts';
import { refuse } from './refusal.ts';

const MAX_BYLINES = 100;

/** The columns beside an article's text that an input names; what is left out stays as it is, null takes away. */
export interface ArticleColumns {
  readonly headline?: string;
  readonly slug?: string;
  readonly uri?: string | null;
  readonly standfirst?: string | null;
  readonly dateline?: string | null;
  readonly bylines?: string[];
  readonly language?: string;
  /** UUID. */
  readonly publisherId?: string | null;
  readonly publishedAt?: Date | null;
  readonly modifiedAt?: Date | null;
  readonly sourceUrl?: string | null;
  readonly copyrightHolder?: string | null;
  readonly usageTerms?: string | null;
}

/** What an input says beside an article's text. */
type ArticleFields = {
  readonly [Field in keyof Omit<UpdateArticleInput, 'id' | 'version'>]: UpdateArticleInput[Field] | undefined;
};

/** Looks over what stands beside an article's text. A null of what can't be missing is a fault. */
export function parseArticleFields(input: ArticleFields, check: InputCheck): ArticleColumns {
  const { headline, slug, uri, standfirst, dateline, bylines, language, publisherId } = input;
  const { publishedAt, modifiedAt, sourceUrl, copyrightHolder, usageTerms } = input;
  const line = (name: string, value: string | null) => check.optionalLine([name], value);
  const instant = (name: string, value: Date | null) => value && check.instant([name], value);
  if ((bylines?.length ?? 0) > MAX_BYLINES)
    check.fault(['bylines'], UserErrorCode.TOO_LONG, `There are more than ${MAX_BYLINES} bylines.`);
  return {
    ...(check.isGiven(['headline'], headline) && { headline: check.line(['headline'], headline) }),
    ...(check.isGiven(['slug'], slug) && { slug: check.slug(['slug'], slug) }),
    ...(check.isGiven(['bylines'], bylines) && {
      bylines: bylines.map((byline, position) => check.line(['bylines', String(position)], byline)),
    }),
    ...(check.isGiven(['language'], language) && { language: check.language(['language'], language) }),
    ...(publisherId !== undefined && {
      publisherId: check.optionalId(['publisherId'], publisherId, 'organisation'),
    }),
    ...(uri !== undefined && { uri: line('uri', uri) }),
    ...(standfirst !== undefined && {
      standfirst: check.optionalText(['standfirst'], standfirst),
    }),
    ...(dateline !== undefined && { dateline: line('dateline', dateline) }),
    ...(publishedAt !== undefined && { publishedAt: instant('publishedAt', publishedAt) }),
    ...(modifiedAt !== undefined && { modifiedAt: instant('modifiedAt', modifiedAt) }),
    ...(sourceUrl !== undefined && {
      sourceUrl: sourceUrl === null ? null : check.webAddress(['sourceUrl'], sourceUrl),
    }),
    ...(copyrightHolder !== undefined && { copyrightHolder: line('copyrightHolder', copyrightHolder) }),
    ...(usageTerms !== undefined && {
      usageTerms: check.optionalText(['usageTerms'], usageTerms),
    }),
  };
}

/** Looks over an article's whole text, which is taken as it is. */
export function checkText(check: InputCheck, text: string, ifBlank: string): void {
  check.verbatim(['text'], text, MAX_TEXT);
  if (!/\S/u.test(text)) check.fault(['text'], UserErrorCode.REQUIRED, ifBlank);
}

/** Refuses what another article has, and a publisher that is not there. `id` is null for a new article. */
export async function refuseTakenFields(
  transaction: Transaction,
  { slug, uri, publisherId }: ArticleColumns,
  id: string | null,
): Promise<void> {
  await refuseTakenSlug(transaction, 'ARTICLE', slug, id);
  const publisher = { personId: null, organisationId: publisherId ?? null };
  await refuseUnknown(transaction, [{ keys: publisher, path: ['publisherId'] }]);
  const before = id === null ? null : await transaction.article.findUnique({ where: { id } });
  const wanted = {
    uri: uri === undefined ? (before?.uri ?? null) : uri,
    publisherId: publisherId === undefined ? (before?.publisherId ?? null) : publisherId,
  };
  if (wanted.uri === null) return;
  const other = await transaction.article.findFirst({
    where: id === null ? wanted : { ...wanted, id: { not: id } },
    select: { slug: true },
  });
  if (other === null) return;
  refuse(
    [uri === undefined ? 'publisherId' : 'uri'],
    UserErrorCode.NOT_UNIQUE,
    `The publisher uses this uri for the article "${other.slug}".`,
  );
}
