import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { articleOf, EDITED_ARTICLE, type EditedArticle, importText } from '../support/edited-article.ts';
import { mutate, type Payload, refused } from '../support/mutate.ts';
import { askAsReader } from '../support/reader.ts';
import { type SharedServer, shareServer } from '../support/shared-server.ts';
import { expectNoFaults } from '../support/verified.ts';

const NINJS = { mediaType: 'application/json' };
/** Another town for each test: the same text again is the same article. */
const story = (town: string) => `Mayor opens a bridge 😀 in ${town}

${town.toUpperCase()}: Mayor Ada Example opened the bridge on Monday 😀.

“We will build a second one,” Ms Example said. She thanked the engineers.

Engineer Bob Sample said that the work took nine years. “It was worth it,” Mr Sample said.
`;
const item = (version: string, uri: string, text: string) =>
  JSON.stringify({ uri, version, type: 'text', headline: 'Mayor opens a bridge', body_text: text });

let server: SharedServer;
beforeAll(async () => {
  server = await shareServer();
});

const SHOWN = `article { slug headline revision modifiedAt ${EDITED_ARTICLE} } exact moved lost { __typename review ... on Node { id } }`;
const report = z.looseObject({
  exact: z.number(),
  moved: z.number(),
  lost: z.array(z.object({ __typename: z.string(), id: z.string(), review: z.string() })),
});
const lostFacts = z.object({
  totalCount: z.number(),
  nodes: z.array(z.object({ __typename: z.string(), id: z.string(), version: z.number() })),
});
const correct = (article: EditedArticle, input: object) =>
  mutate(server.url, 'correctText', { article: article.id, version: article.version, ...input }, SHOWN);
const reportOf = (payload: Payload) => {
  expect(payload.userErrors).toEqual([]);
  return { ...report.parse(payload), article: articleOf(payload) };
};
const factsOf = ({ quotes, mentions }: EditedArticle) => [...quotes.nodes, ...mentions.nodes];

/** What an article's payload lists as LOST, with these arguments. */
async function lostIn({ id, version }: EditedArticle, page = '(first: 100)') {
  const listed = `article { lostFacts${page} { totalCount nodes { __typename version ... on Node { id } } } }`;
  const payload = await mutate(server.url, 'updateArticle', { id, version }, listed);
  return z.looseObject({ article: z.object({ lostFacts }) }).parse(payload).article.lostFacts;
}

/** Adds a topic with words, one without, and an affiliation; gives the topics. */
async function addToEach(article: string): Promise<readonly string[]> {
  const idOf = async (mutation: string, node: string, name: string) =>
    z.object({ id: z.string() }).parse((await mutate(server.url, mutation, { name }, `${node} { id }`))[node])
      .id;
  const exact = 'She thanked the engineers';
  const topics = [await idOf('createTopic', 'topic', 'Bridges'), await idOf('createTopic', 'topic', 'Towns')];
  const person = await idOf('createPerson', 'person', 'Jo Engineer');
  const organisation = await idOf('createOrganisation', 'organisation', 'The Engineers');
  const payloads = [
    await mutate(server.url, 'addTopic', { article, topic: topics[0], spans: [{ exact }] }),
    await mutate(server.url, 'addTopic', { article, topic: topics[1] }),
    await mutate(server.url, 'addAffiliation', { article, person, organisation, span: { exact } }),
  ];
  expect(payloads.flatMap(refused)).toEqual([]);
  return topics;
}

/** Every span that is not LOST is the words of the text that is there now. */
function expectAnchored(article: EditedArticle): void {
  const characters = Array.from(article.text);
  for (const { span } of factsOf(article).filter((fact) => fact.span.state !== 'LOST'))
    expect(characters.slice(span.start, span.start + Array.from(span.exact).length).join('')).toBe(
      span.exact,
    );
}

describe('a corrected text', () => {
  test('keeps every fact: EXACT before the correction, MOVED behind it, LOST where its words were corrected; and finds them again', async () => {
    const before = await importText(server.url, story('Leeds'));
    const all = factsOf(before).map(({ id }) => id);
    const quote = before.quotes.nodes.find(({ text }) => text.startsWith('We will'));
    const reviewed = await mutate(server.url, 'reviewFacts', {
      facts: [{ id: quote?.id, state: 'CONFIRMED' }],
    });
    expect(reviewed.userErrors).toEqual([]);
    const first = reportOf(
      await correct(before, { edits: [{ exact: 'a second one', replacement: 'a third bridge 😀 there' }] }),
    );
    expect(first.article.text).toContain('“We will build a third bridge 😀 there,” Ms Example said.');
    expect(
      factsOf(first.article)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(all.toSorted());
    const stateOf = (article: EditedArticle, id = '') =>
      factsOf(article).find((fact) => fact.id === id)?.span.state;
    expect(stateOf(first.article, quote?.id)).toBe('LOST');
    expect(first.lost.map(({ id }) => id)).toContain(quote?.id);
    const [earliest] = before.mentions.nodes;
    expect(stateOf(first.article, earliest?.id)).toBe('EXACT');
    const last = before.mentions.nodes.findLast(({ span }) => span.exact.includes('Sample'));
    expect(stateOf(first.article, last?.id)).toBe('MOVED');
    expectAnchored(first.article);
    const second = reportOf(
      await correct(first.article, {
        edits: [{ exact: 'a third bridge 😀 there', replacement: 'a second one' }],
      }),
    );
    expect(stateOf(second.article, quote?.id)).toBe('MOVED');
    expect(second.article.quotes.nodes.find(({ id }) => id === quote?.id)).toMatchObject({
      review: 'CONFIRMED',
    });
    expect(second.lost).toEqual([]);
    expect(second.article.text).toBe(before.text);
    expectAnchored(second.article);
  });

  test('lists what is LOST for editors, page by page, until it is rejected, put right or found again', async () => {
    const before = await importText(server.url, story('Ely'));
    const quotes = before.quotes.nodes.map(({ id }) => ({ id, state: 'CONFIRMED' }));
    expect(refused(await mutate(server.url, 'reviewFacts', { facts: quotes }))).toEqual([]);
    const topics = await addToEach(before.id);
    const cut = await correct(before, { text: 'Engineer Bob Sample said nothing.\n' });
    const { article, lost } = reportOf(cut);
    expect(new Set(lost.map(({ __typename }) => __typename))).toEqual(
      new Set(['Mention', 'Quote', 'AffiliationReceipt', 'TopicAssignment']),
    );
    const all = await lostIn(article);
    expect(all.nodes.map(({ id }) => id).toSorted()).toEqual(lost.map(({ id }) => id).toSorted());
    expect(all.totalCount).toBe(lost.length);
    const page = await lostIn(article, '(last: 2)');
    expect(page.nodes).toEqual(all.nodes.slice(-2));
    const [rejected, reworded] = all.nodes.filter(({ __typename }) => __typename === 'Quote');
    const isLeft = async (id = '') => (await lostIn(article)).nodes.some((fact) => fact.id === id);
    expect(await isLeft(reworded?.id)).toBe(true);
    await mutate(server.url, 'reviewFacts', { facts: [{ id: rejected?.id, state: 'REJECTED' }] });
    expect(await isLeft(rejected?.id)).toBe(false);
    const spans = [{ exact: 'nothing' }];
    const words = { id: reworded?.id, version: reworded?.version, spans, kind: 'INDIRECT' };
    expect(refused(await mutate(server.url, 'updateQuote', words))).toEqual([]);
    expect(await isLeft(reworded?.id)).toBe(false);
    const topic = all.nodes.find(({ __typename }) => __typename === 'TopicAssignment');
    const given = await mutate(
      server.url,
      'addTopic',
      { article: article.id, topic: topics[0], spans: [{ exact: 'Engineer' }] },
      'assignment { id version review spans { exact state } }',
    );
    expect(given).toEqual({
      assignment: {
        id: topic?.id,
        version: (topic?.version ?? 0) + 1,
        review: 'CONFIRMED',
        spans: [{ exact: 'Engineer', state: 'EXACT' }],
      },
      userErrors: [],
    });
    expect(await isLeft(topic?.id)).toBe(false);
    const read = `{ article(slug: "${article['slug']}") { status lostFacts { totalCount nodes { review } } } }`;
    const { id, version } = article;
    expect(refused(await mutate(server.url, 'publishArticle', { id, version }))).toEqual([]);
    expect(await askAsReader(server.url, read)).toEqual({
      article: { status: 'PUBLISHED', lostFacts: { totalCount: 0, nodes: [] } },
    });
    const published = { ...article, version: version + 1 };
    const back = reportOf(await correct(published, { text: before.text }));
    expect(await lostIn(back.article)).toMatchObject({ totalCount: 1, nodes: [{ id: reworded?.id }] });
    await expectNoFaults(server);
  });

  test('suggests what it says beyond where that is asked for, and leaves every fact that is there as it is', async () => {
    const before = await importText(server.url, story('Deal'));
    const [quote] = before.quotes.nodes;
    const [mention] = before.mentions.nodes;
    const facts = [
      { id: quote?.id, state: 'REJECTED' },
      { id: mention?.id, state: 'CONFIRMED' },
    ];
    expect(refused(await mutate(server.url, 'reviewFacts', { facts }))).toEqual([]);
    const edits = [
      {
        exact: 'Engineer Bob',
        replacement: 'Warden Cy Novel 😀 opened the gate. “Come in,” Mr Novel said.\n\nEngineer Bob',
      },
      { exact: 'nine years', replacement: 'ten years' },
    ];
    const plain = reportOf(await correct(before, { edits }));
    const known = factsOf(plain.article);
    expect(known.map(({ id }) => id).toSorted()).toEqual(
      factsOf(before)
        .map(({ id }) => id)
        .toSorted(),
    );
    expect(plain.lost.length).toBeGreaterThan(0);
    const more = { exact: 'Engineer Bob', replacement: 'Nobody fell.\n\nEngineer Bob' };
    const input = { edits: [more], analyse: true, idempotencyKey: 'analyse-deal' };
    const { article } = reportOf(await correct(plain.article, input));
    const after = factsOf(article);
    const added = after.filter(({ id }) => !known.some((fact) => fact.id === id));
    const words = added.map(({ span }) => span.exact);
    expect(words).toEqual(['Come in,', 'the work took ten years', 'Cy Novel', 'Mr Novel']);
    expect(new Set(added.map(({ review, span }) => `${review} ${span.state}`))).toEqual(
      new Set(['SUGGESTED EXACT']),
    );
    for (const { id, review, method, span } of known)
      expect(after.find((fact) => fact.id === id)).toMatchObject({
        review,
        method,
        span: { exact: span.exact },
      });
    const places = after
      .filter(({ span }) => span.state !== 'LOST')
      .map((fact) => JSON.stringify([fact.span.start, fact.span.exact, fact['entity']]));
    expect(places).toHaveLength(new Set(places).size);
    expectAnchored(article);
    expect(articleOf(await correct(plain.article, input))).toEqual(article);
    const stale = { text: 'Other.', analyse: true, version: 1 };
    expect(refused(await correct(article, stale))).toEqual(['version: CONFLICT']);
    const unclear = { edits: [{ exact: 'went', replacement: '' }], analyse: true };
    expect(refused(await correct(article, unclear))).toEqual(['edits.0.exact: TEXT_NOT_FOUND']);
    await expectNoFaults(server);
  });

  test('says when it was changed: when the editor says, else now where it is published', async () => {
    const before = await importText(server.url, story('Ayr'));
    const edits = (of: string, to: string) => ({ edits: [{ exact: of, replacement: to }] });
    const draft = reportOf(await correct(before, edits('nine years', 'ten years'))).article;
    expect(draft).toMatchObject({ modifiedAt: null });
    const modifiedAt = '2020-01-02T03:04:05.000Z';
    const said = await correct(draft, { ...edits('ten years', 'six years'), modifiedAt });
    const { id, version, ...told } = reportOf(said).article;
    expect(told).toMatchObject({ modifiedAt });
    await mutate(server.url, 'publishArticle', { id, version });
    const published = { ...before, version: version + 1 };
    const start = Date.now();
    const now = reportOf(await correct(published, edits('six years', 'nine years'))).article;
    const changed = Date.parse(String(now['modifiedAt']));
    expect(changed).toBeGreaterThanOrEqual(start);
    expect(changed).toBeLessThanOrEqual(Date.now());
    const bad = { ...edits('nine', 'ten'), modifiedAt: '0000-01-01T00:00:00Z' };
    expect(refused(await correct(now, bad))).toEqual(['modifiedAt: INVALID']);
  });

  test('with edits, keeps all that they leave in a text that repeats itself', async () => {
    const paragraph = (number: number) =>
      `“We are happy,” said coach Anna Berg. The team won game 1${number} in Repeatville today.`;
    const text = Array.from({ length: 8 }, (_, number) => paragraph(number)).join('\n\n');
    const draft = await importText(server.url, `Eight games\n\n${text}\n`);
    const { exact, moved, lost } = reportOf(
      await correct(draft, { edits: [{ exact: 'won game 13', replacement: 'missed game 13' }] }),
    );
    expect({ exact: exact > 0, moved: moved > 0, lost }).toEqual({ exact: true, moved: true, lost: [] });
  });

  test('tells readers of no correction of what they have never seen', async () => {
    const draft = await importText(server.url, story('Notetown'));
    const input = { edits: [{ exact: 'nine years', replacement: 'ten years' }], correction: 'It took ten.' };
    expect(refused(await correct(draft, input))).toEqual(['correction: WRONG_STATE']);
    const published = await mutate(
      server.url,
      'publishArticle',
      { id: draft.id, version: draft.version },
      'article { id version }',
    );
    const { version } = z.object({ version: z.number() }).parse(published['article']);
    reportOf(await correct({ ...draft, version }, input));
  });

  test('of two equal passages finds the one whose surroundings fit, and guesses at none', async () => {
    const twice = `Report\n\nBob Sample came first to the old town hall. Ada Example spoke there.\n\nBob Sample left with nobody at his side. Ada Example spoke there.\n`;
    const before = await importText(server.url, twice);
    const after = reportOf(
      await correct(before, { text: twice.replace('Bob Sample came first to the old town hall. ', '') }),
    );
    const left = before.mentions.nodes.findLast(({ span }) => span.exact === 'Bob Sample');
    const kept = after.article.mentions.nodes.filter(({ span }) => span.exact === 'Bob Sample');
    expect(kept.map(({ id, span }) => [id === left?.id, span.state]).toSorted()).toEqual([
      [false, 'LOST'],
      [true, 'MOVED'],
    ]);
    expectAnchored(after.article);
  });

  test('has its headline from the text, and its facts LOST where all of it is another', async () => {
    const before = await importText(server.url, story('Bath'));
    const headline = reportOf(
      await correct(before, { edits: [{ exact: 'a bridge 😀', replacement: 'two bridges' }] }),
    );
    expect(headline.article).toMatchObject({ headline: 'Mayor opens two bridges in Bath', revision: 2 });
    const after = reportOf(await correct(headline.article, { text: 'Nothing of it is here any more.' }));
    expect(after).toMatchObject({ exact: 0, moved: 0 });
    expect(after.lost.length).toBeGreaterThanOrEqual(factsOf(before).length);
    const dates = new Set(factsOf(after.article).map(({ span }) => span.state));
    expect(dates).toEqual(new Set(['LOST']));
    const back = reportOf(await correct(after.article, { text: headline.article.text }));
    expect(back.lost).toHaveLength(headline.lost.length);
    expectAnchored(back.article);
  });

  test('is refused where it is empty, stale, the same, unclear, or nobody’s, and nothing is written', async () => {
    const before = await importText(server.url, story('York'));
    const why = async (input: object) => refused(await correct(before, input));
    expect(await why({})).toEqual(['text: INVALID']);
    expect(await why({ text: 'a', edits: [{ exact: 'a', replacement: 'b' }] })).toEqual(['text: INVALID']);
    expect(await why({ edits: [] })).toEqual(['edits: REQUIRED']);
    expect(await why({ text: ' \n' })).toEqual(['text: REQUIRED']);
    expect(await why({ edits: [{ exact: before.text, replacement: '' }] })).toEqual(['edits: REQUIRED']);
    expect(await why({ text: before.text })).toEqual(['text: INVALID']);
    expect(await why({ text: 'half \ud83d' })).toEqual(['text: INVALID']);
    expect(await why({ text: 'nul \0' })).toEqual(['text: INVALID']);
    expect(await why({ edits: [{ exact: '\ude00', replacement: '' }] })).toEqual(['edits.0.exact: INVALID']);
    expect(await why({ edits: [{ exact: 'said', replacement: 'says' }] })).toEqual([
      'edits.0.exact: TEXT_AMBIGUOUS',
    ]);
    expect(await why({ edits: [{ exact: 'went', replacement: '' }] })).toEqual([
      'edits.0.exact: TEXT_NOT_FOUND',
    ]);
    expect(
      await why({
        edits: [
          { exact: 'nine years', replacement: 'a' },
          { exact: 'took nine', replacement: 'b' },
        ],
      }),
    ).toEqual(['edits.0: INVALID']);
    expect(await why({ version: 9, text: 'Other.' })).toEqual(['version: CONFLICT']);
    expect(await why({ article: before.quotes.nodes[0]?.id, text: 'Other.' })).toEqual(['article: INVALID']);
    const ghost = 'article_00000000-0000-7000-8000-000000000000';
    expect(await why({ article: ghost, text: 'Other.' })).toEqual(['article: NOT_FOUND']);
    const fine = reportOf(
      await correct(before, { edits: [{ exact: 'nine years', replacement: 'ten years' }] }),
    );
    expect(fine.article).toMatchObject({ version: before.version + 1 });
  });

  test('that two editors and an import write at once is one after the other’s, with every receipt in its text', async () => {
    const uri = 'urn:example:correct-at-once';
    const before = await importText(server.url, item('1', uri, story('Hull')), NINJS);
    const fix = (replacement: string) => correct(before, { edits: [{ exact: 'nine years', replacement }] });
    const newer = item('2', uri, story('Hull').replace('thanked', 'praised'));
    const [one, two, imported] = await Promise.all([
      fix('ten years'),
      fix('eleven long years'),
      importText(server.url, newer, NINJS),
    ]);
    const won = [one, two].filter(({ userErrors }) => userErrors.length === 0);
    expect(won.length).toBeLessThanOrEqual(1);
    const now = articleOf(
      await mutate(
        server.url,
        'importArticle',
        { document: newer, ...NINJS },
        `article { ${EDITED_ARTICLE} }`,
      ),
    );
    expect(now.id).toBe(imported.id);
    expectAnchored(now);
    const once = { idempotencyKey: 'correct-once', text: `${now.text}\nOne more line about it all.\n` };
    const [twice, again] = await Promise.all([correct(now, once), correct(now, once)]);
    expect(reportOf(twice)).toEqual(reportOf(again));
  });
});
