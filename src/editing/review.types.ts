import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Fact } from '../content/node/fact.type.ts';
import { UserError } from '../content/node/user-error.type.ts';
import { ReviewState } from '../database/generated/enums.ts';
import { WrittenList } from '../planner/decorators.ts';
import { writtenList } from '../planner/written.ts';
import { EditInput } from './edit-input.ts';

/** Most facts of one call: a long article has some two hundred. */
export const MAX_REVIEWED = 500;

@InputType({ description: 'What somebody decided about one fact.' })
export class ReviewInput {
  @Field(() => ID, { description: 'A mention, a quote, an affiliation receipt or a topic assignment.' })
  id!: string;

  @Field(() => ReviewState, {
    description: 'CONFIRMED and REJECTED are a person’s word, SUGGESTED takes it back.',
  })
  state!: ReviewState;

  @Field(() => Int, {
    nullable: true,
    description: 'The version that was read: another one is a CONFLICT. Not given: whatever it is now.',
  })
  version?: number | null;
}

@InputType({
  description: 'Facts that somebody has looked at, of any kind and any article: all are written, or none.',
})
export class ReviewFactsInput extends EditInput {
  @Field(() => [ReviewInput], { description: `Each fact once, ${MAX_REVIEWED} at most.` })
  facts!: ReviewInput[];
}

@ObjectType({ description: 'The facts that were reviewed, as editors see them.' })
export class ReviewFactsPayload {
  @WrittenList(
    () => [Fact],
    {
      description:
        'In the order of the input; where there was a conflict, those that were in it, as they are now.',
    },
    writtenList('facts', MAX_REVIEWED),
  )
  facts!: Fact[];

  @Field(() => [UserError], { description: 'Why it was refused; empty where it was not.' })
  userErrors!: UserError[];
}
