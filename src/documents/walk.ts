import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import picomatch from 'picomatch';
import { fileFailure } from './file-failure.ts';
import { type FailedDocument, failed } from './found-document.ts';

/** A file that was found, or what could not be looked into. */
export type FoundPath = { readonly path: string } | FailedDocument;

/** Whether a path has characters that stand for several names. */
export function isGlob(path: string): boolean {
  return picomatch.scan(path).isGlob;
}

/**
 * The files under a folder, at any depth: names of each folder in the order of their UTF-16 units, a folder's files where
 * its name stands. Names that begin with a dot are left out. Symbolic links are followed; a folder that was looked into is
 * not looked into again, so that links may lead in circles.
 *
 * Holds the names of the folders on the way to the file, and which folders were seen.
 */
export async function* walkFolder(folder: string): AsyncGenerator<FoundPath> {
  yield* walk(folder, new Set());
}

async function* walk(folder: string, seen: Set<string>): AsyncGenerator<FoundPath> {
  let entries: Dirent[];
  try {
    const { dev, ino } = await stat(folder, { bigint: true });
    const identity = `${dev}:${ino}`;
    if (seen.has(identity)) return;
    seen.add(identity);
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    yield { name: folder, failure: fileFailure(error) };
    return;
  }
  const visible = entries.filter(({ name }) => !name.startsWith('.')).sort(byName);
  for (const entry of visible) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() || (entry.isSymbolicLink() && (await isFolder(path)))) yield* walk(path, seen);
    else yield { path };
  }
}

/** The files that a pattern (`2024/*.html`) fits, in the order of `walkFolder`; at least one, or a failure. */
export async function* matchGlob(pattern: string): AsyncGenerator<FoundPath> {
  const { base } = picomatch.scan(pattern);
  const root = base === '' ? '.' : base;
  const fits = picomatch(base === '' ? join('.', pattern) : pattern);
  let isFound = false;
  for await (const found of walkFolder(root)) {
    if ('path' in found && !fits(found.path)) continue;
    isFound = true;
    yield found;
  }
  if (!isFound) yield failed(pattern, 'No file fits the pattern.');
}

/** Whether a path leads to a folder; what cannot be looked at is told of where it is read. */
async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    fileFailure(error);
    return false;
  }
}

function byName(a: Dirent, b: Dirent): number {
  if (a.name === b.name) return 0;
  return a.name < b.name ? -1 : 1;
}
