import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nameKey, surnameOf } from '../../../src/text/name-key.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const LETTERS = [
  ..."aBzß.,'’‘ʼ -‐–éÉÅÅİıΣσςјЙŁøǅﬁ👍🇵🇰中ש\u05b8क\u0940\u0301\u0323\u00a0\u2003\ufeff\n\t",
  'the ',
  'The ',
  'THE\u00a0',
];
const name = fc.string({ unit: fc.constantFrom(...LETTERS), maxLength: 24 });
const anyName = fc
  .string({ unit: 'grapheme', maxLength: 300 })
  .filter((text) => !/[\0\p{Surrogate}]/u.test(text));

it('names have the same key in the database as in the pipeline, whatever they are written with', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(name, anyName), { minLength: 1, maxLength: 50 }), async (names) => {
      const rows = await database.raw.query<{ key: string }>(
        'SELECT name_key(name) AS key FROM unnest($1::text[]) WITH ORDINALITY AS given (name, place) ORDER BY place',
        [names],
      );
      expect(rows.map(({ key }) => key)).toEqual(names.map(nameKey));
    }),
    { numRuns: 60 },
  );
});

it('an entity is found by the keys of its name, its aliases and, of a person, the surname', async () => {
  await fc.assert(
    fc.asyncProperty(name, fc.array(name, { maxLength: 3 }), async (full, aliases) => {
      const [row] = await database.raw.query<{ keys: string[] }>('SELECT name_keys($1, $2, true) AS keys', [
        full,
        aliases,
      ]);
      const keys = new Set([full, ...aliases, surnameOf(full)].map(nameKey).filter((key) => key !== ''));
      expect([...(row?.keys ?? [])].sort()).toEqual([...keys].sort());
    }),
    { numRuns: 60 },
  );
});

it.each([
  ['The Express Tribune', 'Express tribune'],
  ['U.S. Central Command', 'US Central Command'],
  ['Recep Tayyip Erdoğan', 'recep tayyip Erdogan'],
  ['Al-Qaeda', 'al Qaeda'],
  ["O'Brien", 'O’Brien'],
])('%s and %s are one name', (one, other) => {
  expect(nameKey(one)).toBe(nameKey(other));
});

it.each([
  ['Asim Munir', 'Asima Munir'],
  ['The', ''],
  ['कि', 'क'],
])('%s and %s are two names', (one, other) => {
  expect(nameKey(one)).not.toBe(nameKey(other));
});
