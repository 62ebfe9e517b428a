import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { expect, test } from 'vitest';
import { EMBEDDED_EXTENSIONS } from '../../src/database/embedded-extensions.ts';
import { embeddedSession } from '../../src/database/sql-session.ts';
import { dataFolder, runCli } from '../support/cli.ts';
import { folderOf } from '../support/documents.ts';
import { type Dump, dumpDatabase } from '../support/dump.ts';
import { expectSameGraph, graphOf } from '../support/graph.ts';
import { importWithKills } from '../support/killed-import.ts';
import { reportFiles } from '../support/reports.ts';

async function dumpOf(dataDir: string): Promise<Dump> {
  const pglite = await PGlite.create({
    dataDir: join(dataDir, 'postgres'),
    extensions: EMBEDDED_EXTENSIONS,
  });
  try {
    return await dumpDatabase(embeddedSession(pglite));
  } finally {
    await pglite.close();
  }
}

test('an embedded import that is killed in the middle ends, run again, with the graph of one that was not', async () => {
  const folder = folderOf(reportFiles(40));
  const [whole, killed] = [await dataFolder('migrated'), await dataFolder('migrated')];
  const uninterrupted = await runCli(['import', folder], { DATA_DIR: whole, LOG_LEVEL: 'warn' });
  expect(uninterrupted).toMatchObject({ code: 0 });
  const env = { DATA_DIR: killed, LOG_LEVEL: 'warn' };
  const { kills, last } = await importWithKills(folder, env, [1, 9]);
  expect(kills).toBe(2);
  expect(last.code).toBe(0);
  const graph = graphOf(await dumpOf(killed));
  expect(graph['article']).toHaveLength(40);
  expectSameGraph(graph, graphOf(await dumpOf(whole)));
  expect(await runCli(['verify'], env)).toMatchObject({ code: 0 });
});
