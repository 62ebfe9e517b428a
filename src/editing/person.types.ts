import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { UserError } from '../content/node/user-error.type.ts';
import { Person } from '../content/person/person.type.ts';
import { Reference } from '../planner/decorators.ts';
import { written } from '../planner/written.ts';
import { EditInput } from './edit-input.ts';
import { IdentifierInput } from './entity-input.ts';

@InputType({
  description: 'A person who is new to the record. Readers see them once a visible fact names them.',
})
export class CreatePersonInput extends EditInput {
  @Field(() => String, { description: 'The fullest form, without rank.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'For addresses; not given: made of the name, with a number where that is taken.',
  })
  slug?: string | null;

  @Field(() => [String], { nullable: true, description: 'Other forms of the name; 100 at most.' })
  aliases?: string[] | null;

  @Field(() => [IdentifierInput], { nullable: true, description: 'Identifiers elsewhere; 50 at most.' })
  identifiers?: IdentifierInput[] | null;
}

@InputType({
  description: 'What is put right of a person; what is not given stays as it is, and null is REQUIRED.',
})
export class UpdatePersonInput extends EditInput {
  @Field(() => ID, { description: 'Whom.' })
  id!: string;

  @Field(() => Int, { description: 'The version that was read: another one is a CONFLICT.' })
  version!: number;

  @Field(() => String, { nullable: true, description: 'The fullest form, without rank.' })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'For addresses; the one that is given up leads to the person for ever.',
  })
  slug?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'All other forms of the name, from now on; 100 at most.',
  })
  aliases?: string[] | null;

  @Field(() => [IdentifierInput], {
    nullable: true,
    description: 'All identifiers elsewhere, from now on; 50 at most.',
  })
  identifiers?: IdentifierInput[] | null;
}

@InputType({ description: 'A person to take out of the record, whom nothing in it names.' })
export class DeletePersonInput extends EditInput {
  @Field(() => ID, { description: 'Whom.' })
  id!: string;

  @Field(() => Int, { description: 'The version that was read: another one is a CONFLICT.' })
  version!: number;
}

/** What the payloads of all edits of a person show. */
@ObjectType()
abstract class PersonPayload {
  @Reference(
    () => Person,
    { description: 'As they are now; null where there is none, or the input was refused.', nullable: true },
    written('person'),
  )
  person!: Person | null;

  @Field(() => [UserError], { description: 'Why it was refused; empty where it was not.' })
  userErrors!: UserError[];
}

@ObjectType({ description: 'The person who was created, as editors see them.' })
export class CreatePersonPayload extends PersonPayload {}

@ObjectType({
  description: 'The person who was changed, as editors see them; where there was a conflict, as they are.',
})
export class UpdatePersonPayload extends PersonPayload {}

@ObjectType({
  description: 'Whether the person was deleted; where there was a conflict, the person as they are.',
})
export class DeletePersonPayload extends PersonPayload {}
