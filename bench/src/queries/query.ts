import type { Client } from 'pg';

export const QUERY_NAMES = ['Q1', 'Q2', 'Q3', 'Q4', 'Q5'] as const;
export type QueryName = (typeof QUERY_NAMES)[number];

/** What one request asks for. */
export interface Input {
  readonly slug?: string;
  /** Ask for the page after the first: the runner finds each server's own cursor. */
  readonly isSecondPage?: boolean;
}

/** One page of a front-end, asked of every server in that server's own words. */
export interface Query {
  readonly name: QueryName;
  readonly title: string;
  /** For onrecord: takes `$slug` and `$after` where the inputs have them. */
  readonly document: string;
  /** The statement that an engineer writes by hand: `$1` the slug, `$2` and `$3` the cursor's time and id. */
  readonly handSql: string;
  /** For PostGraphile; null where it has no such thing. */
  readonly postgraphileDocument: string | null;
  /** For the tutorial stack, whose fields are named as its tables; null where it has no such thing. */
  readonly tutorialDocument: string | null;
  /** What is asked for in turn: enough of them that no cache holds one page only. */
  readonly inputs: (client: Client) => Promise<readonly Input[]>;
}

/** Inputs from a statement that gives slugs. */
export function slugsOf(statement: string, more: Omit<Input, 'slug'> = {}): Query['inputs'] {
  return async (client) => {
    const { rows } = await client.query<{ slug: string }>(statement);
    return rows.map(({ slug }) => ({ slug, ...more }));
  };
}
