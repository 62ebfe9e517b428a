import { type NounPhrase, nounPhraseAfter, nounPhraseBefore } from '../grammar/noun-phrase.ts';
import type { Token } from '../grammar/token.ts';
import { DASH } from './clauses.ts';
import { type Cue, takes } from './cues.ts';
import { impliedAt } from './implied.ts';
import { withAppositive, withHead } from './person-heads.ts';
import { quotedBefore } from './quoted-as.ts';
import { beforeContactClause, besideAntecedent, quantifiedRelative } from './relative-clauses.ts';

/** Who the grammar says speaks, and by which construction. */
export interface Subject extends NounPhrase {
  readonly construction:
    | 'before'
    | 'apposition'
    | 'relative'
    | 'inverted'
    | 'shared'
    | 'participle'
    | 'agent';
}

/** Furthest that the comma before an apposition is looked for, in tokens. */
const MAX_APPOSITION = 45;

/**
 * The subject of a cue: before it, behind it, or taken over from an earlier verb of the sentence.
 *
 * @param earlier cues of the sentence with their subjects, in order
 */
export function subjectOf(
  tokens: readonly Token[],
  cue: Cue,
  earlier: readonly { readonly cue: Cue; readonly subject: Subject | null }[],
): Subject | null {
  const subject = subjectWithTime(tokens, cue, earlier);
  return subject === null
    ? null
    : { ...subject, from: behindTime(tokens, subject), to: beforeTime(tokens, subject) };
}

/** "Last week Roe": a time that opens the phrase is no part of it. */
function behindTime(tokens: readonly Token[], { from, to }: NounPhrase): number {
  const isTimed =
    /^(?:last|this|next|that)$/u.test(tokens[from]?.lower ?? '') &&
    SPAN_OF_TIME.test(tokens[from + 1]?.lower ?? '');
  return isTimed && from + 2 < to && tokens[from + 2]?.tag !== 'possessive' ? from + 2 : from;
}

const SPAN_OF_TIME = /^(?:year|month|week|night|spring|summer|autumn|winter)$/u;

/** "The bank, which last year admitted": a time between subject and verb is no subject. */
function beforeAdverbialTime(tokens: readonly Token[], to: number): number {
  const isTimed =
    SPAN_OF_TIME.test(tokens[to - 1]?.lower ?? '') && /^(?:last|this)$/u.test(tokens[to - 2]?.lower ?? '');
  if (!isTimed || to < 4) return to;
  return tokens[to - 3]?.tag === 'adverb' ? to - 3 : to - 2;
}

const WHEN = /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|\p{N}{4})$/u;

/** "Jane Roe on Monday", "a panel in 2001": when it was said is nobody's name. */
function beforeTime(tokens: readonly Token[], { from, to }: NounPhrase): number {
  const isTimed = WHEN.test(tokens[to - 1]?.lower ?? '') && tokens[to - 2]?.tag === 'preposition';
  return isTimed && to - 2 > from ? to - 2 : to;
}

function subjectWithTime(
  tokens: readonly Token[],
  cue: Cue,
  earlier: readonly { readonly cue: Cue; readonly subject: Subject | null }[],
): Subject | null {
  if (cue.voice === 'passive') return agentOf(tokens, cue);
  if (cue.voice === 'gerund' || cue.voice === 'infinitive') return mainSubject(tokens, cue, earlier);
  const inverted = invertedSubject(tokens, cue);
  if (inverted !== null) return { ...inverted, ...withAppositive(tokens, inverted) };
  const relative = quantifiedRelative(tokens, cue.from);
  if (relative !== null) return { ...relative, construction: 'relative' };
  const from = beforeAdverbialTime(tokens, cue.from);
  const before = nounPhraseBefore(tokens, from) ?? beforeContactClause(tokens, from);
  const gapped = before === null ? null : besideAntecedent(tokens, cue, before);
  if (gapped !== null) return { ...gapped, construction: 'relative' };
  if (before !== null) return { ...withHead(tokens, before), construction: 'before' };
  const previous = tokens[from - 1];
  if (previous === undefined) return null;
  if (/^(?:who|which|that)$/u.test(previous.lower))
    return { from: from - 1, to: from, construction: 'relative' };
  if (previous.lower === ',' || DASH.test(previous.lower))
    return subjectBeforeApposition(tokens, cue.from - 1) ?? sharedSubject(tokens, cue, earlier);
  if (previous.tag === 'coordinator') return sharedSubject(tokens, cue, earlier);
  return null;
}

/** "…,” said Jane Roe": the phrase behind the verb, when the words said stand before it. */
function invertedSubject(tokens: readonly Token[], cue: Cue): Subject | null {
  if (cue.from !== cue.verb && tokens[cue.from]?.tag !== 'adverb') return null;
  if (isAddressed(cue) || !takes(cue, 'quote')) return null;
  const previous = tokens[cue.from - 1];
  if (
    previous === undefined
      ? tokens[cue.verb]?.tag !== 'verb'
      : !(previous.passage !== null || previous.lower === ',' || DASH.test(previous.lower))
  )
    return null;
  const after = nounPhraseAfter(tokens, cue.to);
  if (after === null) return null;
  const first = tokens[after.from];
  // "Roe, who left, said so": the word stands for what was said.
  if (first === undefined || isTime(first) || first.lower === 'so') return null;
  const next = tokens[after.to];
  // "…, said a handout issued on Monday": a participle describes the phrase, a finite verb would be its own.
  const isParticiple =
    previous !== undefined &&
    next?.tag === 'verb' &&
    /(?:ed|en|own|ade|old|ent)$/u.test(next.lower) &&
    next.lower !== 'said';
  if (
    next !== undefined &&
    !isParticiple &&
    (next.tag === 'verb' || next.tag === 'auxiliary' || next.tag === 'modal')
  )
    return null;
  if (previous === undefined)
    return next?.lower === ':' || next?.lower === ',' ? { ...after, construction: 'before' } : null;
  if (previous.lower === ',' && !endsWithWordsSaid(tokens, cue.from - 1)) return null;
  if (previous.passage === null && tokens[cue.from - 2]?.passage == null && !takes(cue, 'clause'))
    return null;
  return { ...after, construction: 'inverted' };
}

/** Verbs that need a hearer behind them, as "told" does: "…,” warned Roe" has its subject there. */
function isAddressed(cue: Cue): boolean {
  return takes(cue, 'addressee') && cue.readings.every(({ lemma }) => !/^(?:warn|advise)$/u.test(lemma));
}

/** Before the comma a whole clause was said; a bare phrase there is an apposition or an adverbial. */
function endsWithWordsSaid(tokens: readonly Token[], comma: number): boolean {
  if (tokens[comma - 1]?.passage != null) return true;
  const before = tokens.slice(0, comma);
  return (
    before.every(({ passage }) => passage === null) &&
    before.some(({ tag }) => tag === 'verb' || tag === 'auxiliary' || tag === 'modal')
  );
}

function isTime({ lower }: Token): boolean {
  return /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|earlier|last|this|recently)$/u.test(
    lower,
  );
}

/** "Jane Roe, 59, the mayor of Springfield, who … , said": past everything between commas that only describes. */
function subjectBeforeApposition(tokens: readonly Token[], comma: number): Subject | null {
  const mark = tokens[comma]?.lower;
  let found: Subject | null = null;
  let end = comma;
  for (let at = comma - 1; at >= Math.max(-1, comma - MAX_APPOSITION); at -= 1) {
    const token = tokens[at];
    const isWordsSaid = token?.passage != null && token.end - token.start > LONG_PASSAGE;
    if (at >= 0 && token?.lower !== mark && !isWordsSaid) continue;
    const phrase = nounPhraseBefore(tokens, end);
    const isOpener = phrase !== null && isAdverbial(tokens, phrase, at + 1);
    // The first segment is the sentence's own: an adverbial there leaves the phrase behind it.
    if (phrase !== null && !isOpener && end < comma) found = { ...phrase, construction: 'apposition' };
    if (isOpener && end < comma && at < 0) break;
    if (isWordsSaid || !describes(tokens, at + 1, end)) {
      // "The other guest, Jane Roe, praised": a name between commas is the subject's own.
      if (found === null && phrase !== null && phrase.from === at + 1)
        return { ...phrase, construction: 'apposition' };
      break;
    }
    end = at;
  }
  return found === null ? null : { ...found, ...withAppositive(tokens, withHead(tokens, found)) };
}

/** Longest passage inside an apposition, in UTF-16 units: a longer one is what is said. */
const LONG_PASSAGE = 40;

/** "In Ohio", "Speaking to the Tribune": the phrase hangs on a preposition in a segment that a preposition or a participle opens. */
function isAdverbial(tokens: readonly Token[], phrase: NounPhrase, from: number): boolean {
  const first = tokens[from];
  const before = tokens[phrase.from - 1]?.tag;
  return (
    (before === 'preposition' || before === 'to') &&
    (first?.tag === 'preposition' || first?.tag === 'adverb' || (from === 0 && isParticiple(first)))
  );
}

function isParticiple(token: Token | undefined): boolean {
  return token !== undefined && /^\p{L}{2,}(?:ing|ed)$/u.test(token.lower) && token.tag !== 'noun';
}

/** What stands between commas describes the name before it: "a Democrat", "59", "who left", "of Ashton", "Md.". */
function describes(tokens: readonly Token[], from: number, to: number): boolean {
  const first = tokens[from];
  if (first === undefined) return false;
  return (
    first.tag === 'determiner' ||
    first.tag === 'number' ||
    first.tag === 'possessive' ||
    first.tag === 'preposition' ||
    /^(?:who|whose|which|whom|one|both|all|formerly|then|now|also|currently)$/u.test(first.lower) ||
    first.tag === 'noun' ||
    isParticiple(first) ||
    tokens[from + 1]?.tag === 'possessive' ||
    to - from <= 2
  );
}

/** "Roe said … and added": the verb has no subject of its own. */
function sharedSubject(
  tokens: readonly Token[],
  cue: Cue,
  earlier: readonly { readonly cue: Cue; readonly subject: Subject | null }[],
): Subject | null {
  const last = earlier.findLast(({ subject, cue: other }) => subject !== null && other.voice !== 'passive');
  if (last?.subject != null) return { ...last.subject, construction: 'shared' };
  return firstPhrase(tokens, cue.from, 'shared');
}

/** What stands before somebody and what they are saying: "with traders saying", "heard her saying". */
const PERCEIVES =
  /^(?:with|remember(?:s|ed)?|recall(?:s|ed)?|hears?|heard|overheard|saw|caught|filmed|recorded|show(?:s|ed)?)$/u;

/** "…, adding that": the subject of the main verb. */
function mainSubject(
  tokens: readonly Token[],
  cue: Cue,
  earlier: readonly { readonly cue: Cue; readonly subject: Subject | null }[],
): Subject | null {
  // "a film of Roe saying": the name stands right before the verb.
  const quoted = cue.voice === 'gerund' ? quotedBefore(tokens, cue.from - 1) : null;
  if (quoted !== null) return { ...quoted, construction: 'before' };
  const causee = cue.voice === 'infinitive' ? (impliedAt(tokens, cue.from)?.causee ?? null) : null;
  if (causee !== null) return { ...causee, construction: 'before' };
  // "left, with one writing": the participle has a subject of its own.
  const own = cue.voice === 'gerund' ? nounPhraseBefore(tokens, cue.from) : null;
  if (own !== null && PERCEIVES.test(tokens[own.from - 1]?.lower ?? ''))
    return { ...own, construction: 'before' };
  const before = tokens[cue.from - 1];
  if (cue.voice === 'gerund' && before?.tag === 'name' && !isTime(before)) {
    let from = cue.from - 1;
    while (tokens[from - 1]?.tag === 'name') from -= 1;
    return { from, to: cue.from, construction: 'before' };
  }
  // "pressed on a man who said so, saying": a relative clause's verb is not the main one.
  const last = earlier.findLast(
    ({ subject, cue: other }) =>
      subject !== null && subject.construction !== 'relative' && other.voice === 'finite',
  );
  if (last?.subject != null) return { ...last.subject, construction: 'participle' };
  return firstPhrase(tokens, cue.from, 'participle');
}

/** The first noun phrase of the sentence that a verb follows. */
export function firstPhrase(
  tokens: readonly Token[],
  before: number,
  construction: Subject['construction'],
): Subject | null {
  for (let at = 1; at < before; at += 1) {
    const tag = tokens[at]?.tag;
    if (tag !== 'verb' && tag !== 'auxiliary' && tag !== 'modal') continue;
    let end = at;
    while (tokens[end - 1]?.tag === 'adverb') end -= 1;
    const phrase =
      nounPhraseBefore(tokens, end) ??
      (tokens[end - 1]?.lower === ',' ? subjectBeforeApposition(tokens, end - 1) : null);
    if (phrase !== null) return { from: phrase.from, to: phrase.to, construction };
  }
  return null;
}

/** "was described by officials as". */
function agentOf(tokens: readonly Token[], cue: Cue): Subject | null {
  if (tokens[cue.to]?.lower !== 'by') return null;
  const phrase = nounPhraseAfter(tokens, cue.to + 1);
  return phrase === null ? null : { ...phrase, construction: 'agent' };
}
