import type { Transaction } from '../database/database.ts';
import { slugOf } from '../kernel/slug.ts';
import type { AnnotatedArticle } from '../text/annotated-article.ts';
import { type EntityRefs, refOfKey, resolveEntities } from './entities.ts';
import { freeSlugs } from './free-slugs.ts';
import { linkEntities, linkPublishers, registerEntities } from './linked-entities.ts';
import { lockNames } from './locks.ts';
import type { IngestSettings } from './options.ts';
import { isOutdated } from './outdated.ts';
import {
  type ArticleIdentity,
  findArticles,
  identityOf,
  type StoredArticle,
  sha256Of,
} from './stored-articles.ts';
import type { RowOperation } from './table-rows.ts';

/** An article, where it is stored, and who its entities are. */
export interface LocatedArticle {
  readonly article: AnnotatedArticle;
  readonly identity: ArticleIdentity;
  /** Undefined when it is new. */
  readonly stored: StoredArticle | undefined;
  /** Its own, when it is stored; else one that is free. */
  readonly slug: string;
  /** A newer version is stored: nothing of this one is to be written, and `refs` is empty. */
  readonly isOutdated: boolean;
  readonly refs: EntityRefs;
}

/** The articles in their order, and what their entities need, not yet carried out. */
export interface Located {
  readonly articles: readonly LocatedArticle[];
  readonly operations: readonly RowOperation[];
}

/**
 * Finds the articles and their entities in the record, and a free slug for each new article. Locks the names of what is
 * new, articles first. Throws where two of the articles are the same one.
 */
export async function locateArticles(
  transaction: Transaction,
  articles: readonly AnnotatedArticle[],
  settings: IngestSettings,
): Promise<Located> {
  await lockArticleNames(transaction, articles);
  return settings.mode === 'import'
    ? locateLinked(transaction, articles, settings)
    : locateAnnotated(transaction, articles, settings);
}

/** Entities by their slugs, as whoever annotated the articles meant them. */
async function locateAnnotated(
  transaction: Transaction,
  articles: readonly AnnotatedArticle[],
  settings: IngestSettings,
): Promise<Located> {
  const { refs, operations } = await resolveEntities(transaction, articles, settings);
  const publishers = articles.map(
    ({ fields }, position) => refOfKey(refs[position] ?? new Map(), fields.publisher).organisationId,
  );
  const found = await findStored(transaction, articles, publishers, settings);
  const slugs = await slugsOf(transaction, found);
  return {
    operations,
    articles: found.map((article, position) => ({
      ...article,
      slug: slugs[position] ?? wantedSlug(article.article),
      isOutdated: false,
      refs: refs[position] ?? new Map(),
    })),
  };
}

/** Entities by their names, once it is known which articles are stored and current. */
async function locateLinked(
  transaction: Transaction,
  articles: readonly AnnotatedArticle[],
  settings: IngestSettings,
): Promise<Located> {
  const register = await registerEntities(transaction, articles);
  const publishers = linkPublishers(articles, register, settings.newId);
  const found = (await findStored(transaction, articles, publishers, settings)).map((article) => ({
    ...article,
    isOutdated: isOutdated(article),
  }));
  const current = found.filter((article) => !article.isOutdated);
  const toLink = current.map(({ article, stored, identity }) => ({
    article,
    stored,
    publisherId: identity.publisherId,
  }));
  const slugs = await slugsOf(transaction, found);
  const { refs, operations } = await linkEntities(transaction, toLink, register, settings);
  const refsOf = new Map(current.map((article, position) => [article, refs[position]]));
  return {
    operations,
    articles: found.map((article, position) => ({
      ...article,
      slug: slugs[position] ?? wantedSlug(article.article),
      refs: refsOf.get(article) ?? new Map(),
    })),
  };
}

/** Each article's own slug where it is stored, else one that is free. */
async function slugsOf(
  transaction: Transaction,
  articles: readonly Pick<LocatedArticle, 'article' | 'stored'>[],
): Promise<readonly (string | undefined)[]> {
  const wanted = articles.flatMap(({ article, stored }) =>
    stored === undefined ? [wantedSlug(article)] : [],
  );
  const free = (await freeSlugs(transaction, 'article', wanted)).values();
  return articles.map(({ stored }) => stored?.slug ?? free.next().value);
}

async function findStored(
  transaction: Transaction,
  articles: readonly AnnotatedArticle[],
  publishers: readonly (string | null)[],
  { publisherId }: IngestSettings,
) {
  const identities = articles.map((article, position) =>
    identityOf(article, publisherId ?? publishers[position] ?? null),
  );
  const stored = await findArticles(transaction, identities);
  refuseTwins(articles, identities, stored);
  return identities.map((identity, position) => ({
    article: articleAt(articles, position),
    identity,
    stored: stored[position],
  }));
}

function articleAt(articles: readonly AnnotatedArticle[], position: number): AnnotatedArticle {
  const article = articles[position];
  if (article === undefined) throw new Error(`No article at ${position}.`);
  return article;
}

/** Two articles of one batch that are the same one: neither would find the other stored. */
function refuseTwins(
  articles: readonly AnnotatedArticle[],
  identities: readonly ArticleIdentity[],
  stored: readonly (StoredArticle | undefined)[],
): void {
  const seen = new Map<string, string>();
  for (const [position, identity] of identities.entries()) {
    const { headline } = articleAt(articles, position).fields;
    const known = stored[position];
    for (const name of known === undefined ? namesOf(identity) : [known.id]) {
      const twin = seen.get(name);
      if (twin !== undefined) {
        throw new Error(
          `"${twin}" and "${headline}" are the same article: take them in one after the other.`,
        );
      }
      seen.set(name, headline);
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

/**
 * Keeps others from bringing an article with the uri, the bytes or the slug of one of these until the transaction ends:
 * what is seen to be free stays so. One statement.
 */
export async function lockArticleNames(
  transaction: Transaction,
  articles: readonly AnnotatedArticle[],
): Promise<void> {
  await lockNames(transaction, 'article', articles.flatMap(namesToLock));
}

/** What no two articles of one publisher share, whoever that is, and the slug that it would have. */
function namesToLock(article: AnnotatedArticle): readonly string[] {
  const { uri } = article.fields;
  const names = [`sha256 ${sha256Of(article.source.bytes)}`, `slug ${wantedSlug(article)}`];
  return uri === null ? names : [...names, `uri ${uri}`];
}

function wantedSlug({ fields }: AnnotatedArticle): string {
  return fields.slug ?? slugOf(fields.headline);
}
