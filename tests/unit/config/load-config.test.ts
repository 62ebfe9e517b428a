import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { ConfigError, loadConfig, SETTINGS } from '../../../src/config/load-config.ts';

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('loadConfig', () => {
  test('an empty environment gives a server for this machine alone, on an embedded database', () => {
    expect(loadConfig({})).toEqual({
      port: 4000,
      host: '127.0.0.1',
      database: { kind: 'embedded', dataDir: '.onrecord' },
      logLevel: 'info',
      environment: 'development',
      corsOrigins: [],
      maxQueryCost: 50_000,
      writeTimeoutS: 60,
      cache: { kind: 'memory', megabytes: 64 },
      cdnMaxAgeS: 0,
      publicUrl: null,
      access: { readAccess: 'public', tokens: null },
      trustedProxies: [],
      isIntrospectable: true,
      errorDetail: 'message',
      trustedDocuments: null,
      rateLimit: { perAddress: 0, perKey: 0, windowS: 60, redisUrl: null },
    });
  });

  test('an empty value counts as not given', () => {
    const empty = Object.fromEntries(Object.keys(SETTINGS).map((name) => [name, '']));
    expect(loadConfig(empty)).toEqual(loadConfig({}));
  });

  test('what is given is taken', () => {
    const config = loadConfig({
      PORT: '0',
      HOST: '::1',
      DATABASE_URL: 'postgresql://u:p@db.example/record',
      DATA_DIR: '/srv/record',
      LOG_LEVEL: 'silent',
      NODE_ENV: 'production',
      CORS_ORIGINS: 'https://news.example, http://localhost:3000',
      REDIS_URL: 'rediss://u:p@redis.example:6380/1',
      CDN_MAX_AGE_S: '86400',
      WRITE_TIMEOUT_S: '5',
      PUBLIC_URL: 'https://api.news.example/record/',
      READ_ACCESS: 'key',
      JWT_JWKS_URL: 'https://id.news.example/jwks.json',
      JWT_ISSUER: 'https://id.news.example/',
      JWT_AUDIENCE: 'onrecord',
      JWT_ROLE_CLAIM: 'realm_access.roles',
      TRUST_PROXY: '10.0.0.0/8, 2001:db8::1, loopback',
      INTROSPECTION: 'off',
      ERROR_DETAIL: 'code',
      RATE_LIMIT_PER_KEY: '7',
      TRUSTED_DOCUMENTS: '/srv/persisted-documents.json',
    });
    expect(config).toEqual({
      port: 0,
      host: '::1',
      database: { kind: 'server', url: 'postgresql://u:p@db.example/record' },
      logLevel: 'silent',
      environment: 'production',
      corsOrigins: ['https://news.example', 'http://localhost:3000'],
      maxQueryCost: 500_000,
      writeTimeoutS: 5,
      cache: { kind: 'redis', url: 'rediss://u:p@redis.example:6380/1' },
      cdnMaxAgeS: 86_400,
      publicUrl: 'https://api.news.example/record',
      access: {
        readAccess: 'key',
        tokens: {
          jwksUrl: 'https://id.news.example/jwks.json',
          issuer: 'https://id.news.example/',
          audience: 'onrecord',
          roleClaim: 'realm_access.roles',
        },
      },
      trustedProxies: ['10.0.0.0/8', '2001:db8::1', 'loopback'],
      isIntrospectable: false,
      errorDetail: 'code',
      trustedDocuments: '/srv/persisted-documents.json',
      rateLimit: {
        perAddress: 10_000,
        perKey: 7,
        windowS: 60,
        redisUrl: 'rediss://u:p@redis.example:6380/1',
      },
    });
  });

  test('a cache of no size is none, whatever Redis there is', () => {
    const of = (env: Record<string, string>) => loadConfig(env).cache;
    expect(of({ RESPONSE_CACHE_MB: '256' })).toEqual({ kind: 'memory', megabytes: 256 });
    expect(of({ RESPONSE_CACHE_MB: '0', REDIS_URL: 'redis://localhost' })).toEqual({ kind: 'off' });
  });

  test.each([
    ['PORT', ['http', '-1', '65536', '4000.5', '0x10', ' 4000', '1e3']],
    ['HOST', ['127.0.0.1:4000', 'http://localhost', 'a b', '999.1.1.1', '-host']],
    ['DATABASE_URL', ['mysql://localhost/record', 'localhost', './record.db']],
    ['DATA_DIR', [' ', 'a\0b']],
    ['RESPONSE_CACHE_MB', ['-1', '65537', '64MB', '1.5']],
    ['CDN_MAX_AGE_S', ['-1', '31536001', '1h']],
    ['REDIS_URL', ['http://localhost:6379', 'localhost:6379', 'redis://', 'redis://localhost/cache']],
    ['MAX_QUERY_COST', ['0', '-5', '1e6', '1.5', '1000000001']],
    [
      'PUBLIC_URL',
      [
        'news.example',
        'ftp://news.example',
        'https://news.example/?a',
        'https://u:p@news.example',
        'https://',
      ],
    ],
    [
      'TRUST_PROXY',
      ['1', 'true', '10.0.0.0/33', '10.0.0.0/', '10.0.0/8', 'proxy.example', '10.0.0.1,', '::/129'],
    ],
    ['RATE_LIMIT_PER_ADDRESS', ['-1', '1.5', '1000000001', '07']],
    ['RATE_LIMIT_PER_KEY', ['off', '1e3']],
    ['WRITE_TIMEOUT_S', ['0', '86401', '1m']],
    ['RATE_LIMIT_WINDOW_S', ['0', '86401', '1m']],
    ['TRUSTED_DOCUMENTS', [' ', 'a\0b']],
    ['INTROSPECTION', ['true', 'ON']],
    ['ERROR_DETAIL', ['stack', 'none']],
    ['LOG_LEVEL', ['verbose', 'INFO', 'toString']],
    ['NODE_ENV', ['prod', 'staging']],
    ['READ_ACCESS', ['private', 'PUBLIC']],
    [
      'CORS_ORIGINS',
      ['*', 'news.example', 'https://news.example/', 'https://a.example,', 'ftp://a.example', 'null'],
    ],
  ] as const)('a wrong %s is refused in one sentence that says what is allowed', (name, values) => {
    for (const value of values) {
      const faults = faultsOf({ [name]: value });
      expect(faults, JSON.stringify(value)).toHaveLength(1);
      expect(faults[0]).toMatch(new RegExp(`^${name} is .*; it must be .*\\.$`));
      expect(faults[0]).toContain(SETTINGS[name].allowed);
      if (name !== 'DATABASE_URL' && name !== 'REDIS_URL') expect(faults[0]).toContain(JSON.stringify(value));
    }
  });

  test('all faults are told at once', () => {
    const faults = faultsOf({ PORT: 'x', HOST: 'a b', LOG_LEVEL: 'loud' });
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual(['PORT', 'HOST', 'LOG_LEVEL']);
  });

  test.each([
    'http://id.news.example/jwks.json',
    'https://u:sesame@id.news.example/jwks.json',
    'ftp://127.0.0.1/jwks.json',
    'jwks.json',
  ])('keys for tokens are not fetched from %s', (url) => {
    const faults = faultsOf({ JWT_JWKS_URL: url, JWT_ISSUER: 'i', JWT_AUDIENCE: 'a' });
    expect(faults).toEqual([expect.stringMatching(/^JWT_JWKS_URL is a value that is not shown here;/)]);
  });

  test('tokens are not taken without an issuer and an audience', () => {
    const faults = faultsOf({ JWT_JWKS_URL: 'http://localhost:8080/jwks.json' });
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual(['JWT_ISSUER', 'JWT_AUDIENCE']);
    expect(faultsOf({ JWT_ISSUER: 'https://id.news.example' })).toHaveLength(2);
  });

  test('a password in DATABASE_URL is never repeated', () => {
    const faults = faultsOf({ DATABASE_URL: 'mysql://root:sesame@localhost/record', PORT: 'x' });
    expect(faults.join('\n')).not.toContain('sesame');
  });

  test('nor one in REDIS_URL', () => {
    expect(faultsOf({ REDIS_URL: 'http://:sesame@localhost' }).join()).not.toContain('sesame');
  });

  test('.env.example names every setting and no other, and its values are the defaults', async () => {
    const file = await readFile(new URL('../../../.env.example', import.meta.url), 'utf8');
    const given = Object.fromEntries(
      file
        .split('\n')
        .filter((line) => /^[A-Z]/.test(line))
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    expect(Object.keys(given).sort()).toEqual(Object.keys(SETTINGS).sort());
    expect(loadConfig(given)).toEqual(loadConfig({}));
  });
});
