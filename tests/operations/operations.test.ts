import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seed } from '../../src/ingest/seed.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { type RunOptions, runPlanned } from '../support/planned.ts';

const FOLDER = import.meta.dirname;
const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => file.replace('.graphql', ''));
let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  await seed(database, { seedsFolder: join(FOLDER, '../../seeds') });
});
afterAll(() => database.close());

function read(name: string): {
  readonly source: string;
  readonly variables: Readonly<Record<string, unknown>>;
} {
  const variables = join(FOLDER, `${name}.variables.json`);
  return {
    source: readFileSync(join(FOLDER, `${name}.graphql`), 'utf8'),
    variables: existsSync(variables) ? JSON.parse(readFileSync(variables, 'utf8')) : {},
  };
}

function run(name: string, options: RunOptions = {}) {
  const { source, variables } = read(name);
  return runPlanned(database, source, { variables, ...options });
}

/** A statement as a person reads it: a line for each clause. */
function lines(statement: string): string {
  return `${statement.replaceAll(/ (FROM|WHERE|ORDER BY|LIMIT|UNION|JOIN|LEFT JOIN|CROSS JOIN) /g, '\n$1 ')}\n`;
}

describe.each(names)('%s.graphql', (name) => {
  test('is answered as its .json has it', async () => {
    const { result } = await run(name);
    expect(result.errors).toBeUndefined();
    await expect(`${JSON.stringify(result.data, null, 2)}\n`).toMatchFileSnapshot(`${name}.json`);
  });

  test('is one statement, as its .sql has it', async () => {
    const { statements } = await run(name);
    expect(statements).toHaveLength(1);
    await expect(lines(statements[0]?.text ?? '')).toMatchFileSnapshot(`${name}.sql`);
  });

  test('is answered alike, to the letter, through both outlets', async () => {
    const text = await run(name);
    const objects = await run(name, { outlet: 'objects' });
    expect(objects.outlet).toBe('objects');
    expect(JSON.stringify(objects.result)).toBe(JSON.stringify(text.result));
  });
});
