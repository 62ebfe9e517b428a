import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffTexts } from '../../../src/content/history/text-diff.ts';

const piecesOf = (before: string, after: string) =>
  diffTexts(before, after).map(({ kind, text }) => [kind, text]);

test('a word that is put right is deleted and inserted, and the rest is equal', () => {
  expect(diffTexts('He has a clear vison.', 'He had a clear vision.')).toEqual([
    { kind: 'EQUAL', text: 'He ', beforeStart: 0, beforeEnd: 3, afterStart: 0, afterEnd: 3 },
    { kind: 'DELETED', text: 'has', beforeStart: 3, beforeEnd: 6, afterStart: 3, afterEnd: 3 },
    { kind: 'INSERTED', text: 'had', beforeStart: 6, beforeEnd: 6, afterStart: 3, afterEnd: 6 },
    { kind: 'EQUAL', text: ' a clear ', beforeStart: 6, beforeEnd: 15, afterStart: 6, afterEnd: 15 },
    { kind: 'DELETED', text: 'vison', beforeStart: 15, beforeEnd: 20, afterStart: 15, afterEnd: 15 },
    { kind: 'INSERTED', text: 'vision', beforeStart: 20, beforeEnd: 20, afterStart: 15, afterEnd: 21 },
    { kind: 'EQUAL', text: '.', beforeStart: 20, beforeEnd: 21, afterStart: 21, afterEnd: 22 },
  ]);
});

test('places count code points, and no character is cut in two', () => {
  expect(diffTexts('👩‍👩‍👧 𝒜 said', '👩‍👩‍👦 𝒜 said').at(-1)).toMatchObject({
    kind: 'EQUAL',
    beforeStart: 5,
    beforeEnd: 12,
  });
  expect(piecesOf('東京で会談', '大阪で会談')).toContainEqual(['INSERTED', '大阪']);
  expect(piecesOf('', 'x')).toEqual([['INSERTED', 'x']]);
  expect(piecesOf('', '')).toEqual([]);
});

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(fc.constantFrom('he', 'said', ' ', '  ', '\n', '“', '𝒜', '👍🏽', 'é'), { maxLength: 60 })
    .map((all) => all.join('')),
);

test('the pieces are both texts, and stand where they say', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const hunks = diffTexts(before, after);
      const textOf = (other: string) => hunks.filter(({ kind }) => kind !== other).map((hunk) => hunk.text);
      expect(textOf('INSERTED').join('')).toBe(before);
      expect(textOf('DELETED').join('')).toBe(after);
      for (const { kind, text: piece, ...at } of hunks) {
        const old = [...before].slice(at.beforeStart, at.beforeEnd).join('');
        const now = [...after].slice(at.afterStart, at.afterEnd).join('');
        expect([old, now]).toEqual([kind === 'INSERTED' ? '' : piece, kind === 'DELETED' ? '' : piece]);
      }
    }),
  );
});

test('texts that have nothing in common are told apart at their ends alone', () => {
  const many = (word: string) => Array.from({ length: 20_000 }, (_, at) => `${word}${at}`).join(' ');
  expect(piecesOf(`Same ${many('a')} end.`, `Same ${many('b')} end.`).map(([kind]) => kind)).toEqual([
    'EQUAL',
    'DELETED',
    'INSERTED',
    'EQUAL',
  ]);
});

test('a very long text is compared line by line', () => {
  const lines = Array.from({ length: 60_000 }, (_, at) => `The line ${at}.`);
  const before = lines.join('\n');
  const after = lines.with(30_000, 'Another.').join('\n');
  expect(piecesOf(before, after).filter(([kind]) => kind !== 'EQUAL')).toEqual([
    ['DELETED', 'The line 30000.\n'],
    ['INSERTED', 'Another.\n'],
  ]);
});
