import { Arg, Ctx, Resolver } from 'type-graphql';
import { UserErrorCode } from '../content/node/user-error.type.ts';
import { ingestArticle } from '../ingest/ingest-articles.ts';
import { lockArticleNames } from '../ingest/locate-articles.ts';
import type { AnnotatedArticle } from '../text/annotated-article.ts';
import { analysedText } from './analysed-text.ts';
import { CreateArticleInput, CreateArticlePayload } from './article.types.ts';
import { type ArticleColumns, checkText, parseArticleFields, refuseTakenFields } from './article-input.ts';
import { type Edited, editPrepared } from './edit.ts';
import type { EditingContext } from './editing-context.ts';
import { EditorMutation } from './editor-mutation.ts';
import { refuse } from './refusal.ts';

/** What an editor writes, looked over. */
interface WrittenText {
  readonly headline: string;
  readonly text: string;
  readonly columns: ArticleColumns;
  readonly isAnalysed: boolean;
}

@Resolver()
export class CreateArticleMutation {
  @EditorMutation(
    () => CreateArticlePayload,
    'Adds an article that an editor writes, as a draft, with what the pipeline finds in it. It never changes an article that is there: `importArticle` takes newer versions in.',
  )
  createArticle(
    @Arg('input', () => CreateArticleInput, { description: 'The article.' }) input: CreateArticleInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return editPrepared(context, {
      mutation: 'createArticle',
      input,
      parse(given, check): WrittenText {
        const { headline = given.headline, ...columns } = parseArticleFields(
          {
            ...given,
            slug: given.slug ?? undefined,
            bylines: given.bylines ?? undefined,
            language: given.language ?? undefined,
          },
          check,
        );
        checkText(check, given.text, 'The text is blank.');
        return { headline, text: given.text, columns, isAnalysed: given.analyse };
      },
      prepare: async (written) => ({
        columns: written.columns,
        article: articleOf(written, await analysed(written, context)),
      }),
      async write(transaction, { columns, article }) {
        await lockArticleNames(transaction, [article]);
        await refuseTakenFields(transaction, columns, null);
        const { outcome, articleId, slug } = await ingestArticle(transaction, article, {
          mode: 'import',
          status: 'DRAFT',
          publisherId: columns.publisherId ?? null,
        });
        if (outcome !== 'created') {
          refuse(
            ['text'],
            UserErrorCode.NOT_UNIQUE,
            `The publisher has an article of this headline and text, "${slug}".`,
            { article: articleId },
          );
        }
        return { article: articleId };
      },
    });
  }
}

/** The article with what the editor says of it, which comes before what its text does. */
function articleOf(
  { headline, columns, isAnalysed }: WrittenText,
  found: AnnotatedArticle,
): AnnotatedArticle {
  const article: AnnotatedArticle = {
    ...found,
    fields: {
      slug: columns.slug ?? null,
      uri: columns.uri ?? null,
      headline,
      standfirst: columns.standfirst ?? null,
      dateline: columns.dateline ?? found.fields.dateline,
      bylines: columns.bylines ?? found.fields.bylines,
      language: found.fields.language,
      publishedAt: columns.publishedAt ?? null,
      modifiedAt: columns.modifiedAt ?? null,
      publisher: null,
      sourceUrl: columns.sourceUrl ?? null,
      copyrightHolder: columns.copyrightHolder ?? null,
      usageTerms: columns.usageTerms ?? null,
    },
  };
  if (isAnalysed) return article;
  return { ...article, entities: [], mentions: [], quotes: [], affiliations: [], topics: [] };
}

/** What stands in the text; the line that it is read from is the article's source. */
function analysed(
  { headline, text, columns }: WrittenText,
  context: EditingContext,
): Promise<AnnotatedArticle> {
  const { standfirst, language = null } = columns;
  const line = { headline, ...(standfirst ? { standfirst } : {}), text };
  return analysedText(context, line, { language, publisher: null }, ['text']);
}
