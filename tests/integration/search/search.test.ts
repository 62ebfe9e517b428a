import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { createWorld, type World } from '../../support/world.ts';
import { type Found, found } from './found.ts';

let database: TestDatabase;
let world: World;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await database.reset();
  world = createWorld(database);
});
afterAll(() => database.close());

/** Names and headlines of what is found, the best first. */
async function labels(query: string, options: Parameters<typeof found>[2] = {}): Promise<readonly string[]> {
  return (await found(database, query, options)).map(({ label }) => label);
}

describe('words', () => {
  test('are found in headline, standfirst and text, and count in this order', async () => {
    world.article({ headline: 'One', text: 'One\n\nThe treaty was signed.' });
    world.article({ headline: 'Two', standfirst: 'A treaty at last', text: 'Two' });
    world.article({ headline: 'A treaty', text: 'Three' });
    await world.save();
    expect(await labels('treaty', { types: ['ARTICLE'] })).toEqual(['A treaty', 'Two', 'One']);
  });

  test('are found by their stems in the language of the text, and no other', async () => {
    world.article({ headline: 'Talks on houses', language: 'en-GB' });
    world.article({ headline: 'Neue Häuser im Dorf', language: 'de' });
    world.article({ headline: 'Houses of no tongue', language: 'und' });
    await world.save();
    expect(await labels('house')).toEqual(['Talks on houses']);
    expect(await labels('talking')).toEqual(['Talks on houses']);
    expect(await labels('Hauses')).toEqual(['Neue Häuser im Dorf']);
    expect(await labels('houses')).toEqual(
      expect.arrayContaining(['Talks on houses', 'Houses of no tongue']),
    );
  });

  test('stop words too are found as they stand', async () => {
    world.article({ headline: 'The Who and the US', language: 'en' });
    await world.save();
    expect(await labels('us')).toEqual(['The Who and the US']);
    expect(await labels('"the who"')).toEqual(['The Who and the US']);
  });

  test.each([
    ['Sōlih', 'solih'],
    ['Solih', 'sōlih'],
    ['Café', 'CAFE'],
    ['ÅNGSTRÖM', 'ångström'],
  ])('%s is found by %s: neither case nor accents matter', async (written, asked) => {
    world.article({ headline: `About ${written}`, language: 'und' });
    await world.save();
    expect(await labels(asked)).toEqual([`About ${written}`]);
  });

  test('all must be there, but for or, and none that stand after a minus', async () => {
    world.article({ headline: 'Gas and oil' });
    world.article({ headline: 'Gas and coal' });
    await world.save();
    expect(await labels('gas oil')).toEqual(['Gas and oil']);
    expect([...(await labels('oil or coal'))].sort()).toEqual(['Gas and coal', 'Gas and oil']);
    expect(await labels('gas -coal')).toEqual(['Gas and oil']);
    expect(await labels('-coal')).toEqual([]);
  });

  test('in quotation marks are a phrase, by their stems too', async () => {
    world.article({ headline: 'Clear visions for all', language: 'en' });
    world.article({ headline: 'A vision, not clear', language: 'en' });
    await world.save();
    expect(await labels('"clear vision"')).toEqual(['Clear visions for all']);
    expect(await labels('vision -"clear vision"')).toEqual(['A vision, not clear']);
  });

  test('of a quote are found in it and in its article, of a topic in its name before its definition', async () => {
    const article = world.article({ headline: 'An interview' });
    world.quote(article, 'No comment whatsoever');
    world.assign(article, world.topic('Energy', { definition: 'Power and its markets' }));
    world.assign(article, world.topic('Markets'));
    await world.save();
    expect([...(await labels('whatsoever'))].sort()).toEqual(['An interview', 'No comment whatsoever']);
    expect(await labels('market')).toEqual(['Markets', 'Energy']);
    expect(await labels('market', { types: ['ARTICLE', 'QUOTE'] })).toEqual([]);
  });
});

describe('names', () => {
  beforeEach(async () => {
    const article = world.article({ headline: 'A visit' });
    world.mention(article, world.person('Michael Erik Kurilla', { aliases: ['Erik Kurilla'] }));
    world.mention(article, world.person('Ibrahim Mohamed Sōlih', { aliases: ['Ibu'] }));
    world.mention(article, world.organisation('Ministry of Defence', { aliases: ['MoD'] }));
    await world.save();
  });
  const PEOPLE_AND_ORGANISATIONS: Found['type'][] = ['PERSON', 'ORGANISATION'];

  test.each([
    ['kurilla', 'Michael Erik Kurilla'],
    ['Kurila', 'Michael Erik Kurilla'],
    ['Michel Erik Kurilla', 'Michael Erik Kurilla'],
    ['solih', 'Ibrahim Mohamed Sōlih'],
    ['Sollih', 'Ibrahim Mohamed Sōlih'],
    ['ibu', 'Ibrahim Mohamed Sōlih'],
    ['mod', 'Ministry of Defence'],
    ['Minstry of Defence', 'Ministry of Defence'],
    ['defence ministry', 'Ministry of Defence'],
  ])('"%s" finds %s', async (query, name) => {
    expect(await labels(query, { types: PEOPLE_AND_ORGANISATIONS })).toEqual([name]);
  });

  test('what is to be done without does not find what it is like', async () => {
    expect(await labels('-kurilla', { types: PEOPLE_AND_ORGANISATIONS })).toEqual([]);
    expect(await labels('erik -kurilla', { types: PEOPLE_AND_ORGANISATIONS })).not.toContain(
      'Ibrahim Mohamed Sōlih',
    );
  });
});

describe('a beginning', () => {
  beforeEach(async () => {
    const article = world.article({
      headline: 'Economists met',
      text: 'Governments gave way. “The governor’s word,” said Zainab Gove.',
    });
    world.mention(article, world.person('Zainab Gove'));
    world.quote(article, 'The governor’s word,');
    world.assign(article, world.topic('Governance'));
    await world.save();
  });

  test.each(['go', 'gov', 'gove', 'GOV'])('"%s" finds all that has a word with it', async (query) => {
    expect([...(await labels(query, { prefix: true }))].sort()).toEqual([
      'Economists met',
      'Governance',
      'The governor’s word,',
      'Zainab Gove',
    ]);
  });

  test('of one letter is completed in names and topics only', async () => {
    expect([...(await labels('g', { prefix: true }))].sort()).toEqual(['Governance', 'Zainab Gove']);
  });

  test('is the last word’s only, and the others must be there', async () => {
    expect(await labels('bankers gov', { prefix: true })).toEqual([]);
    expect(await labels('economist gov', { prefix: true })).toEqual(['Economists met']);
    expect(await labels('gov economists', { prefix: true })).toEqual([]);
    expect(await labels('"gave wa', { prefix: true })).toEqual(['Economists met']);
  });

  test.each(['gov', 'gov '])('is not completed where it is not asked for or ends: "%s"', async (query) => {
    expect(await labels(query, { types: ['ARTICLE', 'QUOTE'], prefix: query.endsWith(' ') })).toEqual([]);
  });

  test('finds at least what a search without finds', async () => {
    expect(await labels('-co-op', { prefix: true })).toEqual([]);
    for (const query of ['governments', 'met or economists', 'governor -ibu', 'met -gov', '-"gave way']) {
      const without = await labels(query);
      expect(await labels(query, { prefix: true })).toEqual(expect.arrayContaining([...without]));
    }
  });
});

describe('highlights', () => {
  test('are the words found, by their stems in the row’s language, in code points', async () => {
    world.article({
      headline: '🗞️ Häuser, 𝒜 und mehr Häuser',
      standfirst: 'Ein Haus, kein hausen.',
      language: 'de',
      text: 'Nichts davon.',
    });
    await world.save();
    const [hit] = await found(database, 'haus');
    expect(hit?.highlights).toEqual([
      { field: 'headline', words: ['Häuser', 'Häuser'] },
      { field: 'standfirst', words: ['Haus', 'hausen'] },
    ]);
  });

  test('are whole words where their beginning was asked for, and never what was to be absent', async () => {
    world.article({ headline: 'Governments gave way to the US', language: 'en', text: '…' });
    await world.save();
    const [hit] = await found(database, 'us -foo gov', { prefix: true });
    expect(hit?.highlights).toEqual([{ field: 'headline', words: ['Governments', 'US'] }]);
    const [other] = await found(database, 'governments or (talks -way)');
    expect(other?.highlights).toEqual([{ field: 'headline', words: ['Governments'] }]);
  });
});
