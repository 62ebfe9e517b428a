import { nounPhraseAfter } from '../grammar/noun-phrase.ts';
import type { Tag, Token } from '../grammar/token.ts';
import {
  COMMA_INSIDE,
  clauseEnd,
  FINITE,
  isPast,
  skipAdverbs,
  startsMainClause,
  type TokenRange,
} from './clauses.ts';
import type { Cue } from './cues.ts';

/** "members “will not be bullied”": the marks open right before the clause's finite verb. */
const STARTS_FINITE =
  /^\P{L}{1,2}(?:is|are|was|were|has|have|had|does|do|did|will|would|shall|should|can|could|may|might|must|cannot|\p{L}+n[’']t)(?!\p{L})/u;

const OPENS_SMALL = /^[“"‘'«„]\s?\p{Ll}/u;

/** A subject and a verb follow: otherwise the words are the verb's object. */
export function hasClauseVerb(tokens: readonly Token[], from: number): boolean {
  // "said her father “loves the town”": the marks open with the verb.
  const subject = nounPhraseAfter(tokens, from);
  if (subject !== null && OPENS_SMALL.test(tokens[subject.to]?.text ?? '')) return true;
  for (let at = from + 1; at < Math.min(tokens.length, from + 25); at += 1) {
    const token = tokens[at];
    if (token === undefined || token.lower === ';') return false;
    if (FINITE.has(token.tag) || (token.passage !== null && STARTS_FINITE.test(token.text))) return true;
    if (
      token.tag === 'noun' &&
      at > from &&
      tokens[at - 1]?.tag !== 'determiner' &&
      /[^s]s$/u.test(token.lower) &&
      tokens[at + 1]?.tag === 'determiner'
    )
      return true;
  }
  return false;
}

/** A noun phrase and its finite verb, nothing between them: "the bridge was closed", and no "a report that was late". */
export function isClause(tokens: readonly Token[], from: number): boolean {
  if (/^(?:how|what|why|where|when|who|if|whether)$/u.test(tokens[from]?.lower ?? '')) return true;
  const phrase = nounPhraseAfter(tokens, numberBehind(tokens, from));
  if (phrase === null) return false;
  let at = phrase.to;
  while (tokens[at]?.tag === 'adverb' || tokens[at]?.tag === 'negation') at += 1;
  return FINITE.has(tokens[at]?.tag ?? 'punctuation');
}

/** "at least nine", "about 40", "up to a dozen": a preposition that belongs to a number opens a noun phrase. */
export function isQuantity(tokens: readonly Token[], at: number): boolean {
  return numberBehind(tokens, at) !== at;
}

function numberBehind(tokens: readonly Token[], at: number): number {
  const { lower = '' } = tokens[at] ?? {};
  const isTwoWords = /^(?:at (?:least|most)|up to)$/u.test(`${lower} ${tokens[at + 1]?.lower ?? ''}`);
  const isOne = /^(?:about|around|over|under|some|between|nearly)$/u.test(lower);
  const to = isTwoWords ? at + 2 : isOne ? at + 1 : at;
  const next = tokens[to];
  return to > at && (next?.tag === 'number' || next?.lower === 'a' || next?.lower === 'one') ? to : at;
}

/** What a verb has for an object: up to a comma, or to what says when, where or why it was said. */
export function shortRange(tokens: readonly Token[], from: number, cues: readonly Cue[]): TokenRange {
  const limit = clauseEnd(tokens, from, cues);
  let hasVerb = false;
  for (let at = from; at < limit; at += 1) {
    // "In what Roe called a “plot,” two men left".
    const isLast = tokens[at]?.tag === 'passage' && COMMA_INSIDE.test(tokens[at]?.text ?? '');
    if (isLast && startsMainClause(tokens, at + 1)) return { from, to: at + 1 };
    if (at === from) continue;
    if (tokens[at]?.lower === ',') at = behindInsertion(tokens, at);
    hasVerb ||= /^(?:who|which|that)$/u.test(tokens[at]?.lower ?? '') || tokens[at]?.tag === 'verb';
    if (!hasVerb && joinsPredicate(tokens, at)) return { from, to: at };
    if (endsObject(tokens, at)) return { from, to: at };
  }
  return { from, to: limit };
}

/** Longest insertion into an object, and longest name in a list, in tokens. */
const MAX_INSERTION = 15;
const MAX_ITEM = 4;

/**
 * Where an object goes on behind a comma, or the comma's own position where it ends there: behind ", who led it," before
 * the preposition that the verb takes, inside a list, "China, Japan and Korea", or at "including".
 */
function behindInsertion(tokens: readonly Token[], comma: number): number {
  const next = tokens[comma + 1];
  if (next?.lower === 'including') return comma + 1;
  for (let at = comma + 1; at <= comma + MAX_ITEM && NOMINAL.has(tokens[at]?.tag ?? 'verb'); at += 1) {
    const isJoined = tokens[at + 1]?.lower === 'and' || tokens[at + 1]?.lower === 'or';
    if (
      isJoined &&
      NOMINAL.has(tokens[at + 2]?.tag ?? 'verb') &&
      tokens[at + 2]?.tag === tokens[comma - 1]?.tag
    )
      return at + 1;
    const isLast = tokens[at + 1]?.lower === ',' && /^(?:and|or)$/u.test(tokens[at + 2]?.lower ?? '');
    if (isLast && NOMINAL.has(tokens[at + 3]?.tag ?? 'verb')) return at + 2;
    const rest = tokens[at + 1]?.lower === ',' ? behindInsertion(tokens, at + 1) : at;
    if (rest > at + 1) return rest;
  }
  if (next === undefined || !/^(?:who|which|whose|a|an|the)$/u.test(next.lower)) return comma;
  for (let at = comma + 2; at < comma + MAX_INSERTION; at += 1)
    if (tokens[at]?.lower === ',')
      return /^(?:of|for|as|to)$/u.test(tokens[at + 1]?.lower ?? '') ? at + 1 : comma;
  return comma;
}

const NOMINAL: ReadonlySet<Tag> = new Set(['name', 'noun', 'number']);

const OCCASION =
  /^(?:interview|statement|speech|tweet|letter|interviews|tweets|debate|rally|ruling|briefing|conference|meeting|address|email|post|memo|report|op-ed|article|column|essay|editorial|diatribe|podcast|broadcast|video|testimony)$/u;

function endsObject(tokens: readonly Token[], at: number): boolean {
  const { lower = '' } = tokens[at] ?? {};
  if (
    /^(?:,|—|–|--|when|while|after|before|because|although|though|but|during|since|amid|until)$/u.test(lower)
  )
    return true;
  if (lower === 'as') return isClause(tokens, at + 1);
  if (/^(?:in|at|on)$/u.test(lower)) return isTimeAt(tokens, at + 1) || namesOccasion(tokens, at + 1);
  return isTimeAt(tokens, at);
}

/** "denied the charges and will appeal": a finite verb behind "and" stands beside the cue. */
function joinsPredicate(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]?.tag !== 'coordinator') return false;
  const next = tokens[tokens[at + 1]?.tag === 'adverb' ? at + 2 : at + 1];
  return next?.tag === 'modal' || next?.tag === 'auxiliary' || (next?.tag === 'verb' && isPast(next));
}

function isTimeAt(tokens: readonly Token[], at: number): boolean {
  return skipAdverbs(tokens, at) > at && /day$|^(?:last|this|earlier|later)$/u.test(tokens[at]?.lower ?? '');
}

/** "in an interview", "at a rally in Ohio": where it was said. */
function namesOccasion(tokens: readonly Token[], from: number): boolean {
  const phrase = nounPhraseAfter(tokens, from);
  return phrase !== null && tokens.slice(from, phrase.to).some(({ lower }) => OCCASION.test(lower));
}
