import type { AnnotatedArticle } from '../text/annotated-article.ts';
import type { IngestSettings } from './options.ts';
import { type ImportedState, type PublishingState, stateAfterImport } from './publishing-state.ts';
import { type ReviewedFacts, reviewedFacts } from './reviewed-facts.ts';
import { spanColumns } from './span-columns.ts';
import { type ArticleIdentity, type StoredArticle, sha256Of } from './stored-articles.ts';
import { diffRows, type RowOperation } from './table-rows.ts';

/** An article under way: where its facts go. */
export interface ArticleTarget {
  readonly id: string;
  /** Of the text that the facts refer to. */
  readonly revision: number;
  /** Undefined when the article is new. */
  readonly stored: StoredArticle | undefined;
  /** Carries what people have reviewed over; null where the article's own facts are all that is to be there. */
  readonly reviewed: ReviewedFacts | null;
}

/** Where an article's facts go: the text that is current already, or one revision on when the text is another. */
export function targetOf(
  article: AnnotatedArticle,
  id: string,
  stored: StoredArticle | undefined,
  mode: IngestSettings['mode'],
): ArticleTarget {
  if (stored === undefined) return { id, revision: 1, stored, reviewed: null };
  const isSameText = stored.texts[0]?.text === article.text;
  const revision = isSameText ? stored.revision : stored.revision + 1;
  const reviewed = mode === 'import' ? reviewedFacts(article, stored, revision) : null;
  return { id, revision, stored, reviewed };
}

/** What the article itself needs: its row, the text's revision, the source and the blocks. `slug` is for a new article. */
export function articleOperations(
  article: AnnotatedArticle,
  { id, revision, stored }: ArticleTarget,
  { publisherId, sha256 }: ArticleIdentity,
  slug: string,
  { statusOf, mode, now, newId }: IngestSettings,
): readonly RowOperation[] {
  const { source, text, blocks } = article;
  const current = stored?.texts[0];
  const isNewText = revision !== stored?.revision;
  const isKnownSource = stored?.sources.some((known) => known.sha256 === sha256) ?? false;
  // What was taken in already, and read to the same text: whatever people have put right since stays.
  const isKnown = mode === 'import' && isKnownSource && !isNewText;
  const fields = isKnown && stored !== undefined ? withStored(article.fields, stored) : article.fields;
  const recordedAt = now?.();
  const recorded = recordedAt === undefined ? {} : { recordedAt };
  const state = { stored, wanted: statusOf(article), isNewSource: !isKnownSource };
  const row = {
    id,
    slug: stored?.slug ?? slug,
    ...(mode === 'import' ? stateAfterImport({ fields: article.fields, ...state }) : stateGiven(state, mode)),
    uri: fields.uri ?? stored?.uri ?? null,
    headline: fields.headline,
    standfirst: fields.standfirst,
    dateline: fields.dateline,
    bylines: [...fields.bylines],
    language: fields.language,
    publishedAt: fields.publishedAt,
    modifiedAt: fields.modifiedAt,
    publisherId,
    sourceUrl: fields.sourceUrl,
    copyrightHolder: fields.copyrightHolder,
    usageTerms: fields.usageTerms,
    revision,
    ...(stored === undefined && recorded),
  };
  const textRow = { articleId: id, revision, text, sha256: sha256Of(text), ...recorded };
  const sourceRow = {
    id: newId(),
    articleId: id,
    revision,
    publisherId,
    mediaType: source.mediaType,
    reader: source.reader,
    bytes: source.bytes,
    sha256,
    metadata: source.metadata,
    itemVersion: itemVersionOf(fields),
    ...(recordedAt !== undefined && { receivedAt: recordedAt }),
  };
  const blockRows = blocks.map(({ kind, span }, position) => ({
    articleId: id,
    revision,
    position,
    kind,
    ...spanColumns(span),
  }));
  return [
    ...diffRows('article', stored === undefined ? [] : [stored], [row]),
    ...(isNewText ? diffRows('articleText', [], [textRow]) : []),
    ...(isKnownSource ? [] : diffRows('articleSource', [], [sourceRow])),
    ...diffRows('block', isNewText ? [] : (current?.blocks ?? []), blockRows),
  ];
}

/** What is stored, and where that is nothing, what the article says. */
function withStored(fields: AnnotatedArticle['fields'], stored: StoredArticle): AnnotatedArticle['fields'] {
  return {
    ...fields,
    headline: stored.headline,
    standfirst: stored.standfirst ?? fields.standfirst,
    dateline: stored.dateline ?? fields.dateline,
    bylines: stored.bylines.length > 0 ? stored.bylines : fields.bylines,
    language: stored.language === 'und' ? fields.language : stored.language,
    publishedAt: stored.publishedAt ?? fields.publishedAt,
    modifiedAt: stored.modifiedAt ?? fields.modifiedAt,
    sourceUrl: stored.sourceUrl ?? fields.sourceUrl,
    copyrightHolder: stored.copyrightHolder ?? fields.copyrightHolder,
    usageTerms: stored.usageTerms ?? fields.usageTerms,
  };
}

/** The provider's version, unless it is nothing but white space. */
function itemVersionOf({ version = null }: AnnotatedArticle['fields']): string | null {
  return version !== null && /\S/u.test(version) ? version : null;
}

/** Of articles that people annotated: a new one gets the status given, and a stored one too where it is replaced. */
function stateGiven(
  { stored, wanted }: Pick<ImportedState, 'stored' | 'wanted'>,
  mode: 'extend' | 'replace',
): PublishingState {
  const status = stored === undefined || mode === 'replace' ? wanted : stored.status;
  return { status, embargoedUntil: status === 'DRAFT' ? (stored?.embargoedUntil ?? null) : null };
}
