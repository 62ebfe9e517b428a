import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../../../src/server/start-server.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { silentLog } from '../../support/silent-log.ts';

const DOCUMENTS = 10_000;
/** From the third run of a document on, its statement has a name on the connection. */
const RUNS = 3;
/** By then every cache of documents, plans and names is full. */
const SETTLED_AFTER = 2_500;
const MEGABYTE = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

let database: TestDatabase;
let server: RunningServer;

beforeAll(async () => {
  database = await openTestDatabase();
  server = await startServer({
    config: {
      host: '127.0.0.1',
      port: 0,
      environment: 'production',
      corsOrigins: [],
      writeTimeoutS: 60,
      maxQueryCost: 500_000,
      cdnMaxAgeS: 0,
      publicUrl: null,
      access: { readAccess: 'public', tokens: null },
      trustedProxies: [],
      isIntrospectable: true,
      errorDetail: 'message',
      trustedDocuments: null,
    },
    database,
    cache: null,
    limiter: null,
    analyse: async () => [],
    version: 'test',
    log: silentLog,
  });
});
afterAll(async () => {
  await server.stop();
  await database.close();
});

/** Asks one after the other, so that every statement runs on one connection. */
async function askDocuments(from: number, to: number): Promise<void> {
  for (let number = from; number < to; number += 1) {
    const query = `{ articles(first: 3) { nodes { key${number}: slug headline publisher { name } quotes(first: 2) { nodes { text } } } } }`;
    for (let run = 0; run < RUNS; run += 1) {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      expect(await response.text()).toContain('"data":{"articles"');
    }
  }
}

async function memory() {
  collectGarbage();
  const [row] = await database.read<{ readonly backend: number; readonly statements: number }>({
    text: `SELECT (SELECT sum(total_bytes) FROM pg_backend_memory_contexts)::float8 AS backend,
      (SELECT count(*) FROM pg_prepared_statements)::integer AS statements`,
    values: [],
  });
  if (row === undefined) throw new Error('no row');
  return { process: process.memoryUsage().heapUsed, ...row };
}

test(`${DOCUMENTS} different documents leave neither this process nor the database's larger than ${SETTLED_AFTER} do`, async () => {
  await askDocuments(0, SETTLED_AFTER);
  const settled = await memory();
  await askDocuments(SETTLED_AFTER, DOCUMENTS);
  const after = await memory();
  console.log(
    `process ${(settled.process / MEGABYTE).toFixed(1)} -> ${(after.process / MEGABYTE).toFixed(1)} MB, ` +
      `backend ${(settled.backend / MEGABYTE).toFixed(1)} -> ${(after.backend / MEGABYTE).toFixed(1)} MB, ` +
      `${after.statements} prepared statements`,
  );

  // 7,500 more documents would take 100 MB parsed, and their statements 700 MB of the backend.
  expect(after.statements).toBeLessThanOrEqual(200);
  expect(settled.statements).toBe(200);
  expect(after.process - settled.process).toBeLessThan(20 * MEGABYTE);
  expect(after.backend - settled.backend).toBeLessThan(5 * MEGABYTE);
}, 600_000);
