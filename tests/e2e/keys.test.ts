import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { dataFolder, runCli } from '../support/cli.ts';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts';
import { bearer, type IssuedKey, issueKey } from '../support/keys.ts';
import { mutate } from '../support/mutate.ts';
import { shareServer } from '../support/shared-server.ts';

const QUERY = '{ articles { totalCount } }';

interface Asked {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

async function ask(
  url: string,
  query: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Asked> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const COUNT = z.object({ data: z.object({ articles: z.object({ totalCount: z.number() }) }) });

async function articleCount(url: string, headers: Readonly<Record<string, string>> = {}): Promise<number> {
  return COUNT.parse((await ask(url, QUERY, headers)).body).data.articles.totalCount;
}

const refusedWith = (code: string) => ({ errors: [{ extensions: { code } }] });

describe('onrecord keys', () => {
  test('makes a key that is shown once, lists it without its secret, and revokes it', async () => {
    const env = { DATA_DIR: await dataFolder('migrated') };
    expect(await runCli(['keys', 'list'], env)).toMatchObject({ code: 0, stdout: 'There are no keys.\n' });
    const made = await runCli(
      ['keys', 'create', '--role', 'editor', '--name', 'desk', '--expires', '90d'],
      env,
    );
    expect(made).toMatchObject({ code: 0, stderr: expect.stringContaining('EDITOR key “desk”') });
    const key = made.stdout.trim();
    expect(key).toMatch(/^onrecord_[0-9a-f]{10}_[0-9a-f]{64}$/);
    const prefix = key.slice('onrecord_'.length, 'onrecord_'.length + 10);

    const listed = await runCli(['keys', 'list'], env);
    expect(listed.stdout).toMatch(
      new RegExp(`${prefix} +EDITOR +good until \\d{4}-\\d\\d-\\d\\d .* never +desk`),
    );
    const json = await runCli(['keys', 'list', '--format', 'json'], env);
    expect(`${listed.stdout}${json.stdout}`).not.toContain(key.slice(-64));

    expect(await runCli(['keys', 'revoke', prefix], env)).toMatchObject({
      code: 0,
      stdout: `The key “desk” (${prefix}) is revoked.\n`,
    });
    expect(await runCli(['keys', 'revoke', prefix], env)).toMatchObject({
      code: 0,
      stdout: `The key “desk” (${prefix}) was revoked before.\n`,
    });
    expect((await runCli(['keys', 'list'], env)).stdout).toContain(' revoked ');
    expect(await runCli(['keys', 'revoke', 'nobody'], env)).toMatchObject({ code: 1, stdout: '' });
    expect(await runCli(['verify'], env)).toMatchObject({ code: 0 });
  });
});

describe('keys', () => {
  let url: string;
  let env: { readonly DATA_DIR: string; readonly [name: string]: string };
  let provider: IdentityProvider;
  let log: () => string;
  let keys: Readonly<Record<'reader' | 'editor' | 'admin', IssuedKey>>;
  beforeAll(async () => {
    provider = await startIdentityProvider();
    const server = await shareServer({ NODE_ENV: 'production', LOG_LEVEL: 'trace', ...provider.settings });
    ({ url } = server);
    env = { DATA_DIR: server.dataDir };
    log = () => server.cli.stderr;
    keys = {
      reader: await issueKey(env, 'READER'),
      editor: await issueKey(env, 'EDITOR'),
      admin: await issueKey(env, 'ADMIN'),
    };
    await mutate(
      url,
      'importArticle',
      { document: 'A draft\n\nNobody has read it.' },
      '',
      bearer(keys.editor.key),
    );
    return () => provider.close();
  });

  test('an editor’s and an admin’s key see drafts, a reader’s sees what everybody sees', async () => {
    const seen = await Promise.all([
      articleCount(url),
      articleCount(url, bearer(keys.reader.key)),
      articleCount(url, bearer(keys.editor.key)),
      articleCount(url, bearer(keys.admin.key)),
    ]);
    expect(seen).toEqual([1, 1, 2, 2]);
  });

  test('what an editor asks for is not kept for others, nor what others asked for given to them', async () => {
    const query = '{ articles(first: 7) { totalCount } }';
    for (let round = 0; round < 3; round += 1) {
      expect((await ask(url, query, bearer(keys.editor.key))).body).toMatchObject({
        data: { articles: { totalCount: 2 } },
      });
      expect((await ask(url, query)).body).toMatchObject({ data: { articles: { totalCount: 1 } } });
    }
  });

  test.each(['reader', 'editor'] as const)('an answer to a %s’s key is for them alone', async (role) => {
    const { headers } = await ask(url, QUERY, bearer(keys[role].key));
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('vary')).toContain('Authorization');
    const shared = await ask(url, QUERY);
    expect(shared.headers.get('cache-control')).toContain('public');
    expect(shared.headers.get('vary')).toContain('Authorization');
  });

  test('a persisted query by GET is answered as the key sees it', async () => {
    const sha256Hash = await hashOf(QUERY);
    const extensions = JSON.stringify({ persistedQuery: { version: 1, sha256Hash } });
    const get = async (query: Record<string, string>, headers: Record<string, string>) => {
      const response = await fetch(`${url}/graphql?${new URLSearchParams({ extensions, ...query })}`, {
        headers: { 'apollo-require-preflight': '1', ...headers },
      });
      return COUNT.parse(await response.json()).data.articles.totalCount;
    };
    expect(await get({ query: QUERY }, {})).toBe(1);
    for (let round = 0; round < 2; round += 1) {
      expect(await get({}, bearer(keys.editor.key))).toBe(2);
      expect(await get({}, {})).toBe(1);
    }
  });

  test('a reader’s key may not write, and is told which role may', async () => {
    const mutation = 'mutation { importArticle(input: { document: "No" }) { outcome } }';
    const { status, body } = await ask(url, mutation, bearer(keys.reader.key));
    expect(status).toBe(403);
    expect(body).toMatchObject(refusedWith('FORBIDDEN'));
    expect(body).not.toHaveProperty('data');
  });

  test('the history names the key that wrote', async () => {
    const query =
      '{ articles(where: { headline: { equals: "A draft" } }) { nodes { history(first: 1) { nodes { actor } } } } }';
    const { body } = await ask(url, query, bearer(keys.admin.key));
    expect(body).toMatchObject({
      data: { articles: { nodes: [{ history: { nodes: [{ actor: `key:${keys.editor.id}` }] } }] } },
    });
  });

  test('the scheme may be written in any case', async () => {
    expect(await articleCount(url, { authorization: `bearer ${keys.editor.key}` })).toBe(2);
    expect(await articleCount(url, { authorization: `BEARER  ${keys.editor.key} ` })).toBe(2);
  });

  test.each([
    ['empty', () => ''],
    ['a scheme alone', () => 'Bearer'],
    ['another scheme', () => `Basic ${Buffer.from('a:b').toString('base64')}`],
    ['a key without a scheme', () => keys.editor.key],
    ['a key with something behind it', () => `Bearer ${keys.editor.key} more`],
    ['a key with its last digit changed', () => `Bearer ${changed(keys.editor.key)}`],
    ['a key in capitals', () => `Bearer ${keys.editor.key.toUpperCase()}`],
    ['a key of another database', () => `Bearer onrecord_0123456789_${'0'.repeat(64)}`],
    ['the prefix alone', () => `Bearer onrecord_${keys.editor.prefix}`],
    ['no token at all', () => 'Bearer x'],
    ['two keys', () => `Bearer ${keys.editor.key}, Bearer ${keys.editor.key}`],
  ])('credentials that are no good (%s) are refused, and are never the public’s', async (_what, given) => {
    const { status, headers, body } = await ask(url, QUERY, { authorization: given() });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe('Bearer realm="onrecord", error="invalid_token"');
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(body).toMatchObject(refusedWith('UNAUTHENTICATED'));
    const feed = await fetch(`${url}/people/asim-munir.atom`, { headers: { authorization: given() } });
    expect(feed.status).toBe(401);
  });

  test('a key is refused from the first request after its revocation, also one that is in use', async () => {
    const key = await issueKey(env, 'EDITOR');
    let isRevoked = false;
    const late: number[] = [];
    const asking = Array.from({ length: 4 }, async () => {
      for (let asked = 0; asked < 400; asked += 1) {
        const isAfter = isRevoked;
        const { status } = await ask(url, QUERY, bearer(key.key));
        if (isAfter) late.push(status);
        if (status === 401) return;
      }
    });
    const revocations = await Promise.all([
      runCli(['keys', 'revoke', key.id], env),
      runCli(['keys', 'revoke', key.prefix], env),
    ]);
    isRevoked = true;
    const after = await ask(url, QUERY, bearer(key.key));
    await Promise.all(asking);
    expect(revocations.map(({ stdout }) => stdout.includes('is revoked')).sort()).toEqual([false, true]);
    expect(after.status).toBe(401);
    expect(late.every((status) => status === 401)).toBe(true);
  });

  test('the last use of a key is noted', async () => {
    const listed = z.object({
      keys: z.array(z.object({ id: z.string(), lastUsedAt: z.string().nullable() })),
    });
    for (;;) {
      const { stdout } = await runCli(['keys', 'list', '--format', 'json'], env);
      const found = listed.parse(JSON.parse(stdout)).keys.find(({ id }) => id === keys.editor.id);
      if (found?.lastUsedAt !== null && found?.lastUsedAt !== undefined) break;
    }
  });

  test('a key in the address is refused, by whatever name and beside a good one too, and is not written to the log', async () => {
    const { key } = keys.editor;
    const good = bearer(keys.reader.key);
    const preflight = { 'apollo-require-preflight': '1' };
    const query = `query=${encodeURIComponent(QUERY)}`;
    const refused: readonly (readonly [string, RequestInit])[] = [
      [`/graphql?${query}&access_token=${key}`, { headers: preflight }],
      [`/graphql?${query}&access_token=eyJhbGciOiJub25lIn0.e30.`, { headers: preflight }],
      [`/graphql?${query}&Access%5Ftoken=x`, { headers: preflight }],
      [`/graphql?${query}&apiKey=x`, { headers: { ...preflight, ...good } }],
      [`/graphql?${query}&whatever=${key}`, { headers: preflight }],
      [`/graphql?token=${key}`, { headers: { accept: 'text/html' } }],
      [
        `/graphql?authorization=Bearer+${key}`,
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query: QUERY }),
        },
      ],
      [`/people/asim-munir.atom?access_token=${key}`, {}],
    ];
    // Known by now, so that it could be answered before anybody looks at who asks.
    await fetch(`${url}/graphql?${query}`, { headers: preflight });
    for (const [path, init] of refused) {
      const response = await fetch(`${url}${path}`, init);
      const text = await response.text();
      expect([path, response.status]).toEqual([path, 401]);
      expect(JSON.parse(text)).toMatchObject(refusedWith('UNAUTHENTICATED'));
      expect(text).toContain('not taken in the address');
      expect(text).not.toContain(key.slice(-40));
    }
    expect(log()).not.toContain(key.slice(-40));
    const innocent = await fetch(`${url}/graphql?${query}&tokens=access_token`, { headers: preflight });
    expect(innocent.status).toBe(200);
  });

  test('a header of a megabyte is refused by its size', async () => {
    const response = await fetch(`${url}/graphql?query=${QUERY}`, {
      headers: { 'apollo-require-preflight': '1', authorization: `Bearer ${'a'.repeat(1_000_000)}` },
    }).catch((error: unknown) => error);
    expect(response instanceof Response ? response.status : 'the connection was cut').toSatisfy((given) =>
      [431, 'the connection was cut'].includes(given),
    );
    expect(await articleCount(url)).toBe(1);
  });

  test('a feed or an export shows an editor no more than readers see, and is not kept for others', async () => {
    const response = await fetch(`${url}/articles/a-draft.jsonld`, { headers: bearer(keys.editor.key) });
    expect(response.status).toBe(404);
    const feed = await fetch(`${url}/people/asim-munir.atom`, { headers: bearer(keys.editor.key) });
    expect(feed.status).toBe(200);
    expect(feed.headers.get('cache-control')).toBe('private, no-store');
  });

  describe('and tokens', () => {
    test.each([
      ['READER', 1],
      ['EDITOR', 2],
      ['ADMIN', 2],
      [['something else', 'EDITOR', 'READER'], 2],
    ])('a token with the role %j is let in', async (role, seen) => {
      expect(await articleCount(url, bearer(await provider.token({ role })))).toBe(seen);
    });

    test('a change with a token is its subject’s', async () => {
      const document = 'By token\n\nSomebody wrote it.';
      const headers = bearer(await provider.token({ subject: 'auth0|bert' }));
      await mutate(url, 'importArticle', { document }, '', headers);
      const query =
        '{ articles(where: { headline: { equals: "By token" } }) { nodes { history(first: 1) { nodes { actor } } } } }';
      const { body } = await ask(url, query, headers);
      expect(body).toMatchObject({
        data: { articles: { nodes: [{ history: { nodes: [{ actor: 'jwt:auth0|bert' }] } }] } },
      });
    });

    test.each([
      ['expired', () => provider.token({ expires: '-2m' })],
      ['for ever', () => provider.token({ expires: null })],
      ['not yet good', () => provider.token({ notBefore: '1h' })],
      ['for others', () => provider.token({ audience: 'another' })],
      ['from others', () => provider.token({ issuer: 'https://evil.example' })],
      ['unsigned', async () => provider.unsigned()],
      ['signed with the public key (HS256)', () => provider.signedWithPublicKey()],
      ['signed with another key', () => provider.forged()],
      ['of an unknown key', () => provider.token({ keyId: 'another' })],
      ['with a subject of two lines', () => provider.token({ subject: 'anna\nkey:1' })],
      ['cut off', async () => (await provider.token()).slice(0, -5)],
    ])('a token that is %s is refused', async (_what, make) => {
      const { status, body } = await ask(url, QUERY, bearer(await make()));
      expect(status).toBe(401);
      expect(body).toMatchObject(refusedWith('UNAUTHENTICATED'));
    });

    test.each([['OWNER'], ['editor'], [''], [null], [['x']], [{ EDITOR: true }]])(
      'a token with the role %j is known, and may nothing',
      async (role) => {
        const { status, body } = await ask(url, QUERY, bearer(await provider.token({ role })));
        expect(status).toBe(403);
        expect(body).toMatchObject(refusedWith('FORBIDDEN'));
      },
    );

    test('a hundred unknown key ids do not become a hundred questions to the issuer', async () => {
      const before = provider.requests();
      await Promise.all(
        Array.from({ length: 100 }, async (_, index) =>
          ask(url, QUERY, bearer(await provider.token({ keyId: `made-up-${index}` }))),
        ),
      );
      expect(provider.requests() - before).toBeLessThan(3);
    });
  });

  test('no log has a key, a token or a password in it, at any level', async () => {
    const token = await provider.token();
    const secrets = [
      keys.reader.key,
      keys.editor.key,
      keys.admin.key,
      token,
      'hunter2-password',
      'sesame-token',
    ];
    const query =
      'query Q($password: String, $token: ID!) { node(id: $token) { id } person(slug: $password) { id } }';
    for (const variables of [
      { password: 'hunter2-password', token: 'sesame-token' },
      { password: keys.admin.key, token },
      { password: ['hunter2-password'], token: { token } },
    ]) {
      for (const authorization of [
        `Bearer ${keys.editor.key}`,
        `Bearer ${token}`,
        `Bearer ${token}x`,
        keys.admin.key,
      ]) {
        const headers = {
          'content-type': 'application/json',
          authorization,
          cookie: `token=${keys.admin.key}`,
        };
        await fetch(`${url}/graphql`, {
          method: 'POST',
          headers,
          body: JSON.stringify({ query, variables }),
        });
        await fetch(
          `${url}/graphql?${new URLSearchParams({ query, variables: JSON.stringify(variables) })}`,
          { headers },
        );
        await fetch(`${url}/nothing/here?token=${keys.admin.key}`, { headers });
      }
    }
    const input = { document: keys.admin.key, publisher: 'hunter2-password', language: 'sesame-token' };
    await mutate(url, 'importArticle', input, '', bearer(keys.editor.key));
    const written = log();
    expect(written).toContain('"path":"/nothing/here"');
    for (const secret of secrets) {
      expect(written).not.toContain(secret);
      // The secret part of a key, and the signature of a token.
      expect(written).not.toContain(secret.slice(-40));
    }
  });
});

test('where reading takes a key, nothing of the record is shown without one', async () => {
  const server = await shareServer({ READ_ACCESS: 'key' });
  const { url } = server;
  const { key } = await issueKey({ DATA_DIR: server.dataDir }, 'READER');
  const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${url}${path}`, { headers: { 'apollo-require-preflight': '1', ...headers } });
  const shown = [
    `/graphql?query=${QUERY}`,
    '/articles/coas-centcom-chief-discuss-regional-security.jsonld',
    '/articles/coas-centcom-chief-discuss-regional-security.ninjs.json',
    '/people/asim-munir.atom',
  ];
  for (const path of shown) {
    // With a key first: what is kept then must not be given to those without one.
    for (let round = 0; round < 2; round += 1) {
      const response = await get(path, bearer(key));
      expect([path, response.status, response.headers.get('cache-control')]).toEqual([
        path,
        200,
        'private, no-store',
      ]);
    }
    const response = await get(path);
    expect([path, response.status]).toEqual([path, 401]);
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="onrecord"');
    expect(await response.json()).toMatchObject(refusedWith('UNAUTHENTICATED'));
    const asPage = await get(path, { accept: 'text/html;q=0.1, application/json' });
    expect(await asPage.text()).not.toContain('totalCount":');
  }
  expect(await ask(url, QUERY)).toMatchObject({ status: 401 });
  expect(await ask(url, 'mutation { importArticle(input: { document: "No" }) { outcome } }')).toMatchObject({
    status: 401,
  });
  expect((await ask(url, QUERY, { authorization: `Bearer ${key}x` })).status).toBe(401);
  expect((await get('/healthz')).status).toBe(200);
  expect((await get('/graphql', { accept: 'text/html' })).status).toBe(200);
});

async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Buffer.from(digest).toString('hex');
}

/** The key with another last digit. */
function changed(key: string): string {
  return `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`;
}
