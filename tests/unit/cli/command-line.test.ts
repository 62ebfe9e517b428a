import { describe, expect, test } from 'vitest';
import { showsColour } from '../../../src/cli/colour.ts';
import type { CommandUsage } from '../../../src/cli/command.ts';
import { helpText, parseCommandLine } from '../../../src/cli/command-line.ts';

const usage = (name: string, operands?: CommandUsage['operands']): CommandUsage => ({
  name,
  summary: 'Does it.',
  details: '',
  options: { format: { type: 'string' }, deep: { type: 'boolean' } },
  formats: ['text', 'json', 'jsonl'],
  ...(operands !== undefined && { operands }),
});
const none = usage('none');
const one = usage('one', { name: 'FILE', min: 0, max: 1 });
const many = usage('many', { name: 'PATH', min: 1, max: Number.POSITIVE_INFINITY });
const read = (...words: string[]) => parseCommandLine(words, [none, one, many]);

describe('words that are no options', () => {
  test.each([
    [['one'], []],
    [['one', 'a.txt'], ['a.txt']],
    [['one', '-'], ['-']],
    [['one', '--', '--deep'], ['--deep']],
    [
      ['many', 'a', '--deep', 'b'],
      ['a', 'b'],
    ],
    [
      ['many', '-', 'a b', '*.txt'],
      ['-', 'a b', '*.txt'],
    ],
  ])('of %j are %j', (words, operands) => {
    expect(read(...words)).toMatchObject({ kind: 'run', operands });
  });

  test.each([
    [['none', 'a'], 'a'],
    [['one', 'a', 'b'], 'At most 1 FILE may be given: "b" is too many.'],
    [['many'], 'No PATH was given.'],
    [['many', ''], 'A PATH is empty.'],
    [['one', '--format', 'xml'], '--format is "xml"; it must be text, json or jsonl.'],
  ])('are refused where they are not wanted: %j', (words, says) => {
    expect(read(...words)).toMatchObject({ kind: 'wrong', message: expect.stringContaining(says) });
  });

  test.each([
    [none, 'Usage: onrecord none [options]\n'],
    [one, 'Usage: onrecord one [options] [FILE]\n'],
    [many, 'Usage: onrecord many [options] PATH...\n'],
  ])('stand in the usage line', (command, line) => {
    expect(helpText([none, one, many], command)).toContain(line);
  });
});

describe('colours', () => {
  test.each([
    [{ isTTY: true }, {}, true],
    [{}, {}, false],
    [{ isTTY: true }, { NO_COLOR: '1' }, false],
    [{ isTTY: true }, { NO_COLOR: '' }, true],
    [{ isTTY: true }, { TERM: 'dumb' }, false],
  ])('on %j with %j: %j', (stream, environment, shown) => {
    expect(showsColour(stream, environment)).toBe(shown);
  });
});
