import { Float, ObjectType, registerEnumType } from 'type-graphql';
import { Origin } from '../../database/generated/enums.ts';
import { Column, List, Model, Reference } from '../../planner/decorators.ts';
import { ascending, byKey, flagged } from '../../planner/sources.ts';
import { sql } from '../../planner/sql.ts';
import { Fact } from '../node/fact.type.ts';
import { Node } from '../node/node.type.ts';
import { TextSpan } from '../node/text-span.type.ts';
import { Topic } from '../topic/topic.type.ts';
import { Article } from './article.type.ts';

registerEnumType(Origin, {
  name: 'Origin',
  description: 'Where a fact comes from.',
  valuesConfig: {
    TEXT: { description: 'The text says it: there are spans.' },
    METADATA: { description: 'It came with the article’s metadata.' },
    EDITOR: { description: 'An editor said so.' },
  },
});

/** Readers see confirmed assignments of visible articles: a stored flag. */
export const topicAssignmentModel = {
  table: 'topic_assignment',
  idPrefix: 'topicAssignment',
  visible: flagged,
} satisfies Parameters<typeof Model>[0];

@ObjectType({ implements: [Node, Fact], description: 'An article is about a topic, and why.' })
@Model(topicAssignmentModel)
export class TopicAssignment extends Node {
  @Reference(() => Article, { description: 'Which article.' }, byKey('article_id'))
  article!: Article;

  @Reference(() => Topic, { description: 'Which topic.' }, byKey('topic_id'))
  topic!: Topic;

  @Column(() => Float, { description: '0 to 1.' })
  score!: number;

  @List(
    () => [TextSpan],
    {
      description:
        'Where the text earned it; empty when it came with the article’s metadata or from an editor.',
    },
    {
      rows: () => ({
        model: { table: 'topic_span' },
        match: (row, assignment) => sql`${row.column('assignment_id')} = ${assignment.column('id')}`,
        key: 'assignment_id',
      }),
      element: { kind: 'same' },
      order: [ascending({ column: 'position', type: 'integer' })],
    },
  )
  spans!: TextSpan[];

  @Column(() => Origin, { description: 'Where it comes from.' })
  origin!: Origin;
}
