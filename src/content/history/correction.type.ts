import { Int, ObjectType } from 'type-graphql';
import { Column, List, relate } from '../../planner/decorators.ts';
import { ascending, ownedRows } from '../../planner/sources.ts';
import { Article } from '../article/article.type.ts';
import { DateTime } from '../node/date-time.scalar.ts';

@ObjectType({ description: 'What readers are told of a correction.' })
class Correction {
  @Column(() => String, { description: 'What was wrong, and what is right.' })
  note!: string;

  @Column(() => DateTime, { description: 'When it was published.' })
  publishedAt!: Date;

  @Column(() => Int, {
    description: 'The revision of the text that it made; null where another field was corrected.',
    nullable: true,
  })
  revision!: number | null;
}

relate(
  Article,
  'corrections',
  List(
    () => [Correction],
    { description: 'Its corrections, in the order in which they were published.' },
    {
      rows: ownedRows({ table: 'article_correction' }, { key: 'position' }),
      element: { kind: 'same' },
      order: [ascending({ column: 'position', type: 'integer' })],
      expectedRows: 5,
    },
  ),
);
