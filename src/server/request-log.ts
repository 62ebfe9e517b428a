import type { Logger } from 'pino';

/** Paths that a machine asks for every few seconds: their lines would bury the others. */
const QUIET_PATHS: readonly string[] = ['/healthz', '/readyz'];

/** Whether machines ask for it every few seconds. */
export function isQuiet(url: string | undefined): boolean {
  return QUIET_PATHS.includes(pathOf(url));
}

/** A request that was answered. */
export interface AnsweredRequest {
  readonly method: string | undefined;
  readonly url: string | undefined;
  /** Of who asked, as `ClientAddress` gives it. */
  readonly address: string;
  readonly status: number;
  readonly elapsedMs: number;
}

/** Writes the one line of a request; `log` has its id. */
export function logRequest(
  log: Pick<Logger, 'info' | 'debug'>,
  { method, url, address, status, elapsedMs }: AnsweredRequest,
): void {
  const path = pathOf(url);
  const level = isQuiet(url) ? 'debug' : 'info';
  log[level]({ method, path, address, status, ms: Math.round(elapsedMs * 10) / 10 }, 'request');
}

/** Writes that nobody waited for the answer. */
export function logAbort(
  log: Pick<Logger, 'info'>,
  { method, url, address }: Pick<AnsweredRequest, 'method' | 'url' | 'address'>,
): void {
  log.info({ method, path: pathOf(url), address }, 'client went away');
}

/** Without the query string: it holds the variables of a GET. */
export function pathOf(url: string | undefined): string {
  return url?.split('?', 1).join() ?? '';
}
