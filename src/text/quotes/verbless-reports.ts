import type { QuoteAct } from '../annotated-article.ts';
import { nounPhraseAfter, nounPhraseBefore, STARTS_NOUN_PHRASE } from '../grammar/noun-phrase.ts';
import type { Sentence, Tag, Token } from '../grammar/token.ts';
import { clauseEnd, clauseStart, FINITE, type TokenRange } from './clauses.ts';
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
  /^(?:claim|claims|statement|message|charge|charges|assertion|allegation|allegations|announcement|argument|warning|warnings|suggestion|admission|accusation|accusations|prediction|insistence|remark|comment|comments|complaint|contention|declaration|acknowledgment|acknowledgement|conclusion|finding|report|reports|promise|pledge|vow|demand|threat)$/u;
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
  const possessor = possessorOf(tokens, at);
  const speaker = possessor ?? subjectOfSupport(tokens, at);
  if (speaker === null) return null;
  const end = clauseEnd(tokens, at + 1, cues);
  const content = {
    from: at + 1,
    to: possessor === null ? end : beforeMainVerb(tokens, at + 1, end, isThat),
  };
  const act =
    THINKING_NOUN.test(token.lower) || /^(?:desire|determination|intention|plans?)$/u.test(token.lower)
      ? 'THOUGHT'
      : 'SPEECH';
  return { cue: { from: at, to: at + 1 }, speaker, content, act, frame: 'noun', cueClass: 'noun' };
}

/** "His claim that the bridge is safe drew criticism": the words end before the verb whose subject they belong to. */
function beforeMainVerb(tokens: readonly Token[], from: number, to: number, hasVerb: boolean): number {
  /** Verbs that the words may still have: one for each clause. */
  let open = hasVerb ? 1 : 0;
  for (let at = from + 1; at < to; at += 1) {
    const token = tokens[at];
    if (token === undefined || token.tag === 'passage') return to;
    if (token.tag === 'subordinator' || token.tag === 'coordinator') open += 1;
    if (!FINITE.has(token.tag) || isParticiple(tokens, at)) continue;
    if (open === 0) return tokens[at - 1]?.tag === 'to' ? to : at;
    open -= 1;
    while (IN_GROUP.has(tokens[at + 1]?.tag ?? 'noun')) at += 1;
  }
  return to;
}

/** "taxes imposed on trade", "letters left behind": a verb without an object that may only describe the noun before it. */
function isParticiple(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.tag === 'verb' && !STARTS_NOUN_PHRASE.has(tokens[at + 1]?.tag ?? 'punctuation');
}

/** What stands beside a verb in its group. */
const IN_GROUP: ReadonlySet<Tag> = new Set(['verb', 'auxiliary', 'modal', 'adverb', 'negation']);

/** Verbs that only lend their form to a noun of saying: "made the claim that", "issued a warning that". */
const SUPPORT =
  /^(?:ma(?:kes?|de)|issue[ds]?|g(?:ives?|ave)|sen(?:ds?|t)|deliver(?:s|ed)?|release[ds]?|repeat(?:s|ed)?|ha[sd]|have|reach(?:es|ed)?|retract(?:s|ed)?|lodge[ds]?|raise[ds]?)$/u;

/** "Roe made the claim that": the subject of a verb that says no more than its object, the noun; null: no such verb. */
function subjectOfSupport(tokens: readonly Token[], noun: number): TokenRange | null {
  let at = noun - 1;
  while (at > noun - MAX_MODIFIERS && (tokens[at]?.tag === 'noun' || tokens[at]?.tag === 'adverb')) at -= 1;
  const determiner = tokens[at];
  if (determiner?.tag !== 'determiner' || determiner.lower === 'no') return null;
  if (!SUPPORT.test(tokens[at - 1]?.lower ?? '')) return null;
  let from = at - 1;
  while (/^(?:auxiliary|adverb)$/u.test(tokens[from - 1]?.tag ?? '')) from -= 1;
  return nounPhraseBefore(tokens, from);
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
