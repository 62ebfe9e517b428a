import { Arg, Ctx, Resolver } from 'type-graphql';
import { UserErrorCode } from '../content/node/user-error.type.ts';
import type { Transaction } from '../database/database.ts';
import type { OrganisationKind } from '../database/generated/enums.ts';
import { newId } from '../kernel/new-id.ts';
import { lockCurrent } from './current-row.ts';
import { type Edited, edit } from './edit.ts';
import type { EditingContext } from './editing-context.ts';
import { AdminMutation, EditorMutation } from './editor-mutation.ts';
import {
  columnsOf,
  newNames,
  newSlug,
  parseNames,
  refuseTakenSlug,
  writeIdentifiers,
} from './entity-input.ts';
import { refuseWrongPlace } from './hierarchy.ts';
import type { InputCheck } from './input-check.ts';
import {
  CreateOrganisationInput,
  CreateOrganisationPayload,
  DeleteOrganisationInput,
  DeleteOrganisationPayload,
  UpdateOrganisationInput,
  UpdateOrganisationPayload,
} from './organisation.types.ts';
import { refuse } from './refusal.ts';

@Resolver()
export class OrganisationMutations {
  @EditorMutation(() => CreateOrganisationPayload, 'Adds an organisation, for facts to name.')
  createOrganisation(
    @Arg('input', () => CreateOrganisationInput, { description: 'The organisation.' })
    input: CreateOrganisationInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return edit(context, {
      mutation: 'createOrganisation',
      input,
      parse(given, check) {
        const names = parseNames(newNames(given), check);
        return { ...names, name: names.name ?? given.name, ...parsePlace(given, check) };
      },
      async write(transaction, { name, slug, aliases, identifiers, ...place }) {
        await refuseWrongPlace(transaction, placeOf(null, place.parentId));
        const ownSlug = await newSlug(transaction, 'organisation', { name, slug });
        const id = newId();
        await transaction.organisation.create({
          data: { id, name, slug: ownSlug, aliases: aliases ?? [], ...place },
        });
        await writeIdentifiers(transaction, { organisationId: id }, identifiers);
        return { organisation: id };
      },
    });
  }

  @EditorMutation(
    () => UpdateOrganisationPayload,
    'Puts an organisation’s names, kind, parent and identifiers right.',
  )
  updateOrganisation(
    @Arg('input', () => UpdateOrganisationInput, { description: 'What is right.' })
    input: UpdateOrganisationInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return edit(context, {
      mutation: 'updateOrganisation',
      input,
      parse: (given, check) => ({
        ...parseNames(given, check),
        place: parsePlace(given, check),
        id: check.id(['id'], given.id, 'organisation'),
        version: given.version,
      }),
      async write(transaction, { id, version, place, ...names }) {
        const ids = { organisation: id };
        await refuseWrongPlace(transaction, placeOf(id, place.parentId));
        await lockCurrent(transaction, { table: 'organisation', id, version, ids });
        await refuseTakenSlug(transaction, 'ORGANISATION', names.slug, id);
        const isOther = await writeIdentifiers(transaction, { organisationId: id }, names.identifiers);
        await transaction.organisation.update({
          where: { id },
          data: { ...columnsOf(names), ...place, ...(isOther ? { version: { increment: 1 } } : {}) },
        });
        return ids;
      },
    });
  }

  @AdminMutation(
    () => DeleteOrganisationPayload,
    'Takes out an organisation that nothing in the record names.',
  )
  deleteOrganisation(
    @Arg('input', () => DeleteOrganisationInput, { description: 'Which.' }) input: DeleteOrganisationInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return edit(context, {
      mutation: 'deleteOrganisation',
      input,
      parse: ({ id, version }, check) => ({ id: check.id(['id'], id, 'organisation'), version }),
      async write(transaction, { id, version }) {
        const ids = { organisation: id };
        await lockCurrent(transaction, { table: 'organisation', id, version, ids });
        const uses = await countUses(transaction, id);
        if (uses > 0)
          refuse(
            ['id'],
            UserErrorCode.WRONG_STATE,
            `${uses} facts, articles or organisations name this one: merge it with another one, or take them out first.`,
            ids,
          );
        await transaction.organisation.delete({ where: { id } });
        return { organisation: null };
      },
    });
  }
}

/** What an organisation is, and what it is part of; left out where it stays as it is. */
interface Place {
  readonly organisationKind?: OrganisationKind | null;
  /** UUID. */
  readonly parentId?: string | null;
}

function parsePlace(
  { organisationKind, parentId }: Pick<UpdateOrganisationInput, 'organisationKind' | 'parentId'>,
  check: InputCheck,
): Place {
  return {
    ...(organisationKind !== undefined && { organisationKind }),
    ...(parentId !== undefined && { parentId: check.optionalId(['parentId'], parentId, 'organisation') }),
  };
}

function placeOf(id: string | null, above: string | null | undefined) {
  return { table: 'organisation', id, above, path: ['parentId'] } as const;
}

/** How many facts, articles and other organisations name one. */
async function countUses(transaction: Transaction, id: string): Promise<number> {
  const named = await transaction.organisation.findUniqueOrThrow({
    where: { id },
    select: {
      _count: {
        select: {
          children: true,
          publishedArticles: true,
          sources: true,
          mentions: true,
          quoteSpeakers: true,
          quotesSpokenFor: true,
          quotesAddressed: true,
          affiliations: true,
        },
      },
    },
  });
  return Object.values(named._count).reduce((sum, count) => sum + count, 0);
}
