import type { Sentence, Token } from '../grammar/token.ts';
import { holderBehind } from './beside-organisation.ts';
import { type Office, officeAt } from './offices.ts';
import { isBeforeOffice, officeTime, type Placed, type Statement, statement } from './statement.ts';

/** Most words of an office that are looked at. */
const MAX_OFFICE = 4;

/** "The former chairman of Globex, Jane Roe, said": the office, then whose it is, then who holds it. */
export function beforeOrganisation(
  sentence: Sentence,
  organisation: Placed,
  placed: readonly Placed[],
): Statement[] {
  const { tokens } = sentence;
  const { from, to } = organisation;
  const end = tokens[from - 1]?.tag === 'determiner' ? from - 2 : from - 1;
  const isOfOffice = /^(?:of|for|at)$/u.test(tokens[end]?.lower ?? '');
  const equated = equatedWith(tokens, to, placed);
  const person = isOfOffice ? (holderBehind(tokens, to, placed) ?? equated) : undefined;
  const office = person === undefined ? null : officeEnding(tokens, end);
  if (person === undefined || office === null) return [];
  let start = office.from;
  while (isBeforeOffice(tokens[start - 1])) start -= 1;
  const { isFormer, isComing } = officeTime(tokens.slice(start, office.from), office.role);
  return [
    statement(sentence, organisation, {
      person,
      role: office.role,
      from: start,
      to: person.to,
      isCurrent: !isFormer && !isComing && !(person === equated && tokens[to]?.lower === 'was'),
      confidence: 0.9,
    }),
  ];
}

/** "The chairman of Globex is Jane Roe." */
function equatedWith(tokens: readonly Token[], at: number, placed: readonly Placed[]): Placed | undefined {
  if (!/^(?:is|was|remains)$/u.test(tokens[at]?.lower ?? '')) return undefined;
  return placed.find(
    ({ from, to, entity }) => from === at + 1 && entity.type === 'person' && tokens[to]?.tag !== 'possessive',
  );
}

/** The longest office that ends right before a token; null: none does. */
function officeEnding(tokens: readonly Token[], end: number): Office | null {
  for (let from = Math.max(0, end - MAX_OFFICE); from < end; from += 1) {
    const office = isBeforeOffice(tokens[from]) ? null : officeAt(tokens, from);
    if (office?.to === end) return office;
  }
  return null;
}
