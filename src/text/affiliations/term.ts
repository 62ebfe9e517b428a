import type { Token } from '../grammar/token.ts';

/** When somebody held an office, as the words behind it say: partial ISO 8601 dates, null where they name none. */
export interface Term {
  readonly from: string | null;
  readonly to: string | null;
  /** The token behind the words of the term. */
  readonly end: number;
}

interface Moment {
  readonly date: string;
  readonly end: number;
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH =
  /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?$/u;
const YEAR = /^(?:1[89]|20)\d\d$/u;
const YEARS = /^((?:1[89]|20)\d\d)-((?:1[89]|20)\d\d)$/u;
const UNTIL = /^(?:to|until|till|through|–|—|-)$/u;

/** Most words between an organisation and the "since" or "until" of its office. */
const MAX_GAP = 3;

/**
 * The term that is said from a token on: "from 2003 to 2009", "between May 2003 and 2009", "(2003–2009)", "in 2011";
 * "since 2015" and "until 2019" also a few words later. Null: none.
 */
export function termBehind(tokens: readonly Token[], from: number): Term | null {
  const at = tokens[from]?.text === '(' ? from + 1 : from;
  const term = termAt(tokens, at, at > from);
  if (term !== null) return at === from ? term : withBracket(tokens, term);
  for (let later = from + 1; later <= from + MAX_GAP; later += 1) {
    if (/^[.;:(]$/u.test(tokens[later - 1]?.text ?? '')) return null;
    const { lower } = tokens[later] ?? { lower: '' };
    if (/^(?:since|until|till)$/u.test(lower)) return termAt(tokens, later, false);
  }
  return null;
}

/** Whether a term has both its ends: "until 2030" alone may still be to come. */
export function isOver(term: Term | null): boolean {
  return term !== null && term.from !== null && term.to !== null;
}

function withBracket(tokens: readonly Token[], term: Term): Term | null {
  return tokens[term.end]?.text === ')' ? { ...term, end: term.end + 1 } : null;
}

function termAt(tokens: readonly Token[], at: number, isBracketed: boolean): Term | null {
  const { lower, text } = tokens[at] ?? { lower: '', text: '' };
  const years = YEARS.exec(text);
  if (isBracketed && years !== null) return { from: years[1] ?? null, to: years[2] ?? null, end: at + 1 };
  const first = momentAt(tokens, isBracketed ? at : at + 1);
  if (isBracketed) return first === null ? null : endedBy(tokens, first, UNTIL);
  if (lower === 'from') {
    const both = YEARS.exec(tokens[at + 1]?.text ?? '');
    if (both !== null) return { from: both[1] ?? null, to: both[2] ?? null, end: at + 2 };
  }
  if (first === null) return null;
  if (lower === 'from')
    return endedBy(tokens, first, UNTIL) ?? { from: first.date, to: null, end: first.end };
  if (lower === 'between') return endedBy(tokens, first, /^and$/u);
  if (lower === 'since') return { from: first.date, to: null, end: first.end };
  if (lower === 'in') return { from: first.date, to: first.date, end: first.end };
  return /^(?:until|till|through)$/u.test(lower) ? { from: null, to: first.date, end: first.end } : null;
}

function endedBy(tokens: readonly Token[], first: Moment, joining: RegExp): Term | null {
  const last = joining.test(tokens[first.end]?.lower ?? '') ? momentAt(tokens, first.end + 1) : null;
  return last === null ? null : { from: first.date, to: last.date, end: last.end };
}

/** "2003", "May 2003". */
function momentAt(tokens: readonly Token[], at: number): Moment | null {
  const { lower, text } = tokens[at] ?? { lower: '', text: '' };
  if (YEAR.test(text)) return { date: text, end: at + 1 };
  const year = tokens[at + 1]?.text ?? '';
  if (!MONTH.test(lower) || !YEAR.test(year)) return null;
  const month = String(MONTHS.indexOf(lower.slice(0, 3)) + 1).padStart(2, '0');
  return { date: `${year}-${month}`, end: at + 2 };
}
