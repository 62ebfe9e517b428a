import type { Transaction } from '../database/database.ts';
import type { AnnotatedArticle } from '../text/annotated-article.ts';
import { type ResolvedAffiliations, resolveAffiliations } from './affiliations.ts';
import { articleOperations, targetOf } from './article-rows.ts';
import { checkArticle, type WholeArticle } from './check-article.ts';
import { askForNextVersions } from './entity-versions.ts';
import { factOperations } from './fact-operations.ts';
import { type LocatedArticle, locateArticles } from './locate-articles.ts';
import { type IngestOptions, type IngestSettings, settingsOf } from './options.ts';
import { confirmedAbove } from './reviewed-facts.ts';
import { type CountsByTable, countRows, isUnchanged, type RowOperation } from './table-rows.ts';
import { findAssignableTopicIds, findTopicIds, type TopicIds, withTopics } from './topic-ids.ts';
import { writeInParts } from './write-in-parts.ts';
import { writeRows } from './write-rows.ts';

/** What became of one article: `unchanged` when neither its row nor its text nor a fact of it was written, `outdated` when a newer version is stored. */
export interface IngestedArticle {
  readonly articleId: string;
  readonly slug: string;
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'outdated';
}

export interface Ingested {
  /** In the order of the articles. */
  readonly articles: readonly IngestedArticle[];
  readonly counts: CountsByTable;
}

/**
 * Writes articles and everything that was found in them, inside a `database.change`.
 *
 * What is stored is compared with what is wanted by natural keys, and only what differs is written: rows that stay the
 * same keep id and version, and a second run writes nothing. An article's facts are all replaced by the annotated ones;
 * where the text is another, it becomes the next revision and the facts refer to it.
 *
 * About 20 statements, and some 10 for each 30 new articles. Throws an Error that lists the faults of an article (see `checkArticle`)
 * before anything is written. Two of the articles must not be the same one.
 */
export async function ingestArticles(
  transaction: Transaction,
  articles: readonly AnnotatedArticle[],
  options: IngestOptions,
): Promise<Ingested> {
  return ingestReady(
    transaction,
    articles.map((article) => readyArticle(article, options.confirmAbove)),
    options,
  );
}

/** What of taking an article in needs no database, so that it can be done before the change. Throws as `ingestArticles` does. */
export function readyArticle(article: AnnotatedArticle, confirmAbove: number | null = null): WholeArticle {
  checkArticle(article);
  return confirmedAbove(article, confirmAbove);
}

/** `ingestArticles` for articles that are ready. */
export async function ingestReady(
  transaction: Transaction,
  articles: readonly WholeArticle[],
  options: Omit<IngestOptions, 'confirmAbove'>,
): Promise<Ingested> {
  if (articles.length === 0) return { articles: [], counts: {} };
  const settings = settingsOf(options);
  const { topicIds, given } = await withKnownTopics(transaction, articles, settings);
  const located = await locateArticles(transaction, given, settings);
  const current = located.articles.filter(({ isOutdated }) => !isOutdated);
  const affiliations = await resolveAffiliations(transaction, current, settings);
  const planned = new Map<LocatedArticle, PlannedArticle>();
  const plan = (article: LocatedArticle): readonly RowOperation[] => {
    const id = article.stored?.id ?? settings.newId();
    const operations = article.isOutdated
      ? []
      : operationsOf(article, id, topicIds, affiliations.ids, settings);
    planned.set(article, { id, operations });
    return operations;
  };
  const shared = [
    ...located.operations,
    ...affiliations.operations,
    ...located.articles.filter((article) => !isNew(article)).flatMap(plan),
  ];
  await writeInParts(transaction, located.articles.filter(isNew), plan, writeRows(transaction, shared));
  const made = [...planned.values()].flatMap(({ operations }) => operations);
  const operations = [...located.operations, ...affiliations.operations, ...made];
  await askForNextVersions(transaction, operations);
  return {
    articles: located.articles.map((article) => outcomeOf(article, planned.get(article))),
    counts: countRows(operations),
  };
}

/** What is to become of one article. */
interface PlannedArticle {
  readonly id: string;
  readonly operations: readonly RowOperation[];
}

function isNew({ stored }: LocatedArticle): boolean {
  return stored === undefined;
}

/** `ingestArticles` for one. */
export async function ingestArticle(
  transaction: Transaction,
  article: AnnotatedArticle,
  options: IngestOptions,
): Promise<IngestedArticle & { readonly counts: CountsByTable }> {
  const { articles, counts } = await ingestArticles(transaction, [article], options);
  const [ingested] = articles;
  if (ingested === undefined) throw new Error('ingestArticles gave nothing for one article.');
  return { ...ingested, counts };
}

/** Finds the topics: a machine's that the record does not have are left out. */
async function withKnownTopics(
  transaction: Transaction,
  articles: readonly WholeArticle[],
  { mode }: IngestSettings,
): Promise<{ readonly topicIds: TopicIds; readonly given: readonly AnnotatedArticle[] }> {
  if (mode !== 'import') return { topicIds: await findTopicIds(transaction, articles), given: articles };
  const topicIds = await findAssignableTopicIds(transaction, articles);
  return { topicIds, given: articles.map((article) => withTopics(article, topicIds)) };
}

function operationsOf(
  { article, refs, identity, slug, stored }: LocatedArticle,
  id: string,
  topicIds: TopicIds,
  affiliationIds: ResolvedAffiliations['ids'],
  settings: IngestSettings,
): readonly RowOperation[] {
  const target = targetOf(article, id, stored, settings.mode);
  return [
    ...articleOperations(article, target, identity, slug, settings),
    ...factOperations(article, { refs, topicIds, affiliationIds }, target, settings.newId),
  ];
}

function outcomeOf(
  { slug, stored, isOutdated }: LocatedArticle,
  planned: PlannedArticle | undefined,
): IngestedArticle {
  if (planned === undefined) throw new Error(`Nothing was planned for the article ${slug}.`);
  const { id, operations } = planned;
  const change = isUnchanged(operations) ? 'unchanged' : 'updated';
  const known = isOutdated ? 'outdated' : change;
  return { articleId: id, slug, outcome: stored === undefined ? 'created' : known };
}
