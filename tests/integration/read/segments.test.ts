import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ingestArticles } from '../../../src/ingest/ingest-articles.ts';
import type { Viewer } from '../../../src/planner/declaration.ts';
import { ARBITRARY_TOPICS, arbitraryArticle } from '../../support/arbitrary-article.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { dataOf } from '../../support/planned.ts';
import { createWorld } from '../../support/world.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  const world = createWorld(database);
  for (const code of ARBITRARY_TOPICS) world.topic(code, { code });
  await world.save();
});
afterAll(() => database.close());

const place = z.object({ start: z.number(), end: z.number() });
const mention = z.object({ id: z.string(), span: place });
const quote = z.object({ id: z.string(), spans: z.array(place) });
const segment = place.extend({
  text: z.string(),
  block: z.object({ span: place }).nullable(),
  mentions: z.array(mention.pick({ id: true })),
  quotes: z.array(quote.pick({ id: true })),
});
const answer = z.object({
  article: z.object({
    text: z.string(),
    mentions: z.object({ nodes: z.array(mention) }),
    quotes: z.object({ nodes: z.array(quote) }),
    blocks: z.array(z.object({ text: z.string(), span: place, segments: z.array(segment) })),
    segments: z.array(segment),
  }),
});
type Place = z.infer<typeof place>;
type Article = z.infer<typeof answer>['article'];

const SOURCE = `query ($id: ID!) {
  article(id: $id) {
    text
    mentions(first: 100) { nodes { id span { start end } } }
    quotes(first: 100) { nodes { id spans { start end } } }
    blocks { text span { start end } segments { ...whole } }
    segments { ...whole }
  }
}
fragment whole on Segment { text start end block { span { start end } } mentions { id } quotes { id } }`;

async function read(id: string | undefined, viewer: Viewer = 'reader'): Promise<Article> {
  const data = await dataOf(database, SOURCE, { variables: { id: `article_${id}` }, viewer });
  return answer.parse(data).article;
}

/** Every place where the answer's own blocks, mentions and quotes begin or end, sorted. */
function edgesOf({ text, blocks, mentions, quotes }: Article): readonly number[] {
  const spans = [
    ...blocks.map(({ span }) => span),
    ...mentions.nodes.map(({ span }) => span),
    ...quotes.nodes.flatMap((found) => found.spans),
  ];
  const edges = new Set([0, [...text].length, ...spans.flatMap(({ start, end }) => [start, end])]);
  return [...edges].sort((one, other) => one - other);
}

function expectWholeSegments(article: Article): void {
  const { text, segments, blocks, mentions, quotes } = article;
  const characters = [...text];
  const edges = edgesOf(article);
  expect(segments.map(({ start, end }) => ({ start, end }))).toEqual(
    edges.slice(1).map((end, index) => ({ start: edges[index], end })),
  );
  expect(segments.map((found) => found.text).join('')).toBe(text);
  for (const found of segments) {
    const covers = ({ start, end }: Place) => start <= found.start && end >= found.end;
    const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);
    expect(found.text).toBe(characters.slice(found.start, found.end).join(''));
    expect(found.block).toEqual(
      blocks.map(({ span }) => ({ span })).find(({ span }) => covers(span)) ?? null,
    );
    expect(idsOf(found.mentions)).toEqual(idsOf(mentions.nodes.filter(({ span }) => covers(span))));
    expect(idsOf(found.quotes)).toEqual(idsOf(quotes.nodes.filter(({ spans }) => spans.some(covers))));
  }
  for (const block of blocks) {
    const { start, end } = block.span;
    expect(block.segments).toEqual(segments.filter((found) => found.start >= start && found.end <= end));
    expect(block.segments.map((found) => found.text).join('')).toBe(block.text);
  }
  const inBlocks = blocks.flatMap((block) => block.segments);
  expect(segments.filter((found) => found.block !== null)).toEqual(inBlocks);
}

test('of any article, they rebuild its text, end where something ends, and tell what covers them', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryArticle, async (annotated) => {
      const taken = await database.change({ actor: 'test', reason: 'a property' }, (transaction) =>
        ingestArticles(transaction, [annotated], { status: 'PUBLISHED' }),
      );
      if (taken.outcome === 'repeated') throw new Error('repeated');
      const [{ articleId } = { articleId: '' }] = taken.value.articles;
      for (const viewer of ['reader', 'editor'] as const) expectWholeSegments(await read(articleId, viewer));
    }),
    { numRuns: 25 },
  );
}, 120_000);

describe('of an article with characters outside the Basic Multilingual Plane and text between its blocks', () => {
  const TEXT = '\n\n🗞️ News 𝒜\n\n\n“𝒜da” and Bo said 😀.\n';
  let article: Article;
  let articleId: string;

  beforeAll(async () => {
    const world = createWorld(database);
    const ada = world.person('𝒜da');
    const story = world.article({ slug: 'astral', text: TEXT });
    world.mention(story, ada);
    world.mention(story, world.person('Bo'), '𝒜da” and Bo');
    world.mention(story, world.person('Unseen'), 'News', { review: 'SUGGESTED' });
    world.mention(story, world.person('Gone'), 'said');
    world.quote(story, ['𝒜da', '😀'], { speakers: [ada], cue: 'said' });
    await world.save();
    articleId = story.id;
    await database.change({ actor: 'test', reason: 'a span that a correction lost' }, (transaction) =>
      transaction.mention.updateMany({
        where: { articleId, exact: 'said' },
        data: { spanState: 'LOST' },
      }),
    );
    article = await read(articleId);
  });

  const texts = ({ segments }: Pick<Article, 'segments'>) => segments.map(({ text }) => text);

  test('what stands before, between and after blocks is a segment without a block', () => {
    expect(article.segments.filter(({ block }) => block === null).map(({ text }) => text)).toEqual([
      '\n\n',
      '\n\n\n',
      '\n',
    ]);
    expect(texts(article).join('')).toBe(TEXT);
  });

  test('overlapping annotations share a segment, and a quote does not cover the cue between its spans', () => {
    const shown = article.segments.map(
      ({ text, mentions, quotes }) => [text, mentions.length, quotes.length] as const,
    );
    expect(shown).toEqual([
      ['\n\n', 0, 0],
      ['🗞️ News 𝒜', 0, 0],
      ['\n\n\n', 0, 0],
      ['“', 0, 0],
      ['𝒜da', 2, 1],
      ['” and Bo', 1, 0],
      [' said ', 0, 0],
      ['😀', 0, 1],
      ['.', 0, 0],
      ['\n', 0, 0],
    ]);
  });

  test('an unconfirmed mention cuts the text for editors alone, and a lost one for nobody', async () => {
    const seen = await read(articleId, 'editor');
    expect(texts(article)).toContain('🗞️ News 𝒜');
    expect(texts(seen)).not.toContain('🗞️ News 𝒜');
    for (const { segments } of [article, seen]) {
      expect(texts({ segments })).toContain(' said ');
      expect(segments.find(({ text }) => text === ' said ')?.mentions).toEqual([]);
    }
  });
});

test('of a corrected text, they are cut by what stands in that revision', async () => {
  const world = createWorld(database);
  const slug = 'corrected';
  const first = world.article({ slug, uri: 'urn:corrected', text: 'Ada came. Bo went.' });
  world.mention(first, world.person('Ada'));
  await world.save();
  const next = createWorld(database);
  const second = next.article({ slug, uri: 'urn:corrected', text: 'Yesterday Bo came.' });
  next.mention(second, next.person('Bo'));
  await next.save();
  const article = await read(second.id);
  expect(second.id).toBe(first.id);
  expect(article.segments.map(({ text }) => text)).toEqual(['Yesterday ', 'Bo', ' came.']);
  expectWholeSegments(article);
});
