import { Int, ObjectType } from 'type-graphql';
import type { ConnectionSource } from '../../planner/declaration.ts';
import { Column, Connection, Reference, relate } from '../../planner/decorators.ts';
import { byKey, descending, NEWEST_FIRST, ownedRows, TEXT_ORDER } from '../../planner/sources.ts';
import { sql } from '../../planner/sql.ts';
import { Entity } from '../entity/entity.type.ts';
import { connectionType, edgeParts } from '../node/connection.type.ts';
import { Organisation } from '../organisation/organisation.type.ts';
import { Affiliation, AffiliationReceipt } from '../person/affiliation.type.ts';
import { Person } from '../person/person.type.ts';
import { Topic } from '../topic/topic.type.ts';
import { articleOrganisationModel, articlePersonModel } from './article.joins.ts';
import { Article, ArticleConnection } from './article.type.ts';
import { Mention, MentionConnection, mentionModel } from './mention.type.ts';
import { TopicAssignment, topicAssignmentModel } from './topic-assignment.type.ts';

@ObjectType({ description: 'A person in an article.' })
class ArticlePersonEdge {
  @Reference(() => Mention, { description: 'The first place that names them.' }, byKey('first_mention_id'))
  firstMention!: Mention;

  @Column(() => Int, { description: 'How many places name them.' })
  mentionCount!: number;
}
edgeParts(ArticlePersonEdge, () => Person);

@ObjectType({ description: 'An organisation in an article.' })
class ArticleOrganisationEdge {
  @Reference(() => Mention, { description: 'The first place that names it.' }, byKey('first_mention_id'))
  firstMention!: Mention;

  @Column(() => Int, { description: 'How many places name it.' })
  mentionCount!: number;
}
edgeParts(ArticleOrganisationEdge, () => Organisation);

@ObjectType({ description: 'A topic of an article.' })
class ArticleTopicEdge {
  @Reference(() => TopicAssignment, { description: 'How strongly, and why.' }, { kind: 'same' })
  assignment!: TopicAssignment;
}
edgeParts(ArticleTopicEdge, () => Topic);

const ArticlePersonConnection = connectionType('ArticlePerson', () => Person, {
  of: 'people of an article',
  edge: ArticlePersonEdge,
});
const ArticleOrganisationConnection = connectionType('ArticleOrganisation', () => Organisation, {
  of: 'organisations of an article',
  edge: ArticleOrganisationEdge,
});
const ArticleTopicConnection = connectionType('ArticleTopic', () => Topic, {
  of: 'topics of an article',
  edge: ArticleTopicEdge,
});

relate(
  Article,
  'people',
  Connection(
    () => ArticlePersonConnection,
    {
      description: 'Whom it mentions.',
      orderedBy: 'In the order of their first mention.',
      pages: 'forwards',
    },
    {
      rows: ownedRows(articlePersonModel, { key: 'person_id' }),
      node: byKey('person_id'),
      order: TEXT_ORDER,
    },
  ),
);

relate(
  Article,
  'organisations',
  Connection(
    () => ArticleOrganisationConnection,
    {
      description: 'Which organisations it mentions.',
      orderedBy: 'In the order of their first mention.',
      pages: 'forwards',
    },
    {
      rows: ownedRows(articleOrganisationModel, { key: 'organisation_id' }),
      node: byKey('organisation_id'),
      order: TEXT_ORDER,
    },
  ),
);

relate(
  Article,
  'topics',
  Connection(
    () => ArticleTopicConnection,
    { description: 'What it is about.', orderedBy: 'The strongest first.', pages: 'forwards' },
    {
      rows: ownedRows(topicAssignmentModel, { key: 'id' }),
      node: byKey('topic_id'),
      order: [descending({ column: 'score', type: 'float' })],
    },
  ),
);

relate(
  Article,
  'mentions',
  Connection(
    () => MentionConnection,
    {
      description: 'Every place that names somebody.',
      orderedBy: 'In the order of the text.',
      pages: 'both',
    },
    { rows: ownedRows(mentionModel), node: { kind: 'same' }, order: TEXT_ORDER },
  ),
);

relate(
  Entity,
  'mentions',
  Connection(
    () => MentionConnection,
    { description: 'Every place that names it.', orderedBy: 'Newest first.', pages: 'both' },
    { rows: ownedRows(mentionModel), node: { kind: 'same' }, order: NEWEST_FIRST },
  ),
);

/** The articles of an owner, through a join that copies the order key. */
function articlesThrough(rows: ConnectionSource['rows'], description: string) {
  return Connection(
    () => ArticleConnection,
    { description, orderedBy: 'Newest first.', pages: 'both', filteredAs: 'Article' },
    { rows, node: byKey('article_id'), order: NEWEST_FIRST },
  );
}

relate(
  Entity,
  'articles',
  articlesThrough((owner) => {
    const model = owner.table === 'person' ? articlePersonModel : articleOrganisationModel;
    return ownedRows(model, {
      carries: ['sort_at'],
      key: 'article_id',
      countColumn: 'article_count',
    })(owner);
  }, 'Articles that mention this entity.'),
);

relate(
  Topic,
  'articles',
  articlesThrough(
    ownedRows(topicAssignmentModel, {
      carries: ['sort_at'],
      key: 'article_id',
      countColumn: 'article_count',
    }),
    'What is assigned to this topic itself; for the narrower ones too, filter the root list with includeNarrower.',
  ),
);

relate(
  Affiliation,
  'article',
  Reference(
    () => Article,
    { description: 'The newest visible receipt’s article.' },
    {
      kind: 'one',
      match: (article, row) =>
        sql`${article.column('id')} = (SELECT r.article_id FROM affiliation_receipt AS r WHERE r.id = ${row.column('newest_receipt_id')})`,
    },
  ),
);

relate(
  AffiliationReceipt,
  'article',
  Reference(() => Article, { description: 'The article that says it.' }, byKey('article_id')),
);
