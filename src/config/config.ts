/** Where the record is kept: in a folder of this machine, or on a PostgreSQL server. */
export type DatabaseConfig =
  | { readonly kind: 'embedded'; readonly dataDir: string }
  | { readonly kind: 'server'; readonly url: string };

/** Where whole answers are kept until a change makes them wrong: in this process, in Redis for all processes, or nowhere. */
export type CacheConfig =
  | { readonly kind: 'off' }
  | { readonly kind: 'memory'; readonly megabytes: number }
  | { readonly kind: 'redis'; readonly url: string };

/** Tokens (JWT) that are taken beside keys: whose, for whom, and where they say the role. */
export interface TokenConfig {
  /** Where the issuer publishes its public keys. */
  readonly jwksUrl: string;
  readonly issuer: string;
  readonly audience: string;
  /** The name of the claim that holds the role, or a way of names with dots between. */
  readonly roleClaim: string;
}

/** Who gets in. */
export interface AccessConfig {
  /** `key`: nobody reads without a key or token. */
  readonly readAccess: ReadAccess;
  /** Null: no tokens are taken. */
  readonly tokens: TokenConfig | null;
}

export const READ_ACCESSES = ['public', 'key'] as const;
export type ReadAccess = (typeof READ_ACCESSES)[number];

/** What callers may ask for in a window of time, in points; 0 is any number. */
export interface RateLimitConfig {
  readonly perAddress: number;
  readonly perKey: number;
  readonly windowS: number;
  /** Where all processes count together; null: each by itself. */
  readonly redisUrl: string | null;
}

/** From quiet to loud after `silent`; a level logs itself and all that is more severe. */
export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What clients are told of an error beside its code: the message and the place, or nothing. */
export const ERROR_DETAILS = ['message', 'code'] as const;
export type ErrorDetail = (typeof ERROR_DETAILS)[number];

export const ENVIRONMENTS = ['development', 'production', 'test'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

/** Every setting of a process, checked. */
export interface Config {
  /** A host name or an IP address to listen on. */
  readonly host: string;
  /** 0 lets the system choose a free port. */
  readonly port: number;
  readonly database: DatabaseConfig;
  readonly logLevel: LogLevel;
  readonly environment: Environment;
  /** Origins that browsers may call from in production; elsewhere every origin may. */
  readonly corsOrigins: readonly string[];
  /** Rows that one query may read, as its arguments have it. */
  readonly maxQueryCost: number;
  /** Seconds that one mutation may write, once it is its turn. */
  readonly writeTimeoutS: number;
  readonly cache: CacheConfig;
  readonly access: AccessConfig;
  /** Seconds for which a CDN may give an answer out unasked; for those that are purged by Cache-Tag. */
  readonly cdnMaxAgeS: number;
  /** Where the API is reached, without a slash at its end; null where nobody has said so: then addresses are relative. */
  readonly publicUrl: string | null;
  /** Proxies whose `X-Forwarded-For` is believed: addresses, networks and names of networks. */
  readonly trustedProxies: readonly string[];
  /** Whether clients may ask for the schema. */
  readonly isIntrospectable: boolean;
  readonly errorDetail: ErrorDetail;
  readonly rateLimit: RateLimitConfig;
  /** The file that lists the documents that may be run; null: all may. */
  readonly trustedDocuments: string | null;
}
