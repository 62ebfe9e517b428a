import { Float, ObjectType } from 'type-graphql';
import { Column, Model, Reference } from '../../planner/decorators.ts';
import { sql } from '../../planner/sql.ts';
import { connectionType } from '../node/connection.type.ts';
import { DateTime } from '../node/date-time.scalar.ts';
import { Node } from '../node/node.type.ts';
import { Entity } from './entity.type.ts';

/** For those who edit: a reader sees none. */
export const mergeCandidateModel = {
  table: 'merge_candidate',
  idPrefix: 'mergeCandidate',
  visible: () => sql`FALSE`,
} satisfies Parameters<typeof Model>[0];

@ObjectType({
  implements: [Node],
  description:
    'Two people, or two organisations, that may be one: an import found the first, and could not tell it from the second. Editors see it.',
})
@Model(mergeCandidateModel)
export class MergeCandidate extends Node {
  @Reference(() => Entity, { description: 'Who was found.' }, { kind: 'oneOf', keyPrefix: '' })
  entity!: Entity;

  @Reference(() => Entity, { description: 'Who it may be.' }, { kind: 'oneOf', keyPrefix: 'candidate_' })
  candidate!: Entity;

  @Column(() => Float, { description: 'How sure the machine is that they are one, 0 to 1.' })
  confidence!: number;

  @Column(() => String, { description: 'What speaks for it.' })
  reason!: string;

  @Column(() => DateTime, { description: 'When it was found.' })
  recordedAt!: Date;

  @Column(() => DateTime, {
    description: 'When an editor decided that they are two; null while nobody has.',
    nullable: true,
  })
  dismissedAt!: Date | null;
}

export const MergeCandidateConnection = connectionType('MergeCandidate', () => MergeCandidate, {
  of: 'merge candidates',
});
