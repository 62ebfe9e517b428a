import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Mention } from '../content/article/mention.type.ts';
import { TopicAssignment } from '../content/article/topic-assignment.type.ts';
import { UserError } from '../content/node/user-error.type.ts';
import { Affiliation, AffiliationReceipt } from '../content/person/affiliation.type.ts';
import { MentionForm } from '../database/generated/enums.ts';
import { Reference } from '../planner/decorators.ts';
import { written } from '../planner/written.ts';
import { EditInput } from './edit-input.ts';
import { MAX_PARTS } from './quote.types.ts';
import { TextSelectorInput } from './text-selector.ts';

@InputType({
  description: 'A place that names somebody, and that the pipeline did not find; it is CONFIRMED.',
})
export class AddMentionInput extends EditInput {
  @Field(() => ID, { description: 'The article.' })
  article!: string;

  @Field(() => ID, { description: 'The person or organisation that is named.' })
  entity!: string;

  @Field(() => TextSelectorInput, { description: 'The words that name it.' })
  span!: TextSelectorInput;

  @Field(() => MentionForm, { defaultValue: MentionForm.NAME, description: 'How they do.' })
  form!: MentionForm;
}

@InputType({ description: 'A topic of an article that the pipeline did not find; it is CONFIRMED.' })
export class AddTopicInput extends EditInput {
  @Field(() => ID, { description: 'The article.' })
  article!: string;

  @Field(() => ID, { description: 'The topic; a retired one is assigned to nothing new.' })
  topic!: string;

  @Field(() => [TextSelectorInput], {
    nullable: true,
    description: `The words that say so, in the order of the text, ${MAX_PARTS} places at most. With them its origin is TEXT, without EDITOR.`,
  })
  spans?: TextSelectorInput[] | null;
}

@InputType({
  description:
    'Words that say what a person is in an organisation; they are CONFIRMED. The affiliation is made where the record has none of this person, organisation and role.',
})
export class AddAffiliationInput extends EditInput {
  @Field(() => ID, { description: 'The article that says it.' })
  article!: string;

  @Field(() => ID, { description: 'Who.' })
  person!: string;

  @Field(() => ID, { description: 'Where.' })
  organisation!: string;

  @Field(() => String, { nullable: true, description: 'As what; null where the text names no role.' })
  role?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Since when: 2022, 2022-12 or 2022-12-09. Not given, or null: what the record has of it stays.',
  })
  from?: string | null;

  @Field(() => String, { nullable: true, description: 'Until when, likewise.' })
  to?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'False where the words speak of the past; null where they do not say.',
  })
  current?: boolean | null;

  @Field(() => TextSelectorInput, { description: 'The words that say it.' })
  span!: TextSelectorInput;
}

@ObjectType({ description: 'The mention that was added, as editors see it.' })
export class AddMentionPayload {
  @Reference(
    () => Mention,
    {
      description: 'Null where the input was refused; where these words name it already, that one.',
      nullable: true,
    },
    written('mention'),
  )
  mention!: Mention | null;

  @Field(() => [UserError], { description: 'Why it was refused; empty where it was not.' })
  userErrors!: UserError[];
}

@ObjectType({ description: 'The topic assignment that was added, as editors see it.' })
export class AddTopicPayload {
  @Reference(
    () => TopicAssignment,
    {
      description: 'Null where the input was refused; where the article has the topic already, that one.',
      nullable: true,
    },
    written('assignment'),
  )
  assignment!: TopicAssignment | null;

  @Field(() => [UserError], { description: 'Why it was refused; empty where it was not.' })
  userErrors!: UserError[];
}

@ObjectType({ description: 'The affiliation, and the words that were added to it, as editors see them.' })
export class AddAffiliationPayload {
  @Reference(
    () => Affiliation,
    { description: 'Null where the input was refused.', nullable: true },
    written('affiliation'),
  )
  affiliation!: Affiliation | null;

  @Reference(
    () => AffiliationReceipt,
    {
      description: 'Null where the input was refused; where these words say it already, that one.',
      nullable: true,
    },
    written('receipt'),
  )
  receipt!: AffiliationReceipt | null;

  @Field(() => [UserError], { description: 'Why it was refused; empty where it was not.' })
  userErrors!: UserError[];
}
