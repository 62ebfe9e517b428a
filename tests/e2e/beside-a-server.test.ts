import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, readFile, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { beginServe, dataFolder, runCli, startServe } from '../support/cli.ts';

const Lock = z.object({ socketPath: z.string() });

describe('a command beside a running server', () => {
  test.each([
    ['migrate', 'The database is up to date.\n'],
    ['seed', 'The seeds are loaded already: nothing was written.\n'],
  ])('%s is carried out by the server', async (command, says) => {
    const env = { DATA_DIR: await dataFolder('seeded') };
    const { cli } = await startServe(env);
    expect(await runCli([command], env)).toEqual({ code: 0, stdout: says, stderr: '' });
    expect(cli.logLines()).toContainEqual(expect.objectContaining({ command, exitCode: 0 }));
  });

  test('that is starting waits until it has started', async () => {
    const env = { DATA_DIR: await dataFolder('seeded'), LOG_LEVEL: 'debug' };
    const cli = beginServe(env);
    // From the lock on the folder is the server's; it listens when its database is open.
    await expect.poll(() => existsSync(join(env.DATA_DIR, 'lock')), { timeout: 60_000 }).toBe(true);
    expect(await runCli(['migrate'], env)).toMatchObject({
      code: 0,
      stdout: 'The database is up to date.\n',
    });
    expect(cli.logLines()).toContainEqual(expect.objectContaining({ command: 'migrate', exitCode: 0 }));
  });

  test('verify prints the same as it does alone', async () => {
    const env = { DATA_DIR: await dataFolder('seeded') };
    const alone = await runCli(['verify', '--format', 'json'], env);
    expect(alone).toMatchObject({ code: 0, stderr: '' });
    await startServe(env);
    expect(await runCli(['verify', '--format', 'json'], env)).toEqual(alone);
  });

  test('seed fills a server that was started empty', async () => {
    const env = { DATA_DIR: await dataFolder('migrated') };
    const { url } = await startServe(env, ['--no-seed']);
    expect(await runCli(['seed'], env)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(': created'),
    });
    const response = await fetch(`${url}/graphql?query={articles{totalCount}}`, {
      headers: { 'content-type': 'application/json' },
    });
    expect(await response.json()).toEqual({ data: { articles: { totalCount: 1 } } });
  });

  test('reaches it through a socket that its owner alone can open', async () => {
    const folder = await dataFolder('seeded');
    await startServe({ DATA_DIR: folder });
    const { socketPath } = Lock.parse(JSON.parse(await readFile(join(folder, 'lock'), 'utf8')));
    const { mode } = await stat(socketPath);
    expect((mode & 0o777).toString(8)).toBe('600');
  });

  test('reaches it also where the path of the folder is too long for a socket', async () => {
    const env = { DATA_DIR: join(await dataFolder('nothing'), 'x'.repeat(120)) };
    await cp(join(inject('dataFolders'), 'migrated'), env.DATA_DIR, { recursive: true });
    const { cli } = await startServe(env, ['--no-seed']);
    expect(await runCli(['migrate'], env)).toMatchObject({
      code: 0,
      stdout: 'The database is up to date.\n',
    });
    cli.kill('SIGTERM');
    expect(await cli.ended).toEqual({ code: 0, signal: null });
  });

  test('that asks for nothing, or for something unreadable, harms neither the server nor its stop', async () => {
    const folder = await dataFolder('seeded');
    const { cli, url } = await startServe({ DATA_DIR: folder });
    const { socketPath } = Lock.parse(JSON.parse(await readFile(join(folder, 'lock'), 'utf8')));
    const silent = connect(socketPath);
    await once(silent, 'connect');
    const confused = connect(socketPath).setEncoding('utf8');
    confused.write('nonsense\n');
    let answer = '';
    for await (const text of confused) answer += text;
    expect(answer).toContain('{"exitCode":1}');
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    cli.kill('SIGTERM');
    expect(await cli.ended).toEqual({ code: 0, signal: null });
  });

  test('of another version is refused', async () => {
    const folder = await dataFolder('seeded');
    await startServe({ DATA_DIR: folder });
    const { socketPath } = Lock.parse(JSON.parse(await readFile(join(folder, 'lock'), 'utf8')));
    const other = connect(socketPath).setEncoding('utf8');
    other.write('{"version":"0.0.0","command":"seed","options":{}}\n');
    let answer = '';
    for await (const text of other) answer += text;
    expect(answer).toContain('restart the server');
    expect(answer).toContain('{"exitCode":1}');
  });
});
