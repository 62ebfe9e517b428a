import { Arg, Ctx, Resolver } from 'type-graphql';
import { UserErrorCode } from '../content/node/user-error.type.ts';
import type { Transaction } from '../database/database.ts';
import type { ReviewState, SpanState } from '../database/generated/enums.ts';
import { reviewedMethod } from '../ingest/reviewed-facts.ts';
import { factSpanColumns } from '../ingest/span-columns.ts';
import { newId } from '../kernel/new-id.ts';
import type { WrittenIds } from '../planner/written.ts';
import {
  AddAffiliationInput,
  AddAffiliationPayload,
  AddMentionInput,
  AddMentionPayload,
  AddTopicInput,
  AddTopicPayload,
} from './add-facts.types.ts';
import { affiliationId, parseAffiliation } from './affiliation-input.ts';
import { entityKeys, refuseUnknown } from './attribution-input.ts';
import { type Edited, edit } from './edit.ts';
import type { EditingContext } from './editing-context.ts';
import { EditorMutation } from './editor-mutation.ts';
import { ADDED } from './fact-rows.ts';
import { refuseUnassignable } from './quote-edits.ts';
import { findInOrder, parseSelectors } from './quote-words.ts';
import { refuse } from './refusal.ts';
import { type CurrentText, lockText, parseSelector } from './text-selector.ts';

@Resolver()
export class AddFactsMutations {
  @EditorMutation(
    () => AddMentionPayload,
    'Adds a mention that the pipeline did not find, by the exact words of the article’s current text. What is there already is not added again: review it.',
  )
  addMention(
    @Arg('input', () => AddMentionInput, { description: 'The mention.' }) input: AddMentionInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return edit(context, {
      mutation: 'addMention',
      input,
      parse: (given, check) => ({
        articleId: check.id(['article'], given.article, 'article'),
        keys: entityKeys(check, ['entity'], given.entity),
        selector: parseSelector(check, ['span'], given.span),
        form: given.form,
      }),
      async write(transaction, { articleId, keys, selector, form }) {
        const text = await lockText(transaction, articleId, ['article']);
        const span = text.find(selector, ['span']);
        await refuseUnknown(transaction, [{ keys, path: ['entity'] }]);
        const place = { ...placeIn(text), ...factSpanColumns(span), ...keys };
        const { spanStart, spanEnd, revision } = place;
        const known = await transaction.mention.findFirst({
          where: { articleId, revision, spanStart, spanEnd, ...keys },
        });
        if (known !== null) refuseKnown(['span'], 'A mention of it by these words', known, 'mention');
        const id = newId();
        await transaction.mention.create({ data: { id, ...place, form, ...ADDED } });
        return { mention: id };
      },
    });
  }

  @EditorMutation(
    () => AddTopicPayload,
    'Assigns a topic to an article. What is assigned already is not assigned again: review it. One whose words are all LOST gets these, or none, and is confirmed.',
  )
  addTopic(
    @Arg('input', () => AddTopicInput, { description: 'The topic.' }) input: AddTopicInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return edit(context, {
      mutation: 'addTopic',
      input,
      parse: (given, check) => ({
        articleId: check.id(['article'], given.article, 'article'),
        topicId: check.id(['topic'], given.topic, 'topic'),
        selectors: given.spans ? parseSelectors(check, 'spans', given.spans) : [],
      }),
      async write(transaction, { articleId, topicId, selectors }) {
        const text = await lockText(transaction, articleId, ['article']);
        const spans = findInOrder(text, selectors);
        const known = await transaction.topicAssignment.findUnique({
          where: { articleId_topicId: { articleId, topicId } },
          include: { spans: { select: { spanState: true } } },
        });
        if (known !== null && !isLost(known)) refuseKnown(['topic'], 'The assignment', known, 'assignment');
        const origin = spans.length > 0 ? 'TEXT' : 'EDITOR';
        const id = known?.id ?? newId();
        if (known === null) {
          await refuseUnassignable(transaction, topicId, ['topic']);
          await transaction.topicAssignment.create({
            data: { id, articleId, topicId, score: 1, origin, ...ADDED },
          });
        } else {
          const data = { origin, review: ADDED.review, method: reviewedMethod(known.method) } as const;
          await transaction.topicSpan.deleteMany({ where: { assignmentId: id } });
          await transaction.topicAssignment.update({
            where: { id },
            data: { ...data, version: { increment: 1 } },
          });
        }
        await transaction.topicSpan.createMany({
          data: spans.map((span, position) => ({
            assignmentId: id,
            position,
            ...placeIn(text),
            ...factSpanColumns(span),
          })),
        });
        return { assignment: id };
      },
    });
  }

  @EditorMutation(
    () => AddAffiliationPayload,
    'Adds words of the article’s current text that say what somebody is in an organisation, and the affiliation where it is new. Words that are there already are not added again: review them.',
  )
  addAffiliation(
    @Arg('input', () => AddAffiliationInput, { description: 'What the words say.' })
    input: AddAffiliationInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return edit(context, {
      mutation: 'addAffiliation',
      input,
      parse: (given, check) => ({
        articleId: check.id(['article'], given.article, 'article'),
        affiliation: parseAffiliation(given, check),
        selector: parseSelector(check, ['span'], given.span),
        current: given.current ?? null,
      }),
      async write(transaction, { articleId, affiliation, selector, current }) {
        const text = await lockText(transaction, articleId, ['article']);
        const span = text.find(selector, ['span']);
        const { personId, organisationId } = affiliation;
        await refuseUnknown(transaction, [
          { keys: { personId, organisationId: null }, path: ['person'] },
          { keys: { personId: null, organisationId }, path: ['organisation'] },
        ]);
        const id = await affiliationId(transaction, affiliation);
        const place = { affiliationId: id, ...placeIn(text), ...factSpanColumns(span) };
        await refuseKnownReceipt(transaction, place);
        const receipt = newId();
        await transaction.affiliationReceipt.create({ data: { id: receipt, ...place, current, ...ADDED } });
        return { affiliation: id, receipt };
      },
    });
  }
}

/** Whether an assignment that nobody rejected has lost all the words that earned it. */
function isLost({
  review,
  spans,
}: {
  readonly review: ReviewState;
  readonly spans: readonly { readonly spanState: SpanState }[];
}): boolean {
  return review !== 'REJECTED' && spans.length > 0 && spans.every(({ spanState }) => spanState === 'LOST');
}

/** The columns that say in which text a span stands. */
function placeIn({ articleId, revision }: CurrentText) {
  return { articleId, revision };
}

async function refuseKnownReceipt(
  transaction: Transaction,
  place: {
    readonly affiliationId: string;
    readonly articleId: string;
    readonly revision: number;
    readonly spanStart: number;
    readonly spanEnd: number;
  },
): Promise<void> {
  const { affiliationId: id, articleId, revision, spanStart, spanEnd } = place;
  const known = await transaction.affiliationReceipt.findFirst({
    where: { affiliationId: id, articleId, revision, spanStart, spanEnd },
  });
  if (known !== null)
    refuseKnown(['span'], 'A receipt of it with these words', known, 'receipt', { affiliation: id });
}

/** Refuses what is there already, and shows it. */
function refuseKnown(
  path: readonly string[],
  what: string,
  { id, review }: { readonly id: string; readonly review: ReviewState },
  name: string,
  shown: WrittenIds = {},
): never {
  return refuse(path, UserErrorCode.NOT_UNIQUE, `${what} is there, and ${review}.`, { ...shown, [name]: id });
}
