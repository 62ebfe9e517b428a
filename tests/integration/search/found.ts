import { z } from 'zod';
import type { Viewer } from '../../../src/planner/declaration.ts';
import type { Reader } from '../../../src/planner/run.ts';
import { dataOf } from '../../support/planned.ts';

/** What a search found, as tests look at it. */
export interface Found {
  readonly type: 'ARTICLE' | 'PERSON' | 'ORGANISATION' | 'QUOTE' | 'TOPIC';
  readonly id: string;
  /** Headline, name or the quote's text. */
  readonly label: string;
  readonly rank: number;
  readonly highlights: readonly { readonly field: string; readonly words: readonly string[] }[];
}

const SOURCE = `query ($query: String!, $types: [SearchType!], $prefix: Boolean) {
  search(query: $query, types: $types, prefix: $prefix, first: 100) {
    nodes {
      rank
      highlights { field text ranges { start end } }
      node {
        __typename
        ... on Node { id }
        ... on Article { label: headline }
        ... on Person { label: name }
        ... on Organisation { label: name }
        ... on Quote { label: text }
        ... on Topic { label: name }
      }
    }
  }
}`;

const answer = z.object({
  search: z.object({
    nodes: z.array(
      z.object({
        rank: z.number(),
        highlights: z.array(
          z.object({
            field: z.string(),
            text: z.string(),
            ranges: z.array(z.object({ start: z.number(), end: z.number() })),
          }),
        ),
        node: z.object({ __typename: z.string(), id: z.string(), label: z.string() }),
      }),
    ),
  }),
});

const TYPES: Readonly<Record<string, Found['type']>> = {
  Article: 'ARTICLE',
  Person: 'PERSON',
  Organisation: 'ORGANISATION',
  Quote: 'QUOTE',
  Topic: 'TOPIC',
};

/** The first hundred hits of a search, the best first. */
export async function found(
  database: Reader,
  query: string,
  options: {
    readonly types?: readonly Found['type'][];
    readonly prefix?: boolean;
    readonly viewer?: Viewer;
  } = {},
): Promise<readonly Found[]> {
  const { types = null, prefix = false, viewer = 'reader' } = options;
  const data = await dataOf(database, SOURCE, { variables: { query, types, prefix }, viewer });
  return answer.parse(data).search.nodes.map(({ rank, highlights, node }) => ({
    type: TYPES[node.__typename] ?? 'ARTICLE',
    id: node.id,
    label: node.label,
    rank,
    highlights: highlights.map(({ field, text, ranges }) => {
      const characters = [...text];
      return { field, words: ranges.map(({ start, end }) => characters.slice(start, end).join('')) };
    }),
  }));
}
