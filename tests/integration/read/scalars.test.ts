import fc from 'fast-check';
import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLScalarType,
  GraphQLString,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DateTime } from '../../../src/content/node/date-time.scalar.ts';
import { concatenate, leafText } from '../../../src/planner/json-text.ts';
import { render, sql } from '../../../src/planner/sql.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

/** Texts that PostgreSQL can hold: no U+0000, no half of a surrogate pair. */
const storable = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0'));
const year = 31_556_952_000;

/** Each scalar with its PostgreSQL type and values of every kind; the type as a parameter's value gives it back. */
const SCALARS: readonly (readonly [GraphQLScalarType, string, fc.Arbitrary<unknown>])[] = [
  [GraphQLString, 'text', storable],
  [GraphQLID, 'text', storable],
  [GraphQLInt, 'integer', fc.integer()],
  [GraphQLFloat, 'float8', fc.double({ noNaN: true, noDefaultInfinity: true })],
  [GraphQLBoolean, 'boolean', fc.boolean()],
  [DateTime, 'timestamptz', fc.date({ min: new Date(0), max: new Date(8_000 * year), noInvalidDate: true })],
];

/** The JSON text that PostgreSQL writes for a value. */
async function written(
  values: readonly unknown[],
  pgType: string,
  type: GraphQLScalarType,
): Promise<unknown[]> {
  const value = sql`v.value`;
  const { text } = render(
    sql`SELECT ${concatenate(leafText({ value, type: new GraphQLNonNull(type) }))} AS data FROM unnest(`,
  );
  const rows = await database.read<{ readonly data: string }>({
    text: `${text}$1::${pgType}[]) AS v (value)`,
    values: [values],
  });
  return rows.map(({ data }) => JSON.parse(data));
}

describe.each(SCALARS)('%s', (type, pgType, arbitrary) => {
  test('is written by SQL as its serialize gives it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(arbitrary, { minLength: 1, maxLength: 50 }), async (values) => {
        const expected: unknown = JSON.parse(JSON.stringify(values.map((value) => type.serialize(value))));
        expect(await written(values, pgType, type)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  test('is null where the value is and the type allows it', async () => {
    const { text } = render(
      sql`SELECT ${concatenate(leafText({ value: sql`v.value`, type }))} AS data FROM `,
    );
    const [row] = await database.read<{ readonly data: string }>({
      text: `${text}(SELECT NULL::${pgType} AS value) AS v`,
      values: [],
    });
    expect(row?.data).toBe('null');
  });
});

test('a list of texts is written as its elements are', async () => {
  const type = new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(GraphQLString)));
  const { text } = render(sql`SELECT ${concatenate(leafText({ value: sql`$1::text[]`, type }))} AS data`);
  await fc.assert(
    fc.asyncProperty(fc.array(storable), async (values) => {
      const [row] = await database.read<{ readonly data: string }>({ text, values: [values] });
      expect(JSON.parse(row?.data ?? '')).toEqual(values);
    }),
    { numRuns: 30 },
  );
});
