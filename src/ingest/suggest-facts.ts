import type { Transaction } from '../database/database.ts';
import type { AnnotatedArticle } from '../text/annotated-article.ts';
import { resolveAffiliations } from './affiliations.ts';
import { targetOf } from './article-rows.ts';
import { checkArticle } from './check-article.ts';
import type { EntityRegister } from './entity-register.ts';
import { askForNextVersions } from './entity-versions.ts';
import { factOperations } from './fact-operations.ts';
import { linkEntities, registerEntities } from './linked-entities.ts';
import { settingsOf } from './options.ts';
import { storedArticle } from './stored-articles.ts';
import { findAssignableTopicIds, type TopicIds, withTopics } from './topic-ids.ts';
import { writeRows } from './write-rows.ts';

/** What a machine found in the text of a stored article, and whom it may mean. */
export interface LocatedFacts {
  readonly article: AnnotatedArticle;
  readonly topicIds: TopicIds;
  readonly register: EntityRegister;
}

/**
 * Finds whom and what the facts may name. Locks names, as an import does before it locks the article: call it first, so
 * that the two never wait for each other. Throws an Error where the facts are not whole (see `checkArticle`).
 */
export async function locateFacts(
  transaction: Transaction,
  article: AnnotatedArticle,
): Promise<LocatedFacts> {
  checkArticle(article);
  const topicIds = await findAssignableTopicIds(transaction, [article]);
  const given = withTopics(article, topicIds);
  return { article: given, topicIds, register: await registerEntities(transaction, [given]) };
}

/**
 * Adds to a locked article what was found in its current text and is not there: every fact that is there stays as it is,
 * and nothing is suggested that one of them says or denies.
 *
 * A dozen statements, whatever the number of facts. Throws where there is no such article, or its text is another.
 */
export async function suggestFacts(
  transaction: Transaction,
  articleId: string,
  { article, topicIds, register }: LocatedFacts,
): Promise<void> {
  const settings = settingsOf({ status: 'DRAFT', mode: 'import' });
  const stored = await storedArticle(transaction, articleId);
  const target = targetOf(article, articleId, stored, settings.mode);
  if (stored === undefined || target.reviewed === null || target.revision !== stored.revision)
    throw new Error(`Article ${articleId} does not have the text that the facts were found in.`);
  const toLink = { article, stored, publisherId: stored.publisherId };
  const linked = await linkEntities(transaction, [toLink], register, settings);
  const refs = linked.refs[0] ?? new Map();
  const affiliations = await resolveAffiliations(transaction, [{ article, refs }], settings);
  const names = { refs, topicIds, affiliationIds: affiliations.ids };
  const additions = { ...target, reviewed: { ...target.reviewed, keeps: () => true } };
  const operations = [
    ...linked.operations,
    ...affiliations.operations,
    ...factOperations(article, names, additions, settings.newId),
  ];
  await writeRows(transaction, operations);
  await askForNextVersions(transaction, operations);
}
