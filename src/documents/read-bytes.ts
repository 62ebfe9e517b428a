import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { fileFailure } from './file-failure.ts';
import { refusal, tooLarge } from './found-document.ts';

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

/**
 * The bytes of a regular file. Refuses, with BAD_USER_INPUT: what is none, what is larger, what cannot be read.
 *
 * A file that grows or shrinks meanwhile is given as far as it went, never beyond the limit.
 */
export async function readFileBytes(path: string, maxBytes: number): Promise<Uint8Array> {
  return withFile(path, async (file) => {
    const stats = await file.stat();
    if (stats.isDirectory()) throw refusal('It is a folder, not a document.');
    if (!stats.isFile()) throw refusal('It is no regular file, but a pipe, a socket or a device.');
    if (stats.size > maxBytes) throw tooLarge(maxBytes);
    // One byte more than it has: the first read takes it whole, and a small file does not hold a large buffer.
    return collect(chunksOf(file, Math.min(stats.size + 1, CHUNK_BYTES)), maxBytes);
  });
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

async function* chunksOf(file: FileHandle, chunkBytes = CHUNK_BYTES): AsyncGenerator<Uint8Array> {
  for (;;) {
    const { bytesRead, buffer } = await file
      .read(Buffer.allocUnsafeSlow(chunkBytes), 0, chunkBytes, null)
      .catch((error: unknown) => {
        throw fileFailure(error);
      });
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

async function withFile<T>(path: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
  // Not waiting: opening a named pipe that nobody writes to would never return.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => {
    throw fileFailure(error);
  });
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}
