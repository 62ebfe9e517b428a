import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dataFolder, MAIN, RunningCli, runCli, startServe } from '../support/cli.ts';
import { folderOf } from '../support/documents.ts';
import { report, reportFiles } from '../support/reports.ts';
import { zipOf } from '../support/zip.ts';

const SEED = join(import.meta.dirname, '../../seeds/coas-centcom-chief-discuss-regional-security.txt');

/** Runs a command with this on its standard input. */
async function runWithInput(args: readonly string[], env: Record<string, string>, input: string) {
  const child = spawn(process.execPath, [MAIN, ...args], { env: { PATH: process.env['PATH'], ...env } });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}

function jsonLines(stdout: string): Record<string, unknown>[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

describe('onrecord import', () => {
  test('takes a folder in, in the order of its names, tells of what is bad, and writes nothing the second time', async () => {
    const env = { DATA_DIR: await dataFolder('migrated'), LOG_LEVEL: 'warn' };
    const folder = folderOf({
      'b.txt': report(1),
      'a/a.txt': report(2),
      'bad.txt': Buffer.from([0xff, 0x00]),
      'c.zip': zipOf([
        { name: 'in.txt', content: report(3) },
        { name: '../out.txt', content: report(4) },
      ]),
    });
    const first = await runCli(['import', folder, '--format', 'json', '--workers', '2'], env);
    expect(first.stderr).toBe('');
    expect(jsonLines(first.stdout)).toEqual([
      {
        type: 'item',
        name: `${folder}/a/a.txt`,
        outcome: 'created',
        articleId: expect.any(String),
        slug: expect.any(String),
      },
      expect.objectContaining({ name: `${folder}/b.txt`, outcome: 'created' }),
      expect.objectContaining({ name: `${folder}/bad.txt`, outcome: 'failed', code: 'BAD_USER_INPUT' }),
      expect.objectContaining({ name: `${folder}/c.zip/in.txt`, outcome: 'created' }),
      expect.objectContaining({ name: `${folder}/c.zip/../out.txt`, outcome: 'failed' }),
      expect.objectContaining({ type: 'summary', created: 3, unchanged: 0, failed: 2, wasStopped: false }),
    ]);
    expect(first.code).toBe(1);
    const second = await runCli(['import', folder], env);
    expect(second.code).toBe(1);
    expect(second.stdout).toMatch(
      /^created +0\nupdated +0\nunchanged +3\noutdated +0\nwithdrawn +0\nfailed +2\n5 items in /u,
    );
    expect(second.stderr).toContain(`${folder}/c.zip/../out.txt: Its path leads out of the archive.\n`);
    expect(await runCli(['verify'], env)).toMatchObject({ code: 0 });
  });

  test('reads JSON lines from standard input', async () => {
    const env = { DATA_DIR: await dataFolder('migrated'), LOG_LEVEL: 'warn' };
    const input = [1, 2].map((id) => JSON.stringify({ id: String(id), text: report(id) })).join('\n');
    const run = await runWithInput(['import', '-', '--format', 'json'], env, `${input}\nno json\n`);
    expect(jsonLines(run.stdout)).toMatchObject([
      { name: '-:1', outcome: 'created' },
      { name: '-:2', outcome: 'created' },
      { name: '-:3', outcome: 'failed', code: 'BAD_USER_INPUT' },
      { type: 'summary', created: 2, failed: 1 },
    ]);
    expect(run.code).toBe(1);
  });

  test('says that there is nothing to import, and uses that are wrong', async () => {
    const env = { DATA_DIR: await dataFolder('migrated'), LOG_LEVEL: 'warn' };
    expect(await runCli(['import', folderOf()], env)).toEqual({
      code: 1,
      stdout: '',
      stderr: 'There is nothing to import.\n',
    });
    expect(await runCli(['import'], env)).toMatchObject({ code: 2 });
    expect(await runCli(['import', '.', '--confirm-above', '2'], env)).toEqual({
      code: 2,
      stdout: '',
      stderr: '--confirm-above is "2"; it must be a number from 0 to 1.\n',
    });
  });

  test('publishes, and confirms what the machine is sure of, where it is told to', async () => {
    const env = { DATA_DIR: await dataFolder('migrated') };
    const { url } = await startServe(env, ['--no-seed']);
    const ask = async (query: string) =>
      (
        await fetch(`${url}/graphql?query=${encodeURIComponent(query)}`, {
          headers: { 'content-type': 'application/json' },
        })
      ).json();
    const visible = '{ articles { totalCount } people { totalCount } }';
    expect(await runCli(['import', SEED], env)).toMatchObject({ code: 0 });
    expect(await ask(visible)).toEqual({ data: { articles: { totalCount: 0 }, people: { totalCount: 0 } } });
    expect(await runCli(['import', SEED, '--publish'], env)).toMatchObject({ code: 0 });
    expect(await ask(visible)).toMatchObject({
      data: { articles: { totalCount: 1 }, people: { totalCount: 0 } },
    });
    expect(await runCli(['import', SEED, '--confirm-above', '0.5'], env)).toMatchObject({ code: 0 });
    expect(await ask(visible)).toEqual({ data: { articles: { totalCount: 1 }, people: { totalCount: 2 } } });
  });
});

describe('onrecord import beside a running server', () => {
  test('reads its own files and its own standard input, and has the server write', async () => {
    const env = { DATA_DIR: await dataFolder('migrated') };
    const { cli, url } = await startServe(env, ['--no-seed']);
    const folder = folderOf(reportFiles(30));
    const run = await runWithInput(['import', folder, '-', '--format', 'json'], env, report(99));
    expect(jsonLines(run.stdout).at(-1)).toMatchObject({ created: 31, failed: 0 });
    expect(run.code).toBe(0);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    await cli.outputTo(() => cli.logLines().some((line) => line['command'] === 'write-articles'));
    expect(await runCli(['verify'], env)).toMatchObject({ code: 0 });
  });

  test('that is stopped keeps what was written, and goes on when it is run again', async () => {
    const env = { DATA_DIR: await dataFolder('migrated') };
    await startServe(env, ['--no-seed']);
    const folder = folderOf(reportFiles(300));
    const cli = new RunningCli(['import', folder, '--format', 'json'], env);
    await cli.outputTo(({ stdout }) => stdout.includes('"created"'));
    cli.kill('SIGINT');
    expect(await cli.ended).toEqual({ code: 1, signal: null });
    const summary = jsonLines(cli.stdout).at(-1);
    expect(summary).toMatchObject({ type: 'summary', wasStopped: true, failed: 0 });
    const written = Number(summary?.['created']);
    const again = await runCli(['import', folder, '--format', 'json'], env);
    expect(jsonLines(again.stdout).at(-1)).toMatchObject({ created: 300 - written, unchanged: written });
    expect(again.code).toBe(0);
  });

  test('whose server stops says so in a sentence, and the server stops at once', async () => {
    const env = { DATA_DIR: await dataFolder('migrated') };
    const { cli: server } = await startServe(env, ['--no-seed']);
    const cli = new RunningCli(['import', folderOf(reportFiles(300)), '--format', 'json'], env);
    await cli.outputTo(({ stdout }) => stdout.includes('"created"'));
    server.kill('SIGTERM');
    expect(await server.ended).toEqual({ code: 0, signal: null });
    expect(await cli.ended).toEqual({ code: 1, signal: null });
    expect(cli.stderr).toBe('The running server ended before the import did: run it again to go on.\n');
  });
});

describe('onrecord import --dry-run', () => {
  test('shows the text with what is found in it, and opens no database', async () => {
    const env = { DATA_DIR: join(folderOf(), 'none') };
    const run = await runCli(['import', '--dry-run', SEED], env);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain(
      '[General Michael Erik Kurilla], [Commander {US Central Command}] ({Centcom})',
    );
    expect(run.stdout).toMatch(/People \(2\)\n {2}Michael Erik Kurilla.*\n {2}Asim Munir.*\n/u);
    expect(await runCli(['verify'], env)).toMatchObject({ code: 1 });
    const coloured = await runCli(['import', '--dry-run', '--color', 'always', SEED], env);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what colours a terminal begins with ESC.
    const plain = coloured.stdout.replaceAll(/\u001B\[[\d;]*m/gu, '');
    expect(coloured.stdout).not.toBe(plain);
    expect(plain).toContain(readFileSync(SEED, 'utf8'));
  });

  test('gives a JSON object for each item, in order', async () => {
    const folder = folderOf({ 'a.txt': report(1), 'b.txt': '', 'c.txt': report(2) });
    const run = await runCli(['import', '--dry-run', '--format', 'json', folder], {});
    expect(jsonLines(run.stdout)).toMatchObject([
      { name: `${folder}/a.txt`, outcome: 'found', quotes: expect.any(Array), text: report(1) },
      { name: `${folder}/b.txt`, outcome: 'failed', code: 'BAD_USER_INPUT' },
      { name: `${folder}/c.txt`, outcome: 'found' },
    ]);
    expect(run.code).toBe(1);
  });
});
