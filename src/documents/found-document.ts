import { AppError } from '../kernel/app-error.ts';

/**
 * A document where it was found: its bytes, the file that has them, or why they could not be had.
 *
 * `name` says which one to a person: a path, `archive.zip/entry`, `file.jsonl:12`, a URL, `-` for standard input.
 */
export type FoundDocument = ReadableDocument | FailedDocument;

/** A document whose bytes are there, or can be read: `documentWithBytes`. */
export type ReadableDocument = NamedDocument | DocumentFile;

/** A document that is a file by itself: whoever works on it reads it, on a thread of its own. */
export interface DocumentFile {
  readonly name: string;
  readonly path: string;
  /** Bytes, when it was found. */
  readonly size: number;
  /** What is larger when it is read is refused. */
  readonly maxBytes: number;
}

/** Why the document of that name could not be had. */
export interface FailedDocument {
  readonly name: string;
  readonly failure: AppError;
}

/** The bytes of one document, with what its place says of them: what `readDocument` takes. */
export interface NamedDocument {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** As the server that gave it declared it. */
  readonly mediaType?: string;
  /** Where it was fetched. */
  readonly url?: string;
}

/** A document that cannot be had, with the sentence that says why. */
export function failed(name: string, message: string, options?: ErrorOptions): FailedDocument {
  return { name, failure: refusal(message, options) };
}

/** The document of that name, or the refusal that was thrown on the way to it; any other error is thrown on. */
export async function documentOrFailure(
  name: string,
  find: () => Promise<Omit<NamedDocument, 'name'>>,
): Promise<FoundDocument> {
  try {
    return { name, ...(await find()) };
  } catch (error) {
    if (error instanceof AppError) return { name, failure: error };
    throw error;
  }
}

/** What the caller is told of a document that is not taken. */
export function refusal(message: string, options?: ErrorOptions): AppError {
  return new AppError('BAD_USER_INPUT', message, options);
}

/** The refusal of a document over the limit. */
export function tooLarge(maxBytes: number, what = 'The document'): AppError {
  return refusal(
    `${what} is larger than ${maxBytes.toLocaleString('en-GB')} bytes, the limit for one document.`,
  );
}
