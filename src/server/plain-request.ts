import type { IncomingMessage } from 'node:http';
import { hasCredentialsInTarget } from '../access/credentials.ts';
import type { DocumentKey } from './known-operations.ts';

/** A well-formed GraphQL request over HTTP, as far as answering a known operation needs it. */
export interface PlainRequest {
  readonly document: DocumentKey | { readonly documentId: string };
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Whether a request without a key has the form that clients send: JSON by POST, or a GET with one of the headers that a browser does
 * not send to another site unasked, as Apollo's own CSRF prevention has it.
 *
 * @see https://graphql.github.io/graphql-over-http/draft/#sec-Request
 */
export function isPlain(request: IncomingMessage, path: string): boolean {
  const { method, url = '', headers } = request;
  // Known operations are answered as everybody sees them.
  if (headers.authorization !== undefined) return false;
  if (method === 'POST') return url === path && JSON_TYPES.has(headers['content-type'] ?? '');
  const isGet = url.startsWith(`${path}?`) && method === 'GET' && !wantsPage(request);
  return isGet && isPreflighted(request) && !hasCredentialsInTarget(url);
}

/** What clients write; any other way to say it is Fastify's to understand. */
const JSON_TYPES: ReadonlySet<string> = new Set(['application/json', 'application/json; charset=utf-8']);

/** Reads the body of a POST. Null where it is not of the common form: Apollo reads it again, and says what is wrong with it. */
export function readPlainBody(body: Buffer): PlainRequest | null {
  const fields = parseJson(body.toString());
  return isFields(fields) ? plainRequest(fields) : null;
}

/** Reads the parameters of a GET, likewise. */
export function readPlainSearch(url: string): PlainRequest | null {
  return plainRequest(fieldsOfSearch(url));
}

function plainRequest(fields: Fields): PlainRequest | null {
  const { query, documentId, operationName, variables, extensions } = fields;
  const document =
    query === undefined && typeof documentId === 'string' ? { documentId } : documentKey(query, extensions);
  if (document === null) return null;
  if (operationName !== undefined && operationName !== null && !isName(operationName)) return null;
  if (variables !== undefined && variables !== null && !isFields(variables)) return null;
  if (extensions !== undefined && extensions !== null && !isFields(extensions)) return null;
  return { document, operationName: operationName ?? undefined, variables: variables ?? {} };
}

/** The document's text, or the hash by which Apollo's persisted-query extension names it; both at once register it. */
function documentKey(query: unknown, extensions: unknown): DocumentKey | null {
  const persisted = isFields(extensions) ? extensions['persistedQuery'] : undefined;
  if (typeof query === 'string') return persisted === undefined ? { text: query } : null;
  if (query !== undefined && query !== null) return null;
  const sha256 = isFields(persisted) && persisted['version'] === 1 ? persisted['sha256Hash'] : undefined;
  return typeof sha256 === 'string' ? { sha256 } : null;
}

/** @see https://spec.graphql.org/October2021/#Name */
function isName(value: unknown): value is string {
  return typeof value === 'string' && /^[_A-Za-z]\w*$/.test(value);
}

/** A browser that was sent here: Apollo shows it Sandbox. */
export function wantsPage({ method, headers }: IncomingMessage): boolean {
  return (method === 'GET' || method === 'HEAD') && headers.accept?.includes('text/html') === true;
}

function isPreflighted({ headers }: IncomingMessage): boolean {
  const contentType = headers['content-type'];
  if (contentType !== undefined) return contentType === 'application/json';
  return Boolean(headers['apollo-require-preflight']) || Boolean(headers['x-apollo-operation-name']);
}

/** The parameters of a GET; one that stands twice or is no JSON leaves nothing to answer. */
export function fieldsOfSearch(url: string): Fields {
  const start = url.indexOf('?');
  if (start < 0) return {};
  const fields: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(url.slice(start + 1))) {
    if (Object.hasOwn(fields, name)) return {};
    fields[name] = JSON_PARAMETERS.has(name) ? parseJson(value) : value;
  }
  return fields;
}

const JSON_PARAMETERS: ReadonlySet<string> = new Set(['variables', 'extensions']);

/** The value; what is no JSON stays text, which no such parameter may be. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Whether a value is an object, and no list. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
