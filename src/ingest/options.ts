import { v7 } from 'uuid';
import type { ArticleStatus } from '../database/generated/enums.ts';

/** How articles are taken in. */
export interface IngestOptions {
  /** The status of an article that is new. A stored article keeps its own: taking it in again publishes or withdraws nothing. */
  readonly status: ArticleStatus;
  /**
   * Whether the articles say all that is to be known of their entities and affiliations (`replace`: what they leave out
   * is taken away), or add to it (`extend`, the default: aliases and identifiers are added, empty fields are filled).
   */
  readonly entities?: 'extend' | 'replace';
  /** Asked once for each new article, text, source and entity when it was recorded; by default the database's clock says. */
  readonly now?: () => Date;
  /** Makes ids of new rows; by default UUID v7. */
  readonly newId?: () => string;
}

/** The options with their defaults. */
export type IngestSettings = Omit<Required<IngestOptions>, 'now'> & { readonly now: (() => Date) | null };

/** Fills the defaults in. */
export function settingsOf(options: IngestOptions): IngestSettings {
  return {
    status: options.status,
    entities: options.entities ?? 'extend',
    now: options.now ?? null,
    newId: options.newId ?? v7,
  };
}
