import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createClient } from '@redis/client';
import { onTestFinished } from 'vitest';

/** A Redis of one test's own, which it may kill and start again on the same port. */
export interface TestRedis {
  readonly url: string;
  start(): Promise<void>;
  kill(): Promise<void>;
  /** Forgets everything, as a Redis does that is started again without its file. */
  flush(): Promise<void>;
}

/** Starts `redis-server` on a free port; it is killed when the test is over. */
export async function startRedis(): Promise<TestRedis> {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess | undefined;
  const redis: TestRedis = {
    url,
    async start() {
      const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
      const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'ignore'] });
      server = child;
      for await (const chunk of child.stdout)
        if (String(chunk).includes('Ready to accept connections')) break;
      child.stdout.resume();
    },
    async kill() {
      if (server === undefined) return;
      const ended = once(server, 'exit');
      server.kill('SIGKILL');
      server = undefined;
      await ended;
    },
    async flush() {
      const client = createClient({ url });
      await client.connect();
      await client.sendCommand(['FLUSHALL']);
      client.destroy();
    },
  };
  await redis.start();
  onTestFinished(() => redis.kill());
  return redis;
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('a server listens on a port');
  return address.port;
}
