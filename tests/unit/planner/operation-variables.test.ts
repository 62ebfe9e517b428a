import fc from 'fast-check';
import { getOperationAST, getVariableValues, parse } from 'graphql';
import { expect, test } from 'vitest';
import { OperationVariables } from '../../../src/planner/operation-variables.ts';
import { schema } from '../../support/planned.ts';

const operation = getOperationAST(
  parse(`query (
    $size: Int, $required: Int!, $slug: String = "a", $size20: Int = 20, $where: ArticleWhere, $orders: [QuoteOrder!],
    $id: ID!, $ids: [ID!] = ["x"], $types: [SearchType!], $flag: Boolean! = true
  ) { __typename }`),
);
if (!operation) throw new Error('no operation');
const variables = new OperationVariables(schema, operation);
const definitions = operation.variableDefinitions ?? [];

/** Right and wrong values of every variable, and values that no variable has. */
const value = fc.oneof(
  fc.constantFrom(null, 0, 20, 1.5, true, 'a', 'QUOTE', [], ['QUOTE'], [null], {}),
  fc.constantFrom(
    { headline: { contains: 'a' } },
    { headline: { nothing: 1 } },
    { and: [{ slug: { in: ['a', 'b'] } }] },
    [{ field: 'PUBLISHED_AT', direction: 'ASC' }],
    { field: 'PUBLISHED_AT', direction: 'ASC' },
  ),
  fc.jsonValue({ maxDepth: 2 }),
);
const names = definitions.map(({ variable }) => variable.name.value);
const given = fc
  .array(fc.tuple(fc.constantFrom(...names, 'unknown', '__proto__', 'toString'), value), { maxLength: 12 })
  .map((entries) => Object.fromEntries([['required', 1], ['id', 'a'], ...entries]));

test('variables are coerced as graphql-js coerces them, and refused where it refuses them', () => {
  fc.assert(
    fc.property(given, (values) => {
      const expected = getVariableValues(schema, definitions, values).coerced;
      expect(variables.coerce(values)).toEqual(expected);
    }),
    { numRuns: 1_000 },
  );
});

test('a variable that must be there is missed', () => {
  expect(variables.coerce({ required: 1 })).toBeUndefined();
  expect(variables.coerce({ required: null, id: 'a' })).toBeUndefined();
  expect(variables.coerce({ required: 1, id: 'a' })).toEqual({
    required: 1,
    id: 'a',
    slug: 'a',
    size20: 20,
    ids: ['x'],
    flag: true,
  });
});
