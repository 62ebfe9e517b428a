import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Article } from '../content/article/article.type.ts';
import { DateTime } from '../content/node/date-time.scalar.ts';
import { Fact } from '../content/node/fact.type.ts';
import { UserError } from '../content/node/user-error.type.ts';
import { Column, Reference, WrittenList } from '../planner/decorators.ts';
import { written, writtenCount, writtenList } from '../planner/written.ts';
import { MAX_TEXT } from './article.types.ts';
import { EditInput } from './edit-input.ts';

/** Most places that one call edits. */
export const MAX_EDITS = 100;

/** How many facts an article loses at most, roughly: for the operation's cost. */
const LOST_ROWS = 50;

@InputType({ description: 'One place of the current text, and what stands there instead.' })
export class TextEditInput {
  @Field(() => String, {
    description: 'What is wrong, as it stands there: TEXT_AMBIGUOUS where it is there more than once.',
  })
  exact!: string;

  @Field(() => String, { nullable: true, description: 'What stands directly before it.' })
  prefix?: string | null;

  @Field(() => String, { nullable: true, description: 'What stands directly after it.' })
  suffix?: string | null;

  @Field(() => String, { description: 'What is right; empty to take the words out.' })
  replacement!: string;
}

@InputType({
  description: 'A correction of an article’s text: the places that are wrong (`edits`), or the whole `text`.',
})
export class CorrectTextInput extends EditInput {
  @Field(() => ID, { description: 'Which article.' })
  article!: string;

  @Field(() => Int, { description: 'The article’s version that was read: another one is a CONFLICT.' })
  version!: number;

  @Field(() => [TextEditInput], {
    nullable: true,
    description: `Places of the current text that do not overlap, in any order; ${MAX_EDITS} at most.`,
  })
  edits?: TextEditInput[] | null;

  @Field(() => String, {
    nullable: true,
    description: `The whole text, as it is from now on; ${MAX_TEXT.toLocaleString('en')} characters at most.`,
  })
  text?: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'When the article was changed, its `modifiedAt` from then on. Not given: now, where it is published; else what it has stays.',
  })
  modifiedAt?: Date | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Suggest what the corrected text says beyond the facts that the article has. These stay as they are.',
  })
  analyse!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'What readers are told of it, among the article’s `corrections`; 2,000 characters at most. Not given: nothing. Refused of an article that was never published.',
  })
  correction?: string | null;
}

@ObjectType({ description: 'The article with its corrected text, and what became of its facts.' })
export class CorrectTextPayload {
  @Reference(
    () => Article,
    {
      description:
        'As editors see it now; null where there is none, or the input was refused; where there was a conflict, as it is.',
      nullable: true,
    },
    written('article'),
  )
  article!: Article | null;

  @Column(() => Int, {
    nullable: true,
    description: 'Facts that stand where they stood; null where the input was refused.',
    from: writtenCount('exact'),
  })
  exact!: number | null;

  @Column(() => Int, {
    nullable: true,
    description:
      'Facts that were found at another place, those that an earlier text had lost among them; null where the input was refused.',
    from: writtenCount('moved'),
  })
  moved!: number | null;

  @WrittenList(
    () => [Fact],
    {
      description:
        'Facts whose words the text does not have, or not certainly, in the order of the text: to be rejected, or put right. None is deleted.',
    },
    writtenList('lost', LOST_ROWS),
  )
  lost!: Fact[];

  @Field(() => [UserError], { description: 'Why it was refused; empty where it was not.' })
  userErrors!: UserError[];
}
