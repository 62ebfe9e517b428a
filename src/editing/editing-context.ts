import type { Caller } from '../access/role.ts';
import type { Database } from '../database/database.ts';
import type { NamedDocument } from '../documents/found-document.ts';
import type { AnalysedItem } from '../importer/analyse-document.ts';
import type { DocumentDefaults } from '../importer/analyser.ts';

/** Who writes through the API. */
export type Editor = Caller;

/** What a mutation is given beside its input. */
export interface EditingContext {
  readonly database: Database;
  /** Null: whoever asks may only read, and no mutation runs. */
  readonly editor: Editor | null;
  /** How long one mutation may write. */
  readonly writeTimeoutMs: number;
  /** Reads a document and finds what stands in it, beside everything else that the process does. */
  analyse(document: NamedDocument, defaults: DocumentDefaults): Promise<readonly AnalysedItem[]>;
}

/** The one who writes. Throws where nobody may: no mutation runs then. */
export function editorOf({ editor }: Pick<EditingContext, 'editor'>): Editor {
  if (editor === null) throw new Error('A mutation runs without an editor');
  return editor;
}
