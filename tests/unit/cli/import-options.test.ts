import { describe, expect, test } from 'vitest';
import { readImportOptions } from '../../../src/cli/import-options.ts';
import { progressLine } from '../../../src/cli/import-progress.ts';

const DEFAULTS = { format: 'text', color: 'auto' };

describe('the options of import', () => {
  test.each([
    ['confirm-above', '1.5'],
    ['confirm-above', '-0.1'],
    ['confirm-above', 'much'],
    ['confirm-above', '0,9'],
    ['confirm-above', ''],
    ['workers', '0'],
    ['workers', '1.5'],
    ['workers', '1000'],
    ['language', 'no_such tag'],
    ['publisher', '  '],
    ['color', 'sometimes'],
  ])('refuse --%s %s, and say what it must be', (name, value) => {
    const settings = readImportOptions({ ...DEFAULTS, [name]: value }, false);
    expect(settings).toMatchObject({
      kind: 'wrong',
      message: expect.stringMatching(
        new RegExp(`^--${name} is ${JSON.stringify(value)}; it must be .+\\.$`, 'u'),
      ),
    });
  });

  test.each([
    ['0', 0],
    ['1', 1],
    ['.9', 0.9],
    ['0.95', 0.95],
    ['1.0', 1],
  ])('take --confirm-above %s', (value, confirmAbove) => {
    expect(readImportOptions({ ...DEFAULTS, 'confirm-above': value }, false)).toMatchObject({ confirmAbove });
  });

  test('write a language as BCP 47 has it', () => {
    expect(readImportOptions({ ...DEFAULTS, language: 'EN-gb' }, false)).toMatchObject({ language: 'en-GB' });
  });

  test.each([
    ['auto', true, true],
    ['auto', false, false],
    ['always', false, true],
    ['never', true, false],
  ])('show colours for --color %s on a colour terminal %s: %s', (color, isTerminal, hasColour) => {
    expect(readImportOptions({ ...DEFAULTS, color }, isTerminal)).toMatchObject({ hasColour });
  });
});

test.each([
  [{ items: 0, failed: 0, seconds: 0 }, null, false, '0'],
  [{ items: 1200, failed: 0, seconds: 10 }, null, true, '1,200  120/s'],
  [
    { items: 1200, failed: 2, seconds: 10 },
    4800,
    true,
    '[######------------------]  1,200 of 4,800  25%  120/s  0:30 left  2 failed',
  ],
  [{ items: 1, failed: 0, seconds: 10 }, 100_000, false, '1 of 100,000  0%  0/s  277:46:30 left'],
  [{ items: 30, failed: 0, seconds: 10 }, 10, true, '30 of 10  3/s'],
])('progress of %j among %s is told', (tally, total, hasBar, line) => {
  expect(progressLine(tally, total, hasBar)).toBe(line);
});
