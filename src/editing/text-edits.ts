import { UserErrorCode } from '../content/node/user-error.type.ts';
import type { Correction } from '../ingest/corrected-text.ts';
import type { QuoteSelector, SpannedText } from '../kernel/text-span.ts';
import type { KeptRun } from '../text/re-anchor.ts';
import { MAX_EDITS, type TextEditInput } from './correct-text.types.ts';
import type { InputCheck } from './input-check.ts';
import { refuse } from './refusal.ts';
import { MAX_CONTEXT, MAX_EXACT } from './text-selector.ts';

/** One place to edit, looked over. */
export interface TextEdit {
  readonly selector: QuoteSelector;
  readonly replacement: string;
}

/** How a text is corrected: the whole of it, or some places. */
export interface TextCorrection {
  /** Null: the text as it is, with the edits made. */
  readonly text: string | null;
  readonly edits: readonly TextEdit[];
}

/** The words of a correction, and what it keeps of those before. */
type CorrectedWords = Pick<Correction, 'text' | 'kept'>;

/** Looks the places to edit over. */
export function parseEdits(check: InputCheck, edits: readonly TextEditInput[]): readonly TextEdit[] {
  if (edits.length === 0) check.fault(['edits'], UserErrorCode.REQUIRED, 'No place is given.');
  if (edits.length > MAX_EDITS)
    check.fault(['edits'], UserErrorCode.TOO_LONG, `There are more than ${MAX_EDITS} edits.`);
  return edits.map(({ exact, prefix, suffix, replacement }, position) => {
    const path = ['edits', String(position)];
    if (exact === '')
      check.fault([...path, 'exact'], UserErrorCode.REQUIRED, 'No words are given: they mean no place.');
    check.verbatim([...path, 'exact'], exact, MAX_EXACT);
    check.verbatim([...path, 'prefix'], prefix ?? '', MAX_CONTEXT);
    check.verbatim([...path, 'suffix'], suffix ?? '', MAX_CONTEXT);
    check.verbatim([...path, 'replacement'], replacement, MAX_EXACT);
    return {
      selector: { exact, prefix: prefix ?? undefined, suffix: suffix ?? undefined },
      replacement,
    };
  });
}

/**
 * The text with the correction made, and what edits left of the one before. Refuses edits of words that are not there once,
 * and edits that overlap.
 */
export function correctedText(current: SpannedText, { text, edits }: TextCorrection): CorrectedWords {
  return text === null ? applyEdits(current, edits) : { text, kept: null };
}

function applyEdits(spanned: SpannedText, edits: readonly TextEdit[]): CorrectedWords {
  const placed = edits.map(({ selector, replacement }, position) => {
    const path = ['edits', String(position), 'exact'];
    const located = spanned.locate(selector);
    if (located.outcome === 'absent')
      return refuse(path, UserErrorCode.TEXT_NOT_FOUND, 'The text does not have these words there.');
    if (located.outcome === 'ambiguous') {
      return refuse(
        path,
        UserErrorCode.TEXT_AMBIGUOUS,
        `The text has these words ${located.count} times: say with prefix or suffix which are meant.`,
      );
    }
    return { position, replacement, start: located.span.utf16Start, end: located.span.utf16End };
  });
  const kept: KeptRun[] = [];
  let text = '';
  let at = 0;
  const keepTo = (end: number) => {
    kept.push({ start: at, end, shift: text.length - at });
    text += spanned.text.slice(at, end);
  };
  for (const { position, replacement, start, end } of placed.toSorted((a, b) => a.start - b.start)) {
    if (start < at)
      refuse(['edits', String(position)], UserErrorCode.INVALID, 'Another edit has some of these words.');
    keepTo(start);
    text += replacement;
    at = end;
  }
  keepTo(spanned.text.length);
  return { text, kept };
}
