import { randomUUID } from 'node:crypto';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EMBEDDED_EXTENSIONS } from '../../../src/database/embedded-extensions.ts';
import { migrate } from '../../../src/database/migrate.ts';
import { readMigrations } from '../../../src/database/migration-files.ts';
import { embeddedSession, type SqlSession, serverSession } from '../../../src/database/sql-session.ts';
import { TEST_DATABASE_URL } from '../../support/database.ts';
import { databaseUrl, withClient } from '../../support/test-template.ts';

const OPTIONS = { where: 'under test', advisoryLock: false };
const SEARCH = '20261124120000_search';

let session: SqlSession;
let close: () => Promise<void>;

/** A database without any migration, embedded or on the server. */
beforeAll(async () => {
  if (TEST_DATABASE_URL === undefined) {
    const pglite = await PGlite.create({ dataDir: 'memory://', extensions: EMBEDDED_EXTENSIONS });
    session = embeddedSession(pglite);
    close = () => pglite.close();
    return;
  }
  const adminUrl = TEST_DATABASE_URL;
  const name = `onrecord_test_${randomUUID().replaceAll('-', '')}`;
  await withClient(adminUrl, (admin) =>
    admin.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`),
  );
  const client = new pg.Client({ connectionString: databaseUrl(adminUrl, name) });
  await client.connect();
  session = serverSession(client);
  close = async () => {
    await client.end();
    await withClient(adminUrl, (admin) => admin.query(`DROP DATABASE ${name}`));
  };
});
afterAll(() => close());

/** A record as it was before search was stored. */
const RECORD = `
  SET session_replication_role = replica;
  INSERT INTO article (id, slug, headline, language, published_at, sort_at, is_visible)
    SELECT gen_random_uuid(), 'article-' || n, 'Häuser und Talks ' || n, (ARRAY['en', 'de', 'und'])[n % 3 + 1], at, at, n % 2 = 0
      FROM generate_series(1, 60) AS n, LATERAL (SELECT timestamptz '1969-12-01' + n * interval '31 days' AS at) AS moment;
  INSERT INTO article_text (article_id, revision, text, sha256)
    SELECT id, 1, headline || ' met.', encode(sha256(convert_to(headline || ' met.', 'UTF8')), 'hex') FROM article;
  INSERT INTO quote (id, article_id, revision, text, kind, attribution, review, confidence, method, sort_at, is_visible,
      span_start, span_end, utf16_start, utf16_end, exact, prefix, suffix)
    SELECT gen_random_uuid(), id, 1, headline, 'DIRECT', 'UNATTRIBUTED', 'CONFIRMED', 1, 'test', sort_at, is_visible,
        0, 6, 0, 6, 'Häuser', '', ''
      FROM article;
  INSERT INTO person (id, slug, name, aliases) VALUES (gen_random_uuid(), 'solih', 'Ibrahim Sōlih', '{Ibu}');
  INSERT INTO organisation (id, slug, name) VALUES (gen_random_uuid(), 'mod', 'Ministry of Defence');
  INSERT INTO topic (id, slug, name, definition) VALUES (gen_random_uuid(), 'energy', 'Energy', 'Power and its markets');
  SET session_replication_role = origin;`;

test('a record that was there before search has its words when it is migrated', async () => {
  const migrations = await readMigrations();
  await migrate(
    session,
    migrations.filter(({ name }) => name < SEARCH),
    OPTIONS,
  );
  await session.run(RECORD);
  expect(await migrate(session, migrations, OPTIONS)).toContain(SEARCH);
  for (const [table, rows] of [
    ['article_search', 60],
    ['quote_search', 60],
    ['person_search', 1],
    ['organisation_search', 1],
    ['topic_search', 1],
  ] as const) {
    const columns = await session.query<{ names: string }>(
      `SELECT string_agg(quote_ident(attname), ', ') AS names FROM pg_attribute WHERE attrelid = '${table}'::regclass AND attnum > 0`,
    );
    const names = columns[0]?.names ?? '';
    const [counts] = await session.query<{ stored: number; right: number }>(
      `SELECT (SELECT count(*)::integer FROM ${table}) AS stored, (SELECT count(*)::integer FROM
        (SELECT ${names} FROM ${table} INTERSECT SELECT ${names} FROM expected_${table}) AS same) AS right`,
    );
    expect([table, counts]).toEqual([table, { stored: rows, right: rows }]);
  }
  expect(
    await session.query(`SELECT word FROM search_word WHERE word IN ('hauser', 'talk', 'ibu') ORDER BY word`),
  ).toEqual([{ word: 'hauser' }, { word: 'talk' }]);
});
