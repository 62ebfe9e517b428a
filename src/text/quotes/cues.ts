import { nounPhraseBefore } from '../grammar/noun-phrase.ts';
import type { Sentence, Tag, Token } from '../grammar/token.ts';
import { BE, HAVE, MODALS, PHASE_VERBS } from '../lexicon/closed-classes.ts';
import { type Complement, type CueForm, cueFormsOf } from '../lexicon/cue-verbs.ts';
import { DOCUMENT_NOUNS } from '../lexicon/people-nouns.ts';
import { impliedAt } from './implied.ts';
import { looksLikeVerb } from './present-forms.ts';
import { passesOn, quotedBefore } from './quoted-as.ts';

/** How the verb stands in its clause. */
export type Voice = 'finite' | 'gerund' | 'passive' | 'infinitive';

/** A verb that may report, with its auxiliaries; positions are tokens of the sentence. */
export interface Cue {
  /** The first auxiliary or adverb of the verb group. */
  readonly from: number;
  readonly verb: number;
  /** After the verb and its particle. */
  readonly to: number;
  readonly readings: readonly CueForm[];
  readonly voice: Voice;
  /** Negated, modal, future or conditional: what follows was not said. */
  readonly isBlocked: boolean;
}

const VERB_LIKE: ReadonlySet<Tag> = new Set(['verb', 'noun', 'name']);
const INSIDE_GROUP: ReadonlySet<Tag> = new Set(['auxiliary', 'modal', 'negation', 'adverb']);
/** Nouns and verbs in one: taken for verbs only where a subject stands before and a complement after them. */
const NOT_AFTER: ReadonlySet<Tag> = new Set(['determiner', 'possessive', 'preposition', 'number']);

/** Every verb group of a sentence that could report, in order. */
export function cuesOf({ tokens }: Sentence): Cue[] {
  const cues: Cue[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined || !VERB_LIKE.has(token.tag)) continue;
    const cue = cueAt(tokens, at, token);
    if (cue !== null) cues.push(cue);
  }
  return cues;
}

/** Whether any reading of the cue takes the complement. */
export function takes(cue: Cue, complement: Complement): boolean {
  return cue.readings.some(({ cueClass }) => cueClass.complements.has(complement));
}

function cueAt(tokens: readonly Token[], verb: number, token: Token): Cue | null {
  // Capitals inside a sentence are names ("United States"); a headline has them everywhere and is read by its colon.
  if (token.tag === 'name' && verb > 0 && !/^(?:said|says|told)$/u.test(token.lower)) return null;
  const forms = cueFormsOf(token.lower);
  if (forms.length === 0 || passesOn(tokens, verb) || isHabit(tokens, verb)) return null;
  const { readings, to } = withParticle(tokens, verb, forms);
  if (readings.length === 0) return null;
  const from = groupStart(tokens, verb);
  const group = tokens.slice(from, verb);
  const voice = voiceOf(group, readings, tokens, from, to);
  if (voice === null) return null;
  return { from, verb, to, readings, voice, isBlocked: isBlocked(group, tokens, from, voice) };
}

/** "likes to say": the verb only says how often. */
function isHabit(tokens: readonly Token[], verb: number): boolean {
  if (!/^(?:like|love)[sd]?$/u.test(tokens[verb]?.lower ?? '') || tokens[verb + 1]?.lower !== 'to')
    return false;
  return cueFormsOf(tokens[verb + 2]?.lower ?? '').some(({ cueClass }) => cueClass.complements.has('clause'));
}

function withParticle(
  tokens: readonly Token[],
  verb: number,
  forms: readonly CueForm[],
): { readings: readonly CueForm[]; to: number } {
  const phrasal = forms.filter(
    ({ particle }) => particle !== null && particleEnd(tokens, verb + 1, particle) !== null,
  );
  const [first] = phrasal;
  const end = first?.particle == null ? null : particleEnd(tokens, verb + 1, first.particle);
  if (end !== null) return { readings: phrasal, to: end };
  return { readings: forms.filter(({ particle }) => particle === null), to: verb + 1 };
}

function particleEnd(tokens: readonly Token[], from: number, particle: string): number | null {
  const parts = particle.split(' ');
  return parts.every((part, index) => tokens[from + index]?.lower === part) ? from + parts.length : null;
}

function groupStart(tokens: readonly Token[], verb: number): number {
  let from = verb;
  for (;;) {
    const before = tokens[from - 1];
    if (before === undefined) return from;
    if (INSIDE_GROUP.has(before.tag)) from -= 1;
    else if (before.tag === 'to') {
      const phase = phaseStart(tokens, from - 1);
      return phase === null ? from - 1 : groupStart(tokens, phase);
    } else return from;
  }
}

/** "went on to", "continued to", "appeared to": where the first verb stands. */
function phaseStart(tokens: readonly Token[], to: number): number | null {
  const one = tokens[to - 1];
  if (one !== undefined && PHASE_VERBS.has(one.lower)) return to - 1;
  const two = tokens[to - 2];
  // "were said to have reiterated": the passive only says who passes it on.
  if (
    one !== undefined &&
    two !== undefined &&
    /^(?:said|reported|believed|understood|known|alleged|thought)$/u.test(one.lower) &&
    BE.has(two.lower)
  )
    return to - 2;
  return one?.lower === 'on' && two !== undefined && PHASE_VERBS.has(two.lower) ? to - 2 : null;
}

function voiceOf(
  group: readonly Token[],
  readings: readonly CueForm[],
  tokens: readonly Token[],
  from: number,
  to: number,
): Voice | null {
  const forms = new Set(readings.map(({ form }) => form));
  const auxiliaries = group.filter(({ tag }) => tag === 'auxiliary' || tag === 'modal' || tag === 'to');
  const last = auxiliaries.at(-1);
  if (last?.tag === 'to') return group[0]?.tag === 'to' ? 'infinitive' : 'finite';
  if (last !== undefined) {
    if (BE.has(last.lower) && forms.has('gerund')) return auxiliaries.length > 0 ? 'finite' : null;
    if (HAVE.has(last.lower) && forms.has('participle')) return 'finite';
    if (BE.has(last.lower) || (last.lower.endsWith('n’t') && /^(?:is|are|was|were)/u.test(last.lower)))
      return forms.has('participle') ? 'passive' : null;
    return forms.has('base') ? 'finite' : null;
  }
  const previous = tokens[from - 1];
  if (forms.has('base') && !forms.has('past') && isCaused(tokens, from)) return null;
  if (forms.has('gerund') && quotedBefore(tokens, from - 1) !== null) return 'gerund';
  if (previous !== undefined && NOT_AFTER.has(previous.tag) && !isYear(tokens, from - 1)) return null;
  if (forms.has('gerund')) return isReducedRelative(previous, readings) ? null : 'gerund';
  if (forms.has('past')) return 'finite';
  if (forms.has('thirdPerson') || forms.has('base'))
    return looksLikeVerb(tokens, from, to, forms.has('base')) ? 'finite' : null;
  return null;
}

/** "help people understand": an infinitive without "to" says what somebody is made to do. */
function isCaused(tokens: readonly Token[], from: number): boolean {
  const phrase = nounPhraseBefore(tokens, from);
  if (phrase === null) return false;
  const causes = /^(?:help(?:s|ed|ing)?|let(?:s|ting)?|mak(?:e|es|ing)|made)$/u;
  return causes.test(tokens[phrase.from - 1]?.lower ?? '') || causes.test(tokens[phrase.from]?.lower ?? '');
}

/** "A panel in 2001 found". */
function isYear(tokens: readonly Token[], at: number): boolean {
  return /^\p{N}{4}$/u.test(tokens[at]?.text ?? '') && tokens[at - 1]?.tag === 'preposition';
}

/** "the group supporting the plan": a gerund right behind a noun describes it, unless it is one of saying. */
function isReducedRelative(previous: Token | undefined, readings: readonly CueForm[]): boolean {
  if (!/^(?:noun|name|number|pronoun)$/u.test(previous?.tag ?? '')) return false;
  if (DOCUMENT_NOUNS.has(previous?.lower ?? ''))
    return readings.every(({ cueClass }) => cueClass.act === 'THOUGHT');
  return !readings.some(({ cueClass }) => cueClass.complements.has('clause') && cueClass.act !== 'THOUGHT');
}

function isBlocked(group: readonly Token[], tokens: readonly Token[], from: number, voice: Voice): boolean {
  // "a question to be decided by the court".
  if (voice === 'passive' && group[0]?.tag === 'to') return true;
  if (voice === 'infinitive') return impliedAt(tokens, from) === null;
  return (
    group.some(
      ({ lower, tag }, at) =>
        (tag === 'modal' && !(lower === 'would' && LATER.test(group[at + 1]?.lower ?? ''))) ||
        tag === 'negation' ||
        /^(?:hardly|scarcely|barely|rarely|seldom)$/u.test(lower) ||
        lower.endsWith('n’t') ||
        (MODALS.has(lower) && tag !== 'auxiliary' && tag !== 'modal'),
    ) || isConditional(tokens, from)
  );
}

/** "would later admit" has happened, seen from the time that is told of. */
const LATER = /^(?:later|eventually|subsequently|afterwards?)$/u;

/** "if he said", "whether she asked": the clause is not asserted. */
function isConditional(tokens: readonly Token[], from: number): boolean {
  for (let at = from - 1; at >= Math.max(0, from - 4); at -= 1) {
    const { lower = '', tag } = tokens[at] ?? {};
    if (/^(?:if|whether|unless|nobody|no-one)$/u.test(lower)) return true;
    if (tag === 'punctuation' || tag === 'passage') return false;
  }
  return (
    tokens[from - 1]?.lower === 'nobody' ||
    (tokens[from - 2]?.lower === 'no' && tokens[from - 1]?.lower === 'one')
  );
}
