import type { AnnotatedArticle } from '../text/annotated-article.ts';
import type { ArticleTarget } from './article-rows.ts';
import { type EntityRefs, refOfKey } from './entities.ts';
import { withIds } from './pair-rows.ts';
import { factSpanColumns } from './span-columns.ts';
import { diffRows, type RowOperation } from './table-rows.ts';

interface MentionKey {
  readonly personId: string | null;
  readonly organisationId: string | null;
  readonly spanStart: number;
  readonly spanEnd: number;
  readonly exact: string;
}

/**
 * What the article's mentions need. A stored mention is the same when it names the same entity at the same place; in
 * another revision of the text, where places move, when it names the same entity by the same words.
 */
export function mentionOperations(
  { mentions }: AnnotatedArticle,
  refs: EntityRefs,
  { id: articleId, revision, stored }: ArticleTarget,
  newId: () => string,
): readonly RowOperation[] {
  const rows = mentions.map(({ entity, form, span, review, confidence, method }) => ({
    articleId,
    revision,
    ...refOfKey(refs, entity),
    form,
    ...factSpanColumns(span),
    review,
    confidence,
    method,
  }));
  const before = stored?.mentions ?? [];
  const samePlace = ({ personId, organisationId, spanStart, spanEnd, exact }: MentionKey) =>
    JSON.stringify([personId, organisationId, spanStart, spanEnd, exact]);
  const sameWords = ({ personId, organisationId, exact }: MentionKey) =>
    JSON.stringify([personId, organisationId, exact]);
  const keys = revision === stored?.revision ? [samePlace] : [samePlace, sameWords];
  return diffRows('mention', before, withIds(before, rows, keys, newId));
}
