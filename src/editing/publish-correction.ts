import type { Transaction } from '../database/database.ts';

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
 * Throws where there is no such article or revision, and where the note is blank.
 */
export async function publishCorrection(
  transaction: Transaction,
  articleId: string,
  { note, revision }: CorrectionNote,
): Promise<void> {
  await transaction.$executeRaw`SELECT FROM article WHERE id = ${articleId}::uuid FOR NO KEY UPDATE`;
  const position = await transaction.articleCorrection.count({ where: { articleId } });
  await transaction.articleCorrection.create({ data: { articleId, position, note, revision } });
}
