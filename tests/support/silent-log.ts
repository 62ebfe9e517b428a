import { pino } from 'pino';

/** A log that writes nothing: for tests that look at what is returned, not at what is logged. */
export const silentLog = pino({ level: 'silent' });
