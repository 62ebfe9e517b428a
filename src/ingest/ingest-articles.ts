import type { Transaction } from '../database/database.ts';
import { slugOf } from '../kernel/slug.ts';
import type { AnnotatedArticle } from '../text/annotated-article.ts';
import { receiptOperations, resolveAffiliations } from './affiliations.ts';
import { type ArticleTarget, articleOperations, targetOf } from './article-rows.ts';
import { checkArticle } from './check-article.ts';
import { type EntityRefs, refOfKey, resolveEntities } from './entities.ts';
import { freeArticleSlugs } from './free-slugs.ts';
import { lockNames } from './locks.ts';
import { mentionOperations } from './mention-rows.ts';
import { type IngestOptions, type IngestSettings, settingsOf } from './options.ts';
import { quoteOperations } from './quote-rows.ts';
import { type ArticleIdentity, findArticles, identityOf, type StoredArticle } from './stored-articles.ts';
import { type CountsByTable, countRows, isUnchanged, type RowOperation } from './table-rows.ts';
import { topicAssignmentOperations } from './topic-assignment-rows.ts';
import { findTopicIds } from './topic-ids.ts';
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
 * About 20 statements, however many articles. Throws an Error that lists the faults of an article (see `checkArticle`)
 * before anything is written. Two of the articles must not be the same one.
 */
export async function ingestArticles(
  transaction: Transaction,
  articles: readonly AnnotatedArticle[],
  options: IngestOptions,
): Promise<Ingested> {
  for (const article of articles) checkArticle(article);
  if (articles.length === 0) return { articles: [], counts: {} };
  const settings = settingsOf(options);
  const topicIds = await findTopicIds(transaction, articles);
  const entities = await resolveEntities(transaction, articles, settings);
  const withRefs = articles.map((article, position) => ({
    article,
    refs: entities.refs[position] ?? new Map(),
  }));
  const affiliations = await resolveAffiliations(transaction, withRefs, settings);
  const located = await locateArticles(transaction, withRefs, settings);
  const planned = located.map(({ article, refs, identity, slug, target }) => ({
    target,
    slug,
    operations: [
      ...articleOperations(article, target, identity, slug, settings),
      ...mentionOperations(article, refs, target, settings.newId),
      ...quoteOperations(article, refs, topicIds, target, settings.newId),
      ...receiptOperations(article, affiliations.ids, target, settings.newId),
      ...topicAssignmentOperations(article, topicIds, target, settings.newId),
    ],
  }));
  const operations = [
    ...entities.operations,
    ...affiliations.operations,
    ...planned.flatMap((article) => article.operations),
  ];
  await writeRows(transaction, operations);
  return { articles: planned.map(outcomeOf), counts: countRows(operations) };
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

/** Finds where each article's facts go, and a slug for each new article. */
async function locateArticles(
  transaction: Transaction,
  articles: readonly { readonly article: AnnotatedArticle; readonly refs: EntityRefs }[],
  { newId }: IngestSettings,
) {
  const identified = articles.map(({ article, refs }) => ({
    article,
    refs,
    identity: identityOf(article, refOfKey(refs, article.fields.publisher).organisationId),
    wantedSlug: article.fields.slug ?? slugOf(article.fields.headline),
  }));
  await lockNames(
    transaction,
    'article',
    identified.flatMap(({ identity, wantedSlug }) => [...namesOf(identity), wantedSlug]),
  );
  const stored = await findArticles(
    transaction,
    identified.map(({ identity }) => identity),
  );
  refuseTwins(identified, stored);
  const freshSlugs = await freeArticleSlugs(
    transaction,
    identified.flatMap(({ wantedSlug }, position) => (stored[position] === undefined ? [wantedSlug] : [])),
  );
  const remaining = [...freshSlugs];
  return identified.map(({ article, refs, identity, wantedSlug }, position) => {
    const known = stored[position];
    const slug = known?.slug ?? remaining.shift() ?? wantedSlug;
    return { article, refs, identity, slug, target: targetOf(article, known, newId) };
  });
}

/** Two articles of one batch that are the same one: neither would find the other stored. */
function refuseTwins(
  identified: readonly { readonly article: AnnotatedArticle; readonly identity: ArticleIdentity }[],
  stored: readonly (StoredArticle | undefined)[],
): void {
  const seen = new Map<string, string>();
  for (const [position, { article, identity }] of identified.entries()) {
    const known = stored[position];
    for (const name of known === undefined ? namesOf(identity) : [known.id]) {
      const twin = seen.get(name);
      if (twin !== undefined) {
        throw new Error(
          `"${twin}" and "${article.fields.headline}" are the same article: take them in one after the other.`,
        );
      }
      seen.set(name, article.fields.headline);
    }
  }
}

/** What no two articles share. */
function namesOf({ publisherId, uri, sha256, slug }: ArticleIdentity): readonly string[] {
  const names = [JSON.stringify(['sha256', publisherId, sha256])];
  if (uri !== null) names.push(JSON.stringify(['uri', publisherId, uri]));
  if (slug !== null) names.push(JSON.stringify(['slug', slug]));
  return names;
}

function outcomeOf({
  target,
  slug,
  operations,
}: {
  readonly target: ArticleTarget;
  readonly slug: string;
  readonly operations: readonly RowOperation[];
}): IngestedArticle {
  const change = isUnchanged(operations) ? 'unchanged' : 'updated';
  return { articleId: target.id, slug, outcome: target.stored === undefined ? 'created' : change };
}
