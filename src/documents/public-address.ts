import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { AppError } from '../kernel/app-error.ts';

/** All public addresses of version 6 that have been given out: 2000::/3. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IP address is one of the open internet: not this machine's, a private network's, a link's own (cloud
 * metadata is there), a carrier's, or set aside for anything; an address of version 4 within one of version 6 counts as
 * itself. What is no address is not public.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (address.range() !== 'unicast') return false;
  return !(address instanceof ipaddr.IPv6) || address.match(GLOBAL_UNICAST);
}

/** The refusal of an address that is not public. */
export function privateAddressRefusal(host: string, address: string): AppError {
  const where = host === address ? host : `${host} (${address})`;
  return new AppError(
    'FORBIDDEN',
    `${where} is not a public address: --allow-private fetches from it nevertheless.`,
  );
}

/**
 * Resolves names as the system does, and refuses a name one of whose addresses is not public. To be given to the
 * connection itself: what is checked is what is connected to, whatever the name says a moment later.
 */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  systemLookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) {
      callback(error, '');
      return;
    }
    const refused = addresses.find(({ address }) => !isPublicAddress(address));
    const [first] = addresses;
    if (refused !== undefined) callback(privateAddressRefusal(hostname, refused.address), '');
    else if (first === undefined) callback(new Error(`${hostname} has no address`), '');
    else if (options.all === true) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};
