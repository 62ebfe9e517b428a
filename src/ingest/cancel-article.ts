import type { Database, Transaction } from '../database/database.ts';
import { AppError } from '../kernel/app-error.ts';
import { newId } from '../kernel/new-id.ts';
import type { AnnotatedEntity, SourceDocument } from '../text/annotated-article.ts';
import { EntityRegister } from './entity-register.ts';
import type { ImportedArticle, ImportOptions, TakenArticle } from './import-articles.ts';
import { importFault } from './import-fault.ts';
import { knownPublisher } from './linked-entities.ts';
import { lockArticles, lockNames } from './locks.ts';
import { isOlderVersion } from './outdated.ts';
import { sha256Of } from './stored-articles.ts';
import { diffRows } from './table-rows.ts';
import { withdrawArticle } from './withdraw-article.ts';
import { writeRows } from './write-rows.ts';

/** A document that takes an article back. */
export interface Cancellation {
  /** The article's, as its publisher has it; null where the document does not say. */
  readonly uri: string | null;
  /** The provider's version of the item. */
  readonly version: string | null;
  /** Null where the document names none: the article is then found by its uri alone. */
  readonly publisher: Pick<AnnotatedEntity, 'name' | 'identifiers'> | null;
  readonly source: SourceDocument;
}

/** For everybody to read: why the publisher did so stands in a note to editors, if anywhere. */
const REASON = 'Its publisher cancelled it.';

/**
 * Withdraws the article that a publisher cancels, whatever it is, so that no later import and no embargo publishes it, and
 * keeps the document, so that the same one again changes nothing, nor does what came before it. One change.
 *
 * Gives BAD_USER_INPUT where the record does not have the article. Throws what importArticles throws.
 */
export async function cancelArticle(
  database: Database,
  cancellation: Cancellation,
  { actor, reason }: Pick<ImportOptions, 'actor' | 'reason'>,
): Promise<ImportedArticle> {
  try {
    const result = await database.change({ actor, reason }, (transaction) =>
      cancelIn(transaction, cancellation),
    );
    if (result.outcome === 'repeated')
      throw new Error('A change without a key was taken for an earlier one.');
    return result.value;
  } catch (error) {
    return { outcome: 'failed', error: importFault(error) };
  }
}

/** `cancelArticle` inside a change of the caller's; throws BAD_USER_INPUT where the record does not have the article. */
export async function cancelIn(transaction: Transaction, cancellation: Cancellation): Promise<TakenArticle> {
  const { version, source } = cancellation;
  const found = await findCancelled(transaction, cancellation);
  const stored = await transaction.article.findUniqueOrThrow({
    where: { id: found },
    select: {
      ...{ id: true, slug: true, status: true, revision: true, publisherId: true },
      sources: { select: { id: true, sha256: true, revision: true, receivedAt: true, itemVersion: true } },
    },
  });
  const { id, slug, status, revision, publisherId } = stored;
  const sha256 = sha256Of(source.bytes);
  const done = { articleId: id, slug };
  if (stored.sources.some((known) => known.sha256 === sha256)) return { ...done, outcome: 'unchanged' };
  if (isOlderVersion(version, stored)) return { ...done, outcome: 'outdated' };
  const { mediaType, reader, bytes, metadata } = source;
  const sourceRow = {
    ...{ id: newId(), articleId: id, revision, publisherId, mediaType, reader, bytes, sha256, metadata },
    itemVersion: version,
  };
  await writeRows(transaction, diffRows('articleSource', [], [sourceRow]));
  if (status === 'WITHDRAWN') return { ...done, outcome: 'updated' };
  await withdrawArticle(transaction, id, { reason: REASON });
  return { ...done, outcome: 'withdrawn' };
}

/** The article's id, which is locked until the change ends. */
async function findCancelled(transaction: Transaction, { uri, publisher }: Cancellation): Promise<string> {
  if (uri === null) throw new AppError('BAD_USER_INPUT', 'The document cancels an article, and has no uri.');
  // Whoever brings the article meanwhile is waited for.
  await lockNames(transaction, 'article', [`uri ${uri}`]);
  const withUri = await transaction.article.findMany({
    where: { uri },
    select: { id: true, publisherId: true },
  });
  const publisherId = publisher === null ? undefined : await findPublisher(transaction, publisher);
  const meant = publisher === null ? withUri : withUri.filter((one) => one.publisherId === publisherId);
  const [article, another] = meant;
  if (article === undefined) {
    const of = publisher === null ? '' : ` of ${publisher.name}`;
    throw new AppError('BAD_USER_INPUT', `There is no article ${uri}${of} to cancel: nothing was written.`);
  }
  if (another !== undefined) {
    throw new AppError(
      'BAD_USER_INPUT',
      `Several publishers have an article ${uri}: say whose is cancelled.`,
    );
  }
  await lockArticles(transaction, [article.id]);
  return article.id;
}

async function findPublisher(
  transaction: Transaction,
  { name, identifiers }: Pick<AnnotatedEntity, 'name' | 'identifiers'>,
): Promise<string | undefined> {
  const entity: AnnotatedEntity = {
    ...{ key: 'publisher', type: 'organisation', slug: null, name, aliases: [], identifiers },
    ...{ organisationKind: null, parent: null },
  };
  const register = new EntityRegister();
  await register.load(transaction, { entities: [entity] });
  return knownPublisher(entity, register);
}
