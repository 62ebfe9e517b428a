import type { Sentence, Token } from '../grammar/token.ts';
import type { Range } from '../quotes/report.ts';
import type { ResolvedEntity, ResolvedMention } from '../resolve/entity.ts';

/** Words that say, or take for granted, that somebody has or had a place in an organisation. */
export interface Statement {
  /** Key of the person; null for an office without a name beside it ("the Centcom chief"). */
  readonly person: string | null;
  readonly organisation: string;
  readonly role: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly isCurrent: boolean | null;
  readonly range: Range;
  /** The office's own words where they stand for the person. */
  readonly title: Range | null;
  /** Where the organisation is named by a common noun only ("the army chief"). */
  readonly organisationNoun: Range | null;
  readonly confidence: number;
}

/** A mention with the tokens of its sentence that it covers, `[from, to)`. */
export interface Placed {
  readonly mention: ResolvedMention;
  readonly entity: ResolvedEntity;
  readonly from: number;
  readonly to: number;
}

/** Words that put an office into the past. */
const FORMER =
  /^(?:former|formerly|previously|once|ex|ex-|then|then-|late|onetime|one-time|retired|previous)$/u;

/** Words that put an office into the future: before it, or as its own last part ("president-elect"). */
const COMING = /^(?:incoming|designate|prospective)$/u;
const COMING_ROLE = /(?:-elect|-designate|\bnominee|\bcandidate)$/u;

/** Words that say of an office only how long it has been held: they are no part of it. */
const HELD =
  /^(?:now|currently|presently|also|long|new|newly|current|incumbent|outgoing|longtime|long-time|longstanding|long-standing)$/u;

/** What the words between a name and an office say of its time. */
export interface OfficeTime {
  readonly isFormer: boolean;
  readonly isComing: boolean;
}

/** Whether a token may stand before an office without being part of it: "the", "his", "former", "incoming". */
export function isBeforeOffice(token: Token | undefined): boolean {
  if (token === undefined) return false;
  const { tag, lower } = token;
  return tag === 'determiner' || tag === 'possessive' || isOfTime(lower);
}

/** Whether a word before an office says when: "former", "then", "incoming", "now", "new". */
export function isOfTime(lower: string): boolean {
  return FORMER.test(lower) || COMING.test(lower) || HELD.test(lower);
}

/** The time that words before an office, and the office's own words, give it. */
export function officeTime(before: readonly Token[], role: string): OfficeTime {
  return {
    isFormer: before.some(({ lower }) => FORMER.test(lower)),
    isComing: COMING_ROLE.test(role) || before.some(({ lower }) => COMING.test(lower)),
  };
}

/** Makes a statement of tokens `[from, to)`. */
export function statement(
  { tokens }: Sentence,
  organisation: Placed,
  said: {
    readonly person: Placed | null;
    readonly role: string | null;
    readonly from: number;
    readonly to: number;
    readonly isCurrent: boolean | null;
    readonly confidence: number;
  },
): Statement {
  return {
    person: said.person?.entity.key ?? null,
    organisation: organisation.entity.key,
    role: said.role,
    from: null,
    to: null,
    isCurrent: said.isCurrent,
    range: rangeOf(tokens, said.from, said.to),
    title: null,
    organisationNoun: null,
    confidence: said.confidence,
  };
}

/** The text that tokens `[from, to)` cover. */
export function rangeOf(tokens: readonly Token[], from: number, to: number): Range {
  return { start: tokens[from]?.start ?? 0, end: tokens[to - 1]?.end ?? 0 };
}
