import type { Client } from 'pg';
import { QUERIES } from '../queries/queries.ts';
import { QUERY_NAMES } from '../queries/query.ts';

/** A row that a page starts after: its order key in epoch milliseconds, and its id. */
export interface Place {
  readonly atMs: number;
  readonly id: string;
}

/** One thing to ask of a database, whatever its size. */
export interface GrowthAsk {
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Ask for the page after this row. */
  readonly after?: Place;
}

export interface GrowthCase {
  readonly name: string;
  /** What is asked for in turn; empty where the database is too small for it. */
  readonly asks: (client: Client) => Promise<readonly GrowthAsk[]>;
}

const PAGE = 20;
const ARTICLES = `query Articles($after: String) { articles(first: ${PAGE}, after: $after) { nodes { id slug headline } pageInfo { endCursor } } }`;
const TOPIC = `query Topic($slug: String!, $after: String) { topic(slug: $slug) { name articles(first: ${PAGE}, after: $after) { nodes { id slug headline } pageInfo { endCursor } } } }`;
const SPEAKER = `query Speaker($slug: String!, $after: String) { person(slug: $slug) { name quotes(first: ${PAGE}, after: $after) { nodes { id text } pageInfo { endCursor } } } }`;

const MOST_USED_TOPIC =
  'SELECT id, slug, article_count AS count FROM topic ORDER BY article_count DESC LIMIT 1';
const LEAST_USED_TOPIC =
  'SELECT id, slug, article_count AS count FROM topic WHERE article_count > 0 ORDER BY article_count, slug LIMIT 1';
const MOST_QUOTED = 'SELECT id, slug, quote_count AS count FROM person ORDER BY quote_count DESC LIMIT 1';
const LEAST_QUOTED =
  'SELECT id, slug, quote_count AS count FROM person WHERE quote_count > 0 ORDER BY quote_count, slug LIMIT 1';

/** Q1 to Q5, with Q4 without its totalCount: that one may cost what counting an index costs. */
const queries: readonly GrowthCase[] = QUERY_NAMES.map((name) => ({
  name: name === 'Q4' ? 'Q4 without totalCount' : name,
  asks: async (client) => {
    const document = QUERIES[name].document.replace('totalCount', '');
    const inputs = await QUERIES[name].inputs(client);
    return inputs.map(({ slug }) => ({ document, variables: slug === undefined ? {} : { slug } }));
  },
}));

const articles = (name: string, page: (count: number) => number): GrowthCase => ({
  name,
  asks: async (client) => {
    const { rows } = await client.query<{ count: number }>(
      'SELECT count(*)::integer AS count FROM article WHERE is_visible',
    );
    const start = page(rows[0]?.count ?? 0) * PAGE;
    if (start >= (rows[0]?.count ?? 0)) return [];
    const after = await place(client, 'article', 'id', 'TRUE', [], start);
    return [{ document: ARTICLES, variables: {}, ...after }];
  },
});

function ofOwner(
  name: string,
  document: string,
  owner: string,
  list: { readonly table: string; readonly ownerKey: string; readonly nodeKey: string },
  share: number,
): GrowthCase {
  return {
    name,
    asks: async (client) => {
      const { rows } = await client.query<{ id: string; slug: string; count: number }>(owner);
      const [found] = rows;
      if (found === undefined) return [];
      const start = Math.floor((found.count * share) / PAGE) * PAGE;
      const after = await place(client, list.table, list.nodeKey, `${list.ownerKey} = $1`, [found.id], start);
      return [{ document, variables: { slug: found.slug }, ...after }];
    },
  };
}

const TOPIC_LIST = { table: 'topic_assignment', ownerKey: 'topic_id', nodeKey: 'article_id' };
const SPEAKER_LIST = { table: 'quote_speaker', ownerKey: 'person_id', nodeKey: 'quote_id' };

/** The row before the page that starts at `start`; nothing for the first page. */
async function place(
  client: Client,
  table: string,
  nodeKey: string,
  condition: string,
  values: readonly string[],
  start: number,
): Promise<{ readonly after?: Place }> {
  if (start === 0) return {};
  const { rows } = await client.query<Place>(
    `SELECT (extract(epoch FROM sort_at) * 1000)::float8 AS "atMs", ${nodeKey} AS id FROM ${table}
       WHERE ${condition} AND is_visible ORDER BY sort_at DESC, ${nodeKey} DESC OFFSET ${start - 1} LIMIT 1`,
    [...values],
  );
  return rows[0] === undefined ? {} : { after: rows[0] };
}

function asked(
  name: string,
  document: string,
  variables: (client: Client) => Promise<Readonly<Record<string, unknown>>>,
): GrowthCase {
  return { name, asks: async (client) => [{ document, variables: await variables(client) }] };
}

async function mostNamed(client: Client): Promise<Readonly<Record<string, unknown>>> {
  const { rows } = await client.query<{ slug: string }>(
    'SELECT slug FROM organisation ORDER BY article_count DESC LIMIT 1',
  );
  return { slug: rows[0]?.slug };
}

const SEARCH = `query Search($query: String!, $prefix: Boolean) { search(query: $query, prefix: $prefix, first: ${PAGE}) { nodes { rank node { __typename } } } }`;
/** In all texts. */
const COMMONEST_WORD = 'talks';
/** The name of a topic: in 5 % of the texts. */
const MIDDLING_WORD = 'commodity';
const MOST_QUOTED_NAME = 'SELECT name FROM person ORDER BY quote_count DESC LIMIT 1';

function searched(
  name: string,
  variables: (client: Client) => Promise<{ readonly query: string; readonly prefix?: boolean }>,
): GrowthCase {
  return asked(name, SEARCH, variables);
}

/** Without its third letter from the end. */
function withTypo(name: string): string {
  return name.slice(0, -3) + name.slice(-2);
}

export const GROWTH_CASES: readonly GrowthCase[] = [
  ...queries,
  articles('articles, page 1', () => 0),
  articles('articles, half-way', (count) => Math.floor(count / 2 / PAGE)),
  articles('articles, page 5,000', () => 4_999),
  ofOwner('most used topic, page 1', TOPIC, MOST_USED_TOPIC, TOPIC_LIST, 0),
  ofOwner('most used topic, half-way', TOPIC, MOST_USED_TOPIC, TOPIC_LIST, 0.5),
  ofOwner('least used topic', TOPIC, LEAST_USED_TOPIC, TOPIC_LIST, 0),
  ofOwner('most quoted speaker, page 1', SPEAKER, MOST_QUOTED, SPEAKER_LIST, 0),
  ofOwner('most quoted speaker, half-way', SPEAKER, MOST_QUOTED, SPEAKER_LIST, 0.5),
  ofOwner('least quoted speaker', SPEAKER, LEAST_QUOTED, SPEAKER_LIST, 0),
  asked(
    'totalCount of the most used topic',
    `query Count($slug: String!) { topic(slug: $slug) { articles { totalCount } } }`,
    async (client) => {
      const { rows } = await client.query<{ slug: string }>(MOST_USED_TOPIC);
      return { slug: rows[0]?.slug };
    },
  ),
  searched('search for the commonest word', async () => ({ query: COMMONEST_WORD })),
  searched('search for a word of one article in twenty', async () => ({ query: MIDDLING_WORD })),
  searched('search for two common words', async () => ({ query: `${COMMONEST_WORD} budget` })),
  searched('search for a phrase', async () => ({ query: '"the draft budget"' })),
  searched('search for a beginning', async () => ({ query: 'con', prefix: true })),
  searched('search for a name with a typo', async (client) => {
    const { rows } = await client.query<{ name: string }>(MOST_QUOTED_NAME);
    return { query: withTypo(rows[0]?.name ?? '') };
  }),
  asked(
    'coMentions of the most named',
    `query CoMentions($slug: String!) { organisation(slug: $slug) { coMentions(first: 20) { edges { articleCount node { name } } } } }`,
    mostNamed,
  ),
];
