import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';
import { expect, test } from 'vitest';
import { dataFolder, startServe } from '../support/cli.ts';

test('an error that nobody foresaw is masked for the client and logged whole, once, under the same id', async () => {
  const folder = await dataFolder('seeded');
  const database = await PGlite.create({
    dataDir: join(folder, 'postgres'),
    extensions: { pg_trgm, unaccent },
  });
  await database.exec('ALTER TABLE article RENAME COLUMN headline TO title');
  await database.close();
  const { cli, url } = await startServe({ DATA_DIR: folder });

  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query: '{ articles { nodes { headline } } }' }),
  });
  const requestId = response.headers.get('x-request-id');
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({
    errors: [{ message: 'Internal server error', extensions: { code: 'INTERNAL_SERVER_ERROR', requestId } }],
  });

  await cli.outputTo(() =>
    cli.logLines().some((line) => line['msg'] === 'request' && line['requestId'] === requestId),
  );
  const failures = cli.logLines().filter((line) => line['level'] === 'error');
  expect(failures).toEqual([
    expect.objectContaining({
      requestId,
      code: 'INTERNAL_SERVER_ERROR',
      err: expect.objectContaining({
        message: expect.stringContaining('headline'),
        stack: expect.any(String),
      }),
    }),
  ]);
});
