import { UserErrorCode } from '../content/node/user-error.type.ts';
import type { Transaction } from '../database/database.ts';
import { refuse } from './refusal.ts';

/** What readers are told of a correction. */
export interface CorrectionNote {
  readonly note: string;
  /** The text that the correction made; null where another field was corrected. */
  readonly revision: number | null;
}

/**
 * Lists a correction on its article, behind those that are there, inside the change that corrects. The article's row is
 * locked first, so that two at once come one after the other.
 *
 * Refuses, at `correction`, where readers have never seen the article: there is nothing to tell them, and the note would
 * tell them of what stood in a draft. Throws where there is no such article or revision, and where the note is blank.
 */
export async function publishCorrection(
  transaction: Transaction,
  articleId: string,
  { note, revision }: CorrectionNote,
): Promise<void> {
  const [article] = await transaction.$queryRaw<{ isKnown: boolean }[]>`
    SELECT status = 'PUBLISHED' OR was_published(id, NULL) AS "isKnown"
      FROM article WHERE id = ${articleId}::uuid FOR NO KEY UPDATE`;
  if (article?.isKnown === false)
    refuse(
      ['correction'],
      UserErrorCode.WRONG_STATE,
      'Readers have never seen this article: there is no correction to tell them of.',
    );
  const position = await transaction.articleCorrection.count({ where: { articleId } });
  await transaction.articleCorrection.create({ data: { articleId, position, note, revision } });
}
