import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { planOf } from '../../support/plan-of.ts';
import { runPlanned } from '../../support/planned.ts';

const CHANGES = 10_000;

/** A person with ten thousand changes among as many who have one, around the door. */
const FILL = `
  SET session_replication_role = replica;
  INSERT INTO person (id, slug, name, is_visible)
    SELECT gen_random_uuid(), 'person-' || n, 'Person ' || n, true FROM generate_series(0, ${CHANGES}) AS n;
  INSERT INTO change (id, actor, reason) SELECT gen_random_uuid(), 'editor:' || n, 'why' FROM generate_series(0, ${CHANGES}) AS n;
  INSERT INTO revision (change_id, table_name, row_key, kind)
    SELECT c.id, 'person', jsonb_build_object('id', p.id), 'CREATED' FROM change c JOIN person p ON p.slug = 'person-' || substr(c.actor, 8);
  INSERT INTO revision (change_id, table_name, row_key, kind, before)
    SELECT c.id, 'person', jsonb_build_object('id', p.id), 'UPDATED', to_jsonb(p) || jsonb_build_object('name', c.actor)
      FROM change c, person p WHERE p.slug = 'person-7';
  SET session_replication_role = origin;`;

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await database.raw.run(FILL);
  await database.raw.run('VACUUM (ANALYZE)');
}, 300_000);
afterAll(() => database.close());

const PAGE = `query ($after: String) { person(slug: "person-7") { history(first: 20, after: $after) {
  nodes { at actor reason changes { field before after } } pageInfo { hasNextPage endCursor } } } }`;

test('a page of a history of ten thousand changes reads the page, wherever it is', async () => {
  const { result } = await runPlanned(database, PAGE, { viewer: 'editor' });
  const after = /"endCursor":"([^"]+)"/.exec(JSON.stringify(result.data))?.[1];
  for (const variables of [{}, { after }]) {
    const plan = await planOf(database, PAGE, variables, 'force_generic_plan', 'editor');
    const scans = plan.match(/Index Scan (Backward )?using revision_row_history/g);
    expect(scans, plan).toEqual([
      'Index Scan Backward using revision_row_history',
      'Index Scan using revision_row_history',
    ]);
    expect(plan).not.toMatch(/Sort|Seq Scan on (revision|change|person)/);
    if ('after' in variables) expect(plan).toMatch(/Index Cond: .*AND \(ROW\(.*, id\) < ROW\(/);
  }
});
