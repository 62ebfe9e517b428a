/** What a name's extension says of how documents are held in the file. */
export type Holding = 'zip' | 'tar' | 'json-lines' | 'one';

const JSON_LINES = /\.(?:jsonl|ndjson)$/iu;

/** Whether a name says that each line is a document. */
export function isJsonLinesName(name: string): boolean {
  return JSON_LINES.test(name);
}

/** How a file of this name holds documents. */
export function holdingOf(name: string): Holding {
  if (/\.zip$/iu.test(name)) return 'zip';
  if (/\.(?:tar|tar\.gz|tgz)$/iu.test(name)) return 'tar';
  return isJsonLinesName(name) ? 'json-lines' : 'one';
}
