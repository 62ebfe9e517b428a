import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { countedIds, createWorld } from '../../support/world.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

it('a world of every kind of fact is written in one change and gives ids', async () => {
  const world = createWorld(database, { newId: countedIds() });
  const army = world.organisation('Army', { organisationKind: 'MILITARY' });
  const staff = world.organisation('General Staff', { parent: army });
  const paper = world.organisation('The Paper');
  const general = world.person('Asim Munir', { aliases: ['Munir'] });
  const defence = world.topic('defence');
  const article = world.article({ publisher: paper, publishedAt: new Date('2024-05-01T10:00:00Z') });
  const outer = world.quote(article, 'The general said that peace is near', {
    speakers: [staff],
    kind: 'INDIRECT',
  });
  const inner = world.quote(article, 'peace is near', {
    speakers: [general],
    within: outer,
    cue: 'said',
    topics: [defence],
    speakingFor: army,
  });
  const first = world.mention(article, general);
  const second = world.mention(article, general);
  const receipt = world.affiliation(article, general, army, { role: 'chief', current: true });
  const assignment = world.assign(article, defence, { words: ['peace'] });
  const draft = world.article({ status: 'DRAFT' });
  const unseen = world.person('Nobody');
  await world.save();

  expect(new Set([first.id, second.id, inner.id, receipt.id, receipt.affiliation.id, draft.id]).size).toBe(6);
  const quotes = await database.raw.query(
    'SELECT text, within_id, cue, is_visible FROM quote WHERE article_id = $1 ORDER BY span_start',
    [article.id],
  );
  expect(quotes).toEqual([
    { text: 'The general said that peace is near', within_id: null, cue: null, is_visible: true },
    { text: 'peace is near', within_id: outer.id, cue: 'said', is_visible: true },
  ]);
  expect(await database.raw.query('SELECT is_visible FROM person WHERE id = $1', [unseen.id])).toEqual([
    { is_visible: false },
  ]);
  expect(
    await database.raw.query('SELECT topic_id FROM topic_assignment WHERE id = $1', [assignment.id]),
  ).toEqual([{ topic_id: defence.id }]);
  expect(await database.raw.query('SELECT count(*)::int AS changes FROM change')).toEqual([{ changes: 1 }]);
  await world.save();
  expect(await database.raw.query('SELECT count(*)::int AS changes FROM change')).toEqual([{ changes: 1 }]);
});
