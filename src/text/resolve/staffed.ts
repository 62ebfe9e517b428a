import type { Token } from '../grammar/token.ts';
import { NEWSPAPERS } from '../lexicon/organisation-nouns.ts';
import type { NamedRun } from '../mentions/find-names.ts';

/** How sure it is that what has a chairman or a spokesman is an organisation. */
export const STAFFED = 0.8;

/** Offices that only organisations have. Towns have mayors, states presidents, and films directors. */
const OF_BODY =
  /^(?:chairman|chairwoman|chairperson|chair|executive|ceo|cfo|coo|founder|co-founder|treasurer|shareholder|shareholders|employee|employees)$/u;
/** Who speaks for a body or a person. */
const FOR_ANYBODY = /^(?:spokesman|spokeswoman|spokesperson|spokespeople)$/u;
/** Who works at a body, and is rarely said to be at anything else. */
const AT_BODY =
  /^(?:economist|analyst|strategist|professor|lecturer|researcher|fellow|executive|partner|engineer|scientist)s?$/u;

/** What else of the article tells. */
interface Company {
  /** Full names, surnames and given names of its people. */
  readonly peopleNames: ReadonlySet<string>;
  /** Where people's names of several words begin, in UTF-16 units. */
  readonly peopleAt: ReadonlySet<number>;
}

/**
 * Whether a name that nothing else tells of is an organisation's by who belongs to it: "the chairman of Globex",
 * "Globex’s chief executive", "Globex founder Jane Roe", "a spokeswoman for Globex", "an analyst at Globex", "Globex’s
 * Jane Roe"; or a newspaper's, by its article: "the Tribune". What is a person's name in the article stays one.
 */
export function isStaffed(run: NamedRun, { peopleNames, peopleAt }: Company): boolean {
  if (run.type !== 'unknown' || peopleNames.has(run.name)) return false;
  const { tokens } = run.sentence;
  const preposition = tokens[run.from - 1]?.lower;
  const noun = tokens[run.from - 2]?.lower ?? '';
  if (preposition === 'the' && NEWSPAPERS.test(run.name)) return true;
  if (preposition === 'of' && OF_BODY.test(noun)) return true;
  if (preposition === 'for' && FOR_ANYBODY.test(noun)) return true;
  if (preposition === 'at' && AT_BODY.test(noun)) return true;
  const isOwner = tokens[run.to]?.tag === 'possessive';
  const behind = isOwner ? run.to + 1 : run.to;
  const office = officeBehind(tokens, behind);
  const isPersonNext = peopleAt.has(tokens[office.to]?.start ?? -1);
  if (isOwner && office.to === behind) return isPersonNext;
  const isBehindComma = tokens[office.to]?.lower === ',' && peopleAt.has(tokens[office.to + 1]?.start ?? -1);
  if (isOwner && isBehindComma && AT_BODY.test(office.noun)) return true;
  return OF_BODY.test(office.noun) && (isOwner || isPersonNext);
}

/** The nouns from a token on, and the last of them: "executive" of "chief executive". */
function officeBehind(
  tokens: readonly Token[],
  from: number,
): { readonly to: number; readonly noun: string } {
  let to = from;
  while (tokens[to]?.tag === 'noun') to += 1;
  return { to, noun: to === from ? '' : (tokens[to - 1]?.lower ?? '') };
}
