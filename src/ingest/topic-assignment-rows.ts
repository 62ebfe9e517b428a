import type { AnnotatedArticle } from '../text/annotated-article.ts';
import type { ArticleTarget } from './article-rows.ts';
import { withIds } from './pair-rows.ts';
import { type ReviewedFacts, stillConfirmed } from './reviewed-facts.ts';
import { factSpanColumns } from './span-columns.ts';
import type { StoredArticle } from './stored-articles.ts';
import { diffRows, type RowOperation } from './table-rows.ts';
import { type TopicIds, topicId } from './topic-ids.ts';

/** What the article's topic assignments need, with their spans. A stored assignment is the same when its topic is; reviewed ones are kept, where the article keeps them. */
export function topicAssignmentOperations(
  { topics }: AnnotatedArticle,
  topicIds: TopicIds,
  { id: articleId, revision, stored, reviewed }: ArticleTarget,
  newId: () => string,
): readonly RowOperation[] {
  const before = stored?.topicAssignments ?? [];
  const kept = reviewed === null ? [] : before.filter(reviewed.keeps);
  const drafts = topics
    .map(({ code, score, origin, review, confidence, method, spans }) => {
      const state = { review, confidence, method };
      return { articleId, topicId: topicId(topicIds, code), score, origin, ...state, textSpans: spans };
    })
    .filter((draft) => !kept.some((known) => known.topicId === draft.topicId));
  const open = before.filter((row) => !kept.includes(row));
  const sameTopic = (row: { readonly topicId: string }) => row.topicId;
  const rows = stillConfirmed(open, withIds(open, drafts, [sameTopic], newId));
  const spanRows = rows.flatMap(({ id, textSpans }) =>
    textSpans.map((span, position) => ({
      assignmentId: id,
      position,
      articleId,
      revision,
      ...factSpanColumns(span),
    })),
  );
  const replaced = open.filter(({ id }) => rows.some((row) => row.id === id));
  const keptSpans = reviewed === null ? [] : kept.flatMap(({ spans }) => movedSpans(spans, reviewed));
  return [
    ...diffRows('topicAssignment', before, [
      ...kept.map(columnsOf),
      ...rows.map(({ textSpans: _, ...row }) => row),
    ]),
    ...diffRows(
      'topicSpan',
      [...replaced, ...kept].flatMap(({ spans }) => spans),
      [...spanRows, ...keptSpans],
    ),
  ];
}

type StoredAssignment = StoredArticle['topicAssignments'][number];

/** In the order of the text that they are in now; what is LOST comes last. */
export function movedSpans(
  spans: StoredAssignment['spans'],
  reviewed: ReviewedFacts,
): StoredAssignment['spans'] {
  const place = ({ spanState, spanStart }: StoredAssignment['spans'][number]) =>
    spanState === 'LOST' ? Number.POSITIVE_INFINITY : spanStart;
  return spans
    .map((span) => reviewed.anchor(span))
    .toSorted((a, b) => (place(a) === place(b) ? a.position - b.position : place(a) - place(b)))
    .map((span, position) => ({ ...span, position }));
}

/** Without its spans, what is derived, and the version that counts its changes. */
function columnsOf({
  version: _,
  sortAt: _sortAt,
  isVisible: _isVisible,
  spans: _spans,
  ...columns
}: StoredAssignment) {
  return columns;
}
