import type { Token } from '../grammar/token.ts';
import { OFFICES } from '../lexicon/people-nouns.ts';

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
  while (isOffice(tokens[at + 1]) && !isRankBeforeName(tokens, at + 1)) at += 1;
  let to = at + 1;
  if (
    tokens[to]?.lower === 'of' &&
    /^(?:staff|state|police|government|mission|operations|party|security)$/u.test(tokens[to + 1]?.lower ?? '')
  )
    to += 2;
  return {
    from,
    to,
    role: tokens
      .slice(from, to)
      .map(({ lower }) => lower)
      .join(' '),
  };
}

function isOffice(token: Token | undefined): boolean {
  return token !== undefined && OFFICES.has(token.lower);
}

/** "Army chief General Roe": the rank belongs to the name. */
function isRankBeforeName(tokens: readonly Token[], at: number): boolean {
  return /^\p{Lu}/u.test(tokens[at]?.text ?? '') && tokens[at + 1]?.tag === 'name';
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
