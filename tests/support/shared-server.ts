import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, inject } from 'vitest';
import { type CliEnvironment, RunningCli, untilServing } from './cli.ts';

/** A server that all tests of one file ask, and none changes. */
export interface SharedServer {
  readonly cli: RunningCli;
  /** Where it listens, without a path. */
  readonly url: string;
  /** Its data folder, for commands beside it. */
  readonly dataDir: string;
}

/** Stops what this file's tests have started. */
const running: (() => Promise<void>)[] = [];

// Here, where the file is read: a hook that is added while another one runs is never called.
afterAll(async () => {
  await Promise.all(running.map((stop) => stop()));
});

/** Starts a server on a copy of the seeded folder, to be stopped after the last test of the file. */
export async function shareServer(env: CliEnvironment = {}): Promise<SharedServer> {
  const folder = await mkdtemp(join(tmpdir(), 'onrecord-e2e-'));
  await cp(join(inject('dataFolders'), 'seeded'), folder, { recursive: true });
  const cli = new RunningCli(['serve'], { PORT: '0', DATA_DIR: folder, ...env });
  running.push(async () => {
    cli.kill('SIGTERM');
    await cli.ended;
    await rm(folder, { recursive: true, force: true });
  });
  return { cli, url: await untilServing(cli), dataDir: folder };
}
