import type { QuoteAct } from '../annotated-article.ts';
import { nounPhraseAfter, nounPhraseBefore } from '../grammar/noun-phrase.ts';
import type { Sentence, Token } from '../grammar/token.ts';
import { clauseEnd, clauseStart, type TokenRange } from './clauses.ts';
import type { Cue } from './cues.ts';
import type { Frame } from './frame.ts';

/** A report by other words than a verb; positions are tokens of its sentence. */
export interface VerblessReport {
  readonly cue: TokenRange | null;
  readonly speaker: TokenRange;
  readonly content: TokenRange;
  readonly act: QuoteAct;
  readonly frame: Frame;
  readonly cueClass: string;
}

/** Nouns made of cue verbs that take a clause, and those that take "to": "his claim that …", "their promise to …". */
const SAYING_NOUN =
  /^(?:claim|claims|statement|assertion|allegation|allegations|announcement|argument|warning|warnings|suggestion|admission|accusation|accusations|prediction|insistence|remark|comment|comments|complaint|contention|declaration|acknowledgment|acknowledgement|conclusion|finding|report|reports|promise|pledge|vow|demand|threat)$/u;
const THINKING_NOUN =
  /^(?:belief|hope|hopes|fear|fears|view|conviction|expectation|worry|suspicion|feeling)$/u;
const INTENDING_NOUN =
  /^(?:plan|plans|promise|promises|pledge|pledges|vow|vows|proposal|proposals|threat|threats|offer|call|calls|desire|determination|intention)$/u;
/** Furthest that a possessor stands before its noun, in tokens: "his long-held private belief". */
const MAX_MODIFIERS = 4;
/** Longest name before a headline's colon, in tokens. */
const MAX_LABEL = 8;

/** "according to" phrases, nouns of saying, and the name before a headline's colon. */
export function reportsWithoutVerb(sentence: Sentence, cues: readonly Cue[]): VerblessReport[] {
  const { tokens } = sentence;
  const found: VerblessReport[] = [];
  tokens.forEach((token, at) => {
    const report = token.lower === 'according' ? accordingTo(tokens, at, cues) : nounReport(tokens, at, cues);
    if (report !== null) found.push(report);
  });
  return found;
}

/** "According to the report, …" and "…, according to the report". */
function accordingTo(tokens: readonly Token[], at: number, cues: readonly Cue[]): VerblessReport | null {
  if (tokens[at + 1]?.lower !== 'to') return null;
  const speaker = nounPhraseAfter(tokens, at + 2);
  const content = speaker === null ? null : contentBesideSource(tokens, at, speaker.to, cues);
  if (speaker === null || content === null) return null;
  return {
    cue: { from: at, to: at + 2 },
    speaker,
    content,
    act: 'SPEECH',
    frame: 'according',
    cueClass: 'according',
  };
}

function contentBesideSource(
  tokens: readonly Token[],
  at: number,
  sourceEnd: number,
  cues: readonly Cue[],
): TokenRange | null {
  const before = tokens[at - 1];
  const isOpening = tokens.slice(0, at).every(({ tag }) => tag === 'punctuation' || tag === 'coordinator');
  if (before !== undefined && !isOpening) {
    const end = before.lower === ',' || before.lower === '—' ? at - 1 : at;
    return { from: clauseStart(tokens, end), to: end };
  }
  const comma = tokens.findIndex(
    ({ lower, passage }, index) => index >= sourceEnd && (lower === ',' || passage !== null),
  );
  if (comma === -1) return null;
  const start = tokens[comma]?.passage === null ? comma + 1 : comma;
  const to = clauseEnd(tokens, start, cues);
  return to > start ? { from: start, to } : null;
}

/** "Roe’s claim that the bridge is safe", "his promise to open it": the possessor says it. */
function nounReport(tokens: readonly Token[], at: number, cues: readonly Cue[]): VerblessReport | null {
  const token = tokens[at];
  const next = tokens[at + 1];
  if (token === undefined || next === undefined || token.tag === 'verb') return null;
  const isThat = next.lower === 'that' && (SAYING_NOUN.test(token.lower) || THINKING_NOUN.test(token.lower));
  const isTo = next.lower === 'to' && tokens[at + 2]?.tag !== 'name' && INTENDING_NOUN.test(token.lower);
  if (!isThat && !isTo) return null;
  const speaker = possessorOf(tokens, at);
  if (speaker === null) return null;
  const content = { from: at + 1, to: clauseEnd(tokens, at + 1, cues) };
  const act =
    THINKING_NOUN.test(token.lower) || /^(?:desire|determination|intention|plans?)$/u.test(token.lower)
      ? 'THOUGHT'
      : 'SPEECH';
  return { cue: { from: at, to: at + 1 }, speaker, content, act, frame: 'noun', cueClass: 'noun' };
}

function possessorOf(tokens: readonly Token[], noun: number): TokenRange | null {
  for (let at = noun - 1; at >= Math.max(0, noun - MAX_MODIFIERS); at -= 1) {
    const token = tokens[at];
    if (token === undefined) return null;
    if (token.tag === 'possessive') {
      return token.lower === '’s' ? nounPhraseBefore(tokens, at) : { from: at, to: at + 1 };
    }
    if (token.tag !== 'noun' && token.tag !== 'name' && token.tag !== 'adverb') return null;
  }
  return null;
}

/** "Roe: The bridge is safe", in a headline: a short name, a colon, a clause. */
export function headlineReport({ tokens }: Sentence): VerblessReport | null {
  const colon = tokens.findIndex(({ lower }) => lower === ':');
  if (colon < 1 || colon > MAX_LABEL || colon + 3 > tokens.length) return null;
  const label = tokens.slice(0, colon);
  if (
    !label.every(
      ({ tag }) => tag === 'name' || tag === 'noun' || tag === 'determiner' || tag === 'possessive',
    )
  )
    return null;
  if (
    /^(?:latest|update|analysis|opinion|exclusive|video|watch|breaking|live|review|explainer|photos|updated|column|editorial|news|report|editor)$/u.test(
      label.at(-1)?.lower ?? '',
    )
  )
    return null;
  return {
    cue: { from: colon, to: colon + 1 },
    speaker: { from: 0, to: colon },
    content: { from: colon + 1, to: tokens.length },
    act: 'SPEECH',
    frame: 'colon',
    cueClass: 'headline',
  };
}
