import { Field, Float, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Article } from '../content/article/article.type.ts';
import { UserError } from '../content/node/user-error.type.ts';
import { Reference } from '../planner/decorators.ts';
import { written } from '../planner/written.ts';
import { EditInput } from './edit-input.ts';

/** What became of an article that was to be imported. */
export const ImportOutcome = {
  CREATED: 'CREATED',
  UPDATED: 'UPDATED',
  UNCHANGED: 'UNCHANGED',
  OUTDATED: 'OUTDATED',
  WITHDRAWN: 'WITHDRAWN',
} as const;
export type ImportOutcome = (typeof ImportOutcome)[keyof typeof ImportOutcome];

registerEnumType(ImportOutcome, {
  name: 'ImportOutcome',
  description: 'What became of an article that was to be imported.',
  valuesConfig: {
    CREATED: { description: 'It is new.' },
    UPDATED: { description: 'It was there, and something of it is new.' },
    UNCHANGED: { description: 'It was there, and nothing of it is new: nothing was written.' },
    OUTDATED: { description: 'A newer version of it is there: nothing was written.' },
    WITHDRAWN: { description: 'Its publisher cancelled it.' },
  },
});

@InputType({ description: 'A document with one article, and how it is taken in.' })
export class ImportArticleInput extends EditInput {
  @Field(() => String, {
    description:
      'The whole document, as it came: plain text, HTML, ninjs 2 or 3, NewsML-G2, RSS or Atom. The request with it has a megabyte at most.',
  })
  document!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Its IANA media type, such as text/plain; not given: told by the look of it.',
  })
  mediaType?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'BCP 47 tag of its language, where it does not say so itself.',
  })
  language?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Its publisher’s name, where it does not say so itself.',
  })
  publisher?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Publish it, or have it publish itself when its embargo ends, unless its publisher withholds it; otherwise it is a draft, without the embargo.',
  })
  publish!: boolean;

  @Field(() => Float, {
    nullable: true,
    description:
      'Confirm what the machine is at least so sure of, 0 to 1; not given: everything is suggested.',
  })
  confirmAbove?: number | null;
}

@ObjectType({ description: 'The article that was imported, as editors see it.' })
export class ImportArticlePayload {
  @Reference(
    () => Article,
    {
      description: 'With everything that was found in it; null where the input was refused.',
      nullable: true,
    },
    written('article'),
  )
  article!: Article | null;

  @Field(() => ImportOutcome, {
    nullable: true,
    description: 'What became of it; null where it was refused.',
  })
  outcome!: ImportOutcome | null;

  @Field(() => [UserError], { description: 'Why it was refused; empty where it was not.' })
  userErrors!: UserError[];
}
