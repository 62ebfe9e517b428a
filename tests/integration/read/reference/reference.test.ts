import fc from 'fast-check';
import { GraphQLError, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '../../../../src/planner/declaration.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database.ts';
import { runPlanned, schema } from '../../../support/planned.ts';
import { Reference } from '../../../support/reference.ts';
import { readTables, readTextRanks } from '../../../support/reference-tables.ts';
import { cursorPairs, withoutCursors } from './cursors.ts';
import { poolsOf } from './pools.ts';
import { RandomOperations, type Selection } from './random-operation.ts';
import { writeRandomWorld } from './random-world.ts';
import { type Rendered, renderOperation } from './render-operation.ts';

/** REFERENCE_SEED, REFERENCE_WORLDS and REFERENCE_OPERATIONS (in each world) ask for other or more than the default run. */
const SEED = Number(process.env['REFERENCE_SEED'] ?? Date.now() % 1_000_000);
const WORLDS = Number(process.env['REFERENCE_WORLDS'] ?? 2);
const OPERATIONS = Number(process.env['REFERENCE_OPERATIONS'] ?? 120);

const VIEWERS = ['reader', 'editor'] as const satisfies readonly Viewer[];
type Variables = Readonly<Record<string, unknown>>;

describe.each(Array.from({ length: WORLDS }, (_, index) => SEED + index))(
  'in the world of seed %i',
  (seed) => {
    let database: TestDatabase;
    let references: Readonly<Record<Viewer, Reference>>;
    let operations: fc.Arbitrary<readonly Selection[]>;

    beforeAll(async () => {
      database = await openTestDatabase();
      await writeRandomWorld(database, seed);
      const tables = await readTables(database.raw);
      const ranks = await readTextRanks(database.raw, tables);
      references = {
        reader: new Reference(tables, ranks, 'reader'),
        editor: new Reference(tables, ranks, 'editor'),
      };
      operations = new RandomOperations(schema, poolsOf(tables)).query;
    });
    afterAll(() => database.close());

    /** Runs an operation three ways and gives the planner's answer beside the reference's. */
    async function compare(source: string, viewer: Viewer, planned: Variables, expected: Variables) {
      const text = await runPlanned(database, source, { variables: planned, viewer });
      const objects = await runPlanned(database, source, { variables: planned, viewer, outlet: 'objects' });
      const reference = await references[viewer].run(source, expected);
      throwFirst(reference.errors ?? text.result.errors ?? objects.result.errors);
      expect(JSON.stringify(objects.result.data)).toBe(JSON.stringify(text.result.data));
      expect(withoutCursors(text.result.data)).toBe(withoutCursors(reference.data));
      expect(text.statements.length).toBeLessThanOrEqual(1);
      return { planned: text.result.data, expected: reference.data };
    }

    async function compareRuns({ source, variables, cursors }: Rendered, viewer: Viewer, pick: number) {
      const [first, second] = variables;
      const answers = await compare(source, viewer, first, first);
      await compare(source, viewer, second, second);
      const pairs = cursorPairs(answers.planned, answers.expected);
      const planned: Record<string, unknown> = { ...first };
      const expected: Record<string, unknown> = { ...first };
      for (const [index, { name, list }] of cursors.entries()) {
        const known = pairs.filter((pair) => pair.list === list);
        const pair = known[(pick + index * 7) % Math.max(1, known.length)];
        if (pair === undefined) continue;
        planned[name] = pair.planned;
        expected[name] = pair.expected;
      }
      await compare(source, viewer, planned, expected);
    }

    test('both outlets and a resolver for each field give the same answer, key order included', async () => {
      await fc.assert(
        fc.asyncProperty(
          operations,
          fc.constantFrom(...VIEWERS),
          fc.nat({ max: 50 }),
          async (selections, viewer, pick) => {
            const rendered = renderOperation(selections);
            fc.pre(validate(schema, parse(rendered.source)).length === 0);
            await compareRuns(rendered, viewer, pick).catch((error: unknown) => {
              throw new Error(`${rendered.source}\n${JSON.stringify(rendered.variables)}\n${String(error)}`, {
                cause: error,
              });
            });
          },
        ),
        { seed, numRuns: OPERATIONS },
      );
    }, 600_000);
  },
);

function throwFirst(errors: readonly GraphQLError[] | undefined): void {
  if (errors?.[0] !== undefined) throw errors[0];
}
