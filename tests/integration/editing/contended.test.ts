import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createKey } from '../../../src/access/key-store.ts';
import { importArticles } from '../../../src/ingest/import-articles.ts';
import { analyse } from '../../../src/text/analyse.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type ExportsServer, startExportsServer } from '../../support/exports-server.ts';
import { readOne } from '../../support/read-one.ts';

let database: TestDatabase;
let server: ExportsServer;
let key: string;
beforeAll(async () => {
  database = await openTestDatabase();
  server = await startExportsServer(database);
  const made = await createKey(database, {
    name: 'desk',
    role: 'EDITOR',
    expiresAt: null,
    createdBy: 'test',
  });
  key = made.text;
  // As PostgreSQL does where two changes wait for each other; here each time.
  await database.raw.run(`
    CREATE FUNCTION broken_off() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN RAISE EXCEPTION ''deadlock detected'' USING ERRCODE = ''40P01''; END';
    CREATE TRIGGER broken_off BEFORE INSERT ON person FOR EACH ROW EXECUTE FUNCTION broken_off();`);
});
afterAll(async () => {
  await server.stop();
  await database.close();
});

describe('a change that meets other writers again and again', () => {
  test('tells who asked for it when to come again, in the answer and in its header', async () => {
    const response = await server.get('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({
        query: 'mutation { createPerson(input: { name: "Ada Roe" }) { person { id } } }',
      }),
    });
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE', retryAfterS: 5 } }],
    });
    expect(response.headers.get('retry-after')).toBe('5');
  });

  test('loses an import no article but those that it is about', async () => {
    const texts = ['“We agree,” said Jane Roe.', 'Nobody said a word.'];
    const articles = texts.map((text) => analyse(readOne(text)));
    const options = { actor: 'import:test', reason: 'a test', publish: false, confirmAbove: null };
    expect(await importArticles(database, articles, options)).toMatchObject([
      { outcome: 'failed', error: { code: 'SERVICE_UNAVAILABLE', details: { retryAfterS: 5 } } },
      { outcome: 'created' },
    ]);
  });
});
