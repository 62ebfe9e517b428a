import type { AppError } from '../../src/kernel/app-error.ts';
import { type IncomingDocument, readDocument } from '../../src/text/read/read-document.ts';
import type { SourceItem } from '../../src/text/read/source-text.ts';

/** Each item of a document, read. Throws what an item was refused with. */
export function readAll(
  content: string | Uint8Array,
  known: Omit<IncomingDocument, 'bytes'> = {},
): SourceItem[] {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return readDocument({ bytes, ...known }).map((entry) => {
    if (entry.outcome === 'refused') throw entry.error;
    if (entry.outcome === 'cancelled') throw new Error('The item is cancelled, and has no text.');
    return entry.item;
  });
}

/** The one item of a document. */
export function readOne(
  content: string | Uint8Array,
  known: Omit<IncomingDocument, 'bytes'> = {},
): SourceItem {
  const [item, ...others] = readAll(content, known);
  if (item === undefined || others.length > 0)
    throw new Error(`The document has ${others.length + 1} items.`);
  return item;
}

/** Why a document is refused, with its code; throws an Error where it is not. */
export function refusalOf(
  content: string | Uint8Array,
  known: Omit<IncomingDocument, 'bytes'> = {},
): AppError {
  try {
    readAll(content, known);
  } catch (error) {
    if (error instanceof Error && error.name === 'AppError') return error as AppError;
    throw error;
  }
  throw new Error('The document was read.');
}
