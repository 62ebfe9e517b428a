import type { ArticleStatus } from '../database/generated/enums.ts';
import { AppError } from '../kernel/app-error.ts';
import type { ArticleFields } from '../text/annotated-article.ts';

/** Whether readers see an article, and when a draft publishes itself. */
export interface PublishingState {
  readonly status: ArticleStatus;
  /** Null of what is no draft. */
  readonly embargoedUntil: Date | null;
}

/** An article that is imported, and where it stands in the record. */
export interface ImportedState {
  readonly fields: Pick<ArticleFields, 'embargoedUntil' | 'isWithheld'>;
  /** Undefined when it is new. */
  readonly stored: PublishingState | undefined;
  /** What an import gives of its own accord: PUBLISHED, or DRAFT. */
  readonly wanted: ArticleStatus;
  /** These bytes have not been taken in before: what they say of the article is news. */
  readonly isNewSource: boolean;
}

/**
 * Where an imported article stands afterwards. An import publishes what its publisher neither withholds nor embargoes, gives
 * what is embargoed its embargo, and withdraws nothing. A new version moves an embargo later, never earlier, and ends it
 * where the publisher withholds it: what is lifted may be an editor's.
 *
 * Throws BAD_USER_INPUT for a new version that must not be shown yet of an article that is published: readers would see it.
 */
export function stateAfterImport({ fields, stored, wanted, isNewSource }: ImportedState): PublishingState {
  const { isWithheld = false } = fields;
  const until = lasting(fields.embargoedUntil ?? null);
  if (stored?.status === 'PUBLISHED' && isNewSource && (isWithheld || until !== null)) {
    throw notYet(isWithheld ? null : until);
  }
  if (stored !== undefined && stored.status !== 'DRAFT') return stored;
  const embargo = stored?.embargoedUntil ?? null;
  if (embargo !== null) {
    if (!isNewSource) return { status: 'DRAFT', embargoedUntil: embargo };
    if (isWithheld) return { status: 'DRAFT', embargoedUntil: null };
    return { status: 'DRAFT', embargoedUntil: until !== null && until > embargo ? until : embargo };
  }
  if (wanted !== 'PUBLISHED' || isWithheld) return { status: 'DRAFT', embargoedUntil: null };
  return { status: until === null ? 'PUBLISHED' : 'DRAFT', embargoedUntil: until };
}

function lasting(until: Date | null): Date | null {
  return until !== null && until.getTime() > Date.now() ? until : null;
}

function notYet(until: Date | null): AppError {
  const why =
    until === null ? 'withholds this version' : `embargoes this version until ${until.toISOString()}`;
  return new AppError(
    'BAD_USER_INPUT',
    `Its publisher ${why}, and readers see the article: unpublish it first, or import it again later.`,
  );
}
