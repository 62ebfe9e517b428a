import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
let dataFolders: string | undefined;

/**
 * Builds the command, and two data folders for tests to copy: `migrated`, an empty database, and `seeded`. A first start
 * takes seconds.
 */
export async function setup(project: TestProject): Promise<void> {
  await run('npm', ['run', '--silent', 'build'], {});
  dataFolders = await mkdtemp(join(tmpdir(), 'onrecord-folders-'));
  const [migrated, seeded] = [join(dataFolders, 'migrated'), join(dataFolders, 'seeded')];
  await run(process.execPath, ['dist/cli/main.js', 'migrate'], { DATA_DIR: migrated, LOG_LEVEL: 'warn' });
  await cp(migrated, seeded, { recursive: true });
  await run(process.execPath, ['dist/cli/main.js', 'seed'], { DATA_DIR: seeded, LOG_LEVEL: 'warn' });
  project.provide('dataFolders', dataFolders);
}

export async function teardown(): Promise<void> {
  if (dataFolders) await rm(dataFolders, { recursive: true, force: true });
}

async function run(command: string, args: readonly string[], env: Record<string, string>): Promise<void> {
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with code ${code}`);
}

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of `migrated` and `seeded`. */
    dataFolders: string;
  }
}
