import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { documentCache } from './document-cache.ts';

/** An operation that was parsed, validated and answered by the planner's text alone. */
export interface KnownOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** How a request names its document: by its whole text, or by the SHA-256 of a text that came before. */
export type DocumentKey = { readonly text: string } | { readonly sha256: string };

/**
 * Operations that Apollo has let through once and that need nothing of it a second time: the same text is as valid as it
 * was. The least recently used are forgotten.
 */
export class KnownOperations {
  readonly #byText = documentCache<KnownOperation>(({ document }) => document);
  readonly #byHash = documentCache<KnownOperation>(({ document }) => document);

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

/** A name has no space, so no two pairs of name and document give one key. */
function entryKey(document: string, operationName: string | undefined): string {
  return operationName === undefined ? document : `${operationName} ${document}`;
}
