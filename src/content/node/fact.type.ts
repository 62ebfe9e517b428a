import { Float, Int, InterfaceType, registerEnumType } from 'type-graphql';
import { ReviewState } from '../../database/generated/enums.ts';
import { Column } from '../../planner/decorators.ts';

registerEnumType(ReviewState, {
  name: 'ReviewState',
  description: 'Whether a person has looked at a fact.',
  valuesConfig: {
    SUGGESTED: { description: 'Found by a machine; nobody has looked yet.' },
    CONFIRMED: { description: 'A person, or a rule that an editor set, stands by it.' },
    REJECTED: { description: 'A person found it wrong.' },
  },
});

@InterfaceType('Fact', {
  description:
    'Drawn from a text: what it rests on, and whether a person has looked at it. Readers without a key see CONFIRMED facts of PUBLISHED articles only.',
})
export abstract class Fact {
  @Column(() => ReviewState, { description: 'Whether a person has looked at it.' })
  review!: ReviewState;

  @Column(() => Float, { description: '0 to 1.' })
  confidence!: number;

  @Column(() => String, {
    description: 'What found it: a pipeline stage with its version, an import format, or an editor.',
  })
  method!: string;

  @Column(() => Int, { description: 'Grows by one with each change of it.' })
  version!: number;
}
