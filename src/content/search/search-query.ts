import type { Input } from '../../planner/input.ts';
import { type Sql, sql } from '../../planner/sql.ts';

/** Longer queries are refused: nobody types them, and each word costs. */
const QUERY_MAX_CHARACTERS = 1_000;
/** A pasted sentence has fewer. Each common word is looked up in each period: at a million articles, 0.03 s more. */
const QUERY_MAX_WORDS = 50;

/** The client's words, as parameters. Each refuses none, too many, and what no text can hold (BAD_USER_INPUT). */
export interface QueryText {
  /** All of it, as `websearch_to_tsquery` reads it. */
  readonly whole: Sql;
  /** What stands before the last word, and the letters of that word; none where it is not to be completed. */
  readonly head: Sql;
  readonly lastWord: Sql;
  /** Without the words to do without: what a misspelt name is compared with. */
  readonly wanted: Sql;
}

/** The parameters of a query's text. */
export function queryText(query: Input): QueryText {
  const parameter = (part: (text: string) => string) =>
    sql`${query.parameter('text', (given) => part(checkedText(query, String(given))))}`;
  return {
    whole: parameter((text) => text),
    head: parameter((text) => splitLastWord(text).head),
    lastWord: parameter((text) => splitLastWord(text).lastWord),
    wanted: parameter(withoutExclusions),
  };
}

function checkedText(query: Input, text: string): string {
  if (text.trim() === '') throw query.fault('BAD_USER_INPUT', 'query is empty; give at least one word.');
  if (text.length > QUERY_MAX_CHARACTERS) {
    throw query.fault(
      'BAD_USER_INPUT',
      `query has ${text.length} characters; at most ${QUERY_MAX_CHARACTERS} are taken.`,
    );
  }
  const words = text.match(/[\p{L}\p{M}\p{N}]+/gu)?.length ?? 0;
  if (words > QUERY_MAX_WORDS) {
    throw query.fault('BAD_USER_INPUT', `query has ${words} words; at most ${QUERY_MAX_WORDS} are taken.`);
  }
  if (text.includes('\0') || !text.isWellFormed()) {
    throw query.fault('BAD_USER_INPUT', 'query may not hold U+0000 or half of a surrogate pair.');
  }
  return text;
}

/** A query in two: its last word where that may go on, and what stands before it. */
interface SplitQuery {
  readonly head: string;
  readonly lastWord: string;
}

/**
 * Takes the last word off a query.
 *
 * It is whole, and stays, where anything but a letter or digit follows it, after `or`, and where it is to be done without.
 */
function splitLastWord(text: string): SplitQuery {
  const lastWord = /[\p{L}\p{M}\p{N}]+$/u.exec(text)?.[0] ?? '';
  const head = text.slice(0, text.length - lastWord.length);
  const isWhole = /(^|\s)or\s+"?$/i.test(head) || /(^|\s)-\s*"?\S*$/.test(head) || endsInExcludedPhrase(head);
  return isWhole ? { head: text, lastWord: '' } : { head, lastWord };
}

function endsInExcludedPhrase(text: string): boolean {
  const pieces = text.split('"');
  return pieces.length % 2 === 0 && /(^|\s)-\s*$/.test(pieces.at(-2) ?? '');
}

function withoutExclusions(text: string): string {
  return text.replaceAll(/(^|\s)-\s*("[^"]*"?|\S+)/g, ' ');
}
