import { describe, expect, test } from 'vitest';
import { highlight, highlightLegend } from '../../../src/cli/highlight.ts';
import { printable } from '../../../src/cli/printable.ts';
import { analysed } from '../../support/analysed.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: what steers a terminal begins with ESC.
const SGR = /\u001B\[[\d;]*m/gu;

const TEXT = `Plan praised 😀

Anna Schmidt, head of Example Bank, said the plan was “a good idea for Europe”.

She added: “We will see what comes of it.”
`;

describe('highlights', () => {
  test('in signs set people, organisations, cues and quotes off, and change nothing else', () => {
    const shown = highlight(analysed(TEXT), false);
    expect(shown).toContain('[Anna Schmidt]');
    expect(shown).toContain('{Example Bank}');
    expect(shown).toContain('_said_');
    expect(shown).toContain('“«We will see what comes of it.»”');
    expect(shown.replaceAll(/[[\]{}_«»]/gu, '')).toBe(TEXT);
  });

  test('in colours are the text and nothing else but colours, which end with each line', () => {
    const shown = highlight(analysed(TEXT), true);
    expect(shown.replaceAll(SGR, '')).toBe(TEXT);
    expect(shown.match(SGR)?.length).toBeGreaterThan(0);
    for (const line of shown.split('\n')) {
      const last = [...line.matchAll(SGR)].at(-1)?.[0];
      expect(last ?? '\u001B[0m').toBe('\u001B[0m');
    }
  });

  test('let no control character of the document through to the terminal', () => {
    const shown = highlight(
      analysed('A \u001B[31mtrap\u0007 said “\u001B]0;title\u0007yes, we will do so”.\n'),
      false,
    );
    expect(shown).not.toContain('\u001B');
    expect(shown).not.toContain('\u0007');
    expect(shown).toContain('␛[31mtrap␇');
  });

  test('are explained', () => {
    expect(highlightLegend(false)).toBe('[person]  {organisation}  _cue_  «quote»');
    expect(highlightLegend(true).replaceAll(SGR, '')).toBe('person  organisation  cue  quote');
  });
});

test('control characters are made visible, line ends and tabs aside', () => {
  expect(printable('a\tb\nc\rd\u007Fe\u009Bf\0')).toBe('a\tb\nc␍d␡e\uFFFDf␀');
  expect(printable('ä 中 😀')).toBe('ä 中 😀');
});
