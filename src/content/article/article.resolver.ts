import { Resolver } from 'type-graphql';
import { all, plannedRoot, RootConnection } from '../../planner/decorators.ts';
import { NEWEST_FIRST } from '../../planner/sources.ts';
import { byIdOrSlug, ID_OR_SLUG } from '../node/by-id-or-slug.ts';
import { Article, ArticleConnection, articleModel } from './article.type.ts';

@Resolver()
export class ArticleQueries {
  @all(
    plannedRoot(
      () => Article,
      { description: 'Exactly one of id and slug; an old slug still resolves.', nullable: true },
      byIdOrSlug(articleModel, 'ARTICLE'),
    ),
    ...ID_OR_SLUG,
  )
  article!: Article | null;

  @RootConnection(
    () => ArticleConnection,
    { description: 'All articles.', orderedBy: 'Newest first.', pages: 'both', filteredAs: 'Article' },
    { rows: () => ({ model: articleModel }), node: { kind: 'same' }, order: NEWEST_FIRST },
  )
  articles!: object;
}
