import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { runCli, startServe } from '../support/cli.ts';

const SLUG = 'coas-centcom-chief-discuss-regional-security';

async function temporary(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'onrecord-export-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function seeded(): Promise<string> {
  const folder = await temporary();
  await cp(join(inject('dataFolders'), 'seeded'), folder, { recursive: true });
  return folder;
}

describe('onrecord export', () => {
  let alone: string;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'onrecord-export-'));
    await cp(join(inject('dataFolders'), 'seeded'), folder, { recursive: true });
    alone = folder;
    return () => rm(folder, { recursive: true, force: true });
  });

  test('prints a line for each article, and goes on after one that is not there', async () => {
    const args = ['export', SLUG, 'nobody', SLUG, '--format', 'jsonld'];
    const { code, stdout, stderr } = await runCli(args, { DATA_DIR: alone });
    expect([code, stderr]).toEqual([1, 'There is no article "nobody": give its slug, its id or its uri.\n']);
    const lines = stdout.split('\n');
    expect([lines.length, lines[0], lines[2]]).toEqual([3, lines[1], '']);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ '@type': 'NewsArticle' });
  });

  test('writes the same files beside a running server, which goes on serving', async () => {
    const env = { DATA_DIR: await seeded() };
    const { url } = await startServe(env);
    const [mine, theirs] = [await temporary(), join(await temporary(), 'made')];
    for (const format of ['ninjs', 'jsonld', 'annotations']) {
      const args = ['export', SLUG, '--format', format, '--output'];
      expect((await runCli([...args, mine], { DATA_DIR: alone })).code).toBe(0);
      expect(await runCli([...args, theirs], env)).toEqual({ code: 0, stdout: '', stderr: '' });
    }
    const names = ['jsonld', 'ninjs.json', 'txt', 'yaml'].map((ending) => `${SLUG}.${ending}`);
    expect((await readdir(theirs)).sort()).toEqual(names);
    for (const name of names) {
      expect(await readFile(join(theirs, name), 'utf8')).toBe(await readFile(join(mine, name), 'utf8'));
    }
    const served = await fetch(`${url}/articles/${SLUG}.jsonld`);
    expect(await served.text()).toBe(await readFile(join(mine, `${SLUG}.jsonld`), 'utf8'));
    const query = { query: `{ article(slug: "${SLUG}") { slug } }` };
    const asked = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(query),
    });
    expect(await asked.json()).toEqual({ data: { article: { slug: SLUG } } });
  });

  test('refuses a format that there is not, and a folder without a name', async () => {
    for (const args of [
      ['--format', 'xml'],
      ['--output', ''],
    ]) {
      const { code, stdout } = await runCli(['export', SLUG, ...args], { DATA_DIR: alone });
      expect([code, stdout]).toEqual([2, '']);
    }
    expect((await runCli(['export'], { DATA_DIR: alone })).code).toBe(2);
  });
});
