import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { ServerKind } from './server-kind.ts';

const START_TIMEOUT_MS = 60_000;

/** A server in a process of its own. */
export interface RunningServer {
  readonly kind: ServerKind;
  readonly origin: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts a server on a free port and waits until it answers. */
export async function startServer(kind: ServerKind, url: string): Promise<RunningServer> {
  const port = await freePort();
  const { executable, args, env } = kind.command(url, port);
  const child = spawn(executable, [...extraArguments(kind), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const origin = `http://127.0.0.1:${port}`;
  await answers(child, `${origin}${kind.readyPath}`, kind.name);
  if (child.pid === undefined) throw new Error(`${kind.name} did not start`);
  return { kind, origin, pid: child.pid, stop: () => stop(child) };
}

/** `BENCH_PROFILE=hand` writes a CPU profile of that server when it stops. */
function extraArguments(kind: ServerKind): readonly string[] {
  return process.env['BENCH_PROFILE'] === kind.name ? ['--cpu-prof', '--cpu-prof-dir=profiles'] : [];
}

async function answers(child: ChildProcess, address: string, name: string): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode} before it answered`);
    try {
      const response = await fetch(address);
      await response.arrayBuffer();
      if (response.status < 500) return;
    } catch {
      // Not listening yet.
    }
    await wait(50);
  }
  child.kill('SIGKILL');
  throw new Error(`${name} did not answer within ${START_TIMEOUT_MS} ms`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(process.env['BENCH_PROFILE'] === undefined ? 'SIGTERM' : 'SIGINT');
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  await new Promise((resolve) => server.close(resolve));
  return address.port;
}
