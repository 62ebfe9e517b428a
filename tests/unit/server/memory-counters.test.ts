import { describe, expect, test } from 'vitest';
import { callerOfAddress } from '../../../src/server/limits/caller.ts';
import { MemoryCounters } from '../../../src/server/limits/memory-counters.ts';
import {
  pointsOfRequest,
  pointsOfRows,
  pointsOfWrites,
  policyFor,
} from '../../../src/server/limits/policy.ts';

const TEN_A_MINUTE = policyFor('address', 10, 60);

/** Counters, and a clock that a test sets. */
function counted() {
  const clock = { now: 1_000 };
  const counters = new MemoryCounters(() => clock.now);
  return {
    clock,
    take: (who: string, points: number) => {
      const { isAllowed, remaining, resetsInMs } = counters.take(who, points, TEN_A_MINUTE);
      return [isAllowed, remaining, resetsInMs];
    },
  };
}

describe('a caller', () => {
  test('has its points until they are used up, and all of them again a window after its first request', () => {
    const { clock, take } = counted();
    expect(take('a', 4)).toEqual([true, 6, 60_000]);
    clock.now += 59_000;
    expect(take('a', 6)).toEqual([true, 0, 1_000]);
    expect(take('a', 1)).toEqual([false, 0, 1_000]);
    clock.now += 1_000;
    expect(take('a', 1)).toEqual([true, 9, 60_000]);
  });

  test('that asks too much at once is not charged for it, and may ask for less', () => {
    const { take } = counted();
    expect(take('a', 7)).toEqual([true, 3, 60_000]);
    expect(take('a', 4)).toEqual([false, 3, 60_000]);
    expect(take('a', 3)).toEqual([true, 0, 60_000]);
  });

  test('takes nothing of another’s', () => {
    const { take } = counted();
    take('a', 10);
    expect(take('b', 10)).toEqual([true, 0, 60_000]);
  });
});

describe('who asks', () => {
  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002:ffff::', '2001:db8:1:2::/64'],
    ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
    ['::1', '::/64'],
    ['fe80::1%eth0', 'fe80::/64'],
    ['unknown', 'unknown'],
  ])('%s is %s', (address, who) => {
    expect(callerOfAddress(address)).toBe(who);
  });
});

describe('points', () => {
  test('of an operation are one for each hundred rows that it may read, and one at least', () => {
    expect([0, 1, 100, 101, 500_000].map(pointsOfRows)).toEqual([1, 1, 1, 2, 5_000]);
  });

  test('of a mutation are more, for each of its fields', () => {
    expect([pointsOfWrites(1, 0), pointsOfWrites(3, 200)]).toEqual([11, 32]);
  });

  test('of a request that must be read grow with its length, to a limit', () => {
    const of = (length: string | undefined) => pointsOfRequest(length, '/graphql', true);
    expect(['0', '99', '1000', '1048576', undefined].map(of)).toEqual([1, 1, 10, 500, 100]);
    expect(pointsOfRequest(undefined, `/graphql?${'x'.repeat(2_000)}`, false)).toBe(20);
  });
});
