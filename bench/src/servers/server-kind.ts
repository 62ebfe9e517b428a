import { hash } from 'node:crypto';
import type { Input, Query } from '../queries/query.ts';

/** A request as the load client sends it. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, of a POST. */
  readonly body?: string;
}

/** Those that are compared, nothing kept. */
export const SERVER_NAMES = ['onrecord', 'hand', 'limit', 'postgraphile', 'tutorial'] as const;
/** This server with its response cache on, and what bounds it. */
export const CACHE_SERVER_NAMES = ['bare', 'constant', 'memory', 'redis'] as const;
export type ServerName = (typeof SERVER_NAMES)[number] | (typeof CACHE_SERVER_NAMES)[number];

/** A server that takes part. */
export interface ServerKind {
  readonly name: ServerName;
  /** For the table's legend. */
  readonly description: string;
  /** What starts it, on the database of `url`, listening on `port` of 127.0.0.1. */
  readonly command: (url: string, port: number) => Command;
  /** Answers, with whatever it likes below 500, once the server is up. */
  readonly readyPath: string;
  /** Its request for a query's input; `after` is its own cursor. Null where it does not answer that query. */
  readonly request: (
    query: Query,
    input: Input,
    after: string | null,
    origin: string,
  ) => Promise<HttpRequest | null>;
}

export interface Command {
  readonly executable: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** A GraphQL request over POST. */
export function graphqlRequest(path: string, query: string, input: Input, after: string | null): HttpRequest {
  return post(path, { query, variables: variablesOf(input, after) });
}

/**
 * The same over GET with the document's hash, as clients with persisted queries ask; `origin` is told the document.
 *
 * @see https://www.apollographql.com/docs/apollo-server/performance/apq
 */
export async function persistedRequest(
  path: string,
  query: string,
  input: Input,
  after: string | null,
  origin: string,
): Promise<HttpRequest> {
  const variables = variablesOf(input, after);
  const extensions = { persistedQuery: { version: 1, sha256Hash: hash('sha256', query) } };
  const told = await fetch(`${origin}${path}`, post(path, { query, variables, extensions }));
  await told.arrayBuffer();
  const search = new URLSearchParams({
    extensions: JSON.stringify(extensions),
    variables: JSON.stringify(variables),
  });
  return { method: 'GET', path: `${path}?${search}`, headers: { 'apollo-require-preflight': 'true' } };
}

function post(path: string, body: object): HttpRequest {
  return {
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

function variablesOf(input: Input, after: string | null): Readonly<Record<string, string>> {
  return {
    ...(input.slug === undefined ? {} : { slug: input.slug }),
    ...(after === null ? {} : { after }),
  };
}
