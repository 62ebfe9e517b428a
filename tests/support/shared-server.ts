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

/** Starts a server on a copy of the seeded folder, to be stopped after the last test of the file. */
export async function shareServer(env: CliEnvironment = {}): Promise<SharedServer> {
  const folder = await mkdtemp(join(tmpdir(), 'onrecord-e2e-'));
  await cp(join(inject('dataFolders'), 'seeded'), folder, { recursive: true });
  const cli = new RunningCli(['serve'], { PORT: '0', DATA_DIR: folder, ...env });
  afterAll(async () => {
    cli.kill('SIGTERM');
    await cli.ended;
    await rm(folder, { recursive: true, force: true });
  });
  return { cli, url: await untilServing(cli), dataDir: folder };
}
