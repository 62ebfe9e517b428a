import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { type SharedServer, shareServer } from '../support/shared-server.ts';

const SLUG = 'michael-erik-kurilla';
const SANDBOX = 'https://studio.apollographql.com';

/** A document that no other test sends, so that its first answer is Apollo's and its second is not. */
function freshDocument(name: string): string {
  return `query ${name}($slug: String!) { person(slug: $slug) { name slug } }`;
}

function bodyOf(query: string, variables: object = { slug: SLUG }): string {
  return JSON.stringify({ query, variables });
}

interface Sent {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Sends a POST in pieces. Without `content-length` among the headers it goes in chunks. */
async function post(
  url: string,
  pieces: readonly string[],
  headers: Record<string, string> = {},
): Promise<Sent> {
  const outgoing = request(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
  });
  const answered = once(outgoing, 'response');
  for (const piece of pieces) {
    await new Promise((resolve) => outgoing.write(piece, resolve));
  }
  outgoing.end();
  const [response] = await answered;
  let body = '';
  for await (const chunk of response) body += String(chunk);
  const same: Record<string, unknown> = { ...response.headers };
  // Each answer has its own.
  for (const name of ['date', 'x-request-id', 'connection', 'keep-alive', 'ratelimit']) delete same[name];
  return { status: response.statusCode, headers: same, body };
}

function postWhole(url: string, body: string, headers: Record<string, string> = {}): Promise<Sent> {
  return post(url, [body], { 'content-length': String(Buffer.byteLength(body)), ...headers });
}

describe.each([
  ['in development', {}],
  ['in production', { NODE_ENV: 'production' }],
  ['in production with origins', { NODE_ENV: 'production', CORS_ORIGINS: SANDBOX }],
  ['keeping no answers', { RESPONSE_CACHE_MB: '0' }],
])('%s, an operation that is known', (_where, settings) => {
  let server: SharedServer;
  beforeAll(async () => {
    server = await shareServer(settings);
  });

  test.each([
    ['from no page', {}],
    ['from a page of another site', { origin: SANDBOX }],
    ['from a page that may not ask', { origin: 'https://evil.example' }],
    ['for the newer media type', { accept: 'application/graphql-response+json' }],
    ['for any media type', { accept: '*/*' }],
    ['with a list of media types', { accept: 'text/plain, application/json;q=0.5' }],
  ])('is answered as it was the first time: %s', async (what, headers) => {
    const body = bodyOf(freshDocument(`As${what.replaceAll(' ', '')}`));
    const first = await postWhole(server.url, body, headers);
    expect(first.body).toContain('Michael Erik Kurilla');
    expect(await postWhole(server.url, body, headers)).toEqual(first);
    expect(await postWhole(server.url, body, headers)).toEqual(first);
  });

  test('is answered the same however its request comes', async () => {
    const body = bodyOf(freshDocument('However'));
    const first = await postWhole(server.url, body);
    const length = { 'content-length': String(Buffer.byteLength(body)) };
    expect(await post(server.url, [body.slice(0, 40), body.slice(40)], length)).toEqual(first);
    expect(await post(server.url, [body.slice(0, 40), body.slice(40)])).toEqual(first);
    expect(await postWhole(server.url, body, { 'content-type': 'application/json; charset=utf-8' })).toEqual(
      first,
    );
    expect(await postWhole(server.url, body, { 'content-type': 'APPLICATION/JSON;charset=UTF-8' })).toEqual(
      first,
    );
  });

  test('is refused as it was the first time where a variable is faulty', async () => {
    const document = freshDocument('Faulty');
    const faulty = bodyOf(document, { slug: 7 });
    const first = await postWhole(server.url, faulty);
    expect(first.body).toContain('BAD_USER_INPUT');
    await postWhole(server.url, bodyOf(document));
    const again = await postWhole(server.url, faulty);
    expect(withoutIds(again)).toEqual(withoutIds(first));
  });
});

function withoutIds({ status, headers, body }: Sent) {
  const { 'content-length': _length, ...rest } = headers;
  return { status, headers: rest, body: body.replaceAll(/"requestId":"[^"]*"/g, '') };
}

describe('what is not of the common form', () => {
  let server: SharedServer;
  beforeAll(async () => {
    server = await shareServer();
  });

  test.each([
    ['no JSON', '{"query":', 400],
    ['a list', '[]', 400],
    ['nothing', '', 400],
    ['no query', '{"variables":{}}', 400],
  ])('is told what is wrong with it: %s', async (_what, body, status) => {
    const sent = await postWhole(server.url, body);
    expect(sent.status).toBe(status);
    expect(JSON.parse(sent.body)).toHaveProperty('errors.0.extensions.code', 'BAD_USER_INPUT');
  });

  test('is told so where its body is too long, by its length or by what comes', async () => {
    const body = bodyOf(freshDocument('Long'), { slug: 'x'.repeat(1024 * 1024) });
    expect((await postWhole(server.url, body)).status).toBe(413);
  });

  test('loses nobody else’s answer when the client goes away in the middle of it', async () => {
    const { port } = new URL(server.url);
    const socket = connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{"query"',
    );
    socket.destroy();
    const sent = await postWhole(server.url, bodyOf(freshDocument('After')));
    expect(sent.body).toContain('Michael Erik Kurilla');
  });
});

describe('the log of a known operation', () => {
  let server: SharedServer;
  beforeAll(async () => {
    server = await shareServer({ LOG_LEVEL: 'info', RESPONSE_CACHE_MB: '0' });
  });

  test('has one line for a request, with its id and without the values of its variables', async () => {
    const body = bodyOf(freshDocument('Logged'));
    await postWhole(server.url, body);
    await postWhole(server.url, body, { 'x-request-id': 'known-1' });
    const isIts = (line: Record<string, unknown>) => line['requestId'] === 'known-1';
    await server.cli.outputTo((cli) => cli.logLines().some(isIts));
    expect(server.cli.logLines().filter(isIts)).toEqual([
      expect.objectContaining({ msg: 'request', method: 'POST', path: '/graphql', status: 200 }),
    ]);
    expect(server.cli.stderr).not.toContain(SLUG);
  });

  test('has a line too where the client went away before it was answered', async () => {
    const body = bodyOf(freshDocument('Gone'));
    await postWhole(server.url, body);
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    await once(socket, 'connect');
    const head = `POST /graphql HTTP/1.1\r\nhost: x\r\nx-request-id: gone-1\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
    socket.end(`${head}${body}`);
    socket.destroySoon();
    const isIts = (line: Record<string, unknown>) => line['requestId'] === 'gone-1';
    await server.cli.outputTo((cli) => cli.logLines().some(isIts));
    expect(server.cli.logLines().filter(isIts)).toHaveLength(1);
  });
});
