import { beforeAll, describe, expect, test } from 'vitest';
import { type SharedServer, shareServer } from '../support/shared-server.ts';

const SANDBOX = 'https://studio.apollographql.com';

/** The answer's headers about origins, to what a browser asks before it sends a query from a page of `origin`. */
async function preflight(url: string, origin: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/graphql`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,apollographql-client-name',
      ...headers,
    },
  });
  return Object.fromEntries([...response.headers].filter(([name]) => name.startsWith('access-control-')));
}

describe('in development', () => {
  let server: SharedServer;
  beforeAll(async () => {
    server = await shareServer({ CORS_ORIGINS: 'https://news.example' });
  });

  test('a page of any origin may ask, with the headers that its client sends', async () => {
    expect(await preflight(server.url, SANDBOX)).toMatchObject({
      'access-control-allow-origin': SANDBOX,
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'content-type,apollographql-client-name',
    });
  });

  test('a page of the internet may ask a server on this machine, if the browser wants to know', async () => {
    const headers = { 'access-control-request-private-network': 'true' };
    expect(await preflight(server.url, SANDBOX, headers)).toHaveProperty(
      'access-control-allow-private-network',
      'true',
    );
    expect(await preflight(server.url, SANDBOX)).not.toHaveProperty('access-control-allow-private-network');
  });

  test('no page may send cookies', async () => {
    expect(await preflight(server.url, SANDBOX)).not.toHaveProperty('access-control-allow-credentials');
  });

  test('a page may read the request id of an answer', async () => {
    const response = await fetch(`${server.url}/healthz`, { headers: { origin: SANDBOX } });
    expect(response.headers.get('access-control-expose-headers')).toBe(
      'x-request-id, ratelimit, ratelimit-policy, retry-after',
    );
  });
});

describe('in production', () => {
  let server: SharedServer;
  beforeAll(async () => {
    server = await shareServer({
      NODE_ENV: 'production',
      CORS_ORIGINS: 'https://news.example,https://b.example',
    });
  });

  test.each(['https://news.example', 'https://b.example'])(
    'a page of a listed origin may ask: %s',
    async (origin) => {
      expect(await preflight(server.url, origin)).toHaveProperty('access-control-allow-origin', origin);
    },
  );

  test.each([SANDBOX, 'https://news.example.evil.example', 'http://news.example', 'null'])(
    'a page of another origin may not: %s',
    async (origin) => {
      const headers = { 'access-control-request-private-network': 'true' };
      const allowed = await preflight(server.url, origin, headers);
      expect(allowed).not.toHaveProperty('access-control-allow-origin');
      expect(allowed).not.toHaveProperty('access-control-allow-private-network');
    },
  );

  test('answers say that they depend on the origin', async () => {
    const response = await fetch(`${server.url}/healthz`, { headers: { origin: 'https://b.example' } });
    expect(response.headers.get('vary')?.toLowerCase()).toContain('origin');
  });
});
