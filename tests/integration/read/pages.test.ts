import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { dataOf } from '../../support/planned.ts';
import { createWorld } from '../../support/world.ts';

const ARTICLES = 23;
let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  const world = createWorld(database);
  const person = world.person('Ada Lovelace');
  const science = world.topic('science');
  for (let number = 0; number < ARTICLES; number += 1) {
    // Three share each time and each headline, so that ties must be broken.
    const publishedAt = new Date(Date.UTC(2024, 0, 1 + Math.floor(number / 3)));
    const article = world.article({
      headline: `Story ${Math.floor(number / 3)}`,
      slug: `story-${number}`,
      publishedAt,
    });
    world.mention(article, person);
    world.quote(article, 'The same words.', { speakers: [person] });
    world.assign(article, science);
  }
  await world.save();
});
afterAll(() => database.close());

interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}
interface Page {
  readonly totalCount: number;
  readonly pageInfo: PageInfo;
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly slug: string } }[];
}

/** The lists of articles that page both ways: how to ask for one, and where its page is in the answer. */
const LISTS = {
  'the root list': (list: string) => `{ list: articles${list} }`,
  'the root list by headline': (list: string) =>
    `{ list: articles${withOrder(list, '{ field: HEADLINE, direction: DESC }')} }`,
  'the root list by headline up and time down': (list: string) =>
    `{ list: articles${withOrder(list, '{ field: HEADLINE }, { field: PUBLISHED_AT, direction: DESC }')} }`,
  'a person’s articles': (list: string) =>
    `{ owner: person(slug: "ada-lovelace") { list: articles${list} } }`,
  'a person’s articles by headline': (list: string) =>
    `{ owner: person(slug: "ada-lovelace") { list: articles${withOrder(list, '{ field: HEADLINE }')} } }`,
  'a topic’s articles': (list: string) => `{ owner: topic(slug: "science") { list: articles${list} } }`,
};

function withOrder(list: string, order: string): string {
  return list.replace('(', `(orderBy: [${order}], `);
}

async function page(ask: (list: string) => string, args: string): Promise<Page> {
  const fields =
    '{ totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { slug } } }';
  const data = await dataOf(database, ask(`(${args}) ${fields}`));
  const { list, owner } = data as { list?: Page; owner?: { list: Page } };
  const found = list ?? owner?.list;
  if (found === undefined) throw new Error('The answer has no list');
  return found;
}

const slugs = ({ edges }: Page) => edges.map(({ node }) => node.slug);

describe.each(Object.entries(LISTS))('%s', (_name, ask) => {
  test('gives every row once, whichever end its pages are read from and however long they are', async () => {
    const all = slugs(await page(ask, 'first: 100'));
    expect(new Set(all).size).toBe(ARTICLES);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 30 }), fc.boolean(), async (size, isBackwards) => {
        const [count, cursor] = isBackwards ? ['last', 'before'] : ['first', 'after'];
        let seen: string[] = [];
        let current = await page(ask, `${count}: ${size}`);
        for (;;) {
          expect(current.totalCount).toBe(ARTICLES);
          seen = isBackwards ? [...slugs(current), ...seen] : [...seen, ...slugs(current)];
          const { pageInfo } = current;
          if (!(isBackwards ? pageInfo.hasPreviousPage : pageInfo.hasNextPage)) break;
          const at = isBackwards ? pageInfo.startCursor : pageInfo.endCursor;
          current = await page(ask, `${count}: ${size}, ${cursor}: "${at}"`);
        }
        expect(seen).toEqual(all);
      }),
      { numRuns: 12 },
    );
  });

  test('tells the rows on both sides of a page', async () => {
    const all = await page(ask, 'first: 100');
    const [third, seventh] = [all.edges[2]?.cursor, all.edges[6]?.cursor];
    const after = await page(ask, `first: 3, after: "${third}"`);
    expect(slugs(after)).toEqual(slugs(all).slice(3, 6));
    expect(after.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: true });
    const between = await page(ask, `last: 2, after: "${third}", before: "${seventh}"`);
    expect(slugs(between)).toEqual(slugs(all).slice(4, 6));
    expect(between.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: true });
    const whole = await page(ask, `first: 100, after: "${third}", before: "${seventh}"`);
    expect(slugs(whole)).toEqual(slugs(all).slice(3, 6));
    expect(whole.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: true });
  });

  test('gives an empty page for first: 0, with a true hasNextPage', async () => {
    const none = await page(ask, 'first: 0');
    expect(none).toEqual({
      totalCount: ARTICLES,
      edges: [],
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  test('starts and ends a page at its own cursors', async () => {
    const some = await page(ask, 'first: 5');
    expect(some.pageInfo.startCursor).toBe(some.edges[0]?.cursor);
    expect(some.pageInfo.endCursor).toBe(some.edges[4]?.cursor);
    expect(some.edges.every(({ cursor }) => /^[A-Za-z0-9_-]+$/.test(cursor))).toBe(true);
  });
});

test('a list without first or last gives 20 rows', async () => {
  expect(slugs(await page(LISTS['the root list'], 'after: null'))).toHaveLength(20);
});
