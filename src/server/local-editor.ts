import type { IncomingHttpHeaders } from 'node:http';
import { isIPv4 } from 'node:net';
import type { Caller } from '../access/role.ts';
import type { Config } from '../config/config.ts';

/** Pages of Apollo's Sandbox: the editor's own tool, wherever it is loaded from. */
const SANDBOX_ORIGINS: readonly string[] = [
  'https://studio.apollographql.com',
  'https://sandbox.embed.apollographql.com',
];

/** A proxy adds one of them: whoever asks through it may be anywhere. */
const PROXY_HEADERS = ['forwarded', 'x-forwarded-for', 'x-real-ip'] as const;

const LOCAL_EDITOR: Caller = { actor: 'editor:local', name: 'Local editor', role: 'ADMIN' };

/**
 * The one who may write without a key: whoever reaches a server that listens on this machine alone and does not run as
 * production. Not a page of another site, which any browser here may have open; and nobody through a proxy.
 */
export function localEditor(
  { host, environment, corsOrigins }: Pick<Config, 'host' | 'environment' | 'corsOrigins'>,
  headers: IncomingHttpHeaders,
): Caller | null {
  if (environment === 'production' || !isLoopback(host)) return null;
  if (PROXY_HEADERS.some((name) => headers[name] !== undefined)) return null;
  const { origin } = headers;
  const isOurs =
    origin === undefined ||
    isLocalPage(origin) ||
    SANDBOX_ORIGINS.includes(origin) ||
    corsOrigins.includes(origin);
  return isOurs ? LOCAL_EDITOR : null;
}

function isLocalPage(origin: string): boolean {
  return URL.canParse(origin) && isLoopback(new URL(origin).hostname.replace(/^\[(.*)\]$/, '$1'));
}

/** @see https://www.rfc-editor.org/rfc/rfc6890#section-2.2.2 and https://www.rfc-editor.org/rfc/rfc6761#section-6.3 */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}
