import { Arg, Ctx, Resolver } from 'type-graphql';
import { UserErrorCode } from '../content/node/user-error.type.ts';
import type { Transaction } from '../database/database.ts';
import { type Correction, writeCorrectedText } from '../ingest/corrected-text.ts';
import { type QuoteSelector, SpannedText } from '../kernel/text-span.ts';
import type { KeptRun } from '../text/re-anchor.ts';
import { checkText } from './article-input.ts';
import { CorrectTextInput, CorrectTextPayload, MAX_EDITS, type TextEditInput } from './correct-text.types.ts';
import { lockCurrent } from './current-row.ts';
import { type Edited, edit } from './edit.ts';
import type { EditingContext } from './editing-context.ts';
import { EditorMutation } from './editor-mutation.ts';
import type { InputCheck } from './input-check.ts';
import { publishCorrection } from './publish-correction.ts';
import { refuse } from './refusal.ts';
import { currentText, MAX_CONTEXT, MAX_EXACT } from './text-selector.ts';

/** Most characters of what readers are told of a correction. */
const MAX_CORRECTION = 2_000;

/** One place to edit, looked over. */
interface TextEdit {
  readonly selector: QuoteSelector;
  readonly replacement: string;
}

@Resolver()
export class CorrectTextMutation {
  @EditorMutation(
    () => CorrectTextPayload,
    'Corrects an article’s text: a new revision, in which every fact is looked for by its words and what stands around them. Of two equal passages the one is taken whose surroundings fit; what is not certain is LOST, and listed. A headline and standfirst that the text has are the article’s too. Nothing new is looked for.',
  )
  correctText(
    @Arg('input', () => CorrectTextInput, { description: 'The correction.' }) input: CorrectTextInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return edit(context, {
      mutation: 'correctText',
      input,
      parse(given, check) {
        const { text = null, edits = null } = given;
        if ((text === null) === (edits === null))
          check.fault([], UserErrorCode.INVALID, 'Give either the edits or the whole text.');
        if (text !== null) checkText(check, text, 'The text is blank: withdraw the article instead.');
        return {
          id: check.id(['article'], given.article, 'article'),
          version: given.version,
          text,
          modifiedAt: given.modifiedAt ? check.instant(['modifiedAt'], given.modifiedAt) : null,
          note: check.optionalText(['correction'], given.correction, MAX_CORRECTION),
          edits: edits === null ? [] : parseEdits(check, edits),
        };
      },
      async write(transaction, { id, version, text, modifiedAt, note, edits }) {
        const shown = { article: id };
        await lockCurrent(transaction, { table: 'article', id, version, ids: shown, path: ['article'] });
        const current = await currentText(transaction, id, ['article']);
        const corrected = text === null ? applyEdits(current.spanned, edits) : { text, kept: null };
        if (!/\S/u.test(corrected.text))
          refuse(
            [],
            UserErrorCode.REQUIRED,
            'Nothing would be left of the text: withdraw the article instead.',
          );
        if (corrected.text === current.spanned.text)
          refuse([], UserErrorCode.INVALID, 'That is the text already: nothing is corrected.', shown);
        const changed = modifiedAt ?? (await changedNow(transaction, id));
        const correction = { ...corrected, modifiedAt: changed };
        const { exact, moved, lost } = await writeCorrectedText(transaction, id, correction);
        if (note !== null) await publishCorrection(transaction, id, { note, revision: current.revision + 1 });
        return { ...shown, exact, moved, lost };
      },
    });
  }
}

/** When a published article is changed, by the clock of the database; null for others, of which readers see nothing. */
async function changedNow(transaction: Transaction, id: string): Promise<Date | null> {
  const [article] = await transaction.$queryRaw<{ now: Date }[]>`
    SELECT statement_timestamp() AS now FROM article WHERE id = ${id}::uuid AND status = 'PUBLISHED'`;
  return article?.now ?? null;
}

function parseEdits(check: InputCheck, edits: readonly TextEditInput[]): readonly TextEdit[] {
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
 * The text with every edit made, and what the edits left. Refuses edits of words that are not there once, and edits that
 * overlap.
 */
function applyEdits(spanned: SpannedText, edits: readonly TextEdit[]): Pick<Correction, 'text' | 'kept'> {
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
