import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import proxyAddr from '@fastify/proxy-addr';

/** Says which address a request comes from. */
export type ClientAddress = (request: IncomingMessage) => string;

/** Where the connection has gone, and nobody can say any more who it was. */
const UNKNOWN = 'unknown';

/**
 * The address of who asks: the connection's own, or, where that is a trusted proxy's, the last address in
 * `X-Forwarded-For` that is not one. What somebody else writes there is never believed.
 *
 * @param trusted addresses, networks (10.0.0.0/8), `loopback`, `linklocal` or `uniquelocal`.
 */
export function clientAddress(trusted: readonly string[]): ClientAddress {
  if (trusted.length === 0) return ({ socket }) => socket.remoteAddress ?? UNKNOWN;
  const isTrusted = proxyAddr.compile([...trusted]);
  return (request) => {
    const { remoteAddress } = request.socket;
    if (remoteAddress === undefined) return UNKNOWN;
    if (request.headers['x-forwarded-for'] === undefined) return remoteAddress;
    // From the connection outwards, as far as proxies are trusted.
    const addresses = proxyAddr.all(request, (address, hop) => {
      const bare = withoutPort(address);
      return isIP(bare) !== 0 && isTrusted(bare, hop);
    });
    const known = addresses.map(withoutPort).filter((address) => isIP(address) !== 0);
    return known.at(-1) ?? remoteAddress;
  };
}

/** Some proxies write the port too: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
function withoutPort(address: string): string {
  return (
    /^(\d+\.\d+\.\d+\.\d+)(?::\d+)?$/.exec(address)?.[1] ??
    /^\[([^\]]*)\](?::\d+)?$/.exec(address)?.[1] ??
    address
  );
}
