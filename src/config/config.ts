/** Where the record is kept: in a folder of this machine, or on a PostgreSQL server. */
export type DatabaseConfig =
  | { readonly kind: 'embedded'; readonly dataDir: string }
  | { readonly kind: 'server'; readonly url: string };

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

/** Every setting of a process, checked. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly database: DatabaseConfig;
  readonly logLevel: LogLevel;
  readonly environment: 'development' | 'production' | 'test';
  /** Origins that browsers may call from; in development every origin may. */
  readonly corsOrigins: readonly string[];
}
