/** Where the cache writes what an operator may want to know; a pino logger is one. */
export interface CacheLog {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}
