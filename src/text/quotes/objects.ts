import { nounPhraseAfter } from '../grammar/noun-phrase.ts';
import type { Token } from '../grammar/token.ts';
import { clauseEnd, FINITE, skipAdverbs, type TokenRange } from './clauses.ts';
import type { Cue } from './cues.ts';

/** A subject and a verb follow: otherwise the words are the verb's object. */
export function hasClauseVerb(tokens: readonly Token[], from: number): boolean {
  for (let at = from + 1; at < Math.min(tokens.length, from + 25); at += 1) {
    const token = tokens[at];
    if (token === undefined || token.lower === ';') return false;
    if (FINITE.has(token.tag)) return true;
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
  const phrase = nounPhraseAfter(tokens, from);
  if (phrase === null) return false;
  let at = phrase.to;
  while (tokens[at]?.tag === 'adverb' || tokens[at]?.tag === 'negation') at += 1;
  return FINITE.has(tokens[at]?.tag ?? 'punctuation');
}

/** What a verb has for an object: up to a comma, or to what says when, where or why it was said. */
export function shortRange(tokens: readonly Token[], from: number, cues: readonly Cue[]): TokenRange {
  const limit = clauseEnd(tokens, from, cues);
  for (let at = from + 1; at < limit; at += 1) {
    if (endsObject(tokens, at)) return { from, to: at };
  }
  return { from, to: limit };
}

const OCCASION =
  /^(?:interview|statement|speech|tweet|letter|interviews|tweets|debate|rally|ruling|briefing|conference|meeting|address|email|post|memo|report|op-ed)$/u;

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

function isTimeAt(tokens: readonly Token[], at: number): boolean {
  return skipAdverbs(tokens, at) > at && /day$|^(?:last|this|earlier|later)$/u.test(tokens[at]?.lower ?? '');
}

/** "in an interview", "at a rally in Ohio": where it was said. */
function namesOccasion(tokens: readonly Token[], from: number): boolean {
  const phrase = nounPhraseAfter(tokens, from);
  return phrase !== null && tokens.slice(from, phrase.to).some(({ lower }) => OCCASION.test(lower));
}
