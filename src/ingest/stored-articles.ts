import { createHash } from 'node:crypto';
import type { Transaction } from '../database/database.ts';
import type { Prisma } from '../database/generated/client.ts';
import type { AnnotatedArticle } from '../text/annotated-article.ts';
import { lockArticles } from './locks.ts';

/** All that is stored of an article and that taking it in again may change. */
export interface StoredArticle extends StoredRows {
  /** The texts before the current one that LOST facts stand in, by revision: their words may come back. */
  readonly earlierTexts: ReadonlyMap<number, string>;
}

type StoredRows = Prisma.ArticleGetPayload<{ include: typeof STORED_PARTS }>;

/** What one article is found by. */
export interface ArticleIdentity {
  readonly publisherId: string | null;
  readonly uri: string | null;
  /** Of the source's bytes. */
  readonly sha256: string;
  /** Only where it is given. */
  readonly slug: string | null;
}

const BY_POSITION = { orderBy: { position: 'asc' } } as const;
const STORED_PARTS = {
  texts: { orderBy: { revision: 'desc' }, take: 1, include: { blocks: BY_POSITION } },
  sources: { select: { id: true, sha256: true, revision: true, receivedAt: true, itemVersion: true } },
  mentions: { orderBy: { id: 'asc' } },
  quotes: {
    orderBy: { id: 'asc' },
    include: { spans: BY_POSITION, speakers: BY_POSITION, topics: true },
  },
  affiliationReceipts: { orderBy: { id: 'asc' } },
  topicAssignments: { orderBy: { id: 'asc' }, include: { spans: BY_POSITION } },
} as const satisfies Prisma.ArticleInclude;

/** Lower-case hexadecimal SHA-256, of a text's UTF-8 bytes. */
export function sha256Of(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** What an article is found by, when its publisher is known. */
export function identityOf(article: AnnotatedArticle, publisherId: string | null): ArticleIdentity {
  const { uri, slug } = article.fields;
  return { publisherId, uri, sha256: sha256Of(article.source.bytes), slug };
}

/**
 * The stored articles in the order of the identities, undefined for new ones: found by publisher and uri, else by the
 * bytes of the source from the same publisher, else by the slug given (an old one
 * too), unless what has the slug has another uri.
 */
export async function findArticles(
  transaction: Transaction,
  identities: readonly ArticleIdentity[],
): Promise<readonly (StoredArticle | undefined)[]> {
  const ids = await articleIds(transaction, identities);
  const known = [...new Set(ids.filter((id) => id !== undefined))];
  if (known.length === 0) return ids.map(() => undefined);
  // What a person reviews or corrects meanwhile would be lost on what was read before.
  await lockArticles(transaction, known);
  const rows = await transaction.article.findMany({ where: { id: { in: known } }, include: STORED_PARTS });
  const stored = await withEarlierTexts(transaction, rows);
  const byId = new Map(stored.map((article) => [article.id, article]));
  return ids.map((id) => (id === undefined ? undefined : byId.get(id)));
}

/** All that is stored of an article; undefined where there is none. Lock it before, to change what is read. */
export async function storedArticle(
  transaction: Transaction,
  id: string,
): Promise<StoredArticle | undefined> {
  const rows = await transaction.article.findMany({ where: { id }, include: STORED_PARTS });
  return (await withEarlierTexts(transaction, rows))[0];
}

/** One statement more where anything is LOST. */
async function withEarlierTexts(
  transaction: Transaction,
  articles: readonly StoredRows[],
): Promise<readonly StoredArticle[]> {
  const wanted = articles.flatMap((article) =>
    earlierRevisions(article).map((revision) => ({ articleId: article.id, revision })),
  );
  const found =
    wanted.length === 0
      ? []
      : await transaction.articleText.findMany({
          where: { OR: wanted },
          select: { articleId: true, revision: true, text: true },
        });
  return articles.map((article) => {
    const own = found.filter(({ articleId }) => articleId === article.id);
    return { ...article, earlierTexts: new Map(own.map(({ revision, text }) => [revision, text])) };
  });
}

/** The revisions before the current one that facts stand in. */
function earlierRevisions(article: StoredRows): readonly number[] {
  const { mentions, quotes, affiliationReceipts, topicAssignments } = article;
  const rows: readonly { readonly revision: number }[] = [
    ...mentions,
    ...affiliationReceipts,
    ...quotes.flatMap(({ spans }) => spans),
    ...topicAssignments.flatMap(({ spans }) => spans),
  ];
  return [...new Set(rows.map(({ revision }) => revision))].filter((one) => one !== article.revision);
}

async function articleIds(
  transaction: Transaction,
  identities: readonly ArticleIdentity[],
): Promise<readonly (string | undefined)[]> {
  const wanted = identities.map(({ publisherId, uri, sha256 }, place) => ({
    place,
    publisherId,
    uri,
    sha256,
  }));
  // Looked up one by one: asked for together, all that a publisher has may be read for them.
  const found = await transaction.$queryRaw<
    { place: number; byUri: string | null; bySource: string | null }[]
  >`
    SELECT wanted.place, article.id AS "byUri", source.article_id AS "bySource"
      FROM json_to_recordset(${JSON.stringify(wanted)}::json) AS wanted (place integer, "publisherId" uuid, uri text, sha256 text)
      LEFT JOIN LATERAL (
        SELECT id FROM article WHERE publisher_id = wanted."publisherId" AND uri = wanted.uri
        UNION ALL
        SELECT id FROM article WHERE wanted."publisherId" IS NULL AND publisher_id IS NULL AND uri = wanted.uri
      ) AS article ON true
      LEFT JOIN LATERAL (
        SELECT article_id FROM article_source WHERE publisher_id = wanted."publisherId" AND sha256 = wanted.sha256
        UNION ALL
        SELECT article_id FROM article_source
          WHERE wanted."publisherId" IS NULL AND publisher_id IS NULL AND sha256 = wanted.sha256
      ) AS source ON true`;
  const byPlace = new Map(found.map((row) => [row.place, row]));
  const bySlug = await articlesBySlug(
    transaction,
    identities.flatMap(({ slug }) => slug ?? []),
  );
  return identities.map(({ uri, slug }, place) => {
    const { byUri, bySource } = byPlace.get(place) ?? {};
    const named = slug === null ? undefined : bySlug.get(slug);
    const isNamed = named !== undefined && (named.uri === null || uri === null || named.uri === uri);
    return byUri ?? bySource ?? (isNamed ? named.id : undefined);
  });
}

async function articlesBySlug(
  transaction: Transaction,
  slugs: readonly string[],
): Promise<ReadonlyMap<string, { readonly id: string; readonly uri: string | null }>> {
  if (slugs.length === 0) return new Map();
  const select = { id: true, slug: true, uri: true };
  const found = await transaction.article.findMany({ where: { slug: { in: [...slugs] } }, select });
  const bySlug = new Map(found.map((article) => [article.slug, article]));
  const unknown = slugs.filter((slug) => !bySlug.has(slug));
  if (unknown.length === 0) return bySlug;
  const old = await transaction.slug.findMany({ where: { kind: 'ARTICLE', slug: { in: unknown } } });
  const renamed = await transaction.article.findMany({
    where: { id: { in: old.map(({ targetId }) => targetId) } },
    select,
  });
  const byId = new Map(renamed.map((article) => [article.id, article]));
  for (const { slug, targetId } of old) {
    const article = byId.get(targetId);
    if (article !== undefined) bySlug.set(slug, article);
  }
  return bySlug;
}
