import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adaptiveBatchSize } from '../../../src/importer/batch-size.ts';
import { inBatches } from '../../../src/importer/in-batches.ts';
import { readAhead } from '../../../src/importer/read-ahead.ts';
import { untilAborted } from '../../../src/importer/until-aborted.ts';

async function* numbers(count: number, onEnd = () => {}): AsyncGenerator<number> {
  try {
    for (let number = 0; number < count; number += 1) yield number;
  } finally {
    onEnd();
  }
}

async function* failing(count: number): AsyncGenerator<number> {
  yield* numbers(count);
  throw new Error('the source failed');
}

const never = new Promise<never>(() => {});
const AHEAD = { maxItems: 4, maxWeight: 10, weightOf: () => 1 };

describe('reading ahead', () => {
  test('gives every value in its order, whatever the limits', async () => {
    const limits = fc.record({
      maxItems: fc.integer({ min: 1, max: 9 }),
      maxWeight: fc.integer({ min: 0, max: 9 }),
    });
    await fc.assert(
      fc.asyncProperty(limits, fc.nat(30), async (limit, count) => {
        const given: number[] = [];
        for await (const value of readAhead(numbers(count), { ...limit, weightOf: (value) => value % 4 }))
          given.push(value);
        expect(given).toEqual(Array.from({ length: count }, (_, index) => index));
      }),
    );
  });

  test('goes as far as it may and no further while the taker is busy', async () => {
    let made = 0;
    const source = (async function* () {
      for (;;) {
        made += 1;
        yield made;
      }
    })();
    const ahead = readAhead(source, AHEAD);
    await ahead.next();
    await new Promise((resolve) => setImmediate(resolve));
    expect(made).toBe(1 + AHEAD.maxItems);
    await ahead.return(undefined);
  });

  test('gives the values before an error, then the error', async () => {
    const given: number[] = [];
    const reading = (async () => {
      for await (const value of readAhead(failing(3), AHEAD)) given.push(value);
    })();
    await expect(reading).rejects.toThrow('the source failed');
    expect(given).toEqual([0, 1, 2]);
  });

  test('ends the source when the taker stops', async () => {
    let isEnded = false;
    for await (const _value of readAhead(
      numbers(100, () => {
        isEnded = true;
      }),
      AHEAD,
    ))
      break;
    expect(isEnded).toBe(true);
  });
});

describe('batches', () => {
  test('hold every value in its order, at most as many as may be', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(40), fc.integer({ min: 1, max: 7 }), async (count, limit) => {
        const batches: (readonly number[])[] = [];
        for await (const batch of inBatches(numbers(count), () => limit, 60_000)) batches.push(batch);
        expect(batches.flat()).toEqual(Array.from({ length: count }, (_, index) => index));
        expect(batches.every(({ length }) => length > 0 && length <= limit)).toBe(true);
        expect(batches).toHaveLength(Math.ceil(count / limit));
      }),
    );
  });

  test('are given when their time is over, though the next value does not come', async () => {
    const source = (async function* () {
      yield 1;
      await never;
    })();
    const stop = new AbortController();
    const batches = inBatches(untilAborted(source, stop.signal), () => 10, 5);
    expect(await batches.next()).toEqual({ done: false, value: [1] });
    stop.abort();
    expect(await batches.next()).toEqual({ done: true, value: undefined });
  });

  test('come before the error that ends them', async () => {
    const batches = inBatches(failing(3), () => 2, 60_000);
    expect((await batches.next()).value).toEqual([0, 1]);
    expect((await batches.next()).value).toEqual([2]);
    await expect(batches.next()).rejects.toThrow('the source failed');
  });

  test('grow while there is time, at most twofold, and shrink at once when one took too long, to the least that is worth a change', () => {
    const size = adaptiveBatchSize({ minArticles: 2, targetMs: 100 });
    const limits = [size.limit];
    for (const durationMs of [10, 10, 50, 400, 1_000_000]) {
      size.took(size.limit, durationMs);
      limits.push(size.limit);
    }
    expect(limits).toEqual([8, 16, 32, 64, 16, 2]);
  });
});
