import { isIP } from 'node:net';
import {
  type CacheConfig,
  type Config,
  type DatabaseConfig,
  ENVIRONMENTS,
  ERROR_DETAILS,
  LOG_LEVELS,
  READ_ACCESSES,
  type TokenConfig,
} from './config.ts';
import { parseDuration, parsePoints, parseProxies } from './parse-guards.ts';

/** Variable name to value, as `process.env` has them. */
export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/** Settings that can't be used: `faults` holds one whole sentence for each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
  }
}

/**
 * Checks the environment and gives the settings, with their defaults where a variable is absent or empty.
 *
 * @throws ConfigError with every fault, each naming the variable, what was given and what is allowed. A value that may
 * hold a password is never repeated.
 */
export function loadConfig(env: EnvironmentVariables): Config {
  const faults: string[] = [];

  /** The default when the variable is absent or empty, else what `parse` makes of it; null is a fault. */
  function setting<T>(name: SettingName, parse: (given: string) => T | null, byDefault: T): T {
    const given = env[name];
    if (given === undefined || given === '') return byDefault;
    const value = parse(given);
    if (value !== null) return value;
    const shown = isSecret(name) ? 'a value that is not shown here' : JSON.stringify(given);
    faults.push(`${name} is ${shown}; it must be ${SETTINGS[name].allowed}.`);
    return byDefault;
  }

  /** All of a token's settings, or none. */
  function tokenConfig(): TokenConfig | null {
    const jwksUrl = setting<string | null>('JWT_JWKS_URL', parseJwksUrl, null);
    const issuer = setting<string | null>('JWT_ISSUER', parseClaim, null);
    const audience = setting<string | null>('JWT_AUDIENCE', parseClaim, null);
    const roleClaim = setting('JWT_ROLE_CLAIM', parseClaim, 'role');
    if (!env['JWT_JWKS_URL'] && issuer === null && audience === null) return null;
    for (const name of ['JWT_JWKS_URL', 'JWT_ISSUER', 'JWT_AUDIENCE'] as const) {
      // Without them tokens that the issuer made for others would be taken.
      if (!env[name]) faults.push(`${name} is not given; with tokens it must be ${SETTINGS[name].allowed}.`);
    }
    return jwksUrl === null || issuer === null || audience === null
      ? null
      : { jwksUrl, issuer, audience, roleClaim };
  }

  const dataDir = setting('DATA_DIR', parsePath, '.onrecord');
  const database = setting<DatabaseConfig>('DATABASE_URL', parseDatabaseUrl, { kind: 'embedded', dataDir });
  const redis = setting<{ readonly url: string } | null>('REDIS_URL', parseRedisUrl, null);
  const environment = setting('NODE_ENV', (given) => oneOf(ENVIRONMENTS, given), 'development');
  const config: Config = {
    port: setting('PORT', parsePort, 4000),
    host: setting('HOST', parseHost, '127.0.0.1'),
    database,
    logLevel: setting('LOG_LEVEL', (given) => oneOf(LOG_LEVELS, given), 'info'),
    environment,
    corsOrigins: setting('CORS_ORIGINS', parseOrigins, []),
    maxQueryCost: setting('MAX_QUERY_COST', parseCost, MAX_QUERY_COST[database.kind]),
    writeTimeoutS: setting('WRITE_TIMEOUT_S', parseDuration, WRITE_TIMEOUT_S),
    cache: cacheConfig(setting('RESPONSE_CACHE_MB', parseMegabytes, RESPONSE_CACHE_MB), redis),
    cdnMaxAgeS: setting('CDN_MAX_AGE_S', parseSeconds, 0),
    publicUrl: setting<string | null>('PUBLIC_URL', parsePublicUrl, null),
    access: {
      readAccess: setting('READ_ACCESS', (given) => oneOf(READ_ACCESSES, given), 'public'),
      tokens: tokenConfig(),
    },
    trustedProxies: setting('TRUST_PROXY', parseProxies, []),
    isIntrospectable: setting('INTROSPECTION', (given) => oneOf(SWITCH, given), 'on') === 'on',
    errorDetail: setting('ERROR_DETAIL', (given) => oneOf(ERROR_DETAILS, given), 'message'),
    trustedDocuments: setting<string | null>('TRUSTED_DOCUMENTS', parsePath, null),
    rateLimit: {
      perAddress: setting('RATE_LIMIT_PER_ADDRESS', parsePoints, RATE_LIMITS[environment].perAddress),
      perKey: setting('RATE_LIMIT_PER_KEY', parsePoints, RATE_LIMITS[environment].perKey),
      windowS: setting('RATE_LIMIT_WINDOW_S', parseDuration, RATE_LIMIT_WINDOW_S),
      redisUrl: redis?.url ?? null,
    },
  };
  if (faults.length > 0) throw new ConfigError(faults);
  return config;
}

/**
 * Rows that one query may read where nothing else is set. The embedded database answers in this process and can't be
 * interrupted: while it reads, nobody else is answered.
 */
const MAX_QUERY_COST = { server: 500_000, embedded: 50_000 } as const;

/** What proxies wait for an answer; the largest text that a request takes, of nothing but short paragraphs, is written in 15. */
const WRITE_TIMEOUT_S = 60;

/** Some thousands of article pages. */
const RESPONSE_CACHE_MB = 64;

function cacheConfig(megabytes: number, redis: { readonly url: string } | null): CacheConfig {
  if (megabytes === 0) return { kind: 'off' };
  return redis === null ? { kind: 'memory', megabytes } : { kind: 'redis', url: redis.url };
}

const NO_LIMITS = { perAddress: 0, perKey: 0 } as const;
/**
 * Points in a window. In a minute one address in production may have 10,000 kept answers, or 5,000 articles with their quotes
 * read for it, or 147 whole article pages, or two of the dearest queries; whoever has a key is known, and has five times
 * that. Those who develop are not counted.
 */
const RATE_LIMITS = {
  production: { perAddress: 10_000, perKey: 50_000 },
  development: NO_LIMITS,
  test: NO_LIMITS,
} as const;
const RATE_LIMIT_WINDOW_S = 60;

const SWITCH = ['on', 'off'] as const;

/** Every variable that is read, with the words for what it may be. */
export const SETTINGS = {
  PORT: { allowed: 'a whole number from 0 to 65535, where 0 takes any free port' },
  HOST: { allowed: 'an IP address or a host name without a port, such as 127.0.0.1 or 0.0.0.0' },
  DATABASE_URL: { allowed: 'a URL like postgres://user:password@host:5432/database' },
  DATA_DIR: { allowed: 'the path of a folder' },
  LOG_LEVEL: { allowed: `one of ${LOG_LEVELS.join(', ')}` },
  NODE_ENV: { allowed: `one of ${ENVIRONMENTS.join(', ')}` },
  MAX_QUERY_COST: { allowed: 'a whole number from 1 to 1000000000' },
  WRITE_TIMEOUT_S: { allowed: 'a whole number of seconds from 1 to 86400' },
  RESPONSE_CACHE_MB: { allowed: 'a whole number from 0 to 65536, where 0 keeps no answers' },
  REDIS_URL: { allowed: 'a URL like redis://user:password@host:6379/0, or rediss:// for TLS' },
  CDN_MAX_AGE_S: { allowed: 'a whole number of seconds from 0 to 31536000' },
  PUBLIC_URL: {
    allowed: 'an http or https URL without query and fragment, such as https://api.news.example/record',
  },
  READ_ACCESS: { allowed: `one of ${READ_ACCESSES.join(', ')}` },
  JWT_JWKS_URL: {
    allowed: 'an https URL such as https://id.news.example/jwks.json, or an http one on this machine',
  },
  JWT_ISSUER: { allowed: 'the `iss` of the tokens, of 1 to 500 characters' },
  JWT_AUDIENCE: { allowed: 'the `aud` of the tokens, of 1 to 500 characters' },
  JWT_ROLE_CLAIM: { allowed: 'the name of a claim, such as role or realm_access.roles' },
  TRUST_PROXY: {
    allowed:
      'addresses and networks of proxies with commas between them, such as 10.0.0.0/8 or loopback; a number of proxies is not enough, for whoever reaches the port could pretend to be one',
  },
  RATE_LIMIT_PER_ADDRESS: { allowed: 'a whole number from 0 to 1000000000, where 0 is no limit' },
  RATE_LIMIT_PER_KEY: { allowed: 'a whole number from 0 to 1000000000, where 0 is no limit' },
  RATE_LIMIT_WINDOW_S: { allowed: 'a whole number of seconds from 1 to 86400' },
  TRUSTED_DOCUMENTS: { allowed: 'the path of a file' },
  INTROSPECTION: { allowed: 'on or off' },
  ERROR_DETAIL: { allowed: `one of ${ERROR_DETAILS.join(', ')}` },
  CORS_ORIGINS: { allowed: 'origins with commas between them and no path, such as https://news.example' },
} as const;

type SettingName = keyof typeof SETTINGS;

function isSecret(name: SettingName): boolean {
  return name === 'DATABASE_URL' || name === 'REDIS_URL' || name === 'JWT_JWKS_URL';
}

function parsePort(given: string): number | null {
  if (!/^\d{1,5}$/.test(given)) return null;
  const port = Number(given);
  return port <= 65_535 ? port : null;
}

function parseCost(given: string): number | null {
  return /^[1-9]\d{0,8}$/.test(given) || given === '1000000000' ? Number(given) : null;
}

function parseHost(given: string): string | null {
  const isHostName = /^(?!-)[a-z\d-]{1,63}(\.[a-z\d-]{1,63})*\.?$/i.test(given);
  // 999.1.1.1 has the form of a host name, yet nobody means one by it.
  const looksNumeric = /^[\d.]+$/.test(given);
  return isIP(given) > 0 || (isHostName && !looksNumeric) ? given : null;
}

function parsePath(given: string): string | null {
  return given.includes('\0') || given.trim() === '' ? null : given;
}

function parseDatabaseUrl(given: string): DatabaseConfig | null {
  if (!URL.canParse(given)) return null;
  const { protocol } = new URL(given);
  return protocol === 'postgres:' || protocol === 'postgresql:' ? { kind: 'server', url: given } : null;
}

function parseMegabytes(given: string): number | null {
  return /^\d{1,5}$/.test(given) && Number(given) <= 65_536 ? Number(given) : null;
}

function parseSeconds(given: string): number | null {
  return /^\d{1,8}$/.test(given) && Number(given) <= 31_536_000 ? Number(given) : null;
}

function parseRedisUrl(given: string): { readonly url: string } | null {
  if (!URL.canParse(given)) return null;
  const { protocol, hostname, pathname } = new URL(given);
  const isRedis = protocol === 'redis:' || protocol === 'rediss:';
  return isRedis && hostname !== '' && /^\/?\d*$/.test(pathname) ? { url: given } : null;
}

/** Without a slash at its end, so that a path can follow. */
function parsePublicUrl(given: string): string | null {
  if (!/^https?:\/\//.test(given) || !URL.canParse(given)) return null;
  const { origin, pathname, search, hash, username, password } = new URL(given);
  const isPlain = search === '' && hash === '' && username === '' && password === '' && !/[?#]/.test(given);
  return isPlain ? `${origin}${pathname.replace(/\/+$/, '')}` : null;
}

/** Over https, so that nobody on the way can put keys of their own there; without a user, whose password would be told in logs. */
function parseJwksUrl(given: string): string | null {
  if (!URL.canParse(given)) return null;
  const { protocol, hostname, username, password } = new URL(given);
  if (username !== '' || password !== '') return null;
  const isHere = hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isHere) ? given : null;
}

function parseClaim(given: string): string | null {
  return given.trim() === given && given.length <= 500 ? given : null;
}

function parseOrigins(given: string): readonly string[] | null {
  const origins = given.split(',').map((origin) => origin.trim());
  return origins.every(isOrigin) ? origins : null;
}

function isOrigin(given: string): boolean {
  return /^https?:/.test(given) && URL.canParse(given) && new URL(given).origin === given;
}

function oneOf<T extends string>(allowed: readonly T[], given: string): T | null {
  return allowed.find((value) => value === given) ?? null;
}
