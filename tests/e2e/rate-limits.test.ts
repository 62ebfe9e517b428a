import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { dataFolder, type RunningServe, runCli, startServe } from '../support/cli.ts';
import { startRedis } from '../support/redis.ts';

const MUNIR = '{ person(slug: "asim-munir") { name } }';
/** 201 points: a hundred rows, and in each a page of a hundred, of what must be looked up too. */
const PAGE = '{ people(first: 100) { nodes { name quotes(first: 100) { nodes { text } } } } }';
const RESPONSE_JSON = 'application/graphql-response+json';

async function start(settings: Record<string, string>): Promise<RunningServe> {
  return startServe({ DATA_DIR: await dataFolder('seeded'), TRUST_PROXY: 'loopback', ...settings });
}

/** Asks from an address, as a trusted proxy says it. */
function ask(
  { url }: RunningServe,
  query: string,
  { from = '203.0.113.1', ...headers }: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from, ...headers },
    body: JSON.stringify({ query }),
  });
}

async function statuses(answers: readonly Promise<Response>[]): Promise<number[]> {
  return (await Promise.all(answers)).map(({ status }) => status);
}

function times<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}

/** Points that are left, as the answer says. */
function left({ headers }: Response): number {
  return Number(/r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]);
}

test('whoever has a key is counted by it, wherever they ask from, and pays for a bad one by their address', async () => {
  const env = { DATA_DIR: await dataFolder('seeded') };
  const made = await runCli(['keys', 'create', '--role', 'reader', '--name', 'site'], env);
  const server = await startServe({
    ...env,
    TRUST_PROXY: 'loopback',
    RATE_LIMIT_PER_KEY: '3',
    RATE_LIMIT_PER_ADDRESS: '100',
  });
  const asKey = (from: string, authorization = `Bearer ${made.stdout.trim()}`) =>
    ask(server, MUNIR, { from, authorization });
  const first = await asKey('203.0.113.7');
  expect(first.headers.get('ratelimit-policy')).toMatch(/^"key";q=3/);
  const others = await statuses(['203.0.113.8', '203.0.113.9', '203.0.113.10'].map((from) => asKey(from)));
  expect(others.sort()).toEqual([200, 200, 429]);
  const bad = await asKey('203.0.113.11', 'Bearer onrecord_no');
  expect(bad.status).toBe(401);
  expect(bad.headers.get('ratelimit-policy')).toMatch(/^"address";q=100/);
});

test('whoever has a key is refused only for what they asked themselves', async () => {
  const env = { DATA_DIR: await dataFolder('seeded') };
  const made = await runCli(['keys', 'create', '--role', 'reader', '--name', 'site'], env);
  const server = await startServe({ ...env, RATE_LIMIT_PER_ADDRESS: '3', RATE_LIMIT_PER_KEY: '10' });
  const good = { authorization: `Bearer ${made.stdout.trim()}` };
  const bad = { authorization: `Bearer onrecord_${'0'.repeat(10)}_${'0'.repeat(64)}` };
  // A neighbour without a key uses up what the address has; the key may ask for more than that.
  expect(await statuses(times(4, () => ask(server, MUNIR)))).toContain(429);
  expect(await statuses(times(9, () => ask(server, MUNIR, good)))).toEqual(Array(9).fill(200));
  // Bad keys are counted apart from both, and looked up until they have used up as much.
  const answers: Response[] = [];
  for (let number = 0; number < 4; number += 1) answers.push(await ask(server, MUNIR, bad));
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 429]);
  expect(answers.map(left)).toEqual([2, 1, 0, 0]);
  expect(answers[3]?.headers.get('retry-after')).toMatch(/^\d+$/);
  expect((await ask(server, MUNIR, good)).status).toBe(429);
});

test('a key that no route asks for pays for nothing', async () => {
  const server = await start({ RATE_LIMIT_PER_ADDRESS: '2', RATE_LIMIT_PER_KEY: '10' });
  const headers = { authorization: 'Bearer whatever', 'x-forwarded-for': '203.0.113.1' };
  const schema = () => fetch(`${server.url}/schema.graphql`, { headers });
  expect([(await schema()).status, (await schema()).status, (await schema()).status]).toEqual([
    200, 200, 429,
  ]);
});

describe('an address', () => {
  test('is told what it has, and 429 with when to come again once that is used up', async () => {
    const server = await start({ RATE_LIMIT_PER_ADDRESS: '4', RATE_LIMIT_WINDOW_S: '3600' });
    const first = await ask(server, MUNIR);
    expect(first.headers.get('ratelimit-policy')).toBe('"address";q=4;w=3600');
    expect(first.headers.get('ratelimit')).toMatch(/^"address";r=3;t=3[56]\d\d$/);
    expect(first.headers.get('retry-after')).toBeNull();
    for (const points of [2, 1, 0]) expect(left(await ask(server, MUNIR))).toBe(points);

    for (const accept of ['application/json', RESPONSE_JSON]) {
      const refused = await ask(server, MUNIR, { accept });
      expect(refused.status).toBe(429);
      expect(refused.headers.get('content-type')).toBe(`${accept}; charset=utf-8`);
      expect(refused.headers.get('ratelimit')).toMatch(/^"address";r=0;t=\d+$/);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3_500);
      expect(refused.headers.get('cache-control')).toBe('private, no-store');
      expect(await refused.json()).toEqual({
        errors: [
          {
            message: expect.stringMatching(/^Too much was asked: 0 of 4 points are left\. Wait \d+ s/),
            extensions: {
              code: 'RATE_LIMITED',
              retryAfterS: expect.any(Number),
              requestId: expect.any(String),
            },
          },
        ],
      });
    }
    // New to the server, over GET, of another kind, or no GraphQL at all: all of it counts.
    const init = { headers: { 'x-forwarded-for': '203.0.113.1', 'apollo-require-preflight': '1' } };
    const other = [
      ask(server, `query Q${randomUUID().slice(0, 8)} ${MUNIR}`),
      ask(server, 'mutation { importArticle(input: { document: "x" }) { outcome } }'),
      fetch(`${server.url}/graphql?query=${encodeURIComponent(MUNIR)}`, init),
      fetch(`${server.url}/people/asim-munir.atom`, init),
      fetch(`${server.url}/schema.graphql`, init),
      fetch(`${server.url}/nothing`, init),
    ];
    expect(await statuses(other)).toEqual(other.map(() => 429));
    // Whether the server is well may be asked, and somebody else may ask.
    expect((await fetch(`${server.url}/readyz`, init)).status).toBe(200);
    expect((await ask(server, MUNIR, { from: '203.0.113.2' })).status).toBe(200);
  });

  test('has its points again after the window', async () => {
    const server = await start({ RATE_LIMIT_PER_ADDRESS: '2', RATE_LIMIT_WINDOW_S: '1' });
    await statuses(times(3, () => ask(server, MUNIR)));
    await expect.poll(async () => (await ask(server, MUNIR)).status, { timeout: 10_000 }).toBe(200);
  });

  test('can’t take more in a burst of different requests than one after the other', async () => {
    const server = await start({ RATE_LIMIT_PER_ADDRESS: '30', RATE_LIMIT_WINDOW_S: '3600' });
    await ask(server, MUNIR, { from: '203.0.113.9' });
    const answers = await statuses(times(100, () => ask(server, MUNIR)));
    expect(answers.filter((status) => status === 200)).toHaveLength(30);
    expect(answers.filter((status) => status === 429)).toHaveLength(70);
  });

  test('of IPv6 is its network, and an X-Forwarded-For that it made up itself is no other', async () => {
    const server = await start({ RATE_LIMIT_PER_ADDRESS: '2', RATE_LIMIT_WINDOW_S: '3600' });
    const seen = async (from: string) => left(await ask(server, MUNIR, { from }));
    expect([await seen('2001:db8::1'), await seen('2001:db8::2'), await seen('2001:db8:0:1::1')]).toEqual([
      1, 0, 1,
    ]);
    expect(await seen('198.51.100.1, 203.0.113.5')).toBe(1);
    expect(await seen('198.51.100.2, 203.0.113.5')).toBe(0);

    const untrusting = await start({
      TRUST_PROXY: '',
      RATE_LIMIT_PER_ADDRESS: '2',
      RATE_LIMIT_WINDOW_S: '3600',
    });
    const made = ['203.0.113.1', '203.0.113.2', '203.0.113.3'].map((from) =>
      ask(untrusting, MUNIR, { from }),
    );
    expect((await statuses(made)).sort()).toEqual([200, 200, 429]);
  });

  test('pays for what a query may read before it is read, and one point for what is kept', async () => {
    const server = await start({ RATE_LIMIT_PER_ADDRESS: '1000', RATE_LIMIT_WINDOW_S: '3600' });
    const first = left(await ask(server, PAGE));
    expect(first).toBe(799);
    expect(left(await ask(server, PAGE))).toBe(first - 1);
    expect(left(await ask(server, PAGE))).toBe(first - 2);
    const query = (name: string) => `query ${name} ${PAGE}`;
    const answers = await Promise.all(times(20, () => ask(server, query(`Q${randomUUID().slice(0, 8)}`))));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(10);
    // What is refused is not charged: there is enough for something small.
    expect((await ask(server, MUNIR)).status).toBe(200);
  });

  test('without points for it is no reason to refuse others who ask the same at that moment', async () => {
    const server = await start({ RATE_LIMIT_PER_ADDRESS: '500', RATE_LIMIT_WINDOW_S: '3600' });
    const poor = { from: '203.0.113.66' };
    while ((await ask(server, `query Q${randomUUID().slice(0, 8)} ${PAGE}`, poor)).status === 200);
    for (let round = 0; round < 5; round += 1) {
      const query = `query Same${round} ${PAGE}`;
      const asked = [ask(server, query, poor), ask(server, query, { from: `203.0.113.${round}` })];
      expect(await statuses(asked)).toEqual([429, 200]);
    }
  });

  test('may ask for all that it has in one query, where the server lets it', async () => {
    const server = await start({ RATE_LIMIT_PER_ADDRESS: '5', RATE_LIMIT_WINDOW_S: '3600' });
    const answer = await ask(server, PAGE);
    expect([answer.status, left(answer)]).toEqual([200, 0]);
    expect((await ask(server, PAGE)).status).toBe(429);
  });

  test('pays for a mutation too, before it writes', async () => {
    const server = await start({
      RATE_LIMIT_PER_ADDRESS: '40',
      RATE_LIMIT_WINDOW_S: '3600',
      TRUST_PROXY: '',
    });
    // Editors come through no proxy.
    const write = (text: string) =>
      fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          query: `mutation { importArticle(input: { document: "${text}\\n\\nA text." }) { outcome } }`,
        }),
      });
    const all = [await write('One'), await write('Two'), await write('Three'), await write('Four')];
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(await all[3]?.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
  });
});

describe('where nothing is limited', () => {
  test.each([
    ['outside production', {}],
    ['by a setting', { NODE_ENV: 'production', RATE_LIMIT_PER_ADDRESS: '0', RATE_LIMIT_PER_KEY: '0' }],
  ])('%s, no answer speaks of it', async (_where, settings) => {
    const server = await start(settings);
    const answers = await Promise.all(times(50, () => ask(server, MUNIR)));
    for (const { status, headers } of answers) {
      expect([status, headers.get('ratelimit'), headers.get('ratelimit-policy')]).toEqual([200, null, null]);
    }
  });

  test('in production something is, and pages of other sites may read how much', async () => {
    const server = await start({ NODE_ENV: 'production', CORS_ORIGINS: 'https://news.example' });
    const answer = await ask(server, MUNIR, { origin: 'https://news.example' });
    expect(answer.headers.get('ratelimit-policy')).toBe('"address";q=10000;w=60');
    expect(answer.headers.get('access-control-expose-headers')).toContain('ratelimit');
  });
});

describe('with Redis', () => {
  test('processes count together; while it is down each for itself, said once; then together again', async () => {
    const redis = await startRedis();
    const settings = { RATE_LIMIT_PER_ADDRESS: '20', RATE_LIMIT_WINDOW_S: '3600', REDIS_URL: redis.url };
    const folder = await dataFolder('seeded');
    const one = await startServe({ DATA_DIR: folder, TRUST_PROXY: 'loopback', ...settings });
    for (const points of [19, 18, 17]) expect(left(await ask(one, MUNIR))).toBe(points);
    // A burst: no more than there is, though each must ask Redis.
    const burst = await statuses(times(40, () => ask(one, MUNIR)));
    expect(burst.filter((status) => status === 200)).toHaveLength(17);
    expect((await ask(one, MUNIR)).headers.get('retry-after')).toMatch(/^3[56]\d\d$/);

    await redis.kill();
    // Counted from the beginning, in memory.
    await expect.poll(async () => (await ask(one, MUNIR)).status, { timeout: 20_000 }).toBe(200);
    await statuses(times(30, () => ask(one, MUNIR)));
    expect((await ask(one, MUNIR)).status).toBe(429);
    const said = one.cli.logLines().filter(({ msg }) => String(msg).startsWith('Redis does not answer'));
    expect(said).toHaveLength(1);

    await redis.start();
    const again = ({ cli }: RunningServe) =>
      cli.logLines().some(({ msg }) => msg === 'rate limits are counted in Redis again');
    await expect
      .poll(async () => (await ask(one, MUNIR, { from: '203.0.113.3' })).ok && again(one), {
        timeout: 20_000,
      })
      .toBe(true);
    // A Redis that was started anew knows nothing: it counts from the beginning, and for all.
    one.cli.kill('SIGTERM');
    await one.cli.ended;
    const two = await startServe({ DATA_DIR: folder, TRUST_PROXY: 'loopback', ...settings });
    const before = left(await ask(two, MUNIR, { from: '203.0.113.3' }));
    expect(before).toBeLessThan(19);
  });

  test('that is not there when the server starts, limits are kept all the same', async () => {
    const redis = await startRedis();
    await redis.kill();
    const server = await start({
      RATE_LIMIT_PER_ADDRESS: '3',
      RATE_LIMIT_WINDOW_S: '3600',
      REDIS_URL: redis.url,
    });
    expect((await statuses(times(5, () => ask(server, MUNIR)))).sort()).toEqual([200, 200, 200, 429, 429]);
  });
});
