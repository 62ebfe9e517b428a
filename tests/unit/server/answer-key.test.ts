import { getOperationAST, parse } from 'graphql';
import { expect, test } from 'vitest';
import { answerKey, operationKey } from '../../../src/server/answer-key.ts';

const SOURCE = 'query Q($a: Int, $b: PersonWhere) { people(first: $a, where: $b) { totalCount } }';
const operation = getOperationAST(parse(SOURCE));
const KEY = operationKey('1', SOURCE, 'Q');

function keyOf(variables: Record<string, unknown>, viewer: 'reader' | 'editor' = 'reader'): string {
  if (!operation) throw new Error('There is an operation');
  return answerKey({ operationKey: KEY, operation, variables, viewer });
}

test('the order of keys and variables that the operation does not have make no difference', () => {
  const key = keyOf({ a: 1, b: { and: [{ x: 'ä', y: null }], z: true } });
  expect(keyOf({ b: { z: true, and: [{ y: null, x: 'ä' }] }, a: 1, c: 5 })).toBe(key);
});

test('whatever may make a difference does', () => {
  const keys = [
    keyOf({}),
    keyOf({ a: null }),
    keyOf({ a: 1 }),
    keyOf({ a: '1' }),
    keyOf({ b: { and: [] } }),
    keyOf({ b: { and: [{}] } }),
    keyOf({ b: {} }),
    keyOf({ a: 1, b: {} }),
    keyOf({}, 'editor'),
  ];
  expect(new Set(keys).size).toBe(keys.length);
  const operations = [
    KEY,
    operationKey('2', SOURCE, 'Q'),
    operationKey('1', `${SOURCE} `, 'Q'),
    operationKey('1', SOURCE, undefined),
  ];
  expect(new Set(operations).size).toBe(operations.length);
});
