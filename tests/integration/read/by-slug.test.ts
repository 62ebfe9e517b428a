import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '../../../src/planner/declaration.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { dataOf } from '../../support/planned.ts';
import { createWorld } from '../../support/world.ts';

let database: TestDatabase;
/** Ids of the rows that have given up a slug, which is `old-` and the new one. */
const ids: Record<'shown' | 'hidden', Record<string, string>> = { shown: {}, hidden: {} };

beforeAll(async () => {
  database = await openTestDatabase();
  const world = createWorld(database);
  const [ada, unseen] = [
    world.person('Ada', { slug: 'old-ada' }),
    world.person('Unseen', { slug: 'old-unseen' }),
  ];
  const [institute, front] = [
    world.organisation('Institute', { slug: 'old-institute' }),
    world.organisation('Front', { slug: 'old-front' }),
  ];
  const story = world.article({ slug: 'old-story' });
  const draft = world.article({ slug: 'old-draft', status: 'DRAFT' });
  for (const entity of [ada, institute]) world.mention(story, entity);
  for (const entity of [unseen, front]) world.mention(draft, entity);
  const topic = world.topic('old science');
  await world.save();
  ids.shown = {
    article: story.id,
    person: ada.id,
    organisation: institute.id,
    topic: topic.id,
  };
  ids.hidden = { article: draft.id, person: unseen.id, organisation: front.id };
  await database.change({ actor: 'test', reason: 'new slugs' }, async (transaction) => {
    const rename = (id: string, slug: string) => ({ where: { id }, data: { slug } });
    await transaction.article.update(rename(story.id, 'story'));
    await transaction.article.update(rename(draft.id, 'draft'));
    await transaction.person.update(rename(ada.id, 'ada'));
    await transaction.person.update(rename(unseen.id, 'unseen'));
    await transaction.organisation.update(rename(institute.id, 'institute'));
    await transaction.organisation.update(rename(front.id, 'front'));
    await transaction.topic.update(rename(topic.id, 'science'));
  });
});
afterAll(() => database.close());

async function idOf(field: string, slug: string, viewer: Viewer = 'reader'): Promise<string | null> {
  const data = await dataOf(database, `query ($slug: String!) { found: ${field}(slug: $slug) { id } }`, {
    variables: { slug },
    viewer,
  });
  return Object(data['found']).id ?? null;
}

const FIELDS = ['article', 'person', 'organisation', 'topic'] as const;

describe.each([
  ['article', 'story'],
  ['person', 'ada'],
  ['organisation', 'institute'],
  ['topic', 'science'],
] as const)('the %s that has the slug %s', (field, slug) => {
  test('is found by it and by the one that it gave up', async () => {
    const id = `${field}_${ids.shown[field]}`;
    expect(await idOf(field, slug)).toBe(id);
    expect(await idOf(field, `old-${slug}`)).toBe(id);
  });

  test('is not found by them as anything else', async () => {
    for (const other of FIELDS.filter((name) => name !== field)) {
      expect(await idOf(other, slug)).toBeNull();
      expect(await idOf(other, `old-${slug}`)).toBeNull();
    }
  });
});

test.each([
  ['article', 'draft'],
  ['person', 'unseen'],
  ['organisation', 'front'],
])('a hidden %s is found by its slug and its old one by editors alone', async (field, slug) => {
  for (const name of [slug, `old-${slug}`]) {
    expect(await idOf(field, name)).toBeNull();
    expect(await idOf(field, name, 'editor')).toBe(`${field}_${ids.hidden[field]}`);
  }
});

test.each(['nothing', '', 'Story', 'story\0', 'story\ud800', "story' OR TRUE --"])(
  'a slug that nothing has finds nothing: %j',
  async (slug) => {
    for (const viewer of ['reader', 'editor'] as const) {
      expect(await idOf('article', slug, viewer)).toBeNull();
    }
  },
);
