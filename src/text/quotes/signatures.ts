import { nounPhraseAfter } from '../grammar/noun-phrase.ts';
import type { Sentence } from '../grammar/token.ts';
import { DASH } from './clauses.ts';
import type { Passage } from './marks.ts';
import type { Range } from './report.ts';

/** “…” — Jane Roe: the speaker's name alone behind a dash, at the end. */
export function signatureOf(sentence: Sentence | undefined, at: number): Range | null {
  const { tokens = [] } = sentence ?? {};
  if (!DASH.test(tokens[at]?.lower ?? '')) return null;
  const phrase = nounPhraseAfter(tokens, at + 1);
  if (phrase === null || tokens[phrase.from]?.tag === 'pronoun') return null;
  const next = tokens[phrase.to];
  if (next !== undefined && next.tag !== 'punctuation') return null;
  return { start: tokens[phrase.from]?.start ?? 0, end: tokens[phrase.to - 1]?.end ?? 0 };
}

/** The form of a transcript's line: a name in capitals, a colon, then the words. */
const LABEL = /^(\p{Lu}[\p{Lu}.’'-]+(?: \p{Lu}[\p{Lu}.’'-]+){0,3}):\s+(?=\S)/u;

/** "ROE: I agree" inside the marks: the label names the speaker and is no part of the words. */
export function labelOf(
  text: string,
  { innerStart, innerEnd }: Passage,
): { speaker: Range; wordsStart: number } | null {
  const match = LABEL.exec(text.slice(innerStart, Math.min(innerEnd, innerStart + 80)));
  if (match?.[1] === undefined) return null;
  return {
    speaker: { start: innerStart, end: innerStart + match[1].length },
    wordsStart: innerStart + match[0].length,
  };
}
