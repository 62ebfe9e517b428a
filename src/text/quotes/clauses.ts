import { nounPhraseAfter, nounPhraseBefore } from '../grammar/noun-phrase.ts';
import type { Tag, Token } from '../grammar/token.ts';
import { cueFormsOf } from '../lexicon/cue-verbs.ts';
import type { Cue } from './cues.ts';

/** Tokens `[from, to)` of a sentence. */
export interface TokenRange {
  readonly from: number;
  readonly to: number;
}

export const FINITE: ReadonlySet<Tag> = new Set(['verb', 'auxiliary', 'modal']);
const TIME =
  /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|yesterday|today|tonight|tomorrow|morning|afternoon|evening|night|week|month|year|early|late|earlier|later|last|this|recently)$/u;

/** A mark that sets apart as a comma does. */
export const DASH = /^(?:—|–|―|--|-)$/u;

/** A passage whose marks hold the comma behind it. */
export const COMMA_INSIDE = /,[”"’']+$/u;

/** Where a reported clause that begins at a token ends: at the sentence's end, or where the reporter takes over. */
export function clauseEnd(tokens: readonly Token[], from: number, cues: readonly Cue[]): number {
  const isInOpening = opensBelow(tokens, from);
  for (let at = from + 1; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    if (token.lower === ';') return at;
    // "…,” adding that": the comma stands inside the marks.
    if (token.passage !== null && COMMA_INSIDE.test(token.text) && endsBeforeReport(tokens, at, cues))
      return at + 1;
    if (token.lower === ',' || DASH.test(token.lower)) {
      if (endsBeforeReport(tokens, at, cues)) return at;
      if (isInOpening && startsMainClause(tokens, at + 1)) return at;
    } else if (token.tag === 'coordinator' && joinsReport(tokens, at, cues)) return at;
  }
  return withoutFinalMark(tokens, tokens.length);
}

const OPENS_BELOW =
  /^(?:while|although|though|when|whenever|if|after|before|because|since|whereas|as|once|until)$/u;

/** "While Roe said …, Doe left": the sentence begins with a clause below its main one, and the token stands in it. */
function opensBelow(tokens: readonly Token[], to: number): boolean {
  const first = tokens[0]?.tag === 'coordinator' ? 1 : 0;
  if (!OPENS_BELOW.test(tokens[first]?.lower ?? '')) return false;
  return tokens.slice(first, to).every(({ lower, passage }) => lower !== ',' && passage === null);
}

/** A subject with its finite verb. */
export function startsMainClause(tokens: readonly Token[], from: number): boolean {
  const phrase = nounPhraseAfter(tokens, from);
  if (phrase === null) return false;
  let at = phrase.to;
  while (tokens[at]?.tag === 'adverb') at += 1;
  return FINITE.has(tokens[at]?.tag ?? 'punctuation');
}

/** Drops the full stop at the end of a sentence. */
export function withoutFinalMark(tokens: readonly Token[], to: number): number {
  let end = to;
  while (
    end > 0 &&
    tokens[end - 1]?.tag === 'punctuation' &&
    /^[.!?…,;:—–―]+$/u.test(tokens[end - 1]?.text ?? '')
  )
    end -= 1;
  return end;
}

/** ", according to …", ", adding that …", ", but he also said …", ", Roe said": another report follows the comma. */
function endsBeforeReport(tokens: readonly Token[], comma: number, cues: readonly Cue[]): boolean {
  const next = tokens[comma + 1];
  if (next === undefined) return false;
  if (next.lower === 'according' && tokens[comma + 2]?.lower === 'to') return true;
  if (next.lower === 'citing') return true;
  if (cues.some((cue) => reportsWhatPrecedes(tokens, comma, cue))) return true;
  const opener = next.tag === 'adverb' ? comma + 2 : comma + 1;
  if (cues.some((cue) => cue.voice === 'gerund' && cue.verb === opener)) return true;
  if (next.lower === 'but' && tokens[comma + 2]?.lower !== 'that') return true;
  if (next.tag === 'coordinator' || /^(?:while|although|though|whereas)$/u.test(next.lower)) {
    const isConcession = next.tag !== 'coordinator';
    return cues.some(
      (cue) =>
        cue.voice === 'finite' &&
        (isConcession || isSpoken(cue)) &&
        cue.from > comma + 1 &&
        cue.from <= comma + 8 &&
        isSubjectOnly(tokens, comma + 2, cue.from),
    );
  }
  return false;
}

/** ", the report said on Friday.": a subject and its cue alone behind the comma report what stands before it. */
function reportsWhatPrecedes(tokens: readonly Token[], comma: number, cue: Cue): boolean {
  if (cue.from <= comma + 1 || cue.voice !== 'finite' || !cue.readings.some(takesClause)) return false;
  if (nounPhraseBefore(tokens, cue.from)?.from !== comma + 1) return false;
  const next = tokens[skipAdverbs(tokens, cue.to)];
  return next === undefined || (next.tag === 'punctuation' && next.lower !== ',' && next.lower !== ':');
}

function takesClause({ cueClass }: Cue['readings'][number]): boolean {
  return cueClass.complements.has('clause');
}

function isSpoken({ readings }: Cue): boolean {
  return readings.some(
    ({ cueClass }) =>
      cueClass.act === 'SPEECH' &&
      (cueClass.complements.has('clause') || cueClass.complements.has('objectInfinitive')),
  );
}

/** "said A and added B": the verb right behind "and" is another cue of the same subject. */
function joinsReport(tokens: readonly Token[], coordinator: number, cues: readonly Cue[]): boolean {
  // "said she was sorry and had pleaded guilty": an earlier past stands beside the verb of the clause.
  if (tokens[coordinator + 1]?.lower === 'had') return false;
  const cue = cues.find((other) => other.from === coordinator + 1);
  return (
    cue !== undefined &&
    cue.voice === 'finite' &&
    isSpoken(cue) &&
    cue.readings.some(({ form }) => form === 'past' || form === 'thirdPerson') &&
    cue.readings.some(
      ({ cueClass: { complements } }) => complements.has('clause') || complements.has('objectInfinitive'),
    )
  );
}

const PAST = /(?:[^e]ed|..ied)$/u;

/**
 * Ends words that hold no past verb of their own, "to …" or a clause with "would", before "and" and a past verb: that
 * verb stands beside the cue, "promised to resign and left", "said it would close and blamed the bank".
 */
export function beforeNextPredicate(tokens: readonly Token[], from: number, to: number): number {
  let start = from;
  while (start < to && !FINITE.has(tokens[start]?.tag ?? 'verb') && tokens[start]?.tag !== 'to') start += 1;
  const head = tokens[start];
  if (head === undefined || (head.tag !== 'modal' && head.tag !== 'to')) return to;
  for (let at = start + 1; at < to; at += 1) {
    const token = tokens[at];
    if (token === undefined || token.tag === 'subordinator' || token.tag === 'passage') return to;
    if (token.tag !== 'coordinator') continue;
    const next = tokens[tokens[at + 1]?.tag === 'adverb' ? at + 2 : at + 1];
    const isClauseNext = head.tag === 'to' && startsMainClause(tokens, at + 1);
    if (isClauseNext || (next?.tag === 'verb' && isPast(next)))
      return tokens[at - 1]?.lower === ',' ? at - 1 : at;
  }
  return to;
}

/** The past of a verb, by its form. */
export function isPast({ lower }: Token): boolean {
  if (PAST.test(lower)) return true;
  const forms = cueFormsOf(lower);
  return forms.some(({ form }) => form === 'past') && !forms.some(({ form }) => form === 'base');
}

function isSubjectOnly(tokens: readonly Token[], from: number, to: number): boolean {
  return tokens
    .slice(from, to)
    .every(({ tag }) => !FINITE.has(tag) && tag !== 'punctuation' && tag !== 'subordinator');
}

/** Adverbs of focus, degree and doubt: they belong to the clause that they open, "said more than ten were hurt". */
const OF_CLAUSE =
  /^(?:only|even|just|almost|nearly|roughly|approximately|more|most|much|less|too|so|very|quite|rather|perhaps|maybe|once|instead)$/u;

/** Adverbs and times between a verb and what it reports: "said flatly on Monday that". */
export function skipAdverbs(tokens: readonly Token[], from: number): number {
  let at = from;
  for (;;) {
    const token = tokens[at];
    if (token === undefined) return at;
    if (
      (token.tag === 'adverb' && (!OF_CLAUSE.test(token.lower) || tokens[at + 1]?.lower === ':')) ||
      (TIME.test(token.lower) && isTimeHere(tokens, at))
    )
      at += 1;
    else if (token.lower === 'on' && TIME.test(tokens[at + 1]?.lower ?? '')) at += 2;
    else return at;
  }
}

function isTimeHere(tokens: readonly Token[], at: number): boolean {
  const { lower = '' } = tokens[at] ?? {};
  // "said Friday’s vote would go ahead".
  if (tokens[at + 1]?.tag === 'possessive') return false;
  if (/^(?:this|last|early|late)$/u.test(lower)) return TIME.test(tokens[at + 1]?.lower ?? '');
  return true;
}

/**
 * Past prepositional phrases between a verb and its clause, "said in an interview with CNN that": the position of the
 * first "that", passage or colon behind them, or null where a verb comes first.
 */
export function explicitStart(tokens: readonly Token[], from: number): number | null {
  for (let at = from; at < Math.min(tokens.length, from + MAX_ADVERBIAL); at += 1) {
    const token = tokens[at];
    if (token === undefined) return null;
    if (token.lower === 'that' && token.tag === 'subordinator') return at;
    if (token.passage !== null) return at;
    if (token.lower === ':') return at + 1 < tokens.length ? at + 1 : null;
    if (at > from && (token.tag === 'auxiliary' || token.tag === 'modal' || token.lower === ';')) return null;
    if (
      at > from &&
      token.tag === 'verb' &&
      cueFormsOf(token.lower).length === 0 &&
      !token.lower.endsWith('ed')
    )
      return null;
  }
  return null;
}

/** Longest adverbial between a verb and its clause, in tokens. */
const MAX_ADVERBIAL = 30;

/** Where a clause begins that ends before a token: after the last semicolon or report, or with the sentence. */
export function clauseStart(tokens: readonly Token[], to: number): number {
  for (let at = to - 1; at > 0; at -= 1) {
    if (tokens[at - 1]?.lower === ';') return at;
  }
  let from = 0;
  while (from < to && tokens[from]?.tag === 'punctuation') from += 1;
  return from;
}
