import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { UserError } from '../content/node/user-error.type.ts';
import { Organisation } from '../content/organisation/organisation.type.ts';
import { OrganisationKind } from '../database/generated/enums.ts';
import { Reference } from '../planner/decorators.ts';
import { written } from '../planner/written.ts';
import { EditInput } from './edit-input.ts';
import { IdentifierInput } from './entity-input.ts';

@InputType({
  description: 'An organisation that is new to the record. Readers see it once a visible fact names it.',
})
export class CreateOrganisationInput extends EditInput {
  @Field(() => String, { description: 'The fullest form.' })
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

  @Field(() => OrganisationKind, { nullable: true, description: 'What sort of body it is.' })
  organisationKind?: OrganisationKind | null;

  @Field(() => ID, { nullable: true, description: 'The organisation that it is part of.' })
  parentId?: string | null;
}

@InputType({
  description:
    'What is put right of an organisation. What is not given stays as it is; null takes away kind and parent, and nothing else: it is REQUIRED there.',
})
export class UpdateOrganisationInput extends EditInput {
  @Field(() => ID, { description: 'Which.' })
  id!: string;

  @Field(() => Int, { description: 'The version that was read: another one is a CONFLICT.' })
  version!: number;

  @Field(() => String, { nullable: true, description: 'The fullest form.' })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'For addresses; the one that is given up leads to the organisation for ever.',
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

  @Field(() => OrganisationKind, { nullable: true, description: 'What sort of body it is.' })
  organisationKind?: OrganisationKind | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The organisation that it is part of: never itself, nor one that is part of it.',
  })
  parentId?: string | null;
}

@InputType({ description: 'An organisation to take out of the record, which nothing in it names.' })
export class DeleteOrganisationInput extends EditInput {
  @Field(() => ID, { description: 'Which.' })
  id!: string;

  @Field(() => Int, { description: 'The version that was read: another one is a CONFLICT.' })
  version!: number;
}

/** What the payloads of all edits of an organisation show. */
@ObjectType()
abstract class OrganisationPayload {
  @Reference(
    () => Organisation,
    { description: 'As it is now; null where there is none, or the input was refused.', nullable: true },
    written('organisation'),
  )
  organisation!: Organisation | null;

  @Field(() => [UserError], { description: 'Why it was refused; empty where it was not.' })
  userErrors!: UserError[];
}

@ObjectType({ description: 'The organisation that was created, as editors see it.' })
export class CreateOrganisationPayload extends OrganisationPayload {}

@ObjectType({
  description: 'The organisation that was changed, as editors see it; where there was a conflict, as it is.',
})
export class UpdateOrganisationPayload extends OrganisationPayload {}

@ObjectType({
  description: 'Whether the organisation was deleted; where there was a conflict, the organisation as it is.',
})
export class DeleteOrganisationPayload extends OrganisationPayload {}
