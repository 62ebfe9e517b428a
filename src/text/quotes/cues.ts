import { nounPhraseBefore } from '../grammar/noun-phrase.ts';
import type { Sentence, Tag, Token } from '../grammar/token.ts';
import { BE, HAVE, MODALS, PHASE_VERBS } from '../lexicon/closed-classes.ts';
import { type Complement, type CueForm, cueFormsOf } from '../lexicon/cue-verbs.ts';

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
const FINITE_HELP: ReadonlySet<Tag> = new Set(['modal', 'negation', 'to']);
const STARTS_COMPLEMENT: ReadonlySet<Tag> = new Set([
  'determiner',
  'possessive',
  'pronoun',
  'subordinator',
  'name',
  'number',
  'to',
  'passage',
  'preposition',
  'adverb',
]);

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
  if (forms.length === 0) return null;
  const { readings, to } = withParticle(tokens, verb, forms);
  if (readings.length === 0) return null;
  const from = groupStart(tokens, verb);
  const group = tokens.slice(from, verb);
  const voice = voiceOf(group, readings, tokens, from, to);
  if (voice === null) return null;
  return { from, verb, to, readings, voice, isBlocked: isBlocked(group, tokens, from, voice) };
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
  if (previous !== undefined && NOT_AFTER.has(previous.tag)) return null;
  if (forms.has('gerund')) return isReducedRelative(previous, readings) ? null : 'gerund';
  if (forms.has('past')) return 'finite';
  if (forms.has('thirdPerson') || forms.has('base'))
    return looksLikeVerb(tokens, from, to, forms.has('base')) ? 'finite' : null;
  return null;
}

/** "the group supporting the plan": a gerund right behind a noun describes it, unless it is one of saying. */
function isReducedRelative(previous: Token | undefined, readings: readonly CueForm[]): boolean {
  if (previous?.tag !== 'noun' && previous?.tag !== 'number' && previous?.tag !== 'pronoun') return false;
  return !readings.some(({ cueClass }) => cueClass.complements.has('clause') && cueClass.act !== 'THOUGHT');
}

/** "the campaign claims that": present forms are nouns too, so their neighbours must fit a verb. */
function looksLikeVerb(tokens: readonly Token[], from: number, to: number, isBase: boolean): boolean {
  const previous = tokens[from - 1];
  const next = tokens[to];
  if (previous === undefined) return false;
  // "did not unveil plans": the verb is the word before.
  if (previous.tag === 'noun' && FINITE_HELP.has(tokens[from - 2]?.tag ?? 'noun')) return false;
  if (isNounToo(tokens[to - 1]) && next?.tag === 'preposition' && to === from + 1) return false;
  if (
    isBase ? !isPluralSubject(previous) && !isPluralSubject(headBefore(tokens, from)) : isPluralNoun(previous)
  )
    return false;
  if (previous.tag === 'punctuation' || previous.tag === 'passage')
    return (
      next?.tag === 'name' ||
      next?.tag === 'determiner' ||
      next?.tag === 'pronoun' ||
      next === undefined ||
      next.tag === 'punctuation' ||
      next.lower === 'that'
    );
  if (next === undefined || next.tag === 'punctuation') return true;
  if (next.lower === 'of' || next.lower === 'as' || next.lower === 'from' || next.lower === 'by')
    return false;
  return (
    STARTS_COMPLEMENT.has(next.tag) ||
    (next.tag === 'noun' && !isNounToo(tokens[to - 1])) ||
    previous.tag === 'pronoun' ||
    previous.tag === 'name'
  );
}

/** The noun that a subject is built on: "documents" of "documents from his tax return"; "and" makes a plural. */
function headBefore(tokens: readonly Token[], to: number): Token | undefined {
  const phrase = nounPhraseBefore(tokens, to);
  if (phrase === null) return undefined;
  const inside = tokens.slice(phrase.from, phrase.to);
  const and = inside.find(({ lower }, index) => lower === 'and' && index > 0);
  const preposition = inside.findIndex(({ tag }) => tag === 'preposition');
  if (and !== undefined && preposition === -1) return { ...and, tag: 'noun', lower: 'others' };
  return preposition > 0 ? inside[preposition - 1] : undefined;
}

function isPluralSubject(previous: Token | undefined): boolean {
  if (previous === undefined) return false;
  if (previous.tag === 'pronoun' || previous.tag === 'subordinator')
    return !/^(?:he|she|it|him|her|them|me|us|this|that|one|another|each|every|either|neither|none|anyone|everyone|someone|nobody|everybody|somebody|anybody)$/u.test(
      previous.lower,
    );
  if (previous.tag === 'adverb') return true;
  return (
    (previous.tag === 'noun' || previous.tag === 'name') &&
    /(?:s|men|people|police|media|others)$/u.test(previous.lower)
  );
}

/** Cue verbs whose present is as often a noun: "his tweets", "the claims". */
const NOUNS_TOO =
  /^(?:claim|report|call|plan|demand|promise|hope|fear|note|offer|comment|estimate|project|doubt|attack|question|request|forecast|challenge|show|document|find|detail|post|tweet|text|message|blog|email|label|brand|term|rule|reason|view|quote|reference|mention|rank|rate|worry|desire|order|press|address|state|answer|dream|threat|protest|support)s?$/u;

function isNounToo(token: Token | undefined): boolean {
  return token !== undefined && NOUNS_TOO.test(token.lower);
}

function isPluralNoun({ tag, lower }: Token): boolean {
  return tag === 'noun' && /[^su’]s$/u.test(lower);
}

function isBlocked(group: readonly Token[], tokens: readonly Token[], from: number, voice: Voice): boolean {
  if (voice === 'infinitive') return true;
  return (
    group.some(
      ({ lower, tag }) =>
        tag === 'modal' ||
        tag === 'negation' ||
        /^(?:hardly|scarcely|barely|rarely|seldom)$/u.test(lower) ||
        lower.endsWith('n’t') ||
        (MODALS.has(lower) && tag !== 'auxiliary'),
    ) || isConditional(tokens, from)
  );
}

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
