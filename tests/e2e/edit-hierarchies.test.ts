import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { mutate, type Payload, refused } from '../support/mutate.ts';
import { askAsReader } from '../support/reader.ts';
import { type SharedServer, shareServer } from '../support/shared-server.ts';

const ORGANISATION =
  'organisation { id slug name aliases version organisationKind parent { id } identifiers { scheme value } }';
const TOPIC = 'topic { id slug name definition version broader { id } }';
const row = z.looseObject({ id: z.string(), version: z.number() });
const shown = z.union([
  z.object({ organisation: row }).transform(({ organisation }) => organisation),
  z.object({ topic: row }).transform(({ topic }) => topic),
]);

let server: SharedServer;
beforeAll(async () => {
  server = await shareServer();
});

const edit = (mutation: string, input: Record<string, unknown>) =>
  mutate(server.url, mutation, input, mutation.endsWith('Topic') ? TOPIC : ORGANISATION);
const rowOf = (payload: Payload) => shown.parse(payload);

const listed = z.object({ topics: z.object({ nodes: z.array(row).length(1) }) });

/** A topic of IPTC's vocabulary. */
async function iptcTopic() {
  const query =
    '{ topics(first: 1, where: { code: { equals: "medtop:20000053" } }) { nodes { id version } } }';
  const [topic] = listed.parse(await askAsReader(server.url, query)).topics.nodes;
  if (topic === undefined) throw new Error('The vocabulary is not there');
  return topic;
}

describe('an organisation', () => {
  test('is created with kind and parent, put right, and deleted when nothing names it', async () => {
    const ministry = rowOf(await edit('createOrganisation', { name: 'Ministry of Examples' }));
    const office = rowOf(
      await edit('createOrganisation', {
        name: 'Office of Examples',
        aliases: ['OoE'],
        organisationKind: 'GOVERNMENT_BODY',
        parentId: ministry.id,
        identifiers: [{ scheme: 'WIKIDATA', value: 'Q42000002' }],
      }),
    );
    expect(office).toMatchObject({
      slug: 'office-of-examples',
      organisationKind: 'GOVERNMENT_BODY',
      parent: { id: ministry.id },
    });
    expect(refused(await edit('deleteOrganisation', { id: ministry.id, version: 1 }))).toEqual([
      'id: WRONG_STATE',
    ]);
    const freed = rowOf(
      await edit('updateOrganisation', { id: office.id, version: 1, parentId: null, organisationKind: null }),
    );
    expect(freed).toMatchObject({ parent: null, organisationKind: null, aliases: ['OoE'], version: 2 });
    expect(await edit('deleteOrganisation', { id: ministry.id, version: 1 })).toEqual({
      organisation: null,
      userErrors: [],
    });
    expect(
      refused(await edit('updateOrganisation', { id: office.id, version: 2, parentId: ministry.id })),
    ).toEqual(['parentId: NOT_FOUND']);
  });

  test('never stands, through others, under itself, however many move at once', async () => {
    const names = ['Ring one', 'Ring two', 'Ring three', 'Ring four'];
    const rings = await Promise.all(
      names.map(async (name) => rowOf(await edit('createOrganisation', { name }))),
    );
    const moves = rings.map(({ id, version }, position) =>
      edit('updateOrganisation', { id, version, parentId: rings[(position + 1) % rings.length]?.id }),
    );
    const refusals = (await Promise.all(moves)).flatMap(refused);
    expect(refusals).toEqual(['parentId: INVALID']);
    const [own] = rings;
    const itself = { id: own?.id, version: 1, parentId: own?.id };
    expect(refused(await edit('updateOrganisation', itself))).toEqual(['parentId: INVALID']);
  });

  test('whose identifiers four put right at once has those of one, and the others are told', async () => {
    const { id } = rowOf(await edit('createOrganisation', { name: 'Identified Organisation' }));
    const all = await Promise.all(
      Array.from({ length: 4 }, (_, n) =>
        edit('updateOrganisation', {
          id,
          version: 1,
          identifiers: [{ scheme: 'WIKIDATA', value: `Q4300000${n}` }],
        }),
      ),
    );
    expect(all.flatMap(refused)).toEqual(Array.from({ length: 3 }, () => 'version: CONFLICT'));
    expect(new Set(all.map((payload) => rowOf(payload).version))).toEqual(new Set([2]));
  });

  test('that an article names or that publishes one is not deleted', async () => {
    const publisher = rowOf(await edit('createOrganisation', { name: 'Naming Press' }));
    const document = 'A headline\n\nSome text of an article.\n';
    await mutate(server.url, 'importArticle', { document, publisher: 'Naming Press' });
    expect(refused(await edit('deleteOrganisation', { id: publisher.id, version: 1 }))).toEqual([
      'id: WRONG_STATE',
    ]);
  });
});

describe('a topic', () => {
  test('of our own stands under one of IPTC, and its articles count under that', async () => {
    const topic = await iptcTopic();
    const bridges = rowOf(
      await edit('createTopic', { name: 'Bridges', definition: 'What crosses.', broaderId: topic.id }),
    );
    expect(bridges).toMatchObject({
      slug: 'bridges',
      definition: 'What crosses.',
      broader: { id: topic.id },
    });
    const old = rowOf(await edit('createTopic', { name: 'Old bridges', broaderId: bridges.id }));
    const circle = { id: bridges.id, version: 1, broaderId: old.id };
    expect(refused(await edit('updateTopic', circle))).toEqual(['broaderId: INVALID']);
    expect(refused(await edit('deleteTopic', { id: bridges.id, version: 1 }))).toEqual(['id: WRONG_STATE']);
    const named = rowOf(
      await edit('updateTopic', {
        id: old.id,
        version: 1,
        name: 'Former bridges',
        definition: null,
        broaderId: null,
      }),
    );
    expect(named).toMatchObject({ name: 'Former bridges', broader: null, version: 2 });
    expect(await edit('deleteTopic', { id: bridges.id, version: 1 })).toEqual({
      topic: null,
      userErrors: [],
    });
  });

  test('of IPTC is neither changed nor deleted', async () => {
    const topic = await iptcTopic();
    const { id, version } = topic;
    expect(refused(await edit('updateTopic', { id, version, name: 'Mine' }))).toEqual(['id: WRONG_STATE']);
    expect(refused(await edit('deleteTopic', { id, version }))).toEqual(['id: WRONG_STATE']);
    expect(refused(await edit('createTopic', { name: '' }))).toEqual(['name: REQUIRED']);
  });
});
