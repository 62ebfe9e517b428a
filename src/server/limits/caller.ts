import { isIPv4, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';

/** Bits of an IPv6 address that stand for one connection to the internet: whoever has one has all addresses in it. */
const IPV6_PREFIX_BITS = 64;

const names = new LRUCache<string, string>({ max: 10_000 });

/** Who asks, as limits count it, from an address: IPv4 by itself, IPv6 by its first 64 bits. */
export function callerOfAddress(address: string): string {
  if (!address.includes(':')) return address;
  const known = names.get(address);
  if (known !== undefined) return known;
  const name = nameOf(address);
  names.set(address, name);
  return name;
}

function nameOf(address: string): string {
  if (isIPv4(address) || !isIPv6(address)) return address;
  const parsed = ipaddr.IPv6.parse(address);
  // A server that listens on all interfaces sees IPv4 so.
  if (parsed.isIPv4MappedAddress()) return parsed.toIPv4Address().toString();
  const network = ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toNormalizedString()}/${IPV6_PREFIX_BITS}`);
  return `${network.toString()}/${IPV6_PREFIX_BITS}`;
}
