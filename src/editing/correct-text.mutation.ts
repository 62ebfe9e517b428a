import { Arg, Ctx, Resolver } from 'type-graphql';
import { UserErrorCode } from '../content/node/user-error.type.ts';
import type { Transaction } from '../database/database.ts';
import { writeCorrectedText } from '../ingest/corrected-text.ts';
import { locateFacts, suggestFacts } from '../ingest/suggest-facts.ts';
import { analyseCorrection } from './analyse-correction.ts';
import { checkText } from './article-input.ts';
import { CorrectTextInput, CorrectTextPayload } from './correct-text.types.ts';
import { lockCurrent } from './current-row.ts';
import { type Edited, editPrepared } from './edit.ts';
import type { EditingContext } from './editing-context.ts';
import { EditorMutation } from './editor-mutation.ts';
import { publishCorrection } from './publish-correction.ts';
import { refuse } from './refusal.ts';
import { correctedText, parseEdits } from './text-edits.ts';
import { currentText } from './text-selector.ts';

/** Most characters of what readers are told of a correction. */
const MAX_CORRECTION = 2_000;

@Resolver()
export class CorrectTextMutation {
  @EditorMutation(
    () => CorrectTextPayload,
    'Corrects an article’s text: a new revision, in which every fact is looked for by its words and what stands around them. Of two equal passages the one is taken whose surroundings fit; what is not certain is LOST, and listed. A headline and standfirst that the text has are the article’s too. What is new in it is looked for only where that is asked for.',
  )
  correctText(
    @Arg('input', () => CorrectTextInput, { description: 'The correction.' }) input: CorrectTextInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return editPrepared(context, {
      mutation: 'correctText',
      input,
      parse(given, check) {
        const { text = null, edits = null } = given;
        if ((text === null) === (edits === null))
          check.fault(['text'], UserErrorCode.INVALID, 'Give either the edits or the whole text.');
        if (text !== null) checkText(check, text, 'The text is blank: withdraw the article instead.');
        return {
          id: check.id(['article'], given.article, 'article'),
          version: given.version,
          text,
          isAnalysed: given.analyse,
          modifiedAt: given.modifiedAt ? check.instant(['modifiedAt'], given.modifiedAt) : null,
          note: check.optionalText(['correction'], given.correction, MAX_CORRECTION),
          edits: edits === null ? [] : parseEdits(check, edits),
        };
      },
      prepare: async (correction) => ({
        ...correction,
        found: correction.isAnalysed ? await analyseCorrection(context, correction) : null,
      }),
      async write(transaction, { id, version, modifiedAt, note, found, ...correction }) {
        const shown = { article: id };
        const located = found === null ? null : await locateFacts(transaction, found);
        await lockCurrent(transaction, { table: 'article', id, version, ids: shown, path: ['article'] });
        const current = await currentText(transaction, id, ['article']);
        const corrected = correctedText(current.spanned, correction);
        const at = [correction.text === null ? 'edits' : 'text'];
        if (!/\S/u.test(corrected.text))
          refuse(
            at,
            UserErrorCode.REQUIRED,
            'Nothing would be left of the text: withdraw the article instead.',
          );
        if (corrected.text === current.spanned.text)
          refuse(at, UserErrorCode.INVALID, 'That is the text already: nothing is corrected.', shown);
        const changed = modifiedAt ?? (await changedNow(transaction, id));
        const { exact, moved, lost } = await writeCorrectedText(transaction, id, {
          ...corrected,
          modifiedAt: changed,
        });
        if (located !== null) await suggestFacts(transaction, id, located);
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
