import { ID, ObjectType } from 'type-graphql';
import { Column, Model, Reference } from '../../planner/decorators.ts';
import { byKey } from '../../planner/sources.ts';
import { literal, sql } from '../../planner/sql.ts';
import { Article, articleModel } from '../article/article.type.ts';
import { DateTime } from '../node/date-time.scalar.ts';

/**
 * Readers see the tombstone of an article that they could see once, as history tells: of what was never published, not
 * even that there was something. Editors see all.
 */
const articleWithdrawalModel = {
  table: 'article_withdrawal',
  visible: (row) =>
    sql`EXISTS (SELECT FROM article AS a WHERE a.id = ${row.column('article_id')} AND a.status = 'WITHDRAWN' AND was_published(a.id, NULL))`,
} satisfies Parameters<typeof Model>[0];

@ObjectType({
  description: 'What stays of an article that was withdrawn: when, why, and what is there instead.',
})
@Model(articleWithdrawalModel)
export class Tombstone {
  @Column(() => ID, {
    description: 'The id of the article that was.',
    from: (row) => sql`${literal(`${articleModel.idPrefix}_`)} || ${row.column('article_id')}`,
  })
  articleId!: string;

  @Column(() => DateTime, { description: 'When it was withdrawn.' })
  withdrawnAt!: Date;

  @Column(() => String, { description: 'Why, for everybody to read.' })
  reason!: string;

  @Reference(
    () => Article,
    { description: 'The article to read instead; null where there is none to be seen.', nullable: true },
    byKey('replaced_by_id'),
  )
  replacedBy!: Article | null;
}
