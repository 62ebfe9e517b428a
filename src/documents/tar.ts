import { Parser, type ReadEntry } from 'tar';
import { AppError } from '../kernel/app-error.ts';
import { entryFault, isHidden } from './entry-name.ts';
import { type FoundDocument, failed, refusal, tooLarge } from './found-document.ts';
import { jsonLineDocuments } from './json-lines.ts';
import { isJsonLinesName } from './media-kind.ts';
import type { Chunks } from './read-bytes.ts';

/**
 * Most that the bytes read so far may unpack to, as a multiple of them. Small files in a tar are padded with zeros, which
 * shrink to nothing: ordinary archives reach a hundred. gzip itself reaches 1,032.
 */
const MAX_RATIO = 300;

const FILE_TYPES: ReadonlySet<string> = new Set(['File', 'OldFile', 'ContiguousFile']);
const FOLDER_TYPES: ReadonlySet<string> = new Set(['Directory', 'GNUDumpDir']);

/** An entry whose bytes are coming; null parts: they are passed over. */
interface Arriving {
  readonly name: string;
  parts: Uint8Array[] | null;
  length: number;
}

/**
 * The documents of a tar archive, packed with gzip or not, in the order of its entries; folders and hidden files are left
 * out.
 *
 * An entry that cannot be taken is told of by its name and passed over. An archive that is damaged, cut off, or unpacks to
 * far more than text could gives one failure, and ends there. Holds what 64 KiB unpack to, and one document.
 */
export async function* tarDocuments(
  chunks: Chunks,
  name: string,
  maxBytes: number,
): AsyncGenerator<FoundDocument> {
  const ready: FoundDocument[] = [];
  let fault: AppError | null = null;
  const onFault = (message: string) => {
    fault ??= refusal(`It is no tar archive, or a damaged or cut off one: ${message}.`);
  };
  const parser = new Parser({
    maxDecompressionRatio: MAX_RATIO,
    onReadEntry: (entry) => takeEntry(entry, name, maxBytes, ready),
    onwarn: (_code, message) => onFault(message),
  });
  parser.on('error', (error: Error) => onFault(error.message));
  try {
    // Parsing is synchronous: when write returns, everything that the chunk completes is ready.
    for await (const chunk of chunks) {
      parser.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length));
      yield* expanded(ready.splice(0), maxBytes);
      if (fault !== null) break;
    }
    if (fault === null) parser.end();
    yield* expanded(ready.splice(0), maxBytes);
    if (fault !== null) yield { name, failure: fault };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    yield { name, failure: error };
  }
}

/** Listens to an entry from its first byte, so that the parser never waits for a reader. */
function takeEntry(entry: ReadEntry, archive: string, maxBytes: number, ready: FoundDocument[]): void {
  const name = `${archive}/${entry.path}`;
  const fault = faultOf(entry);
  const isTooLarge = entry.size > maxBytes;
  if (fault !== null) ready.push(failed(name, fault));
  else if (FOLDER_TYPES.has(entry.type) || isHidden(entry.path)) {
    // Nothing to tell.
  } else if (isTooLarge) ready.push({ name, failure: tooLarge(maxBytes) });
  else {
    const arriving: Arriving = { name, parts: [], length: 0 };
    entry.on('data', (part: Buffer) => {
      arriving.parts?.push(part);
      arriving.length += part.length;
    });
    entry.on('end', () => {
      // Cut off: the archive's own failure says so.
      if (arriving.parts === null || arriving.length !== entry.size) return;
      ready.push({ name, bytes: Buffer.concat(arriving.parts, arriving.length) });
      arriving.parts = null;
    });
    return;
  }
  entry.resume();
}

function faultOf(entry: ReadEntry): string | null {
  const isFile = FILE_TYPES.has(entry.type);
  if (!isFile && !FOLDER_TYPES.has(entry.type)) return 'It is a link or a device, not a file.';
  return entryFault(entry.path);
}

/** A JSON lines file within the archive gives its lines. */
async function* expanded(
  documents: readonly FoundDocument[],
  maxBytes: number,
): AsyncGenerator<FoundDocument> {
  for (const document of documents) {
    if ('bytes' in document && isJsonLinesName(document.name)) {
      yield* jsonLineDocuments(document.name, [document.bytes], maxBytes);
    } else yield document;
  }
}
