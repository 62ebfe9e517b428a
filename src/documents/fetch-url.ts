import { get as httpGet, type IncomingMessage } from 'node:http';
import { get as httpsGet } from 'node:https';
import { isIP } from 'node:net';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AppError } from '../kernel/app-error.ts';
import { type NamedDocument, refusal, tooLarge } from './found-document.ts';
import { isPublicAddress, lookupPublic, privateAddressRefusal } from './public-address.ts';
import { collect } from './read-bytes.ts';

/** How a URL is fetched. */
export interface FetchOptions {
  readonly maxBytes: number;
  /** Also from addresses that are not of the open internet. */
  readonly allowPrivate: boolean;
  /** For the whole of it, redirects included; default 30 seconds. */
  readonly timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 30_000;
/** As browsers and curl's scripts do; more is a circle. */
const MAX_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const OK = 200;
/** What readers read; servers that choose by it send the article, not an application. */
const ACCEPT = 'text/html, application/xhtml+xml, application/json, application/xml, text/plain, */*;q=0.1';

/** Whether an operand is a URL: it begins with a scheme and two slashes. */
export function isUrl(operand: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//iu.test(operand);
}

/**
 * The document at a URL, after at most five redirects, with the address that it came from in the end.
 *
 * Refuses: other schemes than http and https, credentials in the URL, an answer other than 200, one over the limit
 * (BAD_USER_INPUT); an address that is not public, of any hop, checked where the connection is made (FORBIDDEN); TIMEOUT;
 * SERVICE_UNAVAILABLE where nobody answers.
 */
export async function fetchDocument(
  address: string,
  options: FetchOptions,
): Promise<Omit<NamedDocument, 'name'>> {
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    let url = parseUrl(address, null);
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      const response = await request(url, options.allowPrivate, signal);
      const location = redirectOf(response);
      if (location === null) return await documentOf(response, url, options.maxBytes);
      response.destroy();
      url = parseUrl(location, url);
    }
    throw refusal(`It redirects more than ${MAX_REDIRECTS} times.`);
  } catch (error) {
    if (signal.aborted) {
      throw new AppError('TIMEOUT', `It was not there within ${timeoutMs / 1000} seconds.`, { cause: error });
    }
    throw fetchFailure(error);
  }
}

function parseUrl(address: string, base: URL | null): URL {
  if (!URL.canParse(address, base?.href)) throw refusal(`${JSON.stringify(address)} is no URL.`);
  const url = new URL(address, base?.href);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw refusal(`Only http and https are fetched, not ${url.protocol}`);
  }
  if (url.username !== '' || url.password !== '')
    throw refusal('A URL with a password in it is not fetched.');
  return url;
}

function request(url: URL, allowPrivate: boolean, signal: AbortSignal): Promise<IncomingMessage> {
  const host = url.hostname.replace(/^\[|\]$/gu, '');
  // An address is never looked up, so it is checked here.
  if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host)) {
    return Promise.reject(privateAddressRefusal(host, host));
  }
  const get = url.protocol === 'https:' ? httpsGet : httpGet;
  return new Promise((resolve, reject) => {
    get(
      url,
      {
        // A connection of its own: one that is kept could have been made before the check.
        agent: false,
        signal,
        headers: { accept: ACCEPT, 'accept-encoding': 'gzip, identity', 'user-agent': 'onrecord' },
        ...(allowPrivate ? {} : { lookup: lookupPublic }),
      },
      resolve,
    ).on('error', reject);
  });
}

function redirectOf({ statusCode, headers }: IncomingMessage): string | null {
  if (statusCode === undefined || !REDIRECTS.has(statusCode)) return null;
  if (headers.location === undefined) throw refusal(`It answers ${statusCode} without saying where to go.`);
  return headers.location;
}

async function documentOf(
  response: IncomingMessage,
  url: URL,
  maxBytes: number,
): Promise<Omit<NamedDocument, 'name'>> {
  try {
    if (response.statusCode !== OK) throw refusal(`It answers ${response.statusCode}.`);
    if (Number(response.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
    const mediaType = response.headers['content-type'];
    return {
      bytes: await collect(decoded(response), maxBytes),
      ...(mediaType === undefined ? {} : { mediaType }),
      url: url.href,
    };
  } finally {
    response.destroy();
  }
}

function decoded(response: IncomingMessage): AsyncIterable<Uint8Array> {
  const encoding = response.headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (encoding === 'identity') return response;
  if (encoding !== 'gzip') throw refusal(`It answers in the encoding ${encoding}, which was not asked for.`);
  // An error of either ends the iteration with it, so the callback has nothing to add.
  return pipeline(response, createGunzip(), () => undefined);
}

function fetchFailure(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!(error instanceof Error) || code === '') throw error;
  if (code.startsWith('Z_')) return refusal('Its gzip encoding is damaged.', { cause: error });
  return new AppError('SERVICE_UNAVAILABLE', `It could not be fetched: ${error.message || code}.`, {
    cause: error,
  });
}
