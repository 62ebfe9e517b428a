import type { Sentence } from '../grammar/token.ts';
import { apposed, bracketEnd } from './apposed.ts';
import { type Placed, type Statement, statement } from './statement.ts';
import { termBehind } from './term.ts';

const LEADING: Readonly<Record<string, string>> = {
  head: 'head',
  heads: 'head',
  headed: 'head',
  heading: 'head',
  lead: 'leader',
  leads: 'leader',
  led: 'leader',
  leading: 'leader',
  chair: 'chair',
  chairs: 'chair',
  chaired: 'chair',
  chairing: 'chair',
  command: 'commander',
  commands: 'commander',
  commanded: 'commander',
  commanding: 'commander',
  founded: 'founder',
  runs: 'head',
  ran: 'head',
  running: 'head',
  directs: 'director',
  directed: 'director',
};

/** Furthest that an organisation is looked for behind a verb, in tokens. */
const MAX_OBJECT = 12;

/** "Roe, Commander, US Central Command", "Roe, president of the bank", "Roe, who headed the bank until 2019", "Roe of the bank". */
export function behindPerson(sentence: Sentence, person: Placed, later: readonly Placed[]): Statement[] {
  const { tokens } = sentence;
  const next = tokens[person.to];
  if (next === undefined) return [];
  if (next.lower === 'of') {
    const at = tokens[person.to + 1]?.tag === 'determiner' ? person.to + 2 : person.to + 1;
    const organisation = later.find((other) => other.from === at && isBody(other));
    return organisation === undefined
      ? []
      : [
          statement(sentence, organisation, {
            person,
            role: null,
            from: person.from,
            to: organisation.to,
            isCurrent: null,
            confidence: 0.75,
          }),
        ];
  }
  return apposed(sentence, person, later) ?? led(sentence, person, later) ?? [];
}

function isBody({ entity }: Placed): boolean {
  return entity.type === 'organisation' && entity.organisationKind !== 'STATE';
}

/** A verb of leading: "who headed", "was heading", "leads". */
function led(sentence: Sentence, person: Placed, later: readonly Placed[]): Statement[] | null {
  const { tokens } = sentence;
  let at = bracketEnd(tokens, person.to);
  while (/^(?:,|who|has|had|is|was|been|also|once|previously|currently|now)$/u.test(tokens[at]?.lower ?? ''))
    at += 1;
  const role = LEADING[tokens[at]?.lower ?? ''];
  if (role === undefined || at - bracketEnd(tokens, person.to) > 5) return null;
  const organisation = later.find(
    ({ from, to, entity }) =>
      from > at &&
      from <= at + MAX_OBJECT &&
      entity.type === 'organisation' &&
      tokens[to]?.tag !== 'possessive' &&
      entity.organisationKind !== 'STATE' &&
      !tokens
        .slice(at + 1, from)
        .some(({ tag, lower }) => tag === 'verb' || tag === 'auxiliary' || lower === ','),
  );
  if (organisation === undefined) return null;
  const between = tokens.slice(person.to, at).map(({ lower }) => lower);
  const verb = tokens[at]?.lower ?? '';
  const isPast = between.includes('was') || between.includes('had') || /(?:ed|led|ran)$/u.test(verb);
  const end = bracketEnd(tokens, organisation.to);
  const term = termBehind(tokens, end);
  return [
    {
      ...statement(sentence, organisation, {
        person,
        role,
        from: person.from,
        to: term?.end ?? end,
        isCurrent: !isPast,
        confidence: 0.85,
      }),
      from: term?.from ?? null,
      // What was founded in a year did not end in it.
      to: role === 'founder' && term?.from != null ? null : (term?.to ?? null),
    },
  ];
}
