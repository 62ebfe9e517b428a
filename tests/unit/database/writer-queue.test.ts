import { describe, expect, test } from 'vitest';
import { WriterQueue } from '../../../src/database/writer-queue.ts';

/** A promise, and what resolves it. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe('a queue of writers', () => {
  test('lets as many write at once as it is for, and the others in the order in which they came', async () => {
    const queue = new WriterQueue(2);
    const gates = Array.from({ length: 5 }, gate);
    const begun: number[] = [];
    const all = gates.map(({ opened }, number) =>
      queue.inTurn(() => {
        begun.push(number);
        return opened;
      }),
    );
    await Promise.resolve();
    expect(begun).toEqual([0, 1]);
    for (const number of [1, 2]) gates[number]?.open();
    await all[2];
    expect(begun.slice(0, 3)).toEqual([0, 1, 2]);
    for (const { open } of gates) open();
    await Promise.all(all);
    expect(begun).toEqual([0, 1, 2, 3, 4]);
  });

  test('has no turn lost by a writer that fails', async () => {
    const queue = new WriterQueue(1);
    const failing = Array.from({ length: 3 }, () => queue.inTurn(() => Promise.reject(new Error('no'))));
    const results = await Promise.allSettled(failing);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await expect(queue.inTurn(async () => 'written')).resolves.toBe('written');
  });

  test('refuses who has waited too long, and gives the turn to the next', async () => {
    const queue = new WriterQueue(1, 1);
    const { open, opened } = gate();
    const first = queue.inTurn(() => opened);
    await expect(queue.inTurn(async () => 'written')).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      details: { retryAfterS: 5 },
    });
    open();
    await first;
    await expect(queue.inTurn(async () => 'written')).resolves.toBe('written');
  });
});
