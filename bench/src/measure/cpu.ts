import { readFile } from 'node:fs/promises';
import type { Client } from 'pg';

/** Linux counts processor time in these. */
const TICKS_PER_SECOND = 100;

/** Processor time that a process has used, in milliseconds; 0 where it is gone. */
export async function cpuMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name, in brackets, may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  return (ticks / TICKS_PER_SECOND) * 1_000;
}

/** Memory that a process holds, in megabytes. */
export async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1_024;
}

/** Process ids of the backends that serve this database to processes other than ours, by the port of their client. */
export async function backendPids(client: Client, serverPid: number): Promise<readonly number[]> {
  const ports = await clientPorts(serverPid);
  const { rows } = await client.query<{ pid: number }>(
    'SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND client_port = ANY ($1)',
    [ports],
  );
  return rows.map(({ pid }) => pid);
}

/** Local ports of a process' TCP connections. */
async function clientPorts(pid: number): Promise<readonly number[]> {
  const inodes = await socketInodes(pid);
  const ports: number[] = [];
  for (const table of ['tcp', 'tcp6']) {
    const lines = (await readFile(`/proc/${pid}/net/${table}`, 'utf8').catch(() => ''))
      .trim()
      .split('\n')
      .slice(1);
    for (const line of lines) {
      const fields = line.trim().split(/\s+/);
      const port = fields[1]?.split(':')[1];
      if (port !== undefined && inodes.has(fields[9] ?? '')) ports.push(Number.parseInt(port, 16));
    }
  }
  return ports;
}

async function socketInodes(pid: number): Promise<ReadonlySet<string>> {
  const { readdir, readlink } = await import('node:fs/promises');
  const folder = `/proc/${pid}/fd`;
  const links = await Promise.all(
    (await readdir(folder)).map((name) => readlink(`${folder}/${name}`).catch(() => '')),
  );
  return new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
}
