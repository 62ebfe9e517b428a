import { nounPhraseAfter } from '../grammar/noun-phrase.ts';
import type { Tag, Token } from '../grammar/token.ts';
import { cueFormsOf } from '../lexicon/cue-verbs.ts';
import {
  clauseEnd,
  clauseStart,
  DASH,
  explicitStart,
  FINITE,
  skipAdverbs,
  type TokenRange,
  withoutFinalMark,
} from './clauses.ts';
import type { Cue } from './cues.ts';
import type { Subject } from './subjects.ts';

/** Behind a finished report they open the reporter's own words: "…, he said as he left". */
const REPORTER_GOES_ON =
  /^(?:as|while|when|after|before|because|although|though|but|and|who|which|where|during|in|at|on|to|with|referring|speaking|according|citing|since)$/u;

/** The clause or quotation that stands before the reporting clause, up to the comma. */
export function preposedRange(
  tokens: readonly Token[],
  to: number,
  subject: Subject | null,
): TokenRange | null {
  if (
    subject?.construction === 'relative' ||
    subject?.construction === 'shared' ||
    subject?.construction === 'participle'
  )
    return null;
  // "…, as Roe put it": the clause before the comma is what was put so.
  if (tokens[to - 1]?.lower === 'as' && tokens[to - 2]?.lower === ',')
    return preposedRange(tokens, to - 1, subject);
  const last = tokens[to - 1];
  if (last === undefined) return null;
  const end = last.passage === null && (last.lower === ',' || DASH.test(last.lower)) ? to - 1 : to;
  const before = tokens[end - 1];
  if (before === undefined) return null;
  if (before.passage === null && end === to) return null;
  const from = clauseStart(tokens, end);
  const range = { from, to: end };
  if (before.passage !== null) return range;
  if (isParticiplePhrase(tokens.slice(from, end))) return null;
  const hasVerb = tokens.slice(from, end).some(({ tag }) => FINITE.has(tag) || tag === 'passage');
  return hasVerb || isSplitSubject(tokens, from, end) || isWholeClause(tokens, from, end, subject)
    ? range
    : null;
}

/** "Lamenting their luck, they say, “…”": a participle with its object and no finite verb tells of the speaker. */
function isParticiplePhrase([opener, second, ...others]: readonly Token[]): boolean {
  if (opener?.lower.endsWith('ing') !== true || second === undefined) return false;
  return OPENS_OBJECT.has(second.tag) && others.every(({ tag }) => !FINITE.has(tag));
}

const OPENS_OBJECT: ReadonlySet<Tag> = new Set(['determiner', 'possessive', 'pronoun']);

/** Fewest words of a clause whose verb is not known as one. */
const MIN_CLAUSE = 5;

/** "Six million jobs depend on exports, the slide says.": a reporting clause that ends its sentence says what stands before. */
function isWholeClause(tokens: readonly Token[], from: number, to: number, subject: Subject | null): boolean {
  if (subject?.construction !== 'before' || to - from < MIN_CLAUSE) return false;
  const first = tokens[from]?.tag;
  const next = tokens[subject.to + 1];
  return first !== 'preposition' && first !== 'subordinator' && (next === undefined || next.lower === '.');
}

/** "The bridge, Roe said, was …": a subject alone before the comma. */
function isSplitSubject(tokens: readonly Token[], from: number, to: number): boolean {
  const phrase = nounPhraseAfter(tokens, from);
  return phrase !== null && phrase.to === to;
}

/** "In the end, she said, the bridge opened": commas on both sides put the cue inside one clause. */
export function insertedInto(tokens: readonly Token[], left: number, after: number): TokenRange | null {
  const at = skipAdverbs(tokens, after);
  const first = tokens[at + 1];
  if (tokens[left - 1]?.lower !== ',' || tokens[at]?.lower !== ',' || left < 3) return null;
  if (
    first === undefined ||
    first.passage !== null ||
    REPORTER_GOES_ON.test(first.lower) ||
    first.lower.endsWith('ing')
  )
    return null;
  const hasVerb = tokens.slice(at + 1).some(({ tag }) => FINITE.has(tag));
  return hasVerb ? { from: clauseStart(tokens, left - 1), to: left - 1 } : null;
}

/** Nothing reported follows the verb: the sentence ends, a comma comes, or an adverbial does. */
export function isParenthetical(tokens: readonly Token[], from: number, preposed: TokenRange): boolean {
  const at = skipAdverbs(tokens, from);
  const next = tokens[at];
  if (next === undefined || next.tag === 'punctuation') return next?.lower !== ':';
  const hasPassage = tokens[preposed.to - 1]?.passage != null;
  if (hasPassage) return next.passage === null ? !(next.lower === 'that' && at > from) : false;
  return next.tag === 'preposition' || next.lower === 'as' || next.lower === 'while' || next.lower === 'when'
    ? explicitStart(tokens, at) === null && hasFiniteBefore(tokens, preposed)
    : false;
}

function hasFiniteBefore(tokens: readonly Token[], { from, to }: TokenRange): boolean {
  return tokens.slice(from, to).some(({ tag }, index) => FINITE.has(tag) && index > 0);
}

/** The second part of words that the cue splits. */
export function splitRest(tokens: readonly Token[], from: number, cues: readonly Cue[]): TokenRange | null {
  let at = skipAdverbs(tokens, from);
  // Past an adverbial to the mark: "he said in a statement, “…".
  while (
    at < tokens.length &&
    tokens[at]?.lower !== ',' &&
    tokens[at]?.passage == null &&
    tokens[at]?.lower !== ':' &&
    !DASH.test(tokens[at]?.lower ?? '')
  )
    at += 1;
  const mark = tokens[at];
  if (mark === undefined) return null;
  const start = mark.passage === null ? at + 1 : at;
  const first = tokens[start];
  if (first === undefined) return null;
  if (first.passage !== null) return { from: start, to: passagesEnd(tokens, start, cues) };
  const behind = behindManner(tokens, start);
  if (behind !== null) return { from: behind, to: passagesEnd(tokens, behind, cues) };
  if (mark.lower !== ',' || REPORTER_GOES_ON.test(first.lower) || at > skipAdverbs(tokens, from)) return null;
  if (
    cues.some(
      (cue) => cue.voice === 'gerund' && (cue.verb === start || cue.from === start || cue.verb === start + 1),
    )
  )
    return null;
  if (first.lower.endsWith('ing') && first.tag === 'noun') return null;
  const to = clauseEnd(tokens, start, cues);
  // "…,” he told the chairman, Jane Roe": who that is.
  return tokens.slice(start, to).some(({ tag }) => FINITE.has(tag) || tag === 'passage')
    ? { from: start, to }
    : null;
}

/** Longest phrase of what the speaker does meanwhile, in tokens. */
const MAX_MANNER = 12;

/** "he said, pausing, “…”", "she began, then stopped, “…”": past what has no subject of its own to the marks behind it. */
function behindManner(tokens: readonly Token[], from: number): number | null {
  const first = tokens[tokens[from]?.lower === 'then' ? from + 1 : from];
  const isManner = first !== undefined && /..(?:ing|ed)$/u.test(first.lower);
  if (!isManner || cueFormsOf(first.lower).length > 0) return null;
  for (let at = from + 1; at <= from + MAX_MANNER; at += 1)
    if (tokens[at]?.passage != null) return tokens[at - 1]?.lower === ',' ? at : null;
  return null;
}

function passagesEnd(tokens: readonly Token[], from: number, cues: readonly Cue[]): number {
  return withoutFinalMark(tokens, tokens.length) > from ? clauseOfPassage(tokens, from, cues) : from + 1;
}

/** A quotation goes on behind its closing mark where the sentence does without a comma. */
function clauseOfPassage(tokens: readonly Token[], from: number, cues: readonly Cue[]): number {
  const next = tokens[from + 1];
  const isReportNext = cues.some(({ voice, from: at }) => voice === 'gerund' && at === from + 1);
  return next === undefined || next.tag === 'punctuation' || isReportNext
    ? from + 1
    : withoutFinalMark(tokens, clauseEnd(tokens, from, []));
}
