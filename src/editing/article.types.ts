import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Article } from '../content/article/article.type.ts';
import { DateTime } from '../content/node/date-time.scalar.ts';
import { UserError } from '../content/node/user-error.type.ts';
import { Reference } from '../planner/decorators.ts';
import { written } from '../planner/written.ts';
import { EditInput } from './edit-input.ts';

/** Most characters of an article's text: a book of 300 pages has half as many. */
export const MAX_TEXT = 1_000_000;

/** What stands beside an article's text. */
@InputType()
abstract class ArticleFieldsInput extends EditInput {
  @Field(() => String, {
    nullable: true,
    description:
      'For addresses; a new article’s is made of its headline, and one that is given up leads on for ever.',
  })
  slug?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The provider’s own identifier: a publisher uses it for one article.',
  })
  uri?: string | null;

  @Field(() => String, { nullable: true, description: 'The line under the headline.' })
  standfirst?: string | null;

  @Field(() => String, { nullable: true, description: 'Where it was filed.' })
  dateline?: string | null;

  @Field(() => [String], { nullable: true, description: 'Everybody who wrote it; 100 at most.' })
  bylines?: string[] | null;

  @Field(() => String, { nullable: true, description: 'BCP 47; und where unknown.' })
  language?: string | null;

  @Field(() => ID, { nullable: true, description: 'The organisation that published it.' })
  publisherId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When its publisher published it.' })
  publishedAt?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When its publisher last changed it.' })
  modifiedAt?: Date | null;

  @Field(() => String, { nullable: true, description: 'Its address at the publisher, with http: or https:.' })
  sourceUrl?: string | null;

  @Field(() => String, { nullable: true, description: 'Who holds the copyright.' })
  copyrightHolder?: string | null;

  @Field(() => String, { nullable: true, description: 'What may be done with it.' })
  usageTerms?: string | null;
}

@InputType({
  description:
    'What is put right beside an article’s text. What is not given stays as it is; null takes away what can be missing, and is REQUIRED of the rest.',
})
export class UpdateArticleInput extends ArticleFieldsInput {
  @Field(() => ID, { description: 'Which article.' })
  id!: string;

  @Field(() => Int, { description: 'The version that was read: another one is a CONFLICT.' })
  version!: number;

  @Field(() => String, { nullable: true, description: 'Its headline; its text stays as it is.' })
  headline?: string | null;
}

@InputType({ description: 'An article that an editor writes. What is null counts as not given.' })
export class CreateArticleInput extends ArticleFieldsInput {
  @Field(() => String, {
    description: 'Its headline. It stands above the text, and is a place of it, as the standfirst is.',
  })
  headline!: string;

  @Field(() => String, {
    description: `Plain text, a blank line between paragraphs; one that begins with the headline is not made to say it twice. ${MAX_TEXT.toLocaleString('en')} characters at most, and a request has a megabyte.`,
  })
  text!: string;

  @Field(() => Boolean, {
    defaultValue: true,
    description:
      'Suggest the people, organisations, quotes, affiliations and topics that the text names, as an import does.',
  })
  analyse!: boolean;
}

@InputType({ description: 'A draft that readers have never seen, to take out of the record.' })
export class DeleteArticleInput extends EditInput {
  @Field(() => ID, { description: 'Which article.' })
  id!: string;

  @Field(() => Int, { description: 'The version that was read: another one is a CONFLICT.' })
  version!: number;
}

/** What the payloads of all edits of an article show. */
@ObjectType()
export abstract class ArticlePayload {
  @Reference(
    () => Article,
    { description: 'As it is now; null where there is none, or the input was refused.', nullable: true },
    written('article'),
  )
  article!: Article | null;

  @Field(() => [UserError], { description: 'Why it was refused; empty where it was not.' })
  userErrors!: UserError[];
}

@ObjectType({
  description:
    'The article that was created, as editors see it; where there is one with these very words, that one.',
})
export class CreateArticlePayload extends ArticlePayload {}

@ObjectType({
  description: 'The article that was changed, as editors see it; where there was a conflict, as it is.',
})
export class UpdateArticlePayload extends ArticlePayload {}

@ObjectType({
  description: 'Whether the article was deleted; where there was a conflict, the article as it is.',
})
export class DeleteArticlePayload extends ArticlePayload {}
