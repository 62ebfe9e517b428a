import type { Sentence, Token } from '../grammar/token.ts';
import { KNOWN_ORGANISATIONS, ORGANISATION_NOUNS } from '../lexicon/organisation-nouns.ts';
import { LEGISLATORS, OFFICES, RANKS } from '../lexicon/people-nouns.ts';
import { NOT_NAMES } from '../lexicon/places.ts';
import { STATE_BY_CAPITAL, STATE_BY_DEMONYM } from '../lexicon/states.ts';
import { isAcronymOf } from './acronyms.ts';
import { type Classified, classify } from './classify.ts';
import type { NameMention } from './mention.ts';
import { isTitleCase, type NameRun, nameIn, nameRunsOf, type WordForms } from './name-runs.ts';

/** A run with what it was taken for; `name` is without rank. */
export interface NamedRun extends NameRun, Classified {
  readonly name: string;
}

/** Classified runs of a whole article, those of a title-case headline left out. */
export function namedRunsOf(sentences: readonly Sentence[], forms: WordForms): NamedRun[] {
  return sentences
    .filter((sentence) => !isTitleCase(sentence))
    .flatMap((sentence) => nameRunsOf(sentence, forms))
    .flatMap(splitRun)
    .map((run) => {
      const { sentence, from, to, tokens } = run;
      const { type, rankLength, kind, confidence } = classify(run);
      // Field by field: spreading both took 4 % of an analysis.
      return {
        sentence,
        from,
        to,
        tokens,
        type,
        rankLength,
        kind,
        confidence,
        name: nameIn(tokens.slice(rankLength)),
      };
    });
}

/** Longest run that is looked into, in tokens. */
const MAX_NAME = 20;

/** "US Central Command", "Republican Jane Roe", "Army chief": a run that holds two names is cut between them. */
function splitRun(run: NameRun): NameRun[] {
  const { tokens, sentence, from } = run;
  for (let at = 1; at < Math.min(tokens.length, MAX_NAME); at += 1) {
    const left = tokens.slice(0, at);
    const right = tokens.slice(at);
    if (!isSplit(run, left, right)) continue;
    const body = bodyBeforeOffice(left);
    const name = nameBehindOffice(right);
    return [
      { sentence, from, to: from + body.length, tokens: body },
      ...splitRun({ sentence, from: run.to - name.length, to: run.to, tokens: name }),
    ];
  }
  return [run];
}

function isSplit({ sentence, from }: NameRun, left: readonly Token[], right: readonly Token[]): boolean {
  const last = left.at(-1)?.text ?? '';
  const [first] = right;
  if (first === undefined) return false;
  const before = sentence.tokens[from - 1];
  if (left.length === 1 && last === 'State' && before?.lower === 'of') return true;
  // "Labour MP Jane Roe", "Florida Senator Roe".
  if (LEGISLATORS.has(first.lower) && right.length >= 2 && !RANKS.has(last.toLowerCase())) return true;
  // "COAS Gen Asim Munir", "Commander US Central Command": an office beside a name is a title of its own.
  if (left.length === 1 && first.lower === 'general' && GENERAL.test(last.toLowerCase())) return false;
  if (
    left.length === 1 &&
    OFFICES.has(last.toLowerCase()) &&
    right.length >= 2 &&
    (RANKS.has(first.lower) || ORGANISATION_NOUNS.has(right.at(-1)?.text ?? ''))
  )
    return !RANKS.has(last.toLowerCase()) || ORGANISATION_NOUNS.has(right.at(-1)?.text ?? '');
  // "Bank of England Governor Jane Roe".
  if (OFFICES.has(first.lower) && right.length >= 2 && isBodyOf(left)) return true;
  // An organisation's noun ends its name; an office or a person's name may follow: "US Central Command General Roe".
  if (
    left.length > 1 &&
    ORGANISATION_NOUNS.has(last) &&
    !ORGANISATION_NOUNS.has(right.at(-1)?.text ?? '') &&
    right.length >= 2 &&
    first.lower !== 'of'
  )
    return true;
  if (
    left.length === 1 &&
    (NOT_NAMES.has(last) || STATE_BY_DEMONYM.has(last)) &&
    right.length >= 2 &&
    !ORGANISATION_NOUNS.has(right.at(-1)?.text ?? '') &&
    last !== 'Islamic'
  )
    return true;
  return (
    OFFICES.has(last.toLowerCase()) && /^\p{Lu}\p{Ll}/u.test(last) && left.length > 1 && right.length >= 2
  );
}

/** "FBI" of "FBI Director", which a name follows: an office behind a certain body is no part of the body's name. */
function bodyBeforeOffice(words: readonly Token[]): readonly Token[] {
  const body = words.slice(0, -1);
  const last = body.at(-1)?.text ?? '';
  if (!OFFICES.has(words.at(-1)?.lower ?? '') || body.length === 0) return words;
  const name = nameIn(body);
  const isBody =
    KNOWN_ORGANISATIONS.has(name) || ACRONYM.test(name) || (body.length > 1 && ORGANISATION_NOUNS.has(last));
  return isBody ? body : words;
}

/** "Jane Roe" of "Director Jane Roe", behind a body; a rank belongs to the name. */
function nameBehindOffice(words: readonly Token[]): readonly Token[] {
  const office = words[0]?.lower ?? '';
  return words.length > 2 && OFFICES.has(office) && !RANKS.has(office) ? words.slice(1) : words;
}

/** "Attorney General": no rank, but an office with its adjective behind it. */
const GENERAL = /^(?:attorney|solicitor|surgeon|secretary|governor|director|inspector|postmaster)$/u;

const ACRONYM = /^\p{Lu}{3,6}$/u;

/** "Bank of England", "Department for Transport". */
function isBodyOf(words: readonly Token[]): boolean {
  const joint = words.findIndex(({ text }) => text === 'of' || text === 'for');
  return joint > 0 && joint < words.length - 1 && ORGANISATION_NOUNS.has(words[joint - 1]?.text ?? '');
}

/** Turns certain runs into mentions; acronyms in brackets are tied to the name before them. */
export function certainNames(runs: readonly NamedRun[]): NameMention[] {
  const names: NameMention[] = [];
  runs.forEach((run, index) => {
    if (run.type === 'none' || run.type === 'place') return;
    const introduced = introducedBy(run, runs[index - 1]);
    if (introduced !== null)
      names.push({ ...mentionOf(run, 'organisation', 'ALIAS', 0.95), standsFor: introduced });
    else if (run.type === 'organisation' && isPlaceHere(run)) return;
    else if (run.type === 'organisation') names.push(mentionOf(run, 'organisation', 'NAME', run.confidence));
    else if (run.type === 'person') names.push(mentionOf(run, 'person', 'NAME', run.confidence));
    else if (run.type === 'state') {
      if (isActor(run)) names.push(mentionOf(run, 'organisation', 'NAME', run.confidence));
    } else if (isActingGroup(run)) names.push(mentionOf(run, 'organisation', 'NAME', 0.7));
  });
  return names;
}

/** "at the General Headquarters": a building where something happens, unless it is where somebody works or learns. */
function isPlaceHere({ sentence, from, tokens: words }: NamedRun): boolean {
  const { tokens } = sentence;
  const at = tokens[from - 1]?.tag === 'determiner' ? from - 2 : from - 1;
  return (
    /^(?:at|outside|inside|near)$/u.test(tokens[at]?.lower ?? '') &&
    !isWorkplace(tokens, at) &&
    /^(?:Headquarters|House|Center|Centre|Hospital|Church|Museum|Library|University|School|College|Academy)$/u.test(
      words.at(-1)?.text ?? '',
    )
  );
}

/** "a professor of law at", "who teaches history at": what stands before the preposition says who is there, and as what. */
function isWorkplace(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]?.lower !== 'at') return false;
  const isWork = (token: Token | undefined) =>
    WORKING.test(token?.lower ?? '') || OFFICES.has(token?.lower ?? '');
  let noun = at - 1;
  while (isField(tokens[noun]) && !isWork(tokens[noun])) noun -= 1;
  if (/^(?:of|for)$/u.test(tokens[noun]?.lower ?? '')) noun -= 1;
  return isWork(tokens[noun]);
}

/** "research and development" in "head of research and development at". */
function isField(token: Token | undefined): boolean {
  return token?.tag === 'noun' || token?.lower === 'and';
}

/** Nouns and verbs for who works or learns somewhere. */
const WORKING =
  /^(?:professor|lecturer|researcher|scientist|fellow|scholar|economist|historian|teacher|student|doctor|surgeon|physician|nurse|director|expert|teach(?:es|ing)?|taught|lectur(?:es|ed|ing)|studi(?:es|ed)|works?|worked|working)$/u;

/** The name that a bracket's acronym shortens, or null: "(L)" shortens nothing. */
function introducedBy(run: NamedRun, previous: NamedRun | undefined): string | null {
  const { tokens } = run.sentence;
  if (tokens[run.from - 1]?.text !== '(' || tokens[run.to]?.text !== ')' || run.tokens.length !== 1)
    return null;
  if (previous === undefined || previous.sentence !== run.sentence || previous.to !== run.from - 1)
    return null;
  return isAcronymOf(run.name, previous.name) ? previous.name : null;
}

/**
 * A state is an organisation where it acts or is acted upon as an actor, never as a place or a modifier: not after a
 * preposition of place, not before a noun.
 */
function isActor({ sentence, from, to }: NamedRun): boolean {
  const { tokens } = sentence;
  const previous = tokens[tokens[from - 1]?.tag === 'determiner' ? from - 2 : from - 1];
  const next = tokens[to];
  if (previous?.tag === 'preposition' && !/^(?:by|with|against|between|for)$/u.test(previous.lower))
    return false;
  if (previous?.text === ',' && next?.text === ',') return false;
  if (next === undefined || next.tag === 'punctuation')
    return previous?.tag === 'verb' || previous?.lower === 'by' || previous?.lower === 'and';
  if (next.tag === 'possessive') return isActorsPossession(tokens, to + 1);
  return (
    next.tag === 'verb' ||
    next.tag === 'auxiliary' ||
    next.tag === 'modal' ||
    (next.lower === 'and' && tokens[to + 1]?.tag === 'name') ||
    (previous?.tag === 'verb' && next.tag === 'preposition') ||
    previous?.lower === 'and' ||
    next.tag === 'adverb'
  );
}

/** "Pakistan’s efforts" are an actor's; "Pakistan’s premier spy agency" places the agency. */
function isActorsPossession(tokens: readonly Token[], from: number): boolean {
  for (let at = from; at < from + 3; at += 1) {
    if (
      /^(?:effort|efforts|decision|demand|demands|policy|request|claim|claims|statement|response|refusal|offer|proposal|position|concern|concerns|support|attempt|attempts|role|plan|plans)$/u.test(
        tokens[at]?.lower ?? '',
      )
    )
      return true;
  }
  return false;
}

/** An article before a name of several words, and no noun behind it, makes it a body or a group: "the Afghan Taliban". */
function isActingGroup({ sentence, from, to, tokens: words, kind, name }: NamedRun): boolean {
  const { tokens } = sentence;
  const determiner = tokens[from - 1];
  const next = tokens[to];
  if (STATE_BY_CAPITAL.has(name) || kind !== null) return false;
  // "the Labour MP", "the Energy Secretary".
  const last = words.at(-1)?.lower ?? '';
  if (OFFICES.has(last) || LEGISLATORS.has(last)) return false;
  if (determiner?.lower !== 'the' || next?.tag === 'noun' || next?.tag === 'name') return false;
  return words.length >= 2 && tokens[from - 2]?.tag !== 'preposition';
}

export function mentionOf(
  run: NamedRun,
  type: NameMention['type'],
  form: NameMention['form'],
  confidence: number,
): NameMention {
  const [first] = run.tokens;
  return {
    type,
    form,
    range: { start: first?.start ?? 0, end: run.tokens.at(-1)?.end ?? 0 },
    name: run.name,
    rank:
      run.rankLength === 0
        ? null
        : run.tokens
            .slice(0, run.rankLength)
            .map(({ text }) => text)
            .join(' '),
    organisationKind: run.type === 'state' ? 'STATE' : run.kind,
    standsFor: null,
    confidence,
  };
}
