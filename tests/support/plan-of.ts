import type { Viewer } from '../../src/planner/declaration.ts';
import type { TestDatabase } from './database.ts';
import { runPlanned } from './planned.ts';

/** The plan of an operation's statement, as a connection of the read pool makes it in this `plan_cache_mode`. */
export async function planOf(
  database: TestDatabase,
  source: string,
  variables: Readonly<Record<string, unknown>>,
  mode = 'force_generic_plan',
  viewer: Viewer = 'reader',
): Promise<string> {
  const { statements, result } = await runPlanned(database, source, { variables, viewer });
  if (result.errors?.[0] !== undefined) throw result.errors[0];
  const [statement] = statements;
  if (statement === undefined) throw new Error('the operation ran no statement');
  const values = statement.values.map((value) => `'${String(value).replaceAll("'", "''")}'`);
  await database.raw.run(
    `SET plan_cache_mode = ${mode}; SET jit = off; PREPARE planned AS ${statement.text}`,
  );
  const plan = await database.raw.query<{ 'QUERY PLAN': string }>(
    `EXPLAIN EXECUTE planned${values.length === 0 ? '' : ` (${values.join(', ')})`}`,
  );
  await database.raw.run('DEALLOCATE planned; RESET plan_cache_mode; RESET jit');
  return plan.map((row) => row['QUERY PLAN']).join('\n');
}
