import type { AnnotatedArticle } from '../text/annotated-article.ts';
import type { ArticleTarget } from './article-rows.ts';
import { withIds } from './pair-rows.ts';
import { factSpanColumns } from './span-columns.ts';
import { diffRows, type RowOperation } from './table-rows.ts';
import { type TopicIds, topicId } from './topic-ids.ts';

/** What the article's topic assignments need, with their spans. A stored assignment is the same when its topic is. */
export function topicAssignmentOperations(
  { topics }: AnnotatedArticle,
  topicIds: TopicIds,
  { id: articleId, revision, stored }: ArticleTarget,
  newId: () => string,
): readonly RowOperation[] {
  const before = stored?.topicAssignments ?? [];
  const drafts = topics.map(({ code, score, origin, review, confidence, method, spans }) => ({
    row: { articleId, topicId: topicId(topicIds, code), score, origin, review, confidence, method },
    spans,
  }));
  const rows = withIds(
    before.map((assignment) => ({ id: assignment.id, row: { topicId: assignment.topicId } })),
    drafts,
    [({ row }: { readonly row: { readonly topicId: string } }) => row.topicId],
    newId,
  );
  const spanRows = rows.flatMap(({ id, spans }) =>
    spans.map((span, position) => ({
      assignmentId: id,
      position,
      articleId,
      revision,
      ...factSpanColumns(span),
    })),
  );
  const kept = before.filter(({ id }) => rows.some((row) => row.id === id));
  return [
    ...diffRows(
      'topicAssignment',
      before,
      rows.map(({ id, row }) => ({ id, ...row })),
    ),
    ...diffRows(
      'topicSpan',
      kept.flatMap(({ spans }) => spans),
      spanRows,
    ),
  ];
}
