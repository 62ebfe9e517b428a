import type { Sentence, Token } from '../grammar/token.ts';
import { agentAt, type Office, officeAt } from './offices.ts';
import { isBeforeOffice, officeTime, type Placed, rangeOf, type Statement, statement } from './statement.ts';
import { isOver, termBehind } from './term.ts';

const COPULA = /^(?:is|was|became|becomes|remains|remained|been)$/u;
const PAST_COPULA = /^(?:was|became|remained|had)$/u;
const JOINING = /^(?:of|at|for|with|in|the|,)$/u;

/** "served as", "works as": verbs of holding an office. */
const HOLDING = /^(?:serves|served|works|worked|acts|acted)$/u;
/** "was appointed", "was named": an office is begun. */
const APPOINTED = /^(?:appointed|named|elected|made|sworn)$/u;
/** "resigned as", "stepped down as": an office is given up. */
const LEAVING = /^(?:resigned|retired|quit|stepped)$/u;

/** Most offices that one sentence gives a person, each by its own words. */
const MAX_OFFICES = 4;

/**
 * "Roe, the former president of the bank", "Roe, who was director of the bank from 2003 to 2009", and what is joined to
 * them: "Roe, now president of the bank, was the mayor of Ashton", "Roe, president of the bank and head of the union".
 * Null: no office is joined to the name.
 */
export function apposed(sentence: Sentence, person: Placed, later: readonly Placed[]): Statement[] | null {
  const first = apposedAt(sentence, person, later, joinedAt(sentence.tokens, person.to));
  if (first === null) return null;
  const statements = [...first.statements];
  let { end } = first;
  while (statements.length < MAX_OFFICES) {
    const next = apposedAt(sentence, person, later, joinedAgain(sentence.tokens, end));
    // "Roe, president of the bank and mayor of Ashton John Doe": the second office is somebody else’s.
    const isAnothers = later.some(({ from, entity }) => from === next?.end && entity.type === 'person');
    if (next === null || isAnothers) break;
    statements.push(...next.statements);
    end = next.end;
  }
  return statements;
}

/** Behind an office another follows with "and", or with a verb of its own. */
function joinedAgain(tokens: readonly Token[], end: number): Joint | null {
  const mark = tokens[end]?.lower ?? '';
  const joined = mark === 'and' || mark === ',' ? joinedAt(tokens, end, mark) : null;
  return mark === ',' && joined?.isVerb === false ? null : joined;
}

function apposedAt(
  sentence: Sentence,
  person: Placed,
  later: readonly Placed[],
  joined: Joint | null,
): { readonly statements: readonly Statement[]; readonly end: number } | null {
  const { tokens } = sentence;
  if (joined === null) return null;
  let at = joined.to;
  while (isBeforeOffice(tokens[at])) at += 1;
  const held = officesOf(tokens, at, later);
  const [first] = held?.offices ?? [];
  if (held === null || first === undefined) return null;
  const { offices, organisation } = held;
  if (joined.isVerb && organisation.from === first.to) return null;
  const behind = bracketEnd(tokens, organisation.to);
  const term = termBehind(tokens, behind);
  const statements = offices.map((office) => {
    const time = officeTime(tokens.slice(joined.to, at), office.role);
    const isPast = time.isFormer || joined.isPast || isOver(term);
    const isCurrent = joined.change === 'begun' ? null : !isPast && !time.isComing;
    return {
      ...statement(sentence, organisation, {
        person,
        role: office.role,
        from: person.from,
        to: term?.end ?? organisation.to,
        isCurrent,
        confidence: joined.isVerb ? 0.85 : 0.92,
      }),
      from: joined.change === 'ended' ? null : (term?.from ?? null),
      to: joined.change === 'begun' ? null : (term?.to ?? null),
      title:
        isCurrent === true && !joined.isVerb && offices.length === 1
          ? rangeOf(tokens, office.from, organisation.to)
          : null,
    };
  });
  return { statements, end: term?.end ?? behind };
}

/** What joins a person to an office, up to token `to`. */
interface Joint {
  readonly to: number;
  readonly isVerb: boolean;
  readonly isPast: boolean;
  /** What happens to the office: "was appointed" begins it, "resigned as" ends it. */
  readonly change: 'begun' | 'ended' | null;
}

/** What joins a person to the office behind: a comma with an age or none, "was", ", who has been"; null: nothing does. */
function joinedAt(tokens: readonly Token[], name: number, mark = ','): Joint | null {
  const from = bracketEnd(tokens, name);
  let at = tokens[from]?.lower === mark ? from + 1 : from;
  if (at > from && tokens[at]?.tag === 'number' && tokens[at + 1]?.lower === ',') at += 2;
  let verb = tokens[at]?.lower === 'who' ? at + 1 : at;
  const first = tokens[verb]?.lower ?? '';
  if (/^(?:has|had)$/u.test(first)) verb += 1;
  const { lower } = tokens[verb] ?? { lower: '' };
  const as = tokens[verb + 1]?.lower === 'down' ? verb + 2 : verb + 1;
  if (tokens[as]?.lower === 'as' && (HOLDING.test(lower) || LEAVING.test(lower)))
    return {
      to: as + 1,
      isVerb: true,
      isPast: LEAVING.test(lower) || (first !== 'has' && lower.endsWith('ed')),
      change: LEAVING.test(lower) ? 'ended' : null,
    };
  if (!COPULA.test(lower)) return at > from ? { to: at, isVerb: false, isPast: false, change: null } : null;
  if (APPOINTED.test(tokens[verb + 1]?.lower ?? '')) {
    const to = /^(?:in|as)$/u.test(tokens[verb + 2]?.lower ?? '') ? verb + 3 : verb + 2;
    return { to: tokens[to]?.lower === 'as' ? to + 1 : to, isVerb: true, isPast: false, change: 'begun' };
  }
  const isBegun = /^becom|^became/u.test(lower);
  return {
    to: verb + 1,
    isVerb: true,
    isPast: PAST_COPULA.test(first) && !isBegun,
    change: isBegun ? 'begun' : null,
  };
}

/** "director of Globex", "founder and chief executive of Globex". */
function officesOf(
  tokens: readonly Token[],
  at: number,
  later: readonly Placed[],
): { readonly offices: readonly Office[]; readonly organisation: Placed } | null {
  const office = officeAt(tokens, at) ?? agentAt(tokens, at);
  if (office === null) return null;
  const second = tokens[office.to]?.lower === 'and' ? officeAt(tokens, office.to + 1) : null;
  let to = second?.to ?? office.to;
  while (JOINING.test(tokens[to]?.lower ?? '')) to += 1;
  const organisation = later.find((other) => other.from === to && other.entity.type === 'organisation');
  return organisation === undefined
    ? null
    : { offices: second === null ? [office] : [office, second], organisation };
}

/** Behind the bracket that stands at a token, where one word is in it: "(FBI)". */
export function bracketEnd(tokens: readonly Token[], to: number): number {
  return tokens[to]?.text === '(' && tokens[to + 2]?.text === ')' && tokens[to + 1]?.tag === 'name'
    ? to + 3
    : to;
}
