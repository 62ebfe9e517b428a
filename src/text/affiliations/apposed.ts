import type { Sentence, Token } from '../grammar/token.ts';
import { agentAt, type Office, officeAt } from './offices.ts';
import { isBeforeOffice, officeTime, type Placed, rangeOf, type Statement, statement } from './statement.ts';
import { isOver, termBehind } from './term.ts';

const COPULA = /^(?:is|was|became|becomes|remains|remained|been)$/u;
const PAST_COPULA = /^(?:was|became|remained|had)$/u;
const JOINING = /^(?:of|at|for|with|in|the|,)$/u;

/** "Roe, the former president of the bank", "Roe, who was director of the bank from 2003 to 2009". */
export function apposed(sentence: Sentence, person: Placed, later: readonly Placed[]): Statement[] | null {
  const { tokens } = sentence;
  const joined = joinedAt(tokens, person.to);
  if (joined === null) return null;
  let at = joined.to;
  while (isBeforeOffice(tokens[at])) at += 1;
  const held = officeOf(tokens, at, later);
  if (held === null || (joined.isVerb && held.organisation.from === held.office.to)) return null;
  const { office, organisation } = held;
  const time = officeTime(tokens.slice(joined.to, at), office.role);
  const term = termBehind(tokens, bracketEnd(tokens, organisation.to));
  const isPast = time.isFormer || joined.isPast || isOver(term);
  const isCurrent = !isPast && !time.isComing;
  return [
    {
      ...statement(sentence, organisation, {
        person,
        role: office.role,
        from: person.from,
        to: term?.end ?? organisation.to,
        isCurrent,
        confidence: joined.isVerb ? 0.85 : 0.92,
      }),
      from: term?.from ?? null,
      to: term?.to ?? null,
      title: isCurrent && !joined.isVerb ? rangeOf(tokens, office.from, organisation.to) : null,
    },
  ];
}

/** What joins a person to the office behind: a comma with an age or none, "was", ", who has been"; null: nothing does. */
function joinedAt(
  tokens: readonly Token[],
  from: number,
): { readonly to: number; readonly isVerb: boolean; readonly isPast: boolean } | null {
  let at = tokens[from]?.lower === ',' ? from + 1 : from;
  if (at > from && tokens[at]?.tag === 'number' && tokens[at + 1]?.lower === ',') at += 2;
  let verb = tokens[at]?.lower === 'who' ? at + 1 : at;
  const first = tokens[verb]?.lower ?? '';
  if (/^(?:has|had)$/u.test(first)) verb += 1;
  if (!COPULA.test(tokens[verb]?.lower ?? ''))
    return at > from ? { to: at, isVerb: false, isPast: false } : null;
  return { to: verb + 1, isVerb: true, isPast: PAST_COPULA.test(first) };
}

function officeOf(
  tokens: readonly Token[],
  at: number,
  later: readonly Placed[],
): { readonly office: Office; readonly organisation: Placed } | null {
  const office = officeAt(tokens, at) ?? agentAt(tokens, at);
  if (office === null) return null;
  let to = office.to;
  while (JOINING.test(tokens[to]?.lower ?? '')) to += 1;
  const organisation = later.find((other) => other.from === to && other.entity.type === 'organisation');
  return organisation === undefined ? null : { office, organisation };
}

/** Behind the bracket that stands at a token, where one word is in it: "(FBI)". */
export function bracketEnd(tokens: readonly Token[], to: number): number {
  return tokens[to]?.text === '(' && tokens[to + 2]?.text === ')' && tokens[to + 1]?.tag === 'name'
    ? to + 3
    : to;
}
