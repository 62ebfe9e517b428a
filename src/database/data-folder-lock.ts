import { randomUUID } from 'node:crypto';
import {
  accessSync,
  constants,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from '../kernel/app-error.ts';
import { processIdentity } from './process-identity.ts';

/** A data folder that this process holds. */
export interface DataFolderLock {
  /** Gives the folder up; twice is safe. */
  release(): void;
}

/** The process that holds a data folder. */
export interface RunningServer {
  readonly pid: number;
  /** The Unix socket where it takes commands; null when it takes none. */
  readonly socketPath: string | null;
}

const lockFile = z.object({
  pid: z.number().int().positive(),
  /** What {@link processIdentity} said of the holder, so that another process with the same id is not taken for it. */
  identity: z.string(),
  socketPath: z.string().nullable(),
  token: z.string(),
});
type LockFile = z.infer<typeof lockFile>;

/** Each round means that another process took or left the lock between two of our calls; they do not go on for ever. */
const MAX_ROUNDS = 20;

/**
 * Takes `<dataDir>/lock` for this process, creating the folder if need be. A lock whose process is gone (SIGKILL, a
 * power cut) is taken over, by exactly one process when several start at once.
 *
 * @throws AppError SERVICE_UNAVAILABLE that names the folder and the process when another one holds it.
 */
export function acquireDataFolder(
  dataDir: string,
  options: { readonly socketPath: string | null },
): DataFolderLock {
  makeFolder(dataDir);
  const path = join(dataDir, 'lock');
  const mine: LockFile = {
    pid: process.pid,
    identity: processIdentity(process.pid) ?? '',
    socketPath: options.socketPath,
    token: randomUUID(),
  };
  const holder = take(path, mine);
  if (holder !== null) {
    throw new AppError(
      'SERVICE_UNAVAILABLE',
      `The data folder ${resolve(dataDir)} is in use by process ${holder.pid}: stop that process, or set DATA_DIR to another folder.`,
    );
  }
  return { release: () => release(path, mine) };
}

/** Gives the process that holds `dataDir`, or null when none does. Changes nothing. */
export function readRunningServer(dataDir: string): RunningServer | null {
  const holder = readLock(join(dataDir, 'lock'));
  return holder !== null && isHeld(holder) ? { pid: holder.pid, socketPath: holder.socketPath } : null;
}

/**
 * Gives null when the lock at `path` is now `mine`, or else its living holder.
 *
 * Taking over has two steps, look and replace, so it is done under a second lock, `<path>.takeover`, which is taken in
 * the same way. Without it two processes that see the same stale lock would each replace it, the second one the
 * first one's.
 */
function take(path: string, mine: LockFile): LockFile | null {
  const draft = `${path}.${mine.token}`;
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 });
  try {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      if (linkIfFree(draft, path)) return null;
      const holder = readLock(path);
      if (holder === null) continue;
      if (isHeld(holder)) return holder;
      const takeover = `${path}.takeover`;
      const rival = take(takeover, { ...mine, token: randomUUID() });
      if (rival !== null) return rival;
      try {
        if (readLock(path)?.token === holder.token) {
          renameSync(draft, path);
          return null;
        }
      } finally {
        rmSync(takeover, { force: true });
      }
    }
    throw new AppError(
      'SERVICE_UNAVAILABLE',
      `The lock ${path} keeps changing hands: start one process at a time.`,
    );
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Makes the folder where it is missing, and refuses in one sentence what cannot be one or cannot be written. */
function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    throw unusableFolder(dataDir, error);
  }
}

function unusableFolder(dataDir: string, cause: unknown): AppError {
  const isFile = hasCode(cause, 'EEXIST') || hasCode(cause, 'ENOTDIR');
  const reason = isFile ? 'it, or a folder above it, is a file' : 'it cannot be made or written';
  const message = `DATA_DIR ${resolve(dataDir)} cannot hold the database: ${reason}.`;
  return new AppError('SERVICE_UNAVAILABLE', message, { cause });
}

function release(path: string, mine: LockFile): void {
  if (readLock(path)?.token === mine.token) rmSync(path, { force: true });
}

/** A link, not an exclusive open: the file appears with its whole content or not at all. */
function linkIfFree(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function readLock(path: string): LockFile | null {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    // ENOTDIR: what should be the folder is a file, which whoever opens it is told.
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return null;
    throw error;
  }
  const parsed = lockFile.safeParse(parseJson(content));
  if (parsed.success) return parsed.data;
  throw new AppError(
    'SERVICE_UNAVAILABLE',
    `The lock ${path} cannot be read: delete it if no onrecord process uses the folder.`,
  );
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
}

function isHeld(holder: LockFile): boolean {
  return processIdentity(holder.pid) === holder.identity;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
