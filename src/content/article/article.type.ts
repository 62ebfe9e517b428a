import { Int, ObjectType, registerEnumType } from 'type-graphql';
import { ArticleStatus } from '../../database/generated/enums.ts';
import { Column, List, Model, Reference } from '../../planner/decorators.ts';
import type { Row } from '../../planner/row.ts';
import { ascending, byKey, flagged } from '../../planner/sources.ts';
import { identifier, type Sql, sql } from '../../planner/sql.ts';
import { connectionType } from '../node/connection.type.ts';
import { DateTime } from '../node/date-time.scalar.ts';
import { Node } from '../node/node.type.ts';
import { Organisation } from '../organisation/organisation.type.ts';
import { Block, blockModel } from './block.type.ts';

registerEnumType(ArticleStatus, {
  name: 'ArticleStatus',
  description: 'Where an article stands in its life. Readers see PUBLISHED only.',
  valuesConfig: {
    DRAFT: { description: 'Not for readers yet.' },
    PUBLISHED: { description: 'Readers see it.' },
    WITHDRAWN: { description: 'Taken back.' },
  },
});

/** Readers see PUBLISHED articles: a stored flag. */
export const articleModel = {
  table: 'article',
  idPrefix: 'article',
  visible: flagged,
  orders: {
    PUBLISHED_AT: [{ column: 'sort_at', type: 'instant' }],
    RECORDED_AT: [{ column: 'recorded_at', type: 'instant' }],
    HEADLINE: [{ column: 'headline', type: 'text' }],
    QUOTE_COUNT: [{ column: 'quote_count', type: 'integer' }],
  },
} satisfies Parameters<typeof Model>[0];

/** A column of the current revision's text. */
function currentText(column: string): (row: Row) => Sql {
  return (row) =>
    sql`(SELECT t.${identifier(column)} FROM article_text AS t WHERE t.article_id = ${row.column('id')} AND t.revision = ${row.column('revision')})`;
}

@ObjectType({ implements: [Node], description: 'One story of one publisher, through all its corrections.' })
@Model(articleModel)
export class Article extends Node {
  @Column(() => String, { description: 'Stable, for addresses.', isPlain: true })
  slug!: string;

  @Column(() => String, {
    description: 'The provider’s own identifier, where it gave one (ninjs uri, NewsML guid).',
    nullable: true,
  })
  uri!: string | null;

  @Column(() => String, { description: 'Its headline.' })
  headline!: string;

  @Column(() => String, { description: 'The line under the headline.', nullable: true })
  standfirst!: string | null;

  @Column(() => String, { description: 'Where it was filed, as the text writes it.', nullable: true })
  dateline!: string | null;

  @Column(() => [String], { description: 'Who wrote it, as the text or the provider says.' })
  bylines!: string[];

  @Column(() => String, { description: 'BCP 47; und where unknown.' })
  language!: string;

  @Column(() => String, {
    description: 'The source text, verbatim. Every span of this article counts in its Unicode code points.',
    from: currentText('text'),
  })
  text!: string;

  @Column(() => String, {
    description: 'SHA-256 of the text’s UTF-8 bytes, in lower-case hexadecimal.',
    from: currentText('sha256'),
  })
  textSha256!: string;

  @Column(() => Int, { description: 'Grows by one with each correction of the text.' })
  revision!: number;

  @Column(() => Int, { description: 'Grows by one with each change of the article.' })
  version!: number;

  @List(
    () => [Block],
    { description: 'What the text is made of, in its order.' },
    {
      rows: () => ({
        model: blockModel,
        match: (row, article) =>
          sql`${row.column('article_id')} = ${article.column('id')} AND ${row.column('revision')} = ${article.column('revision')}`,
        key: 'article_id',
      }),
      element: { kind: 'same' },
      order: [ascending({ column: 'position', type: 'integer' })],
      expectedRows: 20,
    },
  )
  blocks!: Block[];

  @Column(() => DateTime, {
    description: 'When its publisher published it; null where the source does not say.',
    nullable: true,
  })
  publishedAt!: Date | null;

  @Column(() => DateTime, {
    description: 'When its publisher last changed it; null where the source does not say.',
    nullable: true,
  })
  modifiedAt!: Date | null;

  @Column(() => DateTime, { description: 'When it came into this database.' })
  recordedAt!: Date;

  @Reference(
    () => Organisation,
    { description: 'Who published it; null where the source does not say.', nullable: true },
    byKey('publisher_id'),
  )
  publisher!: Organisation | null;

  @Column(() => String, { description: 'Its address at the publisher.', nullable: true })
  sourceUrl!: string | null;

  @Column(() => String, { description: 'Who holds the copyright, as the provider says.', nullable: true })
  copyrightHolder!: string | null;

  @Column(() => String, { description: 'What may be done with it, as the provider says.', nullable: true })
  usageTerms!: string | null;

  @Column(() => ArticleStatus, { description: 'Where it stands in its life.' })
  status!: ArticleStatus;

  @Column(() => DateTime, {
    description:
      'When it publishes itself, never before; null where somebody is to publish it, and of everything that is no draft.',
    nullable: true,
  })
  embargoedUntil!: Date | null;
}

export const ArticleConnection = connectionType('Article', () => Article, { of: 'articles' });
