import { UserErrorCode } from '../content/node/user-error.type.ts';
import type { QuoteKind } from '../database/generated/enums.ts';
import { factSpanColumns, spanColumns } from '../ingest/span-columns.ts';
import type { QuoteSelector, TextSpan } from '../kernel/text-span.ts';
import type { InputCheck } from './input-check.ts';
import { MAX_PARTS } from './quote.types.ts';
import { refuse } from './refusal.ts';
import { type CurrentText, parseSelector, type TextSelectorInput } from './text-selector.ts';

/** Looks a list of selectors over. */
export function parseSelectors(
  check: InputCheck,
  name: string,
  given: readonly TextSelectorInput[],
): readonly QuoteSelector[] {
  if (given.length === 0) check.fault([name], UserErrorCode.REQUIRED, 'No words are given.');
  if (given.length > MAX_PARTS)
    check.fault([name], UserErrorCode.TOO_LONG, `There are more than ${MAX_PARTS} spans.`);
  return given.map((selector, position) => parseSelector(check, [name, String(position)], selector));
}

/** Finds the words of a quote in the text. Refuses what is not there, out of order, or in its own quotation marks. */
export function findWords(text: CurrentText, selectors: readonly QuoteSelector[]): readonly TextSpan[] {
  const found = findInOrder(text, selectors);
  const enclosed = found.findIndex(({ exact }) => ENCLOSED.test(exact));
  if (enclosed !== -1) {
    refuse(
      ['spans', String(enclosed), 'exact'],
      UserErrorCode.INVALID,
      'Give the words without the quotation marks around them.',
    );
  }
  return found;
}

/** Finds the places of `spans` in the text. Refuses what is not there, or out of order. */
export function findInOrder(text: CurrentText, selectors: readonly QuoteSelector[]): readonly TextSpan[] {
  const found: TextSpan[] = [];
  for (const [position, selector] of selectors.entries()) {
    const path = ['spans', String(position)];
    const span = text.find(selector, path, found);
    refuseBefore(found, span, path);
    found.push(span);
  }
  return found;
}

/** Refuses a span that begins before the last one ends. */
function refuseBefore(found: readonly TextSpan[], span: TextSpan, path: readonly string[]): void {
  if ((found.at(-1)?.end ?? 0) > span.start)
    refuse(path, UserErrorCode.INVALID, 'These words begin before those given before them end.');
}

/** One passage in quotation marks, and nothing beside it. */
const ENCLOSED = /^\s*(?:“[^“”]*”|"[^"]*"|«[^«»]*»|„[^„“”]*[“”]|‘[^‘’]*’)\s*$/u;

/** The parts in quotation marks that a quote of this kind has. Refuses those that stand outside the words. */
export function findQuoted(
  text: CurrentText,
  kind: QuoteKind,
  content: readonly TextSpan[],
  selectors: readonly QuoteSelector[],
): readonly TextSpan[] {
  if (kind === 'INDIRECT') return [];
  if (kind === 'DIRECT') return content;
  const inside = (span: TextSpan) => content.some(({ start, end }) => start <= span.start && span.end <= end);
  const found: TextSpan[] = [];
  for (const [position, selector] of selectors.entries()) {
    const path = ['quoted', String(position)];
    const [span, ...others] = text.spanned.locateAll(selector).filter(inside);
    if (span === undefined) {
      return refuse([...path, 'exact'], UserErrorCode.TEXT_NOT_FOUND, 'The quote’s words do not have these.');
    }
    if (others.length > 0) {
      refuse(
        [...path, 'exact'],
        UserErrorCode.TEXT_AMBIGUOUS,
        `The quote’s words have these ${others.length + 1} times: say with prefix or suffix which are meant.`,
      );
    }
    refuseBefore(found, span, path);
    found.push(span);
  }
  return found;
}

/** The columns of a quote that its words tell, in the current text. */
export function wordColumns({ articleId, revision, spanned }: CurrentText, content: readonly TextSpan[]) {
  const whole = spanned.span(content[0]?.start ?? 0, content.at(-1)?.end ?? 0);
  return {
    articleId,
    revision,
    text: content.map(({ exact }) => exact).join(' '),
    ...factSpanColumns(whole),
  };
}

/** The rows of a quote's spans in one role. */
export function spanRows(
  quoteId: string,
  role: 'CONTENT' | 'QUOTED' | 'CUE' | 'SPEAKER',
  { articleId, revision }: CurrentText,
  spans: readonly TextSpan[],
) {
  return spans.map((span, position) => ({
    quoteId,
    role,
    position,
    articleId,
    revision,
    ...spanColumns(span),
    spanState: 'EXACT' as const,
  }));
}
