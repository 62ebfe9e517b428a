import { Arg, Ctx, Resolver } from 'type-graphql';
import { UserErrorCode } from '../content/node/user-error.type.ts';
import type { Transaction } from '../database/database.ts';
import { newId } from '../kernel/new-id.ts';
import { lockCurrent } from './current-row.ts';
import { type Edited, edit } from './edit.ts';
import type { EditingContext } from './editing-context.ts';
import { AdminMutation, EditorMutation } from './editor-mutation.ts';
import { newSlug, refuseTakenSlug } from './entity-input.ts';
import { refuseWrongPlace } from './hierarchy.ts';
import type { InputCheck } from './input-check.ts';
import { refuse } from './refusal.ts';
import {
  CreateTopicInput,
  CreateTopicPayload,
  DeleteTopicInput,
  DeleteTopicPayload,
  UpdateTopicInput,
  UpdateTopicPayload,
} from './topic.types.ts';

const MAX_DEFINITION = 10_000;

@Resolver()
export class TopicMutations {
  @EditorMutation(() => CreateTopicPayload, 'Adds a topic of this database’s own, for articles and quotes.')
  createTopic(
    @Arg('input', () => CreateTopicInput, { description: 'The topic.' }) input: CreateTopicInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return edit(context, {
      mutation: 'createTopic',
      input,
      parse(given, check) {
        const { name = given.name, ...columns } = parseTopic(
          { ...given, slug: given.slug ?? undefined },
          check,
        );
        return { name, ...columns };
      },
      async write(transaction, { name, slug, ...columns }) {
        await refuseWrongPlace(transaction, placeOf(null, columns.broaderId));
        const ownSlug = await newSlug(transaction, 'topic', { name, slug });
        const id = newId();
        await transaction.topic.create({ data: { id, name, slug: ownSlug, ...columns } });
        return { topic: id };
      },
    });
  }

  @EditorMutation(
    () => UpdateTopicPayload,
    'Puts a topic of this database’s own right; IPTC’s are as IPTC has them.',
  )
  updateTopic(
    @Arg('input', () => UpdateTopicInput, { description: 'What is right.' }) input: UpdateTopicInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return edit(context, {
      mutation: 'updateTopic',
      input,
      parse: (given, check) => ({
        id: check.id(['id'], given.id, 'topic'),
        version: given.version,
        columns: parseTopic(given, check),
      }),
      async write(transaction, { id, version, columns }) {
        await refuseWrongPlace(transaction, placeOf(id, columns.broaderId));
        await lockOwnTopic(transaction, id, version);
        await refuseTakenSlug(transaction, 'TOPIC', columns.slug, id);
        await transaction.topic.update({ where: { id }, data: columns });
        return { topic: id };
      },
    });
  }

  @AdminMutation(() => DeleteTopicPayload, 'Takes out a topic of this database’s own that nothing refers to.')
  deleteTopic(
    @Arg('input', () => DeleteTopicInput, { description: 'Which.' }) input: DeleteTopicInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return edit(context, {
      mutation: 'deleteTopic',
      input,
      parse: ({ id, version }, check) => ({ id: check.id(['id'], id, 'topic'), version }),
      async write(transaction, { id, version }) {
        await lockOwnTopic(transaction, id, version);
        const { _count } = await transaction.topic.findUniqueOrThrow({
          where: { id },
          select: { _count: { select: { narrower: true, assignments: true, quotes: true } } },
        });
        const uses = _count.narrower + _count.assignments + _count.quotes;
        if (uses > 0) {
          const message = `${uses} articles, quotes or narrower topics refer to it: take them away first.`;
          refuse(['id'], UserErrorCode.WRONG_STATE, message, { topic: id });
        }
        await transaction.topic.delete({ where: { id } });
        return { topic: null };
      },
    });
  }
}

/** What an input names of a topic; what is left out stays as it is. */
interface TopicColumns {
  readonly name?: string;
  readonly slug?: string;
  readonly definition?: string | null;
  /** UUID. */
  readonly broaderId?: string | null;
}

type TopicInput = {
  readonly [Field in 'name' | 'slug' | 'definition' | 'broaderId']?: string | null | undefined;
};

function parseTopic({ name, slug, definition, broaderId }: TopicInput, check: InputCheck): TopicColumns {
  return {
    ...(check.isGiven(['name'], name) && { name: check.line(['name'], name) }),
    ...(check.isGiven(['slug'], slug) && { slug: check.slug(['slug'], slug) }),
    ...(definition !== undefined && {
      definition: check.optionalText(['definition'], definition, MAX_DEFINITION),
    }),
    ...(broaderId !== undefined && { broaderId: check.optionalId(['broaderId'], broaderId, 'topic') }),
  };
}

function placeOf(id: string | null, above: string | null | undefined) {
  return { table: 'topic', id, above, path: ['broaderId'] } as const;
}

/** Locks a topic as `lockCurrent` does, and refuses those of IPTC: they are loaded as IPTC publishes them. */
async function lockOwnTopic(transaction: Transaction, id: string, version: number): Promise<void> {
  const ids = { topic: id };
  await lockCurrent(transaction, { table: 'topic', id, version, ids });
  const { code } = await transaction.topic.findUniqueOrThrow({ where: { id }, select: { code: true } });
  if (code === null) return;
  refuse(
    ['id'],
    UserErrorCode.WRONG_STATE,
    `${code} is a topic of IPTC, and stays as IPTC publishes it.`,
    ids,
  );
}
