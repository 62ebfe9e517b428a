import { Extensions, Resolver } from 'type-graphql';
import { RootConnection } from '../../planner/decorators.ts';
import { descending } from '../../planner/sources.ts';
import { sql } from '../../planner/sql.ts';
import { MergeCandidateConnection, mergeCandidateModel } from './merge-candidate.type.ts';

@Resolver()
export class MergeCandidateQueries {
  @Extensions({ permission: 'editor' })
  @RootConnection(
    () => MergeCandidateConnection,
    {
      description:
        'People and organisations that may be one, until somebody takes or dismisses the candidate. Asks for an editor.',
      orderedBy: 'The surest first.',
      pages: 'both',
    },
    {
      rows: () => ({
        model: mergeCandidateModel,
        match: (row) => sql`${row.column('dismissed_at')} IS NULL`,
      }),
      node: { kind: 'same' },
      order: [descending({ column: 'confidence', type: 'float' })],
    },
  )
  mergeCandidates!: object;
}
