import type { AnnotatedArticle } from '../text/annotated-article.ts';
import { compareVersions } from './compare-versions.ts';
import type { ArticleIdentity, StoredArticle } from './stored-articles.ts';

/** An article, and what is stored of it. */
interface Arrival {
  readonly article: AnnotatedArticle;
  readonly identity: ArticleIdentity;
  readonly stored: StoredArticle | undefined;
}

/**
 * Whether something newer is stored: a higher version of the same uri's item, bytes that came after these did, or a text
 * that somebody has corrected since these bytes were read.
 */
export function isOutdated({ article, identity, stored }: Arrival): boolean {
  if (stored === undefined) return false;
  const newest = newestLast(stored);
  const latest = newest.at(-1);
  if (latest === undefined) return false;
  const known = newest.find(({ sha256 }) => sha256 === identity.sha256);
  if (known !== undefined && known !== latest) return true;
  if (known !== undefined) return known.revision < stored.revision && article.text !== stored.texts[0]?.text;
  return isOlderVersion(article.fields.version ?? null, stored);
}

/** Whether a provider's version of an item is older than that of what came last; false where one of them has none. */
export function isOlderVersion(version: string | null, stored: Pick<StoredArticle, 'sources'>): boolean {
  const latest = newestLast(stored).at(-1)?.itemVersion ?? null;
  return version !== null && latest !== null && compareVersions(version, latest) < 0;
}

function newestLast({ sources }: Pick<StoredArticle, 'sources'>): StoredArticle['sources'] {
  return sources.toSorted(
    (a, b) => a.receivedAt.getTime() - b.receivedAt.getTime() || (a.id < b.id ? -1 : 1),
  );
}
