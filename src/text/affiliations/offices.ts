import type { Token } from '../grammar/token.ts';
import { isAgent, isHeading, isKnownAgent } from '../lexicon/agent-nouns.ts';
import { OFFICES, RANKS } from '../lexicon/people-nouns.ts';

/** An office named in tokens `[from, to)`. */
export interface Office {
  readonly from: number;
  readonly to: number;
  /** In small letters, "former" left out: "chief of staff". */
  readonly role: string;
}

/** Most words that stand before an office as part of it: "deputy assistant foreign minister". */
const MAX_MODIFIERS = 3;

/** The office that is named from a token on: "executive director", "chief of staff", "press secretary"; null: none. */
export function officeAt(tokens: readonly Token[], from: number): Office | null {
  let at = from;
  while (at - from < MAX_MODIFIERS && !isOffice(tokens[at])) {
    const token = tokens[at];
    if (
      token === undefined ||
      (token.tag !== 'noun' && token.tag !== 'name') ||
      (token.tag === 'name' && at > from)
    )
      return null;
    at += 1;
  }
  if (!isOffice(tokens[at])) return null;
  while (!isOfficer(tokens, at) && isOffice(tokens[at + 1]) && !isRankBeforeName(tokens, at + 1)) at += 1;
  if (isHeading(tokens[at]?.lower ?? '')) at = (agentFrom(tokens, at + 1) ?? at + 1) - 1;
  return officeOf(tokens, from, fieldEnd(tokens, at + 1));
}

/** Most words of what an office is for. */
const MAX_FIELD = 3;

/** "chief of staff", "director of communications", "vice president for marketing at": past the common nouns of its field. */
function fieldEnd(tokens: readonly Token[], office: number): number {
  const { lower: preposition } = tokens[office] ?? { lower: '' };
  if (preposition !== 'of' && preposition !== 'for') return office;
  let to = office + 1;
  while (to <= office + MAX_FIELD && (tokens[to]?.tag === 'noun' || isJoinedNoun(tokens, to))) to += 1;
  const isField = tokens[to - 1]?.tag === 'noun' && (preposition === 'of' || tokens[to]?.lower === 'at');
  return isField ? to : office;
}

/** "research and development". */
function isJoinedNoun(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.lower === 'and' && tokens[at - 1]?.tag === 'noun' && tokens[at + 1]?.tag === 'noun';
}

/** Most words of an agent, and of what they are an agent of. */
const MAX_AGENT = 3;

/** "Chief Executive Officer": the agent that makes an office exact stands behind another office. */
function isOfficer(tokens: readonly Token[], at: number): boolean {
  return isHeading(tokens[at]?.lower ?? '') && titleFrom(tokens, at + 1) !== null;
}

/** The token behind nouns from a token on whose last says who does something: "financial officer"; null: none. */
function agentFrom(tokens: readonly Token[], from: number): number | null {
  const title = titleFrom(tokens, from);
  if (title !== null) return title;
  for (let at = from; at < from + MAX_AGENT && tokens[at]?.tag === 'noun'; at += 1)
    if (isAgent(tokens[at]?.lower ?? '') && tokens[at + 1]?.tag !== 'noun') return at + 1;
  return null;
}

/** The same in capitals: "Executive Officer, Globex", and before a name where the office is in capitals too. */
function titleFrom(tokens: readonly Token[], from: number): number | null {
  const isInCapitals = /^\p{Lu}/u.test(tokens[from - 1]?.text ?? '');
  for (let at = from; at < from + MAX_AGENT && tokens[at]?.tag === 'name'; at += 1) {
    const { lower, tag } = tokens[at + 1] ?? { lower: '', tag: 'other' };
    const isEnd = /^(?:,|of|at|for)$/u.test(lower) || (isInCapitals && tag === 'name');
    if (isEnd && isKnownAgent(tokens[at]?.text ?? '')) return at + 1;
  }
  return null;
}

/** Who works "at" a place, with what they do there: "professor of law at …"; null: nobody, or another preposition. */
export function agentAt(tokens: readonly Token[], from: number): Office | null {
  let to = agentFrom(tokens, from);
  if (to === null) return null;
  if (tokens[to]?.lower === 'of') {
    const object = to + 1;
    to = object;
    while (to < object + MAX_AGENT && tokens[to]?.tag === 'noun') to += 1;
    if (to === object) return null;
  }
  return tokens[to]?.lower === 'at' ? officeOf(tokens, from, to) : null;
}

function officeOf(tokens: readonly Token[], from: number, to: number): Office {
  const role = tokens
    .slice(from, to)
    .map(({ lower }) => lower)
    .join(' ');
  return { from, to, role };
}

function isOffice(token: Token | undefined): boolean {
  return token !== undefined && OFFICES.has(token.lower);
}

/** "Army chief General Roe": the rank belongs to the name. */
function isRankBeforeName(tokens: readonly Token[], at: number): boolean {
  const { text, lower } = tokens[at] ?? { text: '', lower: '' };
  return RANKS.has(lower) && /^\p{Lu}/u.test(text) && tokens[at + 1]?.tag === 'name';
}

/** Whether an office says no more than that its holder leads: "chief", "head", "boss". */
export function isGenericRole(role: string): boolean {
  return /^(?:chief|head|boss|leader)$/u.test(role);
}

/** Offices at the top of an organisation: what "the chief" can mean. */
export function isTopRole(role: string): boolean {
  return (
    isGenericRole(role) ||
    /^(?:commander|director|director-general|president|chairman|chairwoman|chair|secretary-general|chief executive|ceo|commissioner|minister|editor|governor|speaker)$/u.test(
      role,
    )
  );
}
