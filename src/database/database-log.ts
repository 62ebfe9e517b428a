import type { BaseLogger } from 'pino';

/** Where this folder writes its events: one a line, ids and durations with units. */
export type DatabaseLog = Pick<BaseLogger, 'debug' | 'info' | 'warn' | 'error'>;
