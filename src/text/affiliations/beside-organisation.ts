import type { Sentence, Token } from '../grammar/token.ts';
import type { Range } from '../quotes/report.ts';
import { type Office, officeAt } from './offices.ts';
import { FORMER, type Placed, rangeOf, type Statement, statement } from './statement.ts';

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
  const office = officeAt(tokens, at);
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
  const person = placed.find(({ from, entity }) => from === office.to && entity.type === 'person');
  const determiner = tokens[start - 1]?.tag === 'determiner' ? start - 1 : start;
  const isFormer =
    FORMER.test(tokens[start - 1]?.lower ?? '') || FORMER.test(tokens[determiner - 1]?.lower ?? '');
  const predicate = predicateOf(
    tokens,
    isFormer && FORMER.test(tokens[start - 1]?.lower ?? '') ? start - 1 : determiner,
    placed,
  );
  if (predicate !== null) {
    return {
      ...statement(sentence, organisation, {
        person: predicate.person,
        role: office.role,
        from: predicate.person.from,
        to: office.to,
        isCurrent: predicate.isCurrent && !isFormer,
        confidence: 0.85,
      }),
      organisationNoun: noun,
    };
  }
  const base = statement(sentence, organisation, {
    person: person ?? null,
    role: office.role,
    from: person === undefined ? determiner : start,
    to: person?.to ?? office.to,
    isCurrent: !isFormer,
    confidence: person === undefined ? 0.8 : 0.9,
  });
  const titleFrom = person === undefined ? determiner : start;
  return { ...base, title: isFormer ? null : rangeOf(tokens, titleFrom, office.to), organisationNoun: noun };
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
  const person = placed.find(({ to, entity }) => to === start && entity.type === 'person');
  return person === undefined
    ? null
    : { person, isCurrent: /^(?:is|becomes|remains)$/u.test(verb.lower) || tokens[at - 2]?.lower === 'has' };
}
