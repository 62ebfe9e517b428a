import { Arg, Ctx, Resolver } from 'type-graphql';
import { UserErrorCode } from '../content/node/user-error.type.ts';
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
import {
  CreatePersonInput,
  CreatePersonPayload,
  DeletePersonInput,
  DeletePersonPayload,
  UpdatePersonInput,
  UpdatePersonPayload,
} from './person.types.ts';
import { refuse } from './refusal.ts';

@Resolver()
export class PersonMutations {
  @EditorMutation(() => CreatePersonPayload, 'Adds a person, for facts to name.')
  createPerson(
    @Arg('input', () => CreatePersonInput, { description: 'The person.' }) input: CreatePersonInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return edit(context, {
      mutation: 'createPerson',
      input,
      parse(given, check) {
        const names = parseNames(newNames(given), check);
        return { ...names, name: names.name ?? given.name };
      },
      async write(transaction, { name, slug, aliases, identifiers }) {
        const ownSlug = await newSlug(transaction, 'person', { name, slug });
        const id = newId();
        await transaction.person.create({ data: { id, name, slug: ownSlug, aliases: aliases ?? [] } });
        await writeIdentifiers(transaction, { personId: id }, identifiers);
        return { person: id };
      },
    });
  }

  @EditorMutation(() => UpdatePersonPayload, 'Puts a person’s names and identifiers right.')
  updatePerson(
    @Arg('input', () => UpdatePersonInput, { description: 'What is right.' }) input: UpdatePersonInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return edit(context, {
      mutation: 'updatePerson',
      input,
      parse: (given, check) => ({
        ...parseNames(given, check),
        id: check.id(['id'], given.id, 'person'),
        version: given.version,
      }),
      async write(transaction, { id, version, ...names }) {
        const ids = { person: id };
        await lockCurrent(transaction, { table: 'person', id, version, ids });
        await refuseTakenSlug(transaction, 'PERSON', names.slug, id);
        const isOther = await writeIdentifiers(transaction, { personId: id }, names.identifiers);
        await transaction.person.update({
          where: { id },
          data: { ...columnsOf(names), ...(isOther ? { version: { increment: 1 } } : {}) },
        });
        return ids;
      },
    });
  }

  @AdminMutation(() => DeletePersonPayload, 'Takes out a person whom nothing in the record names.')
  deletePerson(
    @Arg('input', () => DeletePersonInput, { description: 'Whom.' }) input: DeletePersonInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return edit(context, {
      mutation: 'deletePerson',
      input,
      parse: ({ id, version }, check) => ({ id: check.id(['id'], id, 'person'), version }),
      async write(transaction, { id, version }) {
        const ids = { person: id };
        await lockCurrent(transaction, { table: 'person', id, version, ids });
        const named = await transaction.person.findUniqueOrThrow({
          where: { id },
          select: {
            _count: {
              select: {
                mentions: true,
                quoteSpeakers: true,
                quotesAddressed: true,
                affiliations: true,
                merged: true,
              },
            },
          },
        });
        const facts = Object.values(named._count).reduce((sum, count) => sum + count, 0);
        if (facts > 0)
          refuse(
            ['id'],
            UserErrorCode.WRONG_STATE,
            `${facts} facts name this person: merge them with another one, or take the facts out first.`,
            ids,
          );
        await transaction.person.delete({ where: { id } });
        return { person: null };
      },
    });
  }
}
