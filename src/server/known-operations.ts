import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** UTF-16 units of document text that are kept: 30,000 documents of a page's size, or fifteen of the longest. */
const MAX_KEPT_LENGTH = 16 * 1024 * 1024;
/** What a known operation takes beside its text, its parsed document above all: about ten times the text. */
const OVERHEAD_FACTOR = 10;

/** An operation that was parsed, validated and answered by the planner's text alone. */
export interface KnownOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** As `operationKey` gives it. */
  readonly operationKey: string;
}

/** How a request names its document: by its whole text, or by the SHA-256 of a text that came before. */
export type DocumentKey = { readonly text: string } | { readonly sha256: string };

/**
 * Operations that Apollo has let through once and that need nothing of it a second time: the same text is as valid as it
 * was. The least recently used are forgotten.
 */
export class KnownOperations {
  readonly #byText = operationCache();
  readonly #byHash = operationCache();

  /** The operation of that name in that document; undefined where it is not known. */
  find(key: DocumentKey, operationName: string | undefined): KnownOperation | undefined {
    return 'text' in key
      ? this.#byText.get(entryKey(key.text, operationName))
      : this.#byHash.get(entryKey(key.sha256, operationName));
  }

  /** Remembers an operation under its document's text, and its hash where that was made. */
  keep(
    { text, sha256 }: { readonly text: string; readonly sha256: string | undefined },
    operationName: string | undefined,
    known: KnownOperation,
  ): void {
    this.#byText.set(entryKey(text, operationName), known);
    if (sha256 !== undefined) this.#byHash.set(entryKey(sha256, operationName), known);
  }
}

function operationCache(): LRUCache<string, KnownOperation> {
  return new LRUCache({
    maxSize: MAX_KEPT_LENGTH,
    sizeCalculation: ({ document }) => 1 + OVERHEAD_FACTOR * (document.loc?.end ?? 0),
  });
}

/** A name has no space, so no two pairs of name and document give one key. */
function entryKey(document: string, operationName: string | undefined): string {
  return operationName === undefined ? document : `${operationName} ${document}`;
}
