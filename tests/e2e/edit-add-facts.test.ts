import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { importText } from '../support/edited-article.ts';
import { mutate, type Payload, refused } from '../support/mutate.ts';
import { askAsReader } from '../support/reader.ts';
import { type SharedServer, shareServer } from '../support/shared-server.ts';
import { expectNoFaults } from '../support/verified.ts';

const story = (town: string) => `Bridge opens in ${town} 😀

${town.toUpperCase()}: The head of the works let nobody pass 😀. Trains stopped. Trains stopped.

The old lion, who ran the ferry until 2019, came too.

Read more: Bridge opens late
`;

const FACT = `id version review confidence method reviewedBy reviewedAt
  history(first: 1) { nodes { kind actor reason } }`;
const SPAN = 'span { exact start utf16Start state }';
const ADDED = {
  review: 'CONFIRMED',
  confidence: 1,
  method: 'editor',
  version: 1,
  reviewedBy: 'editor:local',
  reviewedAt: expect.any(String),
};

let server: SharedServer;
beforeAll(async () => {
  server = await shareServer();
});

const addMention = (input: object) =>
  mutate(server.url, 'addMention', { ...input }, `mention { ${FACT} form entity { name } ${SPAN} }`);
const addTopic = (input: object) =>
  mutate(
    server.url,
    'addTopic',
    { ...input },
    `assignment { ${FACT} score origin topic { id } article { topics { totalCount } } spans { exact state } }`,
  );
const addAffiliation = (input: object) =>
  mutate(
    server.url,
    'addAffiliation',
    { ...input },
    `affiliation { id role from to current receipts { totalCount } person { name affiliations { totalCount } } }
    receipt { ${FACT} current ${SPAN} }`,
  );
async function create(type: 'Person' | 'Organisation' | 'Topic', name: string): Promise<string> {
  const node = type.toLowerCase();
  const payload = await mutate(server.url, `create${type}`, { name }, `${node} { id }`);
  return z.object({ id: z.string() }).parse(payload[node]).id;
}
/** One of IPTC's that it has retired. */
async function retiredTopic(): Promise<string> {
  const file = z.object({
    concepts: z.array(z.looseObject({ code: z.string(), retired: z.string().optional() })),
  });
  const { concepts } = file.parse(JSON.parse(readFileSync('seeds/iptc-media-topics.json', 'utf8')));
  const code = concepts.find(({ retired }) => retired !== undefined)?.code;
  const answer = z.object({ topics: z.object({ nodes: z.tuple([z.object({ id: z.string() })]) }) });
  const query = `{ topics(where: { code: { equals: "${code}" } }) { nodes { id } } }`;
  return answer.parse(await askAsReader(server.url, query)).topics.nodes[0].id;
}
const idOf = (payload: Payload, field: string) => z.looseObject({ id: z.string() }).parse(payload[field]).id;
const GHOST = '00000000-0000-7000-8000-000000000000';

describe('what the pipeline did not find', () => {
  test('a mention is added by its exact words, behind astral characters too, once', async () => {
    const { id: article, text } = await importText(server.url, story('Leeds'));
    const entity = await create('Person', 'Leo Ferry');
    const exact = 'The old lion';
    const input = { article, entity, span: { exact }, form: 'DESCRIPTION', reason: 'Everybody knows him' };
    const added = await addMention({ ...input, idempotencyKey: 'mention' });
    const utf16Start = text.indexOf(exact);
    const start = Array.from(text.slice(0, utf16Start)).length;
    expect(added).toMatchObject({
      userErrors: [],
      mention: {
        ...ADDED,
        form: 'DESCRIPTION',
        entity: { name: 'Leo Ferry' },
        span: { exact, start, utf16Start, state: 'EXACT' },
        history: { nodes: [{ kind: 'CREATED', actor: 'editor:local', reason: 'Everybody knows him' }] },
      },
    });
    const id = idOf(added, 'mention');
    expect(idOf(await addMention({ ...input, idempotencyKey: 'mention' }), 'mention')).toBe(id);
    const again = await addMention(input);
    expect(refused(again)).toEqual(['span: NOT_UNIQUE']);
    expect(idOf(again, 'mention')).toBe(id);
    const why = async (other: object) => refused(await addMention({ article, entity, ...other }));
    expect(await why({ span: { exact: 'Trains stopped.' } })).toEqual(['span.exact: TEXT_AMBIGUOUS']);
    expect(await why({ span: { exact: 'Trains came.' } })).toEqual(['span.exact: TEXT_NOT_FOUND']);
    expect(await why({ span: { exact: 'Bridge opens late' } })).toEqual(['span.exact: INVALID']);
    const topic = await create('Topic', 'Lions of Leeds');
    expect(await why({ entity: topic, span: { exact: ' ' } })).toEqual([
      'entity: INVALID',
      'span.exact: REQUIRED',
    ]);
    expect(await why({ entity: `person_${GHOST}`, span: { exact } })).toEqual(['entity: NOT_FOUND']);
    expect(await why({ article: `article_${GHOST}`, span: { exact } })).toEqual(['article: NOT_FOUND']);
    const other = await create('Organisation', 'The Old Lion');
    const twenty = await Promise.all(
      Array.from({ length: 20 }, () => why({ entity: other, span: { exact } })),
    );
    expect(twenty.filter((errors) => errors.length === 0)).toHaveLength(1);
    await expectNoFaults(server);
  });

  test('a topic is assigned, with the words that say so or without any, once, and never a retired one', async () => {
    const { id: article } = await importText(server.url, story('Bath'));
    const topic = await create('Topic', 'Bridges of Bath');
    const spans = [{ exact: 'Bridge opens in Bath' }, { exact: 'Trains stopped.', suffix: ' Trains' }];
    const added = await addTopic({ article, topic, spans });
    expect(added).toMatchObject({
      userErrors: [],
      assignment: {
        ...ADDED,
        score: 1,
        origin: 'TEXT',
        topic: { id: topic },
        spans: [
          { exact: 'Bridge opens in Bath', state: 'EXACT' },
          { exact: 'Trains stopped.', state: 'EXACT' },
        ],
      },
    });
    const again = await addTopic({ article, topic });
    expect(refused(again)).toEqual(['topic: NOT_UNIQUE']);
    expect(idOf(again, 'assignment')).toBe(idOf(added, 'assignment'));
    const plain = { article, topic: await create('Topic', 'Ferries of Bath') };
    expect(await addTopic(plain)).toMatchObject({
      userErrors: [],
      assignment: { origin: 'EDITOR', spans: [] },
    });
    const other = await create('Topic', 'Lions of Bath');
    const why = async (input: object) => refused(await addTopic({ article, topic: other, ...input }));
    expect(await why({ topic: `topic_${GHOST}` })).toEqual(['topic: NOT_FOUND']);
    expect(await why({ topic: await retiredTopic() })).toEqual(['topic: WRONG_STATE']);
    expect(await why({ spans: [] })).toEqual(['spans: REQUIRED']);
    expect(await why({ spans: spans.toReversed() })).toEqual(['spans.1: INVALID']);
    expect(await why({ spans: [{ exact: 'nowhere' }] })).toEqual(['spans.0.exact: TEXT_NOT_FOUND']);
    const twenty = await Promise.all(Array.from({ length: 20 }, () => why({})));
    expect(twenty.filter((errors) => errors.length === 0)).toHaveLength(1);
    await expectNoFaults(server);
  });

  test('an affiliation is added with its receipt, and another receipt to it, and its dates are the ones last given', async () => {
    const { id: article } = await importText(server.url, story('York'));
    const person = await create('Person', 'Lea Works');
    const organisation = await create('Organisation', 'York Works');
    const said = { article, person, organisation, role: 'head' };
    const span = { exact: 'head of the works' };
    const added = await addAffiliation({ ...said, from: '2019-05', current: true, span });
    expect(added).toMatchObject({
      userErrors: [],
      affiliation: {
        role: 'head',
        from: '2019-05',
        to: null,
        receipts: { totalCount: 1 },
        person: { name: 'Lea Works', affiliations: { totalCount: 1 } },
      },
      receipt: { ...ADDED, current: true, span: { ...span, state: 'EXACT' } },
    });
    const again = await addAffiliation({ ...said, span });
    expect(refused(again)).toEqual(['span: NOT_UNIQUE']);
    expect(idOf(again, 'receipt')).toBe(idOf(added, 'receipt'));
    const ferry = { exact: 'who ran the ferry until 2019' };
    const second = await addAffiliation({ ...said, to: '2024', current: false, span: ferry });
    expect(second).toMatchObject({
      userErrors: [],
      affiliation: { from: '2019-05', to: '2024', receipts: { totalCount: 2 } },
    });
    expect(idOf(second, 'affiliation')).toBe(idOf(added, 'affiliation'));
    const roleless = await addAffiliation({ ...said, role: null, span });
    expect(roleless).toMatchObject({ userErrors: [], affiliation: { role: null, from: null } });
    const why = async (input: object) => refused(await addAffiliation({ ...said, span, ...input }));
    expect(await why({ from: '2019-13', to: 'May', role: ' ' })).toEqual([
      'role: REQUIRED',
      'from: INVALID',
      'to: INVALID',
    ]);
    expect(await why({ from: '2019-05', to: '2019-04-30' })).toEqual(['to: INVALID']);
    expect(await why({ person: organisation, organisation: person })).toEqual([
      'person: INVALID',
      'organisation: INVALID',
    ]);
    expect(await why({ person: `person_${GHOST}` })).toEqual(['person: NOT_FOUND']);
    expect(await why({ organisation: `organisation_${GHOST}` })).toEqual(['organisation: NOT_FOUND']);
    const twenty = await Promise.all(Array.from({ length: 20 }, () => why({ role: 'keeper' })));
    expect(twenty.filter((errors) => errors.length === 0)).toHaveLength(1);
    await expectNoFaults(server);
  });

  test('is left alone by an import of the same text', async () => {
    const first = await importText(server.url, story('Hull'));
    const entity = await create('Person', 'Hal Hull');
    const topic = await create('Topic', 'Ferries of Hull');
    const span = { exact: 'The old lion' };
    const mention = idOf(await addMention({ article: first.id, entity, span }), 'mention');
    const assignment = idOf(await addTopic({ article: first.id, topic, spans: [span] }), 'assignment');
    const organisation = await create('Organisation', 'Hull Ferry');
    const said = { article: first.id, person: entity, organisation, span };
    const receipt = idOf(await addAffiliation(said), 'receipt');
    const again = await importText(server.url, story('Hull'));
    expect(again.id).toBe(first.id);
    const reviewed = await mutate(
      server.url,
      'reviewFacts',
      { facts: [mention, assignment, receipt].map((id) => ({ id, state: 'CONFIRMED', version: 1 })) },
      'facts { method }',
    );
    expect(reviewed).toEqual({ facts: Array(3).fill({ method: 'editor' }), userErrors: [] });
  });
});
