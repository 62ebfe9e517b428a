import { isIP } from 'node:net';

/** Names of networks that may be trusted without their addresses. @see https://www.rfc-editor.org/rfc/rfc6890 */
const NETWORKS: readonly string[] = ['loopback', 'linklocal', 'uniquelocal'];

/** Addresses and networks with commas between them. A number of proxies is none: whoever reaches the port could lie. */
export function parseProxies(given: string): readonly string[] | null {
  const proxies = given.split(',').map((proxy) => proxy.trim());
  return proxies.every((proxy) => NETWORKS.includes(proxy) || isNetwork(proxy)) ? proxies : null;
}

function isNetwork(given: string): boolean {
  const [address = '', bits, ...rest] = given.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

/** Points of a rate limit; 0 is none. */
export function parsePoints(given: string): number | null {
  return /^(0|[1-9]\d{0,8}|1000000000)$/.test(given) ? Number(given) : null;
}

/** Seconds, one at least and a day at most. */
export function parseDuration(given: string): number | null {
  return /^[1-9]\d{0,4}$/.test(given) && Number(given) <= 86_400 ? Number(given) : null;
}
