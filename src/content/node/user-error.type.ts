import { Field, ObjectType, registerEnumType } from 'type-graphql';

/** Why a mutation refused an input. The list only grows. */
export const UserErrorCode = {
  REQUIRED: 'REQUIRED',
  INVALID: 'INVALID',
  TOO_LONG: 'TOO_LONG',
  NOT_FOUND: 'NOT_FOUND',
  NOT_UNIQUE: 'NOT_UNIQUE',
  CONFLICT: 'CONFLICT',
  TEXT_NOT_FOUND: 'TEXT_NOT_FOUND',
  TEXT_AMBIGUOUS: 'TEXT_AMBIGUOUS',
  WRONG_STATE: 'WRONG_STATE',
} as const;
export type UserErrorCode = (typeof UserErrorCode)[keyof typeof UserErrorCode];

registerEnumType(UserErrorCode, {
  name: 'UserErrorCode',
  description: 'Why a mutation refused an input. The list only grows.',
  valuesConfig: {
    REQUIRED: { description: 'It must be given.' },
    INVALID: { description: 'It is not of the form that is asked for.' },
    TOO_LONG: { description: 'It is longer than what is taken.' },
    NOT_FOUND: { description: 'There is no such thing.' },
    NOT_UNIQUE: { description: 'Another has it already.' },
    CONFLICT: { description: 'It was changed since it was read.' },
    TEXT_NOT_FOUND: { description: 'The article’s text does not have these words.' },
    TEXT_AMBIGUOUS: { description: 'The article’s text has these words more than once.' },
    WRONG_STATE: { description: 'What is there does not allow it.' },
  },
});

@ObjectType({ description: 'What a mutation refused, and where in its input.' })
export class UserError {
  @Field(() => [String], { description: 'The way to the value in the input: names, and indexes of lists.' })
  path!: string[];

  @Field(() => UserErrorCode, { description: 'Why, for programs.' })
  code!: UserErrorCode;

  @Field(() => String, { description: 'Why, for people.' })
  message!: string;
}
