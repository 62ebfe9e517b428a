import { ID, Int, Resolver } from 'type-graphql';
import { all, plannedRoot, requiredArgument } from '../../planner/decorators.ts';
import { sql } from '../../planner/sql.ts';
import { articleModel } from '../article/article.type.ts';
import { ID_OR_SLUG, uuid, uuidByIdOrSlug } from '../node/by-id-or-slug.ts';
import { ArticleRevision } from './article-revision.type.ts';
import { Tombstone } from './tombstone.type.ts';

@Resolver()
export class HistoryQueries {
  @all(
    plannedRoot(
      () => ArticleRevision,
      {
        description:
          'An article’s text as it was; null where there is none, and for readers, where it was not published.',
        nullable: true,
      },
      {
        kind: 'one',
        match: (text, _root, inputs) => {
          const id = inputs.get('id');
          const revision = inputs.get('revision');
          if (id === null || revision === null) return sql`FALSE`;
          const number = revision.parameter('integer', (given) => given ?? null);
          return sql`${text.column('article_id')} = ${uuid(id, articleModel.idPrefix)} AND ${text.column('revision')} = ${number}`;
        },
      },
    ),
    requiredArgument('id', () => ID, 'The article’s id.'),
    requiredArgument('revision', () => Int, 'Which of its texts, from 1.'),
  )
  articleRevision!: ArticleRevision | null;

  @all(
    plannedRoot(
      () => Tombstone,
      {
        description:
          'What stays of an article that was published and is withdrawn, by exactly one of id and slug; null where it is not. Ask for it beside `article`, which is null then.',
        nullable: true,
      },
      {
        kind: 'one',
        match: (withdrawal, _root, inputs) =>
          sql`${withdrawal.column('article_id')} = ${uuidByIdOrSlug(articleModel, 'ARTICLE', inputs)}`,
      },
    ),
    ...ID_OR_SLUG,
  )
  tombstone!: Tombstone | null;
}
