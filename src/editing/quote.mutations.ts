import { Arg, Ctx, Resolver } from 'type-graphql';
import { UserErrorCode } from '../content/node/user-error.type.ts';
import { newId } from '../kernel/new-id.ts';
import { entitiesOf, parseAttribution, refuseUnknown } from './attribution-input.ts';
import { type Edited, edit } from './edit.ts';
import type { EditingContext } from './editing-context.ts';
import { AdminMutation, EditorMutation } from './editor-mutation.ts';
import { ADDED, lockFact } from './fact-rows.ts';
import {
  AddQuoteInput,
  AddQuotePayload,
  AttributeQuoteInput,
  AttributeQuotePayload,
  DeleteQuoteInput,
  DeleteQuotePayload,
  UpdateQuoteInput,
  UpdateQuotePayload,
} from './quote.types.ts';
import {
  lockQuote,
  parseTopics,
  refuseKnownWords,
  writeQuoteSpans,
  writeSpeakers,
  writeTopics,
} from './quote-edits.ts';
import { findQuoted, findWords, parseSelectors, wordColumns } from './quote-words.ts';
import { refuse } from './refusal.ts';
import { currentText, lockText, parseSelector } from './text-selector.ts';

@Resolver()
export class QuoteMutations {
  @EditorMutation(
    () => AddQuotePayload,
    'Adds a quote that the pipeline did not find, by the exact words of the article’s current text. What is there already is not added again: review it.',
  )
  addQuote(
    @Arg('input', () => AddQuoteInput, { description: 'The quote.' }) input: AddQuoteInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return edit(context, {
      mutation: 'addQuote',
      input,
      parse(given, check) {
        if (given.kind !== 'MIXED' && given.quoted)
          check.fault(['quoted'], UserErrorCode.INVALID, 'Only a MIXED quote says what is quoted of it.');
        return {
          articleId: check.id(['article'], given.article, 'article'),
          spans: parseSelectors(check, 'spans', given.spans),
          quoted: given.kind === 'MIXED' ? parseSelectors(check, 'quoted', given.quoted ?? []) : [],
          cue: given.cue ? parseSelector(check, ['cue'], given.cue) : null,
          speakerWords: given.speakerWords
            ? parseSelector(check, ['speakerWords'], given.speakerWords)
            : null,
          attribution: parseAttribution(given, check),
          withinId: check.optionalId(['within'], given.within, 'quote'),
          topics: parseTopics(check, given.topics) ?? [],
          kind: given.kind,
          act: given.act,
        };
      },
      async write(transaction, { articleId, kind, act, attribution, withinId, ...parsed }) {
        const text = await lockText(transaction, articleId, ['article']);
        const content = findWords(text, parsed.spans);
        const quoted = findQuoted(text, kind, content, parsed.quoted);
        const cue = parsed.cue && text.find(parsed.cue, ['cue'], content);
        const speakerWords = parsed.speakerWords && text.find(parsed.speakerWords, ['speakerWords'], content);
        const columns = wordColumns(text, content);
        await refuseKnownWords(transaction, columns, null);
        await refuseUnknown(transaction, entitiesOf(attribution));
        if (withinId !== null) {
          const within = await transaction.quote.findFirst({ where: { id: withinId, articleId } });
          if (within === null)
            refuse(['within'], UserErrorCode.NOT_FOUND, 'The article has no quote with this id.');
        }
        const id = newId();
        await transaction.quote.create({
          data: {
            id,
            ...columns,
            kind,
            act,
            withinId,
            cue: cue?.exact ?? null,
            attribution: attribution.attribution,
            speakingForId: attribution.speakingForId ?? null,
            addresseePersonId: attribution.addressee?.personId ?? null,
            addresseeOrganisationId: attribution.addressee?.organisationId ?? null,
            ...ADDED,
          },
        });
        await writeQuoteSpans(transaction, id, text, {
          CONTENT: content,
          QUOTED: quoted,
          CUE: cue === null ? [] : [cue],
          SPEAKER: speakerWords === null ? [] : [speakerWords],
        });
        await writeSpeakers(transaction, id, attribution.speakers);
        await writeTopics(transaction, id, parsed.topics);
        return { quote: id };
      },
    });
  }

  @EditorMutation(
    () => AttributeQuotePayload,
    'Says who speaks in a quote, and confirms it: imports leave it alone from then on. A rejected quote is confirmed first.',
  )
  attributeQuote(
    @Arg('input', () => AttributeQuoteInput, { description: 'Who speaks.' }) input: AttributeQuoteInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return edit(context, {
      mutation: 'attributeQuote',
      input,
      parse: (given, check) => ({
        id: check.id(['id'], given.id, 'quote'),
        version: given.version,
        attribution: parseAttribution(given, check),
        cue: given.cue ? parseSelector(check, ['cue'], given.cue) : given.cue,
        speakerWords: given.speakerWords
          ? parseSelector(check, ['speakerWords'], given.speakerWords)
          : given.speakerWords,
      }),
      async write(transaction, { id, version, attribution, ...parsed }) {
        const quote = await lockQuote(transaction, id, version);
        await refuseUnknown(transaction, entitiesOf(attribution));
        const text = await currentText(transaction, quote.articleId, ['id']);
        if ((parsed.cue || parsed.speakerWords) && quote.revision !== text.revision) {
          refuse(
            ['id'],
            UserErrorCode.WRONG_STATE,
            'Its words are LOST: give it the words of the current text first.',
            {
              quote: id,
            },
          );
        }
        const cue = parsed.cue && text.find(parsed.cue, ['cue'], quote.content);
        const words = parsed.speakerWords && text.find(parsed.speakerWords, ['speakerWords'], quote.content);
        const { speakingForId, addressee } = attribution;
        await transaction.quote.update({
          where: { id },
          data: {
            attribution: attribution.attribution,
            ...(speakingForId === undefined ? {} : { speakingForId }),
            ...(addressee === undefined
              ? {}
              : { addresseePersonId: addressee.personId, addresseeOrganisationId: addressee.organisationId }),
            ...(cue === undefined ? {} : { cue: cue?.exact ?? null }),
            ...quote.confirmed,
            version: { increment: 1 },
          },
        });
        await writeQuoteSpans(transaction, id, text, {
          ...(cue === undefined ? {} : { CUE: cue === null ? [] : [cue] }),
          ...(words === undefined ? {} : { SPEAKER: words === null ? [] : [words] }),
        });
        await writeSpeakers(transaction, id, attribution.speakers);
        return { quote: id };
      },
    });
  }

  @EditorMutation(
    () => UpdateQuotePayload,
    'Puts a quote’s words, kind or topics right, and confirms it; a LOST one gets the words that the current text has. A rejected quote is confirmed first.',
  )
  updateQuote(
    @Arg('input', () => UpdateQuoteInput, { description: 'What is right.' }) input: UpdateQuoteInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return edit(context, {
      mutation: 'updateQuote',
      input,
      parse: (given, check) => ({
        id: check.id(['id'], given.id, 'quote'),
        version: given.version,
        spans: check.isGiven(['spans'], given.spans) ? parseSelectors(check, 'spans', given.spans) : null,
        quoted: given.quoted ? parseSelectors(check, 'quoted', given.quoted) : null,
        kind: check.isGiven(['kind'], given.kind) ? given.kind : null,
        act: check.isGiven(['act'], given.act) ? given.act : null,
        topics: check.isGiven(['topics'], given.topics) ? parseTopics(check, given.topics) : null,
      }),
      async write(transaction, { id, version, spans, topics, ...parsed }) {
        const quote = await lockQuote(transaction, id, version);
        const text = await currentText(transaction, quote.articleId, ['id']);
        const kind = parsed.kind ?? quote.kind;
        const isReworded = spans !== null || parsed.quoted !== null || kind !== quote.kind;
        if (kind === 'MIXED' ? isReworded && parsed.quoted === null : parsed.quoted !== null)
          refuse(['quoted'], UserErrorCode.INVALID, 'A MIXED quote, and no other, says what is quoted.');
        if (isReworded && spans === null && quote.revision !== text.revision) {
          refuse(
            ['spans'],
            UserErrorCode.REQUIRED,
            'Its words are LOST: say which of the current text they are.',
            {
              quote: id,
            },
          );
        }
        const content = spans === null ? quote.content : findWords(text, spans);
        const columns = spans === null ? {} : wordColumns(text, content);
        if (spans !== null) await refuseKnownWords(transaction, wordColumns(text, content), id);
        const isFound = quote.revision !== text.revision && spans !== null;
        await transaction.quote.update({
          where: { id },
          data: {
            ...columns,
            kind,
            ...(parsed.act === null ? {} : { act: parsed.act }),
            // What introduced the words stands in the text that they are not in any more.
            ...(isFound ? { cue: null } : {}),
            ...quote.confirmed,
            version: { increment: 1 },
          },
        });
        if (isReworded) {
          await writeQuoteSpans(transaction, id, text, {
            CONTENT: content,
            QUOTED: findQuoted(text, kind, content, parsed.quoted ?? []),
            ...(isFound ? { CUE: [], SPEAKER: [] } : {}),
          });
        }
        if (topics !== null) await writeTopics(transaction, id, topics);
        return { quote: id };
      },
    });
  }

  @AdminMutation(
    () => DeleteQuotePayload,
    'Takes a quote out of the record, such as one that was added by mistake; what stands within it stands within none from then on. What the pipeline found is rejected instead: deleted, the next import suggests it again.',
  )
  deleteQuote(
    @Arg('input', () => DeleteQuoteInput, { description: 'Which.' }) input: DeleteQuoteInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return edit(context, {
      mutation: 'deleteQuote',
      input,
      parse: ({ id, version }, check) => ({ id: check.id(['id'], id, 'quote'), version }),
      async write(transaction, { id, version }) {
        await lockFact(transaction, { prefix: 'quote', uuid: id }, version, 'quote');
        await transaction.quote.delete({ where: { id } });
        return { quote: null };
      },
    });
  }
}
