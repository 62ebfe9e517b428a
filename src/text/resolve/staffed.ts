import type { Token } from '../grammar/token.ts';
import type { NamedRun } from '../mentions/find-names.ts';
import type { PersonCluster } from './people.ts';

/** How sure it is that what has a chairman or a spokesman is an organisation. */
export const STAFFED = 0.8;

/** Offices that only organisations have. Towns have mayors, states presidents, and films directors. */
const OF_BODY =
  /^(?:chairman|chairwoman|chairperson|chair|executive|ceo|cfo|coo|founder|co-founder|treasurer|shareholder|shareholders|employee|employees)$/u;
/** Who speaks for a body or a person. */
const FOR_ANYBODY = /^(?:spokesman|spokeswoman|spokesperson|spokespeople)$/u;
/** Who works at a body, and is rarely said to be at anything else. */
const AT_BODY =
  /^(?:economist|analyst|strategist|professor|lecturer|researcher|fellow|executive|partner|engineer|scientist)$/u;

/**
 * Whether a name that nothing else tells of is an organisation's by who works for it: "the chairman of Globex",
 * "Globex’s chief executive", "a spokeswoman for Globex", "an analyst at Globex". What is a person's name in the article
 * stays one.
 */
export function isStaffed(run: NamedRun, people: readonly PersonCluster[]): boolean {
  if (run.type !== 'unknown' || isPersons(run.name, people)) return false;
  const { tokens } = run.sentence;
  const preposition = tokens[run.from - 1]?.lower;
  const noun = tokens[run.from - 2]?.lower ?? '';
  if (preposition === 'of' && OF_BODY.test(noun)) return true;
  if (preposition === 'for' && FOR_ANYBODY.test(noun)) return true;
  if (preposition === 'at' && AT_BODY.test(noun)) return true;
  return tokens[run.to]?.tag === 'possessive' && OF_BODY.test(officeBehind(tokens, run.to + 1));
}

/** The last of the nouns from a token on: "executive" of "chief executive". */
function officeBehind(tokens: readonly Token[], from: number): string {
  let to = from;
  while (tokens[to]?.tag === 'noun') to += 1;
  return tokens[to - 1]?.lower ?? '';
}

function isPersons(name: string, people: readonly PersonCluster[]): boolean {
  return people.some((person) => [person.name, person.surname, person.given].includes(name));
}
