import { type NounPhrase, nounPhraseBefore } from '../grammar/noun-phrase.ts';
import type { Tag, Token } from '../grammar/token.ts';

const CAUSES = /^(?:forced|led|prompted|caused|drove|moved|provoked|forces|leads|prompts)$/u;
const USES = /^us(?:ed|es|ing)$/u;
const TAKES = /^(?:took|takes|taking)$/u;
const UNREAL: ReadonlySet<Tag> = new Set(['modal', 'negation', 'to']);
const ENDS_CLAUSE: ReadonlySet<Tag> = new Set(['punctuation', 'passage', 'subordinator', 'modal']);
/** Longest phrase between "used" and its infinitive, in tokens. */
const MAX_MEANS = 12;

/** An infinitive whose verb did happen, by the verb above it. */
export interface Implied {
  /** Who does it, where the verb above has them for its object; null: its subject does. */
  readonly causee: NounPhrase | null;
}

/** "forced Roe to admit", "used the speech to accuse": what the verb above implies was said. Null for any other infinitive. */
export function impliedAt(tokens: readonly Token[], to: number): Implied | null {
  const causee = nounPhraseBefore(tokens, to);
  if (causee !== null && CAUSES.test(tokens[causee.from - 1]?.lower ?? ''))
    return isReal(tokens, causee.from - 1) ? { causee } : null;
  for (let at = to - 1; at >= Math.max(1, to - MAX_MEANS); at -= 1) {
    const token = tokens[at];
    if (token === undefined || ENDS_CLAUSE.has(token.tag)) return null;
    if (USES.test(token.lower) || isTakenTo(tokens, at))
      return isReal(tokens, at) && at < to - 1 ? { causee: null } : null;
    if (token.tag === 'verb') return null;
  }
  return null;
}

/** "took to Twitter", "took the stage"; what "took an hour" says nothing. */
function isTakenTo(tokens: readonly Token[], at: number): boolean {
  return TAKES.test(tokens[at]?.lower ?? '') && /^(?:to|the)$/u.test(tokens[at + 1]?.lower ?? '');
}

function isReal(tokens: readonly Token[], verb: number): boolean {
  const before = tokens[tokens[verb - 1]?.tag === 'adverb' ? verb - 2 : verb - 1];
  return before === undefined || !(UNREAL.has(before.tag) || before.lower.endsWith('n’t'));
}
