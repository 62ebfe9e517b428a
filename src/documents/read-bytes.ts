import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { fileFailure } from './file-failure.ts';
import {
  type DocumentFile,
  type NamedDocument,
  type ReadableDocument,
  refusal,
  tooLarge,
} from './found-document.ts';

/** Bytes as they come, in order. */
export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** How much of a file is read at once. */
const CHUNK_BYTES = 64 * 1024;

/** All the bytes, at most `maxBytes`: one more is refused (BAD_USER_INPUT) as soon as it comes. */
export async function collect(chunks: Chunks, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge(maxBytes);
    parts.push(chunk);
  }
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts, length);
}

/** A regular file of at most `maxBytes` that is a document. Refuses, with BAD_USER_INPUT, what is none. */
export async function findFile(path: string, maxBytes: number): Promise<DocumentFile> {
  try {
    const stats = await stat(path);
    refuseOthers(stats, maxBytes);
    return { name: path, path, size: stats.size, maxBytes };
  } catch (error) {
    throw fileFailure(error);
  }
}

/**
 * The document with its bytes; those of a file are read, and this thread waits for them: the calls take a tenth of the time
 * of those that do not wait. Refuses, with BAD_USER_INPUT: what is no regular file, what is larger, what cannot be read.
 *
 * A file that grows or shrinks meanwhile is given as far as it went, never beyond the limit.
 */
export function documentWithBytes(document: ReadableDocument): NamedDocument {
  if ('bytes' in document) return document;
  const { name, path, maxBytes } = document;
  try {
    return { name, bytes: readWhole(path, maxBytes) };
  } catch (error) {
    throw fileFailure(error);
  }
}

function readWhole(path: string, maxBytes: number): Uint8Array {
  // Not waiting: opening a named pipe that nobody writes to would never return.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(file);
    refuseOthers(stats, maxBytes);
    const bytes = Buffer.allocUnsafeSlow(stats.size);
    let length = 0;
    while (length < bytes.length) {
      const count = readSync(file, bytes, length, bytes.length - length, null);
      if (count === 0) break;
      length += count;
    }
    return bytes.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

function refuseOthers(stats: Stats, maxBytes: number): void {
  if (stats.isDirectory()) throw refusal('It is a folder, not a document.');
  if (!stats.isFile()) throw refusal('It is no regular file, but a pipe, a socket or a device.');
  if (stats.size > maxBytes) throw tooLarge(maxBytes);
}

/** The bytes of a file, or of a named pipe, as they come. Refuses what cannot be read. */
export async function* readFileChunks(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw fileFailure(error);
  });
  try {
    yield* chunksOf(file);
  } finally {
    await file.close();
  }
}

/** Whether a path is a named pipe, or a terminal or other device that gives bytes: `<(command)` of a shell. */
export async function isPipe(path: string): Promise<boolean> {
  try {
    const stats = await stat(path);
    return stats.isFIFO() || stats.isCharacterDevice();
  } catch (error) {
    // Told of when it is read.
    fileFailure(error);
    return false;
  }
}

async function* chunksOf(file: FileHandle): AsyncGenerator<Uint8Array> {
  for (;;) {
    const { bytesRead, buffer } = await file
      .read(Buffer.allocUnsafeSlow(CHUNK_BYTES), 0, CHUNK_BYTES, null)
      .catch((error: unknown) => {
        throw fileFailure(error);
      });
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}
