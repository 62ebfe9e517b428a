import { once } from 'node:events';
import { connect } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { type SharedServer, shareServer } from '../support/shared-server.ts';

const QUERY = '{ person(slug: "asim-munir") { name } }';

/** What every answer tells browsers. */
const EVERYWHERE = {
  'content-security-policy': "default-src 'none';frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

let server: SharedServer;
beforeAll(async () => {
  server = await shareServer();
});

function ask(headers: Record<string, string> = { 'content-type': 'application/json' }): Promise<Response> {
  return fetch(`${server.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query: QUERY }) });
}

function told({ headers }: Response): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => name in EVERYWHERE));
}

describe('what browsers are told', () => {
  test('is the same of an answer’s first and second time, of what is not there, and outside GraphQL', async () => {
    const answers = [await ask(), await ask()];
    for (const path of ['/nothing', '/%', '/healthz', '/schema.graphql', '/topics/nothing.atom']) {
      answers.push(await fetch(`${server.url}${path}`));
    }
    for (const answer of answers) expect(told(answer), answer.url).toEqual(EVERYWHERE);
  });

  test('is told of bytes that are no HTTP too', async () => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('nonsense\r\n\r\n');
    let answer = '';
    for await (const chunk of socket) answer += String(chunk);
    for (const [name, value] of Object.entries(EVERYWHERE)) {
      expect(answer.toLowerCase()).toContain(`${name}: ${value}`.toLowerCase());
    }
  });

  test('nothing of TLS, until PUBLIC_URL says that the world comes over it', async () => {
    const [plain, secure] = await Promise.all([
      shareServer({ PUBLIC_URL: 'http://news.example' }),
      shareServer({ PUBLIC_URL: 'https://news.example/record' }),
    ]);
    const hsts = async ({ url }: SharedServer) =>
      (await fetch(`${url}/healthz`)).headers.get('strict-transport-security');
    expect([await hsts(plain), await hsts(secure)]).toEqual([null, 'max-age=31536000']);
  });

  test('does not name the software', async () => {
    expect((await ask()).headers.get('x-powered-by')).toBeNull();
    expect((await ask()).headers.get('server')).toBeNull();
  });
});

describe('what another site’s page can send unasked', () => {
  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'is not answered: POST as %s, though the operation is known',
    async (type) => {
      await ask();
      const refused = await ask({ 'content-type': type });
      expect(refused.status).toBe(415);
      expect(await refused.text()).not.toContain('Asim Munir');
    },
  );

  test('is not answered: a GET without a header of its own, though the operation is known', async () => {
    const url = `${server.url}/graphql?query=${encodeURIComponent(QUERY)}`;
    const allowed = await fetch(url, { headers: { 'apollo-require-preflight': '1' } });
    expect(await allowed.text()).toContain('Asim Munir');
    for (const headers of [{}, { 'content-type': 'text/plain' }, { 'apollo-require-preflight': '' }]) {
      const refused = await fetch(url, { headers });
      expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('CSRF')]);
    }
  });
});
