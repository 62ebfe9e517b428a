import type { AppError } from '../../kernel/app-error.ts';
import type { CancelledItem, SourceItem } from './source-text.ts';

/** An article, or one that is cancelled and of which no text is left. */
export type ReadItem =
  | { readonly outcome: 'read'; readonly item: SourceItem }
  | { readonly outcome: 'cancelled'; readonly item: CancelledItem };

/**
 * One item of a document, or why that item cannot be one. `place` says which item it is (`entry 3`); null where the
 * document is the item.
 */
export type SourceDocumentItem = { readonly place: string | null } & (
  | ReadItem
  | { readonly outcome: 'refused'; readonly error: AppError }
);
