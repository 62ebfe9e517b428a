import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { UserError } from '../content/node/user-error.type.ts';
import { Topic } from '../content/topic/topic.type.ts';
import { Reference } from '../planner/decorators.ts';
import { written } from '../planner/written.ts';
import { EditInput } from './edit-input.ts';

@InputType({ description: 'A topic of this database’s own, beside those of IPTC.' })
export class CreateTopicInput extends EditInput {
  @Field(() => String, { description: 'Its preferred label.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'For addresses; not given: made of the name, with a number where that is taken.',
  })
  slug?: string | null;

  @Field(() => String, { nullable: true, description: 'What it covers; 10,000 characters at most.' })
  definition?: string | null;

  @Field(() => ID, { nullable: true, description: 'The next broader topic, IPTC’s or not.' })
  broaderId?: string | null;
}

@InputType({
  description:
    'What is put right of a topic of this database’s own. What is not given stays as it is; null takes away definition and broader topic, and nothing else: it is REQUIRED there.',
})
export class UpdateTopicInput extends EditInput {
  @Field(() => ID, { description: 'Which.' })
  id!: string;

  @Field(() => Int, { description: 'The version that was read: another one is a CONFLICT.' })
  version!: number;

  @Field(() => String, { nullable: true, description: 'Its preferred label.' })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'For addresses; the one that is given up leads to the topic for ever.',
  })
  slug?: string | null;

  @Field(() => String, { nullable: true, description: 'What it covers; 10,000 characters at most.' })
  definition?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The next broader topic: never itself, nor one that is narrower.',
  })
  broaderId?: string | null;
}

@InputType({
  description: 'A topic of this database’s own to take out, which no article, quote or topic refers to.',
})
export class DeleteTopicInput extends EditInput {
  @Field(() => ID, { description: 'Which.' })
  id!: string;

  @Field(() => Int, { description: 'The version that was read: another one is a CONFLICT.' })
  version!: number;
}

/** What the payloads of all edits of a topic show. */
@ObjectType()
abstract class TopicPayload {
  @Reference(
    () => Topic,
    { description: 'As it is now; null where there is none, or the input was refused.', nullable: true },
    written('topic'),
  )
  topic!: Topic | null;

  @Field(() => [UserError], { description: 'Why it was refused; empty where it was not.' })
  userErrors!: UserError[];
}

@ObjectType({ description: 'The topic that was created.' })
export class CreateTopicPayload extends TopicPayload {}

@ObjectType({ description: 'The topic that was changed; where there was a conflict, as it is.' })
export class UpdateTopicPayload extends TopicPayload {}

@ObjectType({ description: 'Whether the topic was deleted; where there was a conflict, the topic as it is.' })
export class DeleteTopicPayload extends TopicPayload {}
