/** Runs of digits, and of anything else. */
const PARTS = /\d+|\D+/gu;

/**
 * Compares two versions that a provider gave, `3` and `10`, `2.1` and `2.10`, `2024-01-05` and `2024-01-06`: digits as
 * numbers of any length, all else by code points. Negative where the first is older, 0 where neither is.
 */
export function compareVersions(one: string, other: string): number {
  const parts = one.match(PARTS) ?? [];
  const others = other.match(PARTS) ?? [];
  for (const [position, part] of parts.entries()) {
    const match = others[position];
    if (match === undefined) return 1;
    const order = compareParts(part, match);
    if (order !== 0) return order;
  }
  return parts.length - others.length;
}

function compareParts(one: string, other: string): number {
  if (/^\d/u.test(one) && /^\d/u.test(other)) {
    const difference = BigInt(one) - BigInt(other);
    return difference === 0n ? 0 : difference < 0n ? -1 : 1;
  }
  return one === other ? 0 : one < other ? -1 : 1;
}
