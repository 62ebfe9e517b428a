import type { Random } from './random.ts';

/**
 * A version 7 UUID: the time, then a sequence number (0 to 4,095), then chance. Rows made in order have ids in order, so
 * that a primary key grows at its end.
 */
export function uuid7(timeMs: number, sequence: number, random: Random): string {
  const time = timeMs.toString(16).padStart(12, '0');
  const counted = (sequence & 0xfff).toString(16).padStart(3, '0');
  const high = random.bits();
  const low = random.bits();
  const variant = (0x8000 | (high & 0x3fff)).toString(16);
  const tail = ((high >>> 16) & 0xffff).toString(16).padStart(4, '0') + low.toString(16).padStart(8, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counted}-${variant}-${tail}`;
}
