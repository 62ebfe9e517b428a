import type { AnnotatedArticle } from '../text/annotated-article.ts';
import { type ResolvedAffiliations, receiptOperations } from './affiliations.ts';
import type { ArticleTarget } from './article-rows.ts';
import type { EntityRefs } from './entities.ts';
import { mentionOperations } from './mention-rows.ts';
import { quoteOperations } from './quote-rows.ts';
import type { RowOperation } from './table-rows.ts';
import { topicAssignmentOperations } from './topic-assignment-rows.ts';
import type { TopicIds } from './topic-ids.ts';

/** What the facts of an article name, as the record has it. */
export interface ResolvedNames {
  readonly refs: EntityRefs;
  readonly topicIds: TopicIds;
  readonly affiliationIds: ResolvedAffiliations['ids'];
}

/** What the facts of an article need, of every kind. */
export function factOperations(
  article: AnnotatedArticle,
  { refs, topicIds, affiliationIds }: ResolvedNames,
  target: ArticleTarget,
  newId: () => string,
): readonly RowOperation[] {
  return [
    ...mentionOperations(article, refs, target, newId),
    ...quoteOperations(article, refs, topicIds, target, newId),
    ...receiptOperations(article, affiliationIds, target, newId),
    ...topicAssignmentOperations(article, topicIds, target, newId),
  ];
}
