import { Arg, Ctx, Resolver } from 'type-graphql';
import { UserErrorCode } from '../content/node/user-error.type.ts';
import {
  DeleteArticleInput,
  DeleteArticlePayload,
  UpdateArticleInput,
  UpdateArticlePayload,
} from './article.types.ts';
import { parseArticleFields, refuseTakenFields } from './article-input.ts';
import { lockArticleIn, wasEverPublished } from './article-status.ts';
import { lockCurrent } from './current-row.ts';
import { type Edited, edit } from './edit.ts';
import type { EditingContext } from './editing-context.ts';
import { AdminMutation, EditorMutation } from './editor-mutation.ts';
import { refuse } from './refusal.ts';

@Resolver()
export class ArticleMutations {
  @EditorMutation(() => UpdateArticlePayload, 'Puts right what stands beside an article’s text.')
  updateArticle(
    @Arg('input', () => UpdateArticleInput, { description: 'What is right.' }) input: UpdateArticleInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return edit(context, {
      mutation: 'updateArticle',
      input,
      parse: (given, check) => ({
        id: check.id(['id'], given.id, 'article'),
        version: given.version,
        columns: parseArticleFields(given, check),
      }),
      async write(transaction, { id, version, columns }) {
        const ids = { article: id };
        await lockCurrent(transaction, { table: 'article', id, version, ids });
        await refuseTakenFields(transaction, columns, id);
        await transaction.article.update({ where: { id }, data: columns });
        return ids;
      },
    });
  }

  @AdminMutation(
    () => DeleteArticlePayload,
    'Takes a draft that readers have never seen out of the record, with everything that was found in it. What was public is withdrawn.',
  )
  deleteArticle(
    @Arg('input', () => DeleteArticleInput, { description: 'Which.' }) input: DeleteArticleInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return edit(context, {
      mutation: 'deleteArticle',
      input,
      parse: ({ id, version }, check) => ({ id: check.id(['id'], id, 'article'), version }),
      async write(transaction, known) {
        await lockArticleIn(transaction, known, ['DRAFT'], 'only drafts can be deleted; withdraw it.');
        if (await wasEverPublished(transaction, known.id)) {
          refuse(
            ['id'],
            UserErrorCode.WRONG_STATE,
            'The article was published once, and readers may have cited it: it can be withdrawn, and not deleted.',
            { article: known.id },
          );
        }
        await transaction.article.delete({ where: { id: known.id } });
        return { article: null };
      },
    });
  }
}
