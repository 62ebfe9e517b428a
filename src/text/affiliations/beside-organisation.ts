import type { Sentence, Token } from '../grammar/token.ts';
import type { Range } from '../quotes/report.ts';
import { isTopRole, type Office, officeAt } from './offices.ts';
import {
  isBeforeOffice,
  isOfTime,
  officeTime,
  type Placed,
  rangeOf,
  type Statement,
  statement,
} from './statement.ts';
import { isOver, termBehind } from './term.ts';

/** "Centcom chief", "Army chief General Roe", "Centcom’s Roe", "NATO’s spokesman Roe". */
export function besideOrganisation(
  sentence: Sentence,
  organisation: Placed,
  placed: readonly Placed[],
): Statement[] {
  const { tokens } = sentence;
  const isOwner = tokens[organisation.to]?.tag === 'possessive';
  const at = isOwner ? organisation.to + 1 : organisation.to;
  const personNext = placed.find(({ from, entity }) => from === at && entity.type === 'person');
  if (isOwner && personNext !== undefined) {
    return organisation.entity.organisationKind === 'STATE'
      ? []
      : [
          statement(sentence, organisation, {
            person: personNext,
            role: null,
            from: organisation.from,
            to: personNext.to,
            isCurrent: null,
            confidence: 0.8,
          }),
        ];
  }
  let officeFrom = at;
  while (isOwner && isOfTime(tokens[officeFrom]?.lower ?? '')) officeFrom += 1;
  const office = officeAt(tokens, officeFrom);
  if (
    office === null ||
    (tokens[organisation.from - 1]?.lower === ',' && isPredicateBefore(tokens, organisation.from))
  )
    return [];
  return [titled(sentence, organisation, office, placed, organisation.from, null)];
}

function isPredicateBefore(tokens: readonly Token[], at: number): boolean {
  return tokens[at - 2]?.tag === 'verb';
}

export function titled(
  sentence: Sentence,
  organisation: Placed,
  office: Office,
  placed: readonly Placed[],
  start: number,
  noun: Range | null,
): Statement {
  const { tokens } = sentence;
  const person =
    holderBehind(tokens, office.to, placed) ??
    rankedHolder(office, placed) ??
    holderBefore(tokens, start, office.to, placed);
  const determiner = tokens[start - 1]?.tag === 'determiner' ? start - 1 : start;
  const near = isOfTime(tokens[start - 1]?.lower ?? '');
  const { isFormer, isComing } = officeTime(
    [...tokens.slice(Math.max(0, determiner - 1), start), ...tokens.slice(organisation.to, office.from)],
    office.role,
  );
  const predicate = predicateOf(tokens, near ? start - 1 : determiner, placed);
  const term = termBehind(tokens, person?.to ?? office.to);
  const dates = { from: term?.from ?? null, to: term?.to ?? null };
  const isCurrent = !isFormer && !isComing && !(person === undefined && isOver(term));
  if (predicate !== null) {
    return {
      ...statement(sentence, organisation, {
        person: predicate.person,
        role: office.role,
        from: predicate.person.from,
        to: term?.end ?? office.to,
        isCurrent: predicate.isCurrent && isCurrent,
        confidence: 0.85,
      }),
      ...dates,
      organisationNoun: noun,
    };
  }
  const base = statement(sentence, organisation, {
    person: person ?? null,
    role: office.role,
    from: Math.min(person?.from ?? determiner, start),
    to: Math.max(person?.to ?? 0, office.to),
    isCurrent,
    confidence: person === undefined ? 0.8 : 0.9,
  });
  const titleFrom = person === undefined ? determiner : start;
  return {
    ...base,
    title:
      isFormer || isComing || (person !== undefined && person.from < office.to)
        ? null
        : rangeOf(tokens, titleFrom, office.to),
    organisationNoun: noun,
  };
}

/** "Globex CEO Jane Roe": an office in capitals is taken for the name's rank. A rank of an army is no office. */
function rankedHolder(office: Office, placed: readonly Placed[]): Placed | undefined {
  return isTopRole(office.role) || office.to - office.from > 1
    ? placed.find(
        ({ from, to, entity }) => from === office.from && to > office.to && entity.type === 'person',
      )
    : undefined;
}

/** "Jane Roe, a former Globex director, said": who is named before an office that stands in commas. */
function holderBefore(
  tokens: readonly Token[],
  start: number,
  end: number,
  placed: readonly Placed[],
): Placed | undefined {
  let at = start;
  while (isBeforeOffice(tokens[at - 1])) at -= 1;
  const isInCommas = tokens[at - 1]?.lower === ',' && /^[,.;—–]$/u.test(tokens[end]?.lower ?? '.');
  if (!isInCommas) return undefined;
  const hasAge = tokens[at - 2]?.tag === 'number' && tokens[at - 3]?.lower === ',';
  const name = hasAge ? at - 3 : at - 1;
  return placed.find(({ to, entity }) => to === name && entity.type === 'person');
}

/** Who is named right behind an office, or in commas behind it: "the bank’s president, Jane Roe, said". */
export function holderBehind(
  tokens: readonly Token[],
  at: number,
  placed: readonly Placed[],
): Placed | undefined {
  const beside = placed.find(({ from, entity }) => from === at && entity.type === 'person');
  if (beside !== undefined || tokens[at]?.lower !== ',') return beside;
  return placed.find(
    ({ from, to, entity }) =>
      from === at + 1 &&
      entity.type === 'person' &&
      /^[,.;—–]$/u.test(tokens[to]?.lower ?? '.') &&
      // "the bank’s president, Jane Roe, and John Doe" may be three.
      tokens[to + 1]?.tag !== 'coordinator',
  );
}

/** "General Roe was the Centcom chief of staff": the office is said of the subject. */
function predicateOf(
  tokens: readonly Token[],
  from: number,
  placed: readonly Placed[],
): { person: Placed; isCurrent: boolean } | null {
  let at = from;
  while (tokens[at - 1]?.tag === 'adverb' || tokens[at - 1]?.tag === 'determiner') at -= 1;
  const verb = tokens[at - 1];
  if (verb === undefined || !/^(?:is|was|became|becomes|remains|remained|been|served|as)$/u.test(verb.lower))
    return null;
  let start = at - 1;
  while (
    /^(?:has|had|been|as|served|who|also|once)$/u.test(tokens[start - 1]?.lower ?? '') ||
    tokens[start - 1]?.lower === ','
  )
    start -= 1;
  const person =
    placed.find(({ to, entity }) => to === start && entity.type === 'person') ??
    beforeApposition(tokens, start, placed);
  return person === undefined
    ? null
    : { person, isCurrent: /^(?:is|becomes|remains)$/u.test(verb.lower) || tokens[at - 2]?.lower === 'has' };
}

/** Longest apposition between a name and its verb, in tokens. */
const MAX_APPOSITION = 20;

/** "Roe, now president of the bank, was the council’s treasurer": the name before what stands in commas. */
function beforeApposition(
  tokens: readonly Token[],
  end: number,
  placed: readonly Placed[],
): Placed | undefined {
  if (tokens[end]?.lower !== ',') return undefined;
  return placed.findLast(
    ({ to, entity }) =>
      to < end &&
      to >= end - MAX_APPOSITION &&
      entity.type === 'person' &&
      tokens[to]?.lower === ',' &&
      tokens.slice(to + 1, end).every(({ tag, lower }) => tag !== 'punctuation' && lower !== 'and'),
  );
}
