import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The address of a Unix socket has 108 bytes on Linux and 104 on macOS, its closing zero included. */
const MAX_SOCKET_PATH_BYTES = 100;

/**
 * Where a server on this data folder takes commands: in the folder, or, where that path is too long for a socket,
 * under a name in the system's folder for temporary files that nobody can guess. The folder's lock says which.
 */
export function chooseSocketPath(dataDir: string): string {
  const inFolder = resolve(dataDir, 'control.sock');
  if (Buffer.byteLength(inFolder) <= MAX_SOCKET_PATH_BYTES) return inFolder;
  return join(tmpdir(), `onrecord-${randomBytes(8).toString('hex')}.sock`);
}
