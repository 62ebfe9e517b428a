import { Arg, Ctx, Resolver } from 'type-graphql';
import { UserErrorCode } from '../content/node/user-error.type.ts';
import type { Transaction } from '../database/database.ts';
import { type Edited, edit } from './edit.ts';
import type { EditingContext } from './editing-context.ts';
import { EditorMutation } from './editor-mutation.ts';
import type { EntityTable } from './entity-references.ts';
import { lockForMerge, mergeEntities } from './merge-entities.ts';
import {
  DismissMergeCandidateInput,
  DismissMergeCandidatePayload,
  MergeOrganisationsInput,
  MergeOrganisationsPayload,
  MergePeopleInput,
  MergePeoplePayload,
  TakeMergeCandidateInput,
  TakeMergeCandidatePayload,
  UnmergeOrganisationInput,
  UnmergeOrganisationPayload,
  UnmergePersonInput,
  UnmergePersonPayload,
} from './merging.types.ts';
import { refuse } from './refusal.ts';
import { unmergeEntity } from './unmerge-entity.ts';

@Resolver()
export class MergingMutations {
  @EditorMutation(
    () => MergePeoplePayload,
    'Makes one person of two: everything that names `from` names `into`, who takes over their names; `unmergePerson` takes it back.',
  )
  mergePeople(
    @Arg('input', () => MergePeopleInput, { description: 'The two.' }) input: MergePeopleInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return merge(context, 'mergePeople', 'person', input);
  }

  @EditorMutation(
    () => MergeOrganisationsPayload,
    'Makes one organisation of two: everything that names `from` names `into`, which takes over its names; `unmergeOrganisation` takes it back.',
  )
  mergeOrganisations(
    @Arg('input', () => MergeOrganisationsInput, { description: 'The two.' }) input: MergeOrganisationsInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return merge(context, 'mergeOrganisations', 'organisation', input);
  }

  @EditorMutation(
    () => UnmergePersonPayload,
    'Takes a merge back: the person has their id, slug, names and facts again; what came after the merge stays with the other.',
  )
  unmergePerson(
    @Arg('input', () => UnmergePersonInput, { description: 'Whom.' }) input: UnmergePersonInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return unmerge(context, 'unmergePerson', 'person', input);
  }

  @EditorMutation(
    () => UnmergeOrganisationPayload,
    'Takes a merge back: the organisation has its id, slug, names and facts again; what came after the merge stays with the other.',
  )
  unmergeOrganisation(
    @Arg('input', () => UnmergeOrganisationInput, { description: 'What.' }) input: UnmergeOrganisationInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return unmerge(context, 'unmergeOrganisation', 'organisation', input);
  }

  @EditorMutation(
    () => TakeMergeCandidatePayload,
    'Says that the two of a merge candidate are one: who was found is merged into who they may be.',
  )
  takeMergeCandidate(
    @Arg('input', () => TakeMergeCandidateInput, { description: 'Which.' }) input: TakeMergeCandidateInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return edit(context, {
      mutation: 'takeMergeCandidate',
      input,
      parse: ({ id, fromVersion = null, intoVersion = null }, check) => ({
        id: check.id(['id'], id, 'mergeCandidate'),
        versions: { from: fromVersion, into: intoVersion },
      }),
      async write(transaction, { id, versions }) {
        const { personId, candidatePersonId, organisationId, candidateOrganisationId } = await openCandidate(
          transaction,
          id,
        );
        const table: EntityTable = personId === null ? 'organisation' : 'person';
        const from = personId ?? organisationId;
        const into = candidatePersonId ?? candidateOrganisationId;
        if (from === null || into === null) throw new Error(`Merge candidate ${id} is no pair`);
        await lockForMerge(transaction, { table, from, into }, versions);
        await mergeEntities(transaction, { table, from, into });
        return { [table]: into };
      },
    });
  }

  @EditorMutation(
    () => DismissMergeCandidatePayload,
    'Says that the two of a merge candidate are two: it is not shown again.',
  )
  dismissMergeCandidate(
    @Arg('input', () => DismissMergeCandidateInput, { description: 'Which.' })
    input: DismissMergeCandidateInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return edit(context, {
      mutation: 'dismissMergeCandidate',
      input,
      parse: ({ id }, check) => check.id(['id'], id, 'mergeCandidate'),
      async write(transaction, id) {
        await openCandidate(transaction, id);
        await transaction.mergeCandidate.update({ where: { id }, data: { dismissedAt: new Date() } });
        return { candidate: id };
      },
    });
  }
}

function merge(
  context: EditingContext,
  mutation: string,
  table: EntityTable,
  input: MergePeopleInput,
): Promise<Edited> {
  return edit(context, {
    mutation,
    input,
    parse: ({ from, into, fromVersion = null, intoVersion = null }, check) => ({
      from: check.id(['from'], from, table),
      into: check.id(['into'], into, table),
      versions: { from: fromVersion, into: intoVersion },
    }),
    async write(transaction, { from, into, versions }) {
      await lockForMerge(transaction, { table, from, into }, versions);
      await mergeEntities(transaction, { table, from, into });
      return { [table]: into };
    },
  });
}

function unmerge(
  context: EditingContext,
  mutation: string,
  table: EntityTable,
  input: UnmergePersonInput,
): Promise<Edited> {
  return edit(context, {
    mutation,
    input,
    parse: ({ id }, check) => check.id(['id'], id, table),
    async write(transaction, id) {
      const other = await unmergeEntity(transaction, table, id);
      return { [table]: id, other };
    },
  });
}

/** Locks a candidate that nobody has decided. */
async function openCandidate(transaction: Transaction, id: string) {
  await transaction.$queryRaw`SELECT id FROM merge_candidate WHERE id = ${id}::uuid FOR UPDATE`;
  const candidate = await transaction.mergeCandidate.findUnique({ where: { id } });
  if (candidate === null)
    return refuse(['id'], UserErrorCode.NOT_FOUND, 'There is no such candidate, or it was taken.');
  if (candidate.dismissedAt !== null)
    return refuse(['id'], UserErrorCode.WRONG_STATE, 'It was dismissed.', { candidate: id });
  return candidate;
}
