import type { AppError } from '../../kernel/app-error.ts';
import type { SourceItem } from './source-text.ts';

/**
 * One item of a document: an article, or why that item cannot be one. `place` says which item it is (`entry 3`); null
 * where the document is the item.
 */
export type SourceDocumentItem =
  | { readonly outcome: 'read'; readonly place: string | null; readonly item: SourceItem }
  | { readonly outcome: 'refused'; readonly place: string | null; readonly error: AppError };
