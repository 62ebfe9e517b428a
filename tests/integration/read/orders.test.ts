import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { dataOf } from '../../support/planned.ts';
import { createWorld } from '../../support/world.ts';

let database: TestDatabase;

const HEADLINES = ['b', 'B', 'a', 'á', 'Z', 'a b', 'ab', '1', '10', '2'];

beforeAll(async () => {
  database = await openTestDatabase();
  const world = createWorld(database);
  const ada = world.person('Ada', { slug: 'ada' });
  const grace = world.person('Grace', { slug: 'grace' });
  for (const [index, headline] of HEADLINES.entries()) {
    // Two share each time; the last has none and counts as recorded, months before the others.
    const publishedAt =
      index === HEADLINES.length - 1
        ? {}
        : { publishedAt: new Date(Date.UTC(2024, 5, Math.floor(index / 2))) };
    const article = world.article({ headline, slug: `article-${index}`, ...publishedAt });
    if (index > 2) continue;
    world.mention(article, ada);
    for (const words of ['first words', 'second words', 'third words'].slice(index)) {
      world.quote(article, `${words} of ${index}`, {
        speakers: [index === 1 ? grace : ada],
        confidence: words.startsWith('second') ? 1 : 0.5,
      });
    }
  }
  world.topic('with a code', { code: 'medtop:90000002' });
  world.topic('with another', { code: 'medtop:90000001' });
  await world.save();
  await database.change({ actor: 'test', reason: 'topics of our own have no code' }, async (transaction) => {
    await transaction.topic.create({ data: { slug: 'own', name: 'own' } });
  });
});
afterAll(() => database.close());

interface Order {
  readonly field: string;
  readonly direction?: 'ASC' | 'DESC';
}
const LISTS = {
  articles: ['ArticleOrder', 'slug'],
  people: ['PersonOrder', 'slug'],
  quotes: ['QuoteOrder', 'text'],
  topics: ['TopicOrder', 'slug'],
} as const;
type List = keyof typeof LISTS;
const nodes = z.object({ nodes: z.array(z.record(z.string(), z.string())) });

function literal(order: readonly Order[]): string {
  const written = order.map(
    ({ field, direction }) =>
      `{ field: ${field}${direction === undefined ? '' : `, direction: ${direction}`} }`,
  );
  return `[${written.join(', ')}]`;
}

describe.each(['variables', 'literals'] as const)('an order in %s', (way) => {
  async function ordered(list: List, orderBy: readonly Order[], owner = ''): Promise<readonly string[]> {
    const [type, shown] = LISTS[list];
    const asked = way === 'variables' ? '$orderBy' : literal(orderBy);
    const field = `list: ${list}(orderBy: ${asked}, first: 100) { nodes { ${shown} } }`;
    const body = owner === '' ? field : `owner: ${owner} { ${field} }`;
    const data =
      way === 'variables'
        ? await dataOf(database, `query ($orderBy: [${type}!]) { ${body} }`, { variables: { orderBy } })
        : await dataOf(database, `{ ${body} }`);
    const found: unknown = owner === '' ? data['list'] : Object(data['owner']).list;
    return nodes.parse(found).nodes.flatMap((node) => Object.values(node));
  }
  const articles = (...numbers: readonly number[]) => numbers.map((number) => `article-${number}`);

  test('of text is the Unicode root collation’s, and its reverse', async () => {
    const ascending = articles(7, 8, 9, 2, 3, 5, 6, 0, 1, 4);
    expect(await ordered('articles', [{ field: 'HEADLINE' }])).toEqual(ascending);
    expect(await ordered('articles', [{ field: 'HEADLINE', direction: 'DESC' }])).toEqual(
      [...ascending].reverse(),
    );
  });

  test('without a direction ascends', async () => {
    expect(await ordered('articles', [{ field: 'RECORDED_AT' }])).toEqual(
      await ordered('articles', [{ field: 'RECORDED_AT', direction: 'ASC' }]),
    );
  });

  test('PUBLISHED_AT takes recordedAt where publishedAt is null, and ties go by id in its direction', async () => {
    const ascending = articles(9, 0, 1, 2, 3, 4, 5, 6, 7, 8);
    const ids = await idOrder();
    const byTies = [...ascending.slice(0, 1), ...pairs(ascending.slice(1), ids)];
    expect(await ordered('articles', [{ field: 'PUBLISHED_AT' }])).toEqual(byTies);
    expect(await ordered('articles', [{ field: 'PUBLISHED_AT', direction: 'DESC' }])).toEqual(
      [...byTies].reverse(),
    );
  });

  test('ties go by id in the direction of the last field', async () => {
    const ids = await idOrder();
    const tied = articles(3, 4, 5, 6, 7, 8, 9).sort((one, other) => ids.indexOf(one) - ids.indexOf(other));
    const counts = await ordered('articles', [{ field: 'QUOTE_COUNT' }]);
    expect(counts).toEqual([...tied, ...articles(2, 1, 0)]);
    const down = await ordered('articles', [{ field: 'QUOTE_COUNT', direction: 'DESC' }]);
    expect(down).toEqual([...articles(0, 1, 2), ...[...tied].reverse()]);
  });

  test('the first field counts most, each in its own direction', async () => {
    const found = await ordered('articles', [
      { field: 'QUOTE_COUNT', direction: 'DESC' },
      { field: 'HEADLINE' },
    ]);
    expect(found).toEqual(articles(0, 1, 2, 7, 8, 9, 3, 5, 6, 4));
  });

  test('a field given twice counts where it stands first', async () => {
    expect(
      await ordered('articles', [{ field: 'HEADLINE' }, { field: 'HEADLINE', direction: 'DESC' }]),
    ).toEqual(await ordered('articles', [{ field: 'HEADLINE' }]));
  });

  test('an empty orderBy is the list’s own order', async () => {
    const data = await dataOf(database, '{ articles(first: 100) { nodes { slug } } }');
    const own = nodes.parse(data['articles']).nodes.flatMap((node) => Object.values(node));
    expect(await ordered('articles', [])).toEqual(own);
    expect(own).toEqual(await ordered('articles', [{ field: 'PUBLISHED_AT', direction: 'DESC' }]));
  });

  test('topics without a code come last both ways', async () => {
    expect(await ordered('topics', [{ field: 'CODE' }])).toEqual(['with-another', 'with-a-code', 'own']);
    expect(await ordered('topics', [{ field: 'CODE', direction: 'DESC' }])).toEqual([
      'with-a-code',
      'with-another',
      'own',
    ]);
  });

  test('TEXT inside an article is the order of its text, and back', async () => {
    const words = ['first words of 0', 'second words of 0', 'third words of 0'];
    const owner = 'article(slug: "article-0")';
    expect(await ordered('quotes', [{ field: 'TEXT' }], owner)).toEqual(words);
    expect(await ordered('quotes', [{ field: 'TEXT', direction: 'DESC' }], owner)).toEqual(
      [...words].reverse(),
    );
    expect(await ordered('quotes', [], owner)).toEqual(words);
  });

  test('TEXT outside an article goes by article, newest first, then by place in it', async () => {
    const zeroAndOne = (await idOrder())
      .filter((slug) => ['article-0', 'article-1'].includes(slug))
      .reverse();
    const words = ['third words of 2', ...zeroAndOne.flatMap((slug) => quotesOf(slug))];
    expect(await ordered('quotes', [{ field: 'TEXT' }])).toEqual(words);
    expect(await ordered('quotes', [{ field: 'TEXT', direction: 'DESC' }])).toEqual([...words].reverse());
    expect(await ordered('quotes', [{ field: 'TEXT' }], 'person(slug: "ada")')).toEqual([
      'third words of 2',
      ...quotesOf('article-0'),
    ]);
  });

  test('an order may go on by the place in the text', async () => {
    const found = await ordered(
      'quotes',
      [{ field: 'CONFIDENCE', direction: 'DESC' }, { field: 'TEXT' }],
      'article(slug: "article-0")',
    );
    expect(found).toEqual(['second words of 0', 'first words of 0', 'third words of 0']);
  });

  test('people are ordered by how much they say', async () => {
    expect(await ordered('people', [{ field: 'QUOTE_COUNT', direction: 'DESC' }])).toEqual(['ada', 'grace']);
    expect(await ordered('people', [{ field: 'QUOTE_COUNT' }])).toEqual(['grace', 'ada']);
    expect(await ordered('people', [{ field: 'ARTICLE_COUNT' }])).toEqual(['grace', 'ada']);
  });
});

function quotesOf(slug: string): readonly string[] {
  return slug === 'article-0'
    ? ['first words of 0', 'second words of 0', 'third words of 0']
    : ['second words of 1', 'third words of 1'];
}

/** Slugs by id, ascending. */
async function idOrder(): Promise<readonly string[]> {
  const rows = await database.raw.query<{ slug: string }>('SELECT slug FROM article ORDER BY id');
  return rows.map(({ slug }) => slug);
}

/** Each two that share a time, by id. */
function pairs(slugs: readonly string[], ids: readonly string[]): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at < slugs.length; at += 2) {
    found.push(...slugs.slice(at, at + 2).sort((one, other) => ids.indexOf(one) - ids.indexOf(other)));
  }
  return found;
}
