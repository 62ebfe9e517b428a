import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

const RANDOM_BYTES = 16;
/** Drawn for many ids at once: drawn for each, they are a twentieth of what the writer of an import does. */
const pool = new Uint8Array(256 * RANDOM_BYTES);
let drawnTo = pool.length;
let milliseconds = 0;
let sequence = 0;

/**
 * An id for a new row: a UUID of version 7 (RFC 9562), greater than every one that this thread made before, so that rows
 * stand in their indexes in the order in which they came.
 */
export function newId(): string {
  const random = nextRandom();
  const now = Date.now();
  if (now > milliseconds) {
    milliseconds = now;
    // Half of the sequence's 32 bits stay free, so that the ids of one millisecond cannot use it up.
    sequence = new DataView(random.buffer, random.byteOffset).getUint32(0) >>> 1;
  } else sequence += 1;
  return v7({ random, msecs: milliseconds, seq: sequence });
}

function nextRandom(): Uint8Array {
  if (drawnTo === pool.length) {
    randomFillSync(pool);
    drawnTo = 0;
  }
  drawnTo += RANDOM_BYTES;
  return pool.subarray(drawnTo - RANDOM_BYTES, drawnTo);
}
