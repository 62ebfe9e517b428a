import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acquireDataFolder, readRunningServer } from '../../../src/database/data-folder-lock.ts';

/** A process of its own that takes the folder with our code, prints what came of it, and waits to be killed. */
const HOLDER = `
  import { runnerImport } from 'vite';
  const { module } = await runnerImport('./src/database/data-folder-lock.ts', { configFile: false, logLevel: 'error' });
  try {
    module.acquireDataFolder(process.env.FOLDER, { socketPath: '/a/socket' });
    console.log('taken');
    setInterval(() => undefined, 1000);
  } catch (error) {
    console.log(error.message);
  }`;

let dataDir: string;
let children: ChildProcess[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'onrecord-lock-'));
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
  await rm(dataDir, { recursive: true });
});

function startHolder() {
  const child = spawn(process.execPath, ['--input-type=module', '-e', HOLDER], {
    env: { ...process.env, FOLDER: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return { child, said: once(child.stdout, 'data').then(([chunk]) => String(chunk).trim()) };
}

test('a second opener is refused with the folder and the process that holds it', async () => {
  const { child, said } = startHolder();
  expect(await said).toBe('taken');
  expect(readRunningServer(dataDir)).toEqual({ pid: child.pid, socketPath: '/a/socket' });
  expect(() => acquireDataFolder(dataDir, { socketPath: null })).toThrow(
    `The data folder ${dataDir} is in use by process ${child.pid}: stop that process, or set DATA_DIR to another folder.`,
  );
});

test('a lock left by SIGKILL is taken over', async () => {
  const { child, said } = startHolder();
  expect(await said).toBe('taken');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(readRunningServer(dataDir)).toBeNull();
  acquireDataFolder(dataDir, { socketPath: null }).release();
  expect(await readdir(dataDir)).toEqual([]);
});

test('of several that find a stale lock at once, one takes it over', async () => {
  const { child, said } = startHolder();
  await said;
  child.kill('SIGKILL');
  await once(child, 'exit');
  const answers = await Promise.all(Array.from({ length: 4 }, () => startHolder().said));
  expect(answers.filter((answer) => answer === 'taken')).toHaveLength(1);
  expect(answers.filter((answer) => answer.includes('is in use by process'))).toHaveLength(3);
  expect(await readdir(dataDir)).toEqual(['lock']);
});

test('a lock whose process id now belongs to another process is stale', async () => {
  const lock = acquireDataFolder(dataDir, { socketPath: null });
  const path = join(dataDir, 'lock');
  const content: unknown = JSON.parse(await readFile(path, 'utf8'));
  await writeFile(path, JSON.stringify({ ...Object(content), identity: 'another start', token: 'another' }));
  expect(readRunningServer(dataDir)).toBeNull();
  const next = acquireDataFolder(dataDir, { socketPath: null });
  // The first holder no longer owns it, so its release must not free the second's.
  lock.release();
  expect(readRunningServer(dataDir)).toEqual({ pid: process.pid, socketPath: null });
  next.release();
  next.release();
});

test('a takeover that was itself killed half-way does not block the next', async () => {
  const dead = JSON.stringify({ pid: 999_999_999, identity: 'gone', socketPath: null, token: 'dead' });
  await writeFile(join(dataDir, 'lock'), dead);
  await writeFile(join(dataDir, 'lock.takeover'), dead);
  acquireDataFolder(dataDir, { socketPath: null }).release();
  expect(await readdir(dataDir)).toEqual([]);
});

test('a lock that cannot be read is not guessed about', async () => {
  await writeFile(join(dataDir, 'lock'), '{');
  expect(() => acquireDataFolder(dataDir, { socketPath: null })).toThrow(
    'cannot be read: delete it if no onrecord process',
  );
});
