import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type SharedServer, shareServer } from '../support/shared-server.ts';

/** The address in the log line of a request to a path of Fastify's, and to a known operation. */
async function addressesSeen(server: SharedServer, headers: Record<string, string>): Promise<unknown[]> {
  const ask = async (path: string, init: RequestInit) => {
    const id = randomUUID();
    await fetch(`${server.url}${path}`, {
      ...init,
      headers: { ...init.headers, ...headers, 'x-request-id': id },
    });
    return server.cli.outputTo((cli) => cli.logLines().find((line) => line['requestId'] === id));
  };
  const graphql = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ person(slug: \\"asim-munir\\") { name } }"}',
  };
  await ask('/graphql', graphql);
  const lines = [await ask('/graphql', graphql), await ask('/schema.graphql', {})];
  return lines.map((line) => line['address']);
}

describe('behind a proxy that is trusted', () => {
  let server: SharedServer;
  beforeAll(async () => {
    server = await shareServer({ TRUST_PROXY: 'loopback,10.0.0.0/8' });
  });

  test.each([
    ['203.0.113.9', '203.0.113.9'],
    ['198.51.100.1, 203.0.113.9', '203.0.113.9'],
    ['203.0.113.9, 10.1.2.3', '203.0.113.9'],
    ['203.0.113.9:4711', '203.0.113.9'],
    ['[2001:db8::9]:4711', '2001:db8::9'],
    ['10.1.2.3', '10.1.2.3'],
    ['nonsense', '127.0.0.1'],
    ['203.0.113.9, nonsense', '127.0.0.1'],
    ['', '127.0.0.1'],
  ])('X-Forwarded-For %j is %s, for known operations too', async (header, address) => {
    expect(await addressesSeen(server, { 'x-forwarded-for': header })).toEqual([address, address]);
  });
});

describe('where no proxy is trusted, or another', () => {
  test.each([{}, { TRUST_PROXY: '10.0.0.0/8' }])(
    '%j: what X-Forwarded-For says is not believed',
    async (env) => {
      const server = await shareServer(env);
      const seen = await addressesSeen(server, {
        'x-forwarded-for': '203.0.113.9',
        forwarded: 'for=203.0.113.9',
      });
      expect(seen).toEqual(['127.0.0.1', '127.0.0.1']);
    },
  );
});
