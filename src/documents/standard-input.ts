import { documentOrFailure, type FoundDocument, failed } from './found-document.ts';
import { isJsonLine, jsonLineDocuments } from './json-lines.ts';
import { type Chunks, collect } from './read-bytes.ts';
import { tarDocuments } from './tar.ts';

const LINE_FEED = 0x0a;
const GZIP = [0x1f, 0x8b];
const ZIP = [0x50, 0x4b, 0x03, 0x04];
/** Where a tar says that it is one. */
const TAR_MAGIC = { at: 257, bytes: [0x75, 0x73, 0x74, 0x61, 0x72] };
/** A tar's first block: enough to tell it. */
const SNIFFED_BYTES = 512;

/**
 * The documents of a stream without a name's extension: the lines of JSON lines where the first line is a JSON object, the
 * entries of a tar (gzip or not), else one document. A ZIP archive is refused, because its list of entries comes last.
 */
export async function* streamDocuments(
  chunks: Chunks,
  name: string,
  maxBytes: number,
): AsyncGenerator<FoundDocument> {
  const { head, all } = await headOf(chunks, maxBytes);
  if (startsWith(head, ZIP)) yield failed(name, 'A ZIP archive cannot be read from a stream: name its file.');
  else if (startsWith(head, GZIP) || startsWith(head.subarray(TAR_MAGIC.at), TAR_MAGIC.bytes)) {
    yield* tarDocuments(all, name, maxBytes);
  } else if (isJsonLine(firstLineOf(head))) yield* jsonLineDocuments(name, all, maxBytes);
  else yield await documentOrFailure(name, async () => ({ bytes: await collect(all, maxBytes) }));
}

/** The first bytes, up to the end of the first line and at least a tar's first block, and the whole stream. */
async function headOf(
  chunks: Chunks,
  maxBytes: number,
): Promise<{ readonly head: Uint8Array; readonly all: AsyncIterable<Uint8Array> }> {
  const iterator = (async function* () {
    yield* chunks;
  })();
  const parts: Uint8Array[] = [];
  let length = 0;
  let hasLine = false;
  while ((length < SNIFFED_BYTES || !hasLine) && length <= maxBytes) {
    const next = await iterator.next();
    if (next.done === true) break;
    parts.push(next.value);
    length += next.value.length;
    hasLine ||= next.value.includes(LINE_FEED);
  }
  async function* all() {
    yield* parts.splice(0);
    yield* iterator;
  }
  return { head: Buffer.concat(parts), all: all() };
}

/** The first line that is not empty. */
function firstLineOf(head: Uint8Array): Uint8Array {
  let start = 0;
  for (let at = head.indexOf(LINE_FEED); at !== -1; at = head.indexOf(LINE_FEED, start)) {
    if (at > start + 1) return head.subarray(start, at);
    start = at + 1;
  }
  return head.subarray(start);
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}
