import type { FoundQuote } from './find-quotes.ts';

/**
 * How often a quote of each construction has the right words and the right speaker: measured on the development set
 * (`npm run eval` prints the table), rounded down. What is rare there takes the value of its frame.
 */
const BY_FRAME: Readonly<
  Record<FoundQuote['frame'], { readonly quoted: number; readonly indirect: number }>
> = {
  preposed: { quoted: 0.96, indirect: 0.82 },
  split: { quoted: 0.94, indirect: 0.8 },
  passage: { quoted: 0.9, indirect: 0.5 },
  that: { quoted: 0.93, indirect: 0.84 },
  bare: { quoted: 0.92, indirect: 0.84 },
  colon: { quoted: 0.8, indirect: 0.77 },
  according: { quoted: 0.95, indirect: 0.79 },
  infinitive: { quoted: 0.88, indirect: 0.6 },
  object: { quoted: 0.93, indirect: 0.64 },
  noun: { quoted: 0.65, indirect: 0.33 },
  passive: { quoted: 0.6, indirect: 0.65 },
  continued: { quoted: 0.56, indirect: 0.5 },
  loose: { quoted: 0.6, indirect: 0.32 },
};

/** A name alone behind the words, or before them in a transcript. */
const SIGNED = 0.9;

/** How sure a quote is, 0 to 1: its words and its speaker's words together. */
export function confidenceOf({ kind, frame, speaker, within, cueClass }: FoundQuote): number {
  if (cueClass === 'signature' || cueClass === 'label') return SIGNED;
  const { quoted, indirect } = BY_FRAME[frame];
  const base = kind === 'INDIRECT' ? indirect : quoted;
  const unnamed = speaker === null && frame !== 'passive' ? 0.5 : 1;
  return base * unnamed * (within === null ? 1 : 0.8);
}
