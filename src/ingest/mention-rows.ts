import type { Mention } from '../database/generated/client.ts';
import type { AnnotatedArticle } from '../text/annotated-article.ts';
import type { ArticleTarget } from './article-rows.ts';
import { type EntityRefs, refOfKey } from './entities.ts';
import { withIds } from './pair-rows.ts';
import { stillConfirmed } from './reviewed-facts.ts';
import { keptMentions } from './reviewed-mentions.ts';
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
 *
 * Reviewed ones are kept, where the article keeps them, and nothing is suggested that they say or deny.
 */
export function mentionOperations(
  { mentions }: AnnotatedArticle,
  refs: EntityRefs,
  { id: articleId, revision, stored, reviewed }: ArticleTarget,
  newId: () => string,
): readonly RowOperation[] {
  const before = stored?.mentions ?? [];
  const kept = reviewed === null ? [] : keptMentions(before.filter(reviewed.keeps), reviewed);
  const rows = mentions
    .map(({ entity, form, span, review, confidence, method }) => ({
      articleId,
      revision,
      ...refOfKey(refs, entity),
      form,
      ...factSpanColumns(span),
      review,
      confidence,
      method,
    }))
    .filter((row) => !kept.some((known) => isSettled(row, known)));
  const samePlace = ({ personId, organisationId, spanStart, spanEnd, exact }: MentionKey) =>
    JSON.stringify([personId, organisationId, spanStart, spanEnd, exact]);
  const sameWords = ({ personId, organisationId, exact }: MentionKey) =>
    JSON.stringify([personId, organisationId, exact]);
  const keys = revision === stored?.revision ? [samePlace] : [samePlace, sameWords];
  const open = before.filter((row) => !kept.some(({ id }) => id === row.id));
  const found = stillConfirmed(open, withIds(open, rows, keys, newId));
  return diffRows('mention', before, [...kept, ...found]);
}

/** Whether people have decided about a suggestion: the same entity there, or another one confirmed. Groups are several. */
function isSettled(
  row: MentionKey & { readonly form: string },
  known: MentionKey & Pick<Mention, 'spanState' | 'review' | 'form'>,
): boolean {
  const isThere =
    known.spanState !== 'LOST' && known.spanStart === row.spanStart && known.spanEnd === row.spanEnd;
  if (!isThere) return false;
  if (known.personId === row.personId && known.organisationId === row.organisationId) return true;
  return known.review === 'CONFIRMED' && known.form !== 'GROUP' && row.form !== 'GROUP';
}
