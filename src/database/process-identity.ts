import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** `ps` answers at once or not at all. */
const PS_TIMEOUT_MS = 2_000;

/**
 * Gives a text that no other process on this machine has had, or null when there is no process `pid`: the moment it
 * started, because a process id is soon given to another process and, in a container, nearly always.
 */
export function processIdentity(pid: number): string | null {
  if (!isAlive(pid)) return null;
  if (process.platform === 'linux') return linuxIdentity(pid);
  if (process.platform === 'win32') return 'alive';
  return psIdentity(pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Boot and clock tick of the start: field 22 of /proc/<pid>/stat, counted after the command's closing bracket. */
function linuxIdentity(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, startTick] = [fields[0], fields[19]];
    // A zombie holds nothing any more; it only waits for its parent to notice.
    if (state === 'Z' || state === 'X' || startTick === undefined) return null;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${startTick}`;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
      return null;
    throw error;
  }
}

function psIdentity(pid: number): string | null {
  const started = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    timeout: PS_TIMEOUT_MS,
    env: { LC_ALL: 'C' },
  }).trim();
  return started === '' ? null : started;
}
