import { Field, InputType } from 'type-graphql';

/** What the input of every edit has beside what it edits. */
@InputType()
export abstract class EditInput {
  @Field(() => String, {
    nullable: true,
    description: 'Why, for the history; 1,000 characters at most. Not given: the name of the mutation.',
  })
  reason?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Of the caller’s making, 200 characters at most: the same call with the same key again has no second effect, and gives what the first gave. Another call with it is refused.',
  })
  idempotencyKey?: string | null;
}
