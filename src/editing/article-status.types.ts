import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../content/node/date-time.scalar.ts';
import { ArticlePayload } from './article.types.ts';
import { EditInput } from './edit-input.ts';

/** What every move of an article from one state to another asks for. */
@InputType()
abstract class ArticleMoveInput extends EditInput {
  @Field(() => ID, { description: 'Which article.' })
  id!: string;

  @Field(() => Int, { description: 'The version that was read: another one is a CONFLICT.' })
  version!: number;
}

@InputType({ description: 'A draft, or an article that was withdrawn, for readers to see.' })
export class PublishArticleInput extends ArticleMoveInput {}

@InputType({ description: 'A published article that becomes a draft again.' })
export class UnpublishArticleInput extends ArticleMoveInput {}

@InputType({ description: 'An article that is taken back, and what readers are told of it.' })
export class WithdrawArticleInput extends ArticleMoveInput {
  @Field(() => String, { description: 'Why, for everybody to read; 1,000 characters at most.' })
  note!: string;

  @Field(() => ID, { nullable: true, description: 'The article to read instead: another one.' })
  replacedById?: string | null;
}

@InputType({ description: 'A draft, and when it publishes itself.' })
export class ScheduleArticleInput extends ArticleMoveInput {
  @Field(() => DateTime, {
    nullable: true,
    description: 'Not before this instant, which is to come; null or not given: somebody is to publish it.',
  })
  embargoedUntil?: Date | null;
}

@ObjectType({ description: 'The article that was published, as editors see it.' })
export class PublishArticlePayload extends ArticlePayload {}

@ObjectType({ description: 'The article that is a draft again, as editors see it.' })
export class UnpublishArticlePayload extends ArticlePayload {}

@ObjectType({ description: 'The article that was withdrawn, as editors see it.' })
export class WithdrawArticlePayload extends ArticlePayload {}

@ObjectType({ description: 'The draft with its embargo, as editors see it.' })
export class ScheduleArticlePayload extends ArticlePayload {}
