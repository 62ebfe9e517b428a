import { isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../../src/database/database.ts';
import type { Viewer } from '../../../src/planner/declaration.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { everyPath } from '../../support/every-path.ts';
import { dataOf, schema } from '../../support/planned.ts';
import { createWorld } from '../../support/world.ts';
import type { Handle } from '../../support/world-handles.ts';

/** Stands in every hidden row that has a text of its own; what an article's text says anyway is told by ids alone. */
const MARKER = 'zqhidden';

/** The same with and without the hidden facts, which stand in it like the others. */
const STORY = `A story

Grace Hopper and the visitors met them again. Ada Lovelace of The Institute, the fellow Ada, saw the visitors and met them again.

elections today, said a fellow.`;

/** A row that readers must not find, by its public id's prefix. */
type Hidden = readonly [prefix: string, row: Handle, slug?: string];

interface Written {
  readonly hidden: readonly Hidden[];
  /** A visible row of each type that has an id. */
  readonly shown: readonly string[];
}

/** Two published articles, and, where asked for, a draft, a withdrawn article and unconfirmed facts among them. */
async function write(database: Database, hasHidden: boolean): Promise<Written> {
  const world = createWorld(database);
  const ada = world.person('Ada Lovelace', { identifiers: [{ scheme: 'WIKIDATA', value: 'Q7259' }] });
  const grace = world.person('Grace Hopper');
  const institute = world.organisation('The Institute');
  const agency = world.organisation('Agency', { parent: institute });
  const politics = world.topic('politics');
  const elections = world.topic('elections', { broader: politics });
  const story = world.article({
    slug: 'story',
    headline: 'A story',
    text: STORY,
    publishedAt: new Date('2024-05-02'),
    publisher: agency,
  });
  const spoken = world.quote(story, 'Grace Hopper and the visitors met them again.', {
    speakers: [ada],
    topics: [elections],
  });
  const mention = world.mention(story, grace);
  world.mention(story, ada);
  world.mention(story, institute);
  const receipt = world.affiliation(story, ada, institute, { role: 'fellow', exact: 'the fellow Ada' });
  const assignment = world.assign(story, elections, { words: ['elections today'] });
  const other = world.article({
    slug: 'other',
    headline: 'Another story',
    publishedAt: new Date('2024-05-01'),
  });
  world.mention(other, grace);
  world.mention(other, ada);
  world.quote(other, 'Yes.', { speakers: [grace] });
  world.assign(other, elections);

  const hidden: Hidden[] = [];
  if (hasHidden) {
    for (const status of ['DRAFT', 'WITHDRAWN'] as const) {
      const name = `${MARKER} ${status.toLowerCase()}`;
      const parent = world.organisation(`${name} parent`);
      const publisher = world.organisation(`${name} publisher`, { parent });
      const person = world.person(`${name} person`, {
        aliases: [`${name} alias`],
        identifiers: [{ scheme: 'WIKIDATA', value: `${MARKER}${status}` }],
      });
      const body = world.organisation(`${name} body`, { organisationKind: 'MEDIA' });
      const article = world.article({
        slug: `${MARKER}-${status.toLowerCase()}`,
        headline: `${name} headline`,
        standfirst: name,
        publisher,
        status,
        publishedAt: new Date('2024-05-03'),
      });
      const method = MARKER;
      const outer = world.quote(article, `${name} words of Ada Lovelace and ${name} person`, {
        speakers: [ada, person],
        topics: [elections],
        addressee: person,
        speakingFor: body,
        method,
      });
      const inner = world.quote(article, `${name} inner words`, {
        speakers: [person],
        within: outer,
        method,
      });
      const mentions = [ada, person, body, institute].map((entity) =>
        world.mention(article, entity, undefined, { method }),
      );
      const receipts = [
        world.affiliation(article, person, body, { role: name, method }),
        world.affiliation(article, ada, institute, { role: name, method }),
      ];
      const assigned = world.assign(article, elections, { method });
      hidden.push(
        ['article', article, article.slug],
        ['organisation', parent, parent.entity.slug ?? ''],
        ['organisation', publisher, publisher.entity.slug ?? ''],
        ['organisation', body, body.entity.slug ?? ''],
        ['person', person, person.entity.slug ?? ''],
        ['quote', outer],
        ['quote', inner],
        ...mentions.map((row): Hidden => ['mention', row]),
        ...receipts.flatMap((row): Hidden[] => [
          ['affiliationReceipt', row],
          ['affiliation', row.affiliation],
        ]),
        ['topicAssignment', assigned],
      );
    }
    for (const review of ['SUGGESTED', 'REJECTED'] as const) {
      const name = `${MARKER} ${review.toLowerCase()}`;
      const [person, addressee, speaker, holder] = ['person', 'addressee', 'speaker', 'holder'].map((who) =>
        world.person(`${name} ${who}`),
      );
      const [place, spokenFor] = ['place', 'spoken for'].map((what) => world.organisation(`${name} ${what}`));
      if (!person || !addressee || !speaker || !holder || !place || !spokenFor)
        throw new Error('There are six');
      const state = { review, method: MARKER } as const;
      // Their words are those of the article, which readers see; who is meant by them is not.
      const quote = world.quote(story, 'the visitors', {
        ...state,
        speakers: [speaker, ada],
        addressee,
        speakingFor: spokenFor,
        topics: [politics],
      });
      const within = world.quote(story, 'met them', { ...state, speakers: [ada], within: spoken });
      const around = world.quote(story, 'again', { ...state, speakers: [grace] });
      world.quote(story, 'them again', { within: around, speakers: [grace] });
      const mentions = [person, place, grace].map((entity) =>
        world.mention(story, entity, 'visitors', state),
      );
      const receipts = [
        world.affiliation(story, holder, place, { ...state, role: name, exact: 'fellow Ada' }),
        world.affiliation(story, ada, institute, { ...state, role: 'fellow', exact: 'fellow' }),
      ];
      const assigned = world.assign(review === 'SUGGESTED' ? story : other, politics, state);
      hidden.push(
        ...[person, addressee, speaker, holder].map((row): Hidden => ['person', row, row.entity.slug ?? '']),
        ...[place, spokenFor].map((row): Hidden => ['organisation', row, row.entity.slug ?? '']),
        ...[quote, within, around].map((row): Hidden => ['quote', row]),
        ...mentions.map((row): Hidden => ['mention', row]),
        ...receipts.map((row): Hidden => ['affiliationReceipt', row]),
        ['topicAssignment', assigned],
      );
      const [unseen] = receipts;
      if (unseen !== undefined) hidden.push(['affiliation', unseen.affiliation]);
    }
  } else {
    world.quote(story, 'them again', { speakers: [grace] });
    world.quote(story, 'them again', { speakers: [grace] });
  }
  await world.save();
  return {
    hidden,
    shown: [
      `article_${story.id}`,
      `person_${ada.id}`,
      `organisation_${institute.id}`,
      `quote_${spoken.id}`,
      `topic_${elections.id}`,
      `mention_${mention.id}`,
      `topicAssignment_${assignment.id}`,
      `affiliationReceipt_${receipt.id}`,
      `affiliation_${receipt.affiliation.id}`,
    ],
  };
}

let database: TestDatabase;
let without: TestDatabase;
let written: Written;

beforeAll(async () => {
  [database, without] = await Promise.all([openTestDatabase(), openTestDatabase()]);
  written = await write(database, true);
  await write(without, false);
});
afterAll(() => Promise.all([database.close(), without.close()]));

/** Every root field, called so that it gives what is visible beside what is hidden. */
function roots(): readonly string[] {
  const list = '(first: 100)';
  return [
    ...['articles', 'people', 'organisations', 'quotes', 'topics', 'mergeCandidates'].map(
      (name) => `${name}${list}`,
    ),
    'article(slug: "story")',
    'person(slug: "ada-lovelace")',
    'organisation(slug: "the-institute")',
    'topic(slug: "elections")',
    `quote(id: "${written.shown.find((id) => id.startsWith('quote_'))}")`,
    'tombstone(slug: "withdrawn")',
    `history(id: "${written.hidden.map(([prefix, { id }]) => `${prefix}_${id}`)[0]}")`,
    `articleRevision(id: "${written.shown[0]}", revision: 1)`,
    `node(id: "${written.shown[0]}")`,
    `nodes(ids: ${JSON.stringify(written.shown)})`,
    `search(query: "story OR ${MARKER} OR ada OR visitors OR elections", first: 100)`,
  ];
}

/** What of the hidden rows stands in the answers of all paths from a root. */
async function foundFrom(root: string, viewer: Viewer): Promise<ReadonlySet<string>> {
  const marks = [MARKER, ...written.hidden.map(([, row]) => row.id)];
  const found = new Set<string>();
  for (const { source } of everyPath(schema, root)) {
    const answer = JSON.stringify(await dataOf(database, source, { viewer }));
    for (const mark of marks) if (answer.includes(mark)) found.add(mark);
  }
  return found;
}

describe('what is hidden', () => {
  test('is looked for in every field of every type, from every root field', () => {
    const query = schema.getQueryType();
    const names = roots().map((root) => root.split('(')[0]);
    expect([...names].sort()).toEqual(Object.keys(query?.getFields() ?? {}).sort());
    const paths = roots().flatMap((root) => everyPath(schema, root));
    const fields = new Set(paths.flatMap((path) => path.fields));
    const types = Object.values(schema.getTypeMap()).filter(isObjectType);
    const missing = types
      .filter(
        ({ name }) =>
          !name.startsWith('__') &&
          !['Query', 'Mutation', 'Subscription', 'UserError'].includes(name) &&
          // What a mutation shows, its editor sees.
          !name.endsWith('Payload'),
      )
      .flatMap((type) => Object.keys(type.getFields()).map((name) => `${type.name}.${name}`))
      .filter((name) => !fields.has(name));
    expect(missing).toEqual([]);
  });

  test('has rows of every type that can be hidden', () => {
    expect([...new Set(written.hidden.map(([prefix]) => prefix))].sort()).toEqual([
      'affiliation',
      'affiliationReceipt',
      'article',
      'mention',
      'organisation',
      'person',
      'quote',
      'topicAssignment',
    ]);
  });

  test('is found by a reader on no path', async () => {
    for (const root of roots())
      expect({ root, found: [...(await foundFrom(root, 'reader'))] }).toEqual({ root, found: [] });
  }, 300_000);

  test('is found by an editor, on the paths from every root list', async () => {
    const found = new Set<string>();
    for (const root of [
      'articles(first: 100)',
      'quotes(first: 100)',
      'people(first: 100)',
      'organisations(first: 100)',
    ]) {
      for (const mark of await foundFrom(root, 'editor')) found.add(mark);
    }
    expect(written.hidden.filter(([, row]) => !found.has(row.id)).map(([, row]) => row.label)).toEqual([]);
    expect(found).toContain(MARKER);
  }, 300_000);

  test('is not there by its id or slug, for a reader alone', async () => {
    const ids = written.hidden.map(([prefix, row]) => `${prefix}_${row.id}`);
    const source = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    expect(await dataOf(database, source, { variables: { ids } })).toEqual({ nodes: ids.map(() => null) });
    expect(await dataOf(database, source, { variables: { ids }, viewer: 'editor' })).toEqual({
      nodes: ids.map((id) => ({ id })),
    });
    for (const [prefix, row, slug] of written.hidden) {
      const id = `${prefix}_${row.id}`;
      const node = `query ($id: ID!) { node(id: $id) { id } }`;
      expect(await dataOf(database, node, { variables: { id } })).toEqual({ node: null });
      if (!['article', 'person', 'organisation', 'quote'].includes(prefix)) continue;
      const one = `query ($id: ID!) { found: ${prefix}(id: $id) { id } }`;
      expect(await dataOf(database, one, { variables: { id } })).toEqual({ found: null });
      expect(await dataOf(database, one, { variables: { id }, viewer: 'editor' })).toEqual({ found: { id } });
      if (slug === undefined) continue;
      const named = `query ($slug: String!) { found: ${prefix}(slug: $slug) { id } }`;
      expect(await dataOf(database, named, { variables: { slug } })).toEqual({ found: null });
      expect(await dataOf(database, named, { variables: { slug }, viewer: 'editor' })).toEqual({
        found: { id },
      });
    }
  });
});

/** Questions whose answer would tell of a hidden row that they do not show. */
const QUESTIONS = {
  'a filter by the headline of an article that mentions them': `{ people(where: { articles: { some: { headline: { contains: "${MARKER}" } } } }) { totalCount nodes { slug } } }`,
  'a filter by the status of an article':
    '{ people(where: { articles: { some: { status: { not: PUBLISHED } } } }) { totalCount } articles(where: { status: { in: [DRAFT, WITHDRAWN] } }) { totalCount } }',
  'a filter by what a quote of theirs says': `{ people(where: { quotes: { some: { text: { contains: "${MARKER}" } } } }) { nodes { slug } } a: people(where: { quotes: { every: { topics: { some: { name: { equals: "elections" } } } } } }) { nodes { slug } } }`,
  'a filter by an affiliation': `{ people(where: { affiliations: { some: { role: { startsWith: "${MARKER}" } } } }) { nodes { slug } } b: people(where: { affiliations: { every: { role: { equals: "fellow" } } } }) { nodes { slug } } }`,
  'a filter by the topics of an article':
    '{ articles(where: { topics: { some: { name: { equals: "politics" } } } }) { totalCount } none: articles(where: { topics: { every: { name: { equals: "elections" } } } }) { totalCount } }',
  'a filter by the topics of a quote':
    '{ quotes(where: { topics: { some: { name: { equals: "politics" } } } }) { totalCount } }',
  'a filter by a speaker': `{ quotes(where: { speakerPerson: { name: { startsWith: "${MARKER}" } } }) { totalCount } all: quotes(where: { speakerPerson: { slug: { equals: "ada-lovelace" } } }) { totalCount } }`,
  'a filter by whom an article mentions': `{ articles(where: { people: { some: { name: { startsWith: "${MARKER}" } } } }) { totalCount } none: articles(where: { organisations: { none: { name: { startsWith: "${MARKER}" } } } }) { totalCount } }`,
  'a filter by a publisher or a parent': `{ articles(where: { publisher: { name: { startsWith: "${MARKER}" } } }) { totalCount } organisations(where: { parent: { name: { startsWith: "${MARKER}" } } }) { totalCount } }`,
  'a filter by nested reports':
    '{ quotes(where: { nested: true }) { totalCount } no: quotes(where: { nested: false }) { totalCount } }',
  'counts of every list':
    '{ articles { totalCount } people { totalCount } organisations { totalCount } quotes { totalCount } topics { totalCount } }',
  'counts of an entity’s lists':
    '{ people { nodes { slug quotes { totalCount } quotesAbout { totalCount } articles { totalCount } mentions { totalCount } affiliations { totalCount nodes { role receipts { totalCount } } } coMentions { totalCount } } } }',
  'counts of a topic’s and an article’s lists':
    '{ topics { nodes { slug articles { totalCount } quotes { totalCount } } } articles { nodes { slug people { totalCount edges { mentionCount } } organisations { totalCount } topics { totalCount } quotes { totalCount } mentions { totalCount } related { totalCount } } } }',
  'the parts of a text':
    '{ articles { nodes { slug segments { text mentions { form span { exact } } quotes { text } } blocks { segments { text } } } } }',
  'orders by count':
    '{ a: people(orderBy: [{ field: QUOTE_COUNT }, { field: NAME }]) { nodes { slug } } b: people(orderBy: [{ field: ARTICLE_COUNT }, { field: NAME }]) { nodes { slug } } c: organisations(orderBy: [{ field: QUOTE_COUNT }, { field: NAME }]) { nodes { slug } } d: topics(orderBy: [{ field: ARTICLE_COUNT }, { field: NAME }]) { nodes { slug } } e: articles(orderBy: [{ field: QUOTE_COUNT }]) { nodes { slug } } }',
  'what is named together':
    '{ people { nodes { slug coMentions { edges { articleCount node { slug } articles { totalCount nodes { slug } } } } } } }',
  'what is related': '{ articles { nodes { slug related { edges { score node { slug } } } } } }',
  'a search': `{ search(query: "${MARKER}") { nodes { rank node { __typename } } } a: search(query: "visitors OR story") { nodes { node { __typename ... on Article { slug } ... on Quote { text } ... on Entity { slug } } } } }`,
  'a search for a name that is nearly theirs':
    '{ search(query: "zqhiden person") { nodes { node { __typename } } } }',
} as const;

describe('a reader’s answer is what it would be without hidden rows', () => {
  test.each(Object.entries(QUESTIONS))('%s', async (_what, source) => {
    expect(await dataOf(database, source)).toEqual(await dataOf(without, source));
  });

  test('and an editor’s is another, where hidden rows count', async () => {
    for (const source of [
      QUESTIONS['counts of every list'],
      QUESTIONS['a filter by the status of an article'],
      QUESTIONS['a search'],
    ]) {
      const [all, visible] = [
        await dataOf(database, source, { viewer: 'editor' }),
        await dataOf(database, source),
      ];
      expect(all).not.toEqual(visible);
    }
  });
});
