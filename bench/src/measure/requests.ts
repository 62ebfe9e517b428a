import type { Input, Query } from '../queries/query.ts';
import type { RunningServer } from '../servers/running-server.ts';
import type { HttpRequest } from '../servers/server-kind.ts';

/** Every input of a query as the server is asked for it; null where it does not answer the query. */
export async function requestsOf(
  server: RunningServer,
  query: Query,
  inputs: readonly Input[],
): Promise<readonly HttpRequest[] | null> {
  const requests: HttpRequest[] = [];
  for (const input of inputs) {
    const first = await server.kind.request(query, input, null, server.origin);
    if (first === null) return null;
    requests.push(input.isSecondPage === true ? await secondPage(server, query, input, first) : first);
  }
  return requests;
}

async function secondPage(
  server: RunningServer,
  query: Query,
  input: Input,
  first: HttpRequest,
): Promise<HttpRequest> {
  const cursor = findCursor(JSON.parse(await ask(server, first)));
  if (cursor === null)
    throw new Error(`${server.kind.name} gave no endCursor for ${query.name} of ${input.slug}`);
  const second = await server.kind.request(query, input, cursor, server.origin);
  if (second === null) throw new Error(`${server.kind.name} has no second page of ${query.name}`);
  return second;
}

/** The answer's text; throws where it is not 200 or has errors. */
export async function ask(server: RunningServer, { path, ...init }: HttpRequest): Promise<string> {
  const response = await fetch(`${server.origin}${path}`, init);
  const text = await response.text();
  if (!response.ok || text.startsWith('{"errors"'))
    throw new Error(`${server.kind.name} answered ${response.status}: ${text.slice(0, 500)}`);
  return text;
}

/** The first endCursor of an answer. */
function findCursor(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'endCursor' && typeof inner === 'string') return inner;
    const found = findCursor(inner);
    if (found !== null) return found;
  }
  return null;
}
