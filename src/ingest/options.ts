import type { ArticleStatus } from '../database/generated/enums.ts';
import { newId } from '../kernel/new-id.ts';
import type { AnnotatedArticle } from '../text/annotated-article.ts';

/** How articles are taken in. */
export interface IngestOptions {
  /** The status of an article that is new, one for all or each its own. A stored article keeps what it has, unless `mode` is `replace`. */
  readonly status: ArticleStatus | ((article: AnnotatedArticle) => ArticleStatus);
  /**
   * `extend`, the default: the articles add to what is known of their entities and affiliations (aliases and identifiers
   * are added, empty fields are filled), and taking an article in again publishes or withdraws nothing.
   *
   * `import`: as `extend`, for what a machine found: entities without a slug are tied to those of the record by name,
   * what people have reviewed stays, drafts are published where that is the status given and their publisher does not
   * withhold them or keep them back (`stateAfterImport`), and an older version than the stored one is left out.
   *
   * `replace`: what the articles say together is all that is to be known: what they leave out is taken away, and they
   * get the status given.
   */
  readonly mode?: 'extend' | 'import' | 'replace';
  /** Facts that are suggested, and of which the machine is at least so sure, 0 to 1, are confirmed; null, the default: none. */
  readonly confirmAbove?: number | null;
  /** UUID of the organisation that publishes all of them, where it is known by more than its name; null, the default: whom each names. */
  readonly publisherId?: string | null;
  /** Asked once for each new article, text, source and entity when it was recorded; by default the database's clock says. */
  readonly now?: () => Date;
  /** Makes ids of new rows; by default UUIDs of version 7. */
  readonly newId?: () => string;
}

/** The options with their defaults. */
export interface IngestSettings extends Omit<Required<IngestOptions>, 'now' | 'status' | 'confirmAbove'> {
  readonly now: (() => Date) | null;
  readonly statusOf: (article: AnnotatedArticle) => ArticleStatus;
}

/** Fills the defaults in. */
export function settingsOf(options: IngestOptions): IngestSettings {
  const { status } = options;
  return {
    statusOf: typeof status === 'function' ? status : () => status,
    mode: options.mode ?? 'extend',
    publisherId: options.publisherId ?? null,
    now: options.now ?? null,
    newId: options.newId ?? newId,
  };
}
