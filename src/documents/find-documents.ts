import { stat } from 'node:fs/promises';
import { MAX_DOCUMENT_BYTES } from '../kernel/document-limit.ts';
import { fetchDocument, isUrl } from './fetch-url.ts';
import { fileFailure } from './file-failure.ts';
import { documentOrFailure, type FoundDocument } from './found-document.ts';
import { jsonLineDocuments } from './json-lines.ts';
import { holdingOf } from './media-kind.ts';
import { type Chunks, findFile, isPipe, readFileChunks } from './read-bytes.ts';
import { streamDocuments } from './standard-input.ts';
import { tarDocuments } from './tar.ts';
import { type FoundPath, isGlob, matchGlob, walkFolder } from './walk.ts';
import { countZipEntries, zipDocuments } from './zip.ts';

/** Where documents may be had from. */
export interface FindOptions {
  /** What `-` means; it is read at most once. */
  readonly standardInput: Chunks;
  /** Fetch URLs from addresses that are not of the open internet too; default: not. */
  readonly allowPrivate?: boolean;
  /** Default `MAX_DOCUMENT_BYTES`. */
  readonly maxBytes?: number;
}

/** The operand that means standard input. */
const STANDARD_INPUT = '-';

/**
 * Every document that the operands mean, one after the other: paths of files, folders and archives, patterns, URLs, `-`.
 *
 * The order is that of the operands, in a folder that of the names, in an archive that of the entries, in a file of JSON
 * lines that of the lines; it is the same whenever the files are. What cannot be had is told of in its place as a failure,
 * and does not end the rest. One document is held at a time, and the next is looked for when it is asked for. Files are not
 * read here.
 */
export async function* findDocuments(
  operands: readonly string[],
  options: FindOptions,
): AsyncGenerator<FoundDocument> {
  const maxBytes = options.maxBytes ?? MAX_DOCUMENT_BYTES;
  for (const operand of operands) {
    if (operand === STANDARD_INPUT)
      yield* guarded(operand, streamDocuments(options.standardInput, operand, maxBytes));
    else if (isUrl(operand)) {
      const allowPrivate = options.allowPrivate === true;
      yield await documentOrFailure(operand, () => fetchDocument(operand, { maxBytes, allowPrivate }));
    } else if (await isPipe(operand)) {
      yield* guarded(operand, streamDocuments(readFileChunks(operand), operand, maxBytes));
    } else yield* pathDocuments(operand, maxBytes);
  }
}

/**
 * How many documents the operands mean, as far as it is known without reading them: null where one is a stream, a URL, a
 * tar or JSON lines.
 */
export async function countDocuments(operands: readonly string[]): Promise<number | null> {
  let count = 0;
  for (const operand of operands) {
    if (operand === STANDARD_INPUT || isUrl(operand) || (await isPipe(operand))) return null;
    for await (const found of pathsOf(operand)) {
      const holding = 'path' in found ? holdingOf(found.path) : 'one';
      const held = holding === 'zip' && 'path' in found ? await countZipEntries(found.path) : 1;
      if (held === null || holding === 'tar' || holding === 'json-lines') return null;
      count += held;
    }
  }
  return count;
}

async function* pathDocuments(operand: string, maxBytes: number): AsyncGenerator<FoundDocument> {
  for await (const found of pathsOf(operand)) {
    if ('path' in found) yield* guarded(found.path, fileDocuments(found.path, maxBytes));
    else yield found;
  }
}

/** The files that an operand means; one that is there is meant by its name, whatever characters it has. */
async function* pathsOf(operand: string): AsyncGenerator<FoundPath> {
  try {
    if ((await stat(operand)).isDirectory()) yield* walkFolder(operand);
    else yield { path: operand };
  } catch (error) {
    const failure = fileFailure(error);
    if (isGlob(operand)) yield* matchGlob(operand);
    else yield { name: operand, failure };
  }
}

async function* fileDocuments(path: string, maxBytes: number): AsyncGenerator<FoundDocument> {
  switch (holdingOf(path)) {
    case 'zip':
      yield* zipDocuments(path, path, maxBytes);
      return;
    case 'tar':
      yield* tarDocuments(readFileChunks(path), path, maxBytes);
      return;
    case 'json-lines':
      yield* jsonLineDocuments(path, readFileChunks(path), maxBytes);
      return;
    case 'one':
      yield await findFile(path, maxBytes);
  }
}

/** Passes documents on; a refusal that ends them becomes the last one's failure. */
async function* guarded(
  name: string,
  documents: AsyncGenerator<FoundDocument>,
): AsyncGenerator<FoundDocument> {
  try {
    yield* documents;
  } catch (error) {
    yield { name, failure: fileFailure(error) };
  }
}
