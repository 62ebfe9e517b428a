import { Arg, Ctx, Resolver } from 'type-graphql';
import { UserErrorCode } from '../content/node/user-error.type.ts';
import { withdrawArticle } from '../ingest/withdraw-article.ts';
import { lockArticleIn } from './article-status.ts';
import {
  PublishArticleInput,
  PublishArticlePayload,
  ScheduleArticleInput,
  ScheduleArticlePayload,
  UnpublishArticleInput,
  UnpublishArticlePayload,
  WithdrawArticleInput,
  WithdrawArticlePayload,
} from './article-status.types.ts';
import { type Edited, edit } from './edit.ts';
import type { EditingContext } from './editing-context.ts';
import { EditorMutation } from './editor-mutation.ts';
import type { InputCheck } from './input-check.ts';
import { publishLocked } from './publish-locked.ts';
import { refuse } from './refusal.ts';

function parseMove({ id, version }: PublishArticleInput, check: InputCheck) {
  return { id: check.id(['id'], id, 'article'), version };
}

@Resolver()
export class ArticleStatusMutations {
  @EditorMutation(
    () => PublishArticlePayload,
    'Shows a draft to readers, or what was withdrawn again, with every fact of it that is confirmed. One with an embargo publishes itself, and is refused.',
  )
  publishArticle(
    @Arg('input', () => PublishArticleInput, { description: 'Which.' }) input: PublishArticleInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return edit(context, {
      mutation: 'publishArticle',
      input,
      parse: parseMove,
      async write(transaction, known) {
        const rule = 'only drafts and withdrawn articles can be published.';
        const { embargoedUntil } = await lockArticleIn(transaction, known, ['DRAFT', 'WITHDRAWN'], rule);
        const ids = { article: known.id };
        if (embargoedUntil !== null) {
          refuse(
            ['id'],
            UserErrorCode.WRONG_STATE,
            `It publishes itself when its embargo ends, at ${embargoedUntil.toISOString()}: scheduleArticle without an instant lifts it.`,
            ids,
          );
        }
        await publishLocked(transaction, [known.id]);
        return ids;
      },
    });
  }

  @EditorMutation(
    () => UnpublishArticlePayload,
    'Makes a published article a draft again, as if it had not been out yet; what readers are to be told of is withdrawn instead.',
  )
  unpublishArticle(
    @Arg('input', () => UnpublishArticleInput, { description: 'Which.' }) input: UnpublishArticleInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return edit(context, {
      mutation: 'unpublishArticle',
      input,
      parse: parseMove,
      async write(transaction, known) {
        await lockArticleIn(transaction, known, ['PUBLISHED'], 'only published articles can be unpublished.');
        await transaction.article.update({ where: { id: known.id }, data: { status: 'DRAFT' } });
        return { article: known.id };
      },
    });
  }

  @EditorMutation(
    () => WithdrawArticlePayload,
    'Takes a published article back: readers are told when and why, and what to read instead. Of one that is withdrawn already, these are put right.',
  )
  withdrawArticle(
    @Arg('input', () => WithdrawArticleInput, { description: 'Which, and why.' }) input: WithdrawArticleInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return edit(context, {
      mutation: 'withdrawArticle',
      input,
      parse(given, check) {
        const known = parseMove(given, check);
        const note = check.text(['note'], given.note);
        const replacedById = check.optionalId(['replacedById'], given.replacedById, 'article');
        if (replacedById === known.id)
          check.fault(['replacedById'], UserErrorCode.INVALID, 'An article does not replace itself.');
        return { ...known, reason: note, replacedById };
      },
      async write(transaction, { reason, replacedById, ...known }) {
        const rule = 'only what was published can be withdrawn.';
        await lockArticleIn(transaction, known, ['PUBLISHED', 'WITHDRAWN'], rule);
        if (replacedById !== null) {
          const other = await transaction.article.findUnique({ where: { id: replacedById } });
          if (other === null)
            refuse(['replacedById'], UserErrorCode.NOT_FOUND, 'There is no article with this id.');
        }
        await withdrawArticle(transaction, known.id, { reason, replacedById });
        return { article: known.id };
      },
    });
  }

  @EditorMutation(
    () => ScheduleArticlePayload,
    'Says when a draft publishes itself, or that it does not. It is published once, never before the instant, and at most some seconds after it while a server runs.',
  )
  scheduleArticle(
    @Arg('input', () => ScheduleArticleInput, { description: 'Which, and when.' })
    input: ScheduleArticleInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return edit(context, {
      mutation: 'scheduleArticle',
      input,
      parse({ embargoedUntil = null, ...given }, check) {
        if (embargoedUntil !== null) {
          check.instant(['embargoedUntil'], embargoedUntil);
          if (embargoedUntil.getTime() <= Date.now()) {
            const message = 'The instant is over: publishArticle publishes at once.';
            check.fault(['embargoedUntil'], UserErrorCode.INVALID, message);
          }
        }
        return { id: check.id(['id'], given.id, 'article'), version: given.version, embargoedUntil };
      },
      async write(transaction, { embargoedUntil, ...known }) {
        await lockArticleIn(transaction, known, ['DRAFT'], 'only drafts can have an embargo.');
        await transaction.article.update({ where: { id: known.id }, data: { embargoedUntil } });
        return { article: known.id };
      },
    });
  }
}
