import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MergeCandidate } from '../content/entity/merge-candidate.type.ts';
import { UserError } from '../content/node/user-error.type.ts';
import { Organisation } from '../content/organisation/organisation.type.ts';
import { Person } from '../content/person/person.type.ts';
import { Reference } from '../planner/decorators.ts';
import { written } from '../planner/written.ts';
import { EditInput } from './edit-input.ts';

@InputType()
abstract class MergeInput extends EditInput {
  @Field(() => ID, { description: 'Who goes: their id and slug lead to the other from then on.' })
  from!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The version of `from` that was read: another one is a CONFLICT. Not given: whatever it is.',
  })
  fromVersion?: number | null;

  @Field(() => ID, { description: 'Who stays, with the names of both.' })
  into!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The version of `into` that was read: another one is a CONFLICT. Not given: whatever it is.',
  })
  intoVersion?: number | null;
}

@InputType({ description: 'Two people who are one.' })
export class MergePeopleInput extends MergeInput {}

@InputType({ description: 'Two organisations that are one.' })
export class MergeOrganisationsInput extends MergeInput {}

@InputType({ description: 'A person whose merge is taken back.' })
export class UnmergePersonInput extends EditInput {
  @Field(() => ID, { description: 'Who was merged away, by the id that they had.' })
  id!: string;
}

@InputType({ description: 'An organisation whose merge is taken back.' })
export class UnmergeOrganisationInput extends EditInput {
  @Field(() => ID, { description: 'What was merged away, by the id that it had.' })
  id!: string;
}

@InputType({ description: 'A candidate that is right: the two are one.' })
export class TakeMergeCandidateInput extends EditInput {
  @Field(() => ID, { description: 'Which candidate.' })
  id!: string;

  @Field(() => Int, {
    nullable: true,
    description:
      'The version of its `entity`, who goes, that was read: another one is a CONFLICT. Not given: whatever it is.',
  })
  fromVersion?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'The version of its `candidate`, who stays, that was read: another one is a CONFLICT. Not given: whatever it is.',
  })
  intoVersion?: number | null;
}

@InputType({ description: 'A candidate that is wrong: the two are two.' })
export class DismissMergeCandidateInput extends EditInput {
  @Field(() => ID, { description: 'Which candidate.' })
  id!: string;
}

@ObjectType()
abstract class MergingPayload {
  @Field(() => [UserError], { description: 'Why it was refused; empty where it was not.' })
  userErrors!: UserError[];
}

@ObjectType({ description: 'Who stays.' })
export class MergePeoplePayload extends MergingPayload {
  @Reference(
    () => Person,
    { description: 'With the names and facts of both; null where it was refused.', nullable: true },
    written('person'),
  )
  person!: Person | null;
}

@ObjectType({ description: 'What stays.' })
export class MergeOrganisationsPayload extends MergingPayload {
  @Reference(
    () => Organisation,
    { description: 'With the names and facts of both; null where it was refused.', nullable: true },
    written('organisation'),
  )
  organisation!: Organisation | null;
}

@ObjectType({ description: 'The two, each for themselves again.' })
export class UnmergePersonPayload extends MergingPayload {
  @Reference(
    () => Person,
    { description: 'Who is back; null where it was refused.', nullable: true },
    written('person'),
  )
  person!: Person | null;

  @Reference(
    () => Person,
    { description: 'Whom they had been merged into.', nullable: true },
    written('other'),
  )
  other!: Person | null;
}

@ObjectType({ description: 'The two, each for itself again.' })
export class UnmergeOrganisationPayload extends MergingPayload {
  @Reference(
    () => Organisation,
    { description: 'What is back; null where it was refused.', nullable: true },
    written('organisation'),
  )
  organisation!: Organisation | null;

  @Reference(
    () => Organisation,
    { description: 'What it had been merged into.', nullable: true },
    written('other'),
  )
  other!: Organisation | null;
}

@ObjectType({ description: 'Who stays.' })
export class TakeMergeCandidatePayload extends MergingPayload {
  @Reference(
    () => Person,
    {
      description: 'With the names and facts of both; null where they are organisations, or it was refused.',
      nullable: true,
    },
    written('person'),
  )
  person!: Person | null;

  @Reference(
    () => Organisation,
    {
      description: 'With the names and facts of both; null where they are people, or it was refused.',
      nullable: true,
    },
    written('organisation'),
  )
  organisation!: Organisation | null;
}

@ObjectType({ description: 'The candidate, dismissed.' })
export class DismissMergeCandidatePayload extends MergingPayload {
  @Reference(
    () => MergeCandidate,
    { description: 'Null where it was refused.', nullable: true },
    written('candidate'),
  )
  candidate!: MergeCandidate | null;
}
