import { expect, test } from 'vitest';
import { compareVersions } from '../../../src/ingest/compare-versions.ts';

test.each([
  ['9', '10'],
  ['1', '1.1'],
  ['2.9', '2.10'],
  ['2024-01-05T10:00:00Z', '2024-01-05T10:00:01Z'],
  ['99999999999999999999', '100000000000000000000'],
  ['a', 'b'],
  ['', '1'],
])('version %s is older than %s', (older, newer) => {
  expect(compareVersions(older, newer)).toBeLessThan(0);
  expect(compareVersions(newer, older)).toBeGreaterThan(0);
});

test('a version is as old as itself, zeros in front of a number left aside', () => {
  expect(compareVersions('1.02', '1.2')).toBe(0);
  expect(compareVersions('v3', 'v3')).toBe(0);
});
