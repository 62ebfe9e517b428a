import fc from 'fast-check';
import type { Database } from '../../../src/database/database.ts';
import { createWorld } from '../../support/world.ts';

/** Words that stems, accents, case, stop words, hyphens and scripts tell apart or do not. */
const WORDS = [
  'treaty',
  'treaties',
  'Treatment',
  'talk',
  'Talks',
  'talking',
  'the',
  'us',
  'who',
  'Haus',
  'Häuser',
  'hausen',
  'solih',
  'Sōlih',
  'Ængström',
  'chevaux',
  'cheval',
  'co-op',
  'cooperation',
  'O’Brien',
  "O'Brien",
  'état',
  'r2d2',
  '3.14',
  'example.com/a?b',
  'Жуков',
  'жуков',
  '中文',
  '🗞️',
  '𝒜stral',
  'naïve',
  'x',
] as const;

const word = fc.constantFrom(...WORDS);
const text = (most: number) =>
  fc
    .array(fc.tuple(word, fc.constantFrom(' ', ' ', ' ', ', ', '. ', '-')), { minLength: 1, maxLength: most })
    .map((pieces) =>
      pieces
        .map(([each, space]) => each + space)
        .join('')
        .trim(),
    );

interface RandomArticle {
  readonly headline: string;
  readonly standfirst: string | null;
  readonly body: string;
  readonly quote: string;
  readonly language: string;
  readonly status: 'PUBLISHED' | 'DRAFT';
  readonly daysAgo: number;
  readonly named: number;
}

interface RandomWorld {
  readonly articles: readonly RandomArticle[];
  readonly names: readonly { readonly name: string; readonly alias: string | null }[];
  readonly topics: readonly { readonly name: string; readonly definition: string | null }[];
}

/** Few articles of many times and tongues; names and topics of the same words. */
export const randomWorld: fc.Arbitrary<RandomWorld> = fc.record({
  articles: fc.array(
    fc.record({
      headline: text(4),
      standfirst: fc.option(text(4), { nil: null }),
      body: text(12),
      quote: text(5),
      language: fc.constantFrom('en', 'en-GB', 'de', 'fr', 'und', 'xx'),
      status: fc.constantFrom('PUBLISHED', 'PUBLISHED', 'DRAFT'),
      daysAgo: fc.oneof(fc.nat({ max: 40 }), fc.integer({ min: -4_000, max: 60_000 })),
      named: fc.nat({ max: 7 }),
    }),
    { minLength: 3, maxLength: 12 },
  ),
  names: fc.array(fc.record({ name: text(3), alias: fc.option(text(2), { nil: null }) }), {
    minLength: 2,
    maxLength: 6,
  }),
  topics: fc.array(fc.record({ name: text(2), definition: fc.option(text(5), { nil: null }) }), {
    minLength: 1,
    maxLength: 3,
  }),
});

const DAY_MS = 86_400_000;

/** Writes the world through the door. */
export async function writeWorld(
  database: Database,
  { articles, names, topics }: RandomWorld,
): Promise<void> {
  const world = createWorld(database);
  const entities = names.map(({ name, alias }, index) => {
    const options = { slug: `name-${index}`, aliases: alias === null ? [] : [alias] };
    return index % 2 === 0 ? world.person(name, options) : world.organisation(name, options);
  });
  for (const [index, { name, definition }] of topics.entries()) {
    world.topic(`${name} ${index}`, definition === null ? {} : { definition });
  }
  for (const [index, written] of articles.entries()) {
    const { headline, standfirst, body, quote, language, status, daysAgo, named } = written;
    const article = world.article({
      slug: `article-${index}`,
      headline,
      standfirst,
      language,
      status,
      publishedAt: new Date(Date.UTC(2026, 0, 1) - daysAgo * DAY_MS),
      text: `${body}\n\n“${quote}”`,
    });
    world.quote(article, quote, { kind: 'DIRECT' });
    const entity = entities[named];
    if (entity !== undefined) world.mention(article, entity, body);
  }
  await world.save();
}

/** A query, and the same without what stands after a minus. */
export interface RandomQuery {
  readonly query: string;
  readonly wanted: string;
}

/** What somebody may type: words, some misspelt or cut short, with the operators of a search. */
export const randomQuery: fc.Arbitrary<RandomQuery> = fc
  .array(
    fc.tuple(
      fc.constantFrom('', '', '', '', '-', '"', 'or ', '- '),
      fc
        .oneof(
          { arbitrary: word, weight: 5 },
          { arbitrary: word.map((each) => each.slice(0, 3)), weight: 1 },
          { arbitrary: word.map((each) => [...each].toSpliced(2, 1).join('')), weight: 1 },
        )
        .filter((each) => each.isWellFormed()),
      fc.constantFrom('', '', '', '"'),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((pieces) => ({
    query: pieces.map((piece) => piece.join('')).join(' '),
    wanted: pieces
      .filter(([operator]) => !operator.startsWith('-'))
      .map((piece) => piece.join(''))
      .join(' '),
  }));

/** Words, and the first letters of one more. */
export const randomBeginning: fc.Arbitrary<{ readonly head: string; readonly beginning: string }> = fc.record(
  {
    head: fc.array(word, { maxLength: 2 }).map((words) => words.map((each) => `${each} `).join('')),
    beginning: fc
      .tuple(
        word.map((each) => /[\p{L}\p{N}]+/u.exec(each)?.[0] ?? 'x'),
        fc.integer({ min: 1, max: 9 }),
      )
      .map(([each, length]) => [...each].slice(0, length).join('')),
  },
);
