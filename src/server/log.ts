import { type BaseLogger, type DestinationStream, type Logger, pino } from 'pino';
import type { LogLevel } from '../config/config.ts';

/** Where a request's own lines go: each has its `requestId`. */
export type RequestLog = Pick<BaseLogger, 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace'>;

const HIDDEN = '[hidden]';

/**
 * Keys, tokens, what stands behind the name of a scheme, passwords in URLs, and members of these names, with what may be
 * shown of them.
 *
 * In the written line and not by pino's `redact`, which makes a line ten times as dear and knows no secret in a message.
 */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\b(onrecord_[0-9a-f]{10}_)[0-9a-f]+/gi, `$1${HIDDEN}`],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, HIDDEN],
  [/\b(Bearer|Basic) +[\w.~+/-]{8,}=*/gi, `$1 ${HIDDEN}`],
  [/(:\/\/[^\s:@/"]*):[^\s@/"]+@/g, `$1:${HIDDEN}@`],
  [/"(authorization|cookie|password|secret|token|apiKey)":"(?:[^"\\]|\\.)*"/gi, `"$1":"${HIDDEN}"`],
];

/** What a line has at least where there may be a secret in it: most have nothing of the kind. */
const SUSPICION = /onrecord_|eyJ|Bearer|Basic|:\/\/|authorization|cookie|password|secret|token|apiKey/i;

/** A line of the log without the secrets that can be told by their form or name. */
function hideSecrets(line: string): string {
  if (!SUSPICION.test(line)) return line;
  return SECRETS.reduce((text, [secret, shown]) => text.replace(secret, shown), line);
}

/**
 * A logger that writes one JSON object a line, with the time in ISO 8601 and the level by name, to standard error:
 * standard output is for what a command was asked for. Keys, tokens and passwords are hidden.
 */
export function createLog(level: LogLevel, destination: DestinationStream = pino.destination(2)): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      // Wherever one may stand: in a field, a message, a stack, a driver's words.
      hooks: { streamWrite: hideSecrets },
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
}
