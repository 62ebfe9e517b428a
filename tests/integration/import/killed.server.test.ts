import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { runCli } from '../../support/cli.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { folderOf } from '../../support/documents.ts';
import { dumpDatabase } from '../../support/dump.ts';
import { expectSameGraph, graphOf } from '../../support/graph.ts';
import { importWithKills } from '../../support/killed-import.ts';
import { reportFiles } from '../../support/reports.ts';

beforeAll(() => {
  const cwd = fileURLToPath(new URL('../../..', import.meta.url));
  execFileSync('npm', ['run', '--silent', 'build'], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}, 120_000);

async function openOwn(): Promise<{ readonly database: TestDatabase; readonly env: Record<string, string> }> {
  const database = await openTestDatabase();
  onTestFinished(() => database.close());
  return { database, env: { DATABASE_URL: database.url ?? '', LOG_LEVEL: 'warn' } };
}

test('an import that is killed in the middle, thrice, ends with the graph of one that was not', async () => {
  const folder = folderOf(reportFiles(120));
  const [whole, killed] = [await openOwn(), await openOwn()];
  expect(await runCli(['import', folder], whole.env)).toMatchObject({ code: 0 });
  const { kills, last } = await importWithKills(folder, killed.env, [1, 10, 20]);
  expect(kills).toBe(3);
  expect(last.code).toBe(0);
  const graph = graphOf(await dumpDatabase(killed.database.raw));
  expect(graph['article']).toHaveLength(120);
  expectSameGraph(graph, graphOf(await dumpDatabase(whole.database.raw)));
  expect(await runCli(['verify'], killed.env)).toMatchObject({ code: 0 });
}, 300_000);

test('a second import writes nothing, not even history', async () => {
  const folder = folderOf(reportFiles(40));
  const { database, env } = await openOwn();
  expect(await runCli(['import', folder], env)).toMatchObject({ code: 0 });
  const before = await dumpDatabase(database.raw);
  const again = await runCli(['import', folder], env);
  expect(again.stdout).toMatch(/^created +0\nupdated +0\nunchanged +40\n/u);
  expect(await dumpDatabase(database.raw)).toEqual(before);
}, 120_000);
