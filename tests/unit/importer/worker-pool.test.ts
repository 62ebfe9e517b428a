import { describe, expect, onTestFinished, test } from 'vitest';
import { openWorkerPool, type WorkerPool } from '../../../src/importer/worker-pool.ts';

type Task = number | 'throw' | 'exit' | 'hang' | 'grow';

function openPool(size: number, taskTimeoutMs = 60_000): WorkerPool<Task, number> {
  const pool = openWorkerPool<Task, number>({
    script: new URL('../../support/troubled-worker.mjs', import.meta.url),
    workerData: null,
    size,
    taskTimeoutMs,
    maxHeapMb: 32,
  });
  onTestFinished(() => pool.close());
  return pool;
}

describe('a pool of threads', () => {
  test('gives each task its own result, however many there are', async () => {
    const pool = openPool(2);
    const tasks = Array.from({ length: 500 }, (_, index) => index);
    expect(await Promise.all(tasks.map((task) => pool.run(task)))).toEqual(tasks.map((task) => task * 2));
  });

  test('that was started before there was work does it all, and need not have any', async () => {
    const pool = openPool(2);
    pool.start();
    pool.start();
    expect(await Promise.all([1, 2, 3].map((task) => pool.run(task)))).toEqual([2, 4, 6]);
    const idle = openPool(1);
    idle.start();
    await idle.close();
    idle.start();
    await expect(idle.run(1)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });

  test.each([
    ['throw', 'INTERNAL_SERVER_ERROR', 'Analysing it ended its thread: thrown by the task'],
    ['exit', 'INTERNAL_SERVER_ERROR', 'The thread that analysed it ended.'],
    ['grow', 'INTERNAL_SERVER_ERROR', 'Analysing it takes more than 32 MB of memory.'],
  ] as const)('fails the task that makes its thread %s, and no other', async (bad, code, message) => {
    const pool = openPool(1);
    const tasks: readonly Task[] = [1, bad, 2, bad, bad, 3, 4];
    const outcomes = await Promise.allSettled(tasks.map((task) => pool.run(task)));
    expect(
      outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : outcome.reason)),
    ).toEqual(
      tasks.map((task) => (task === bad ? expect.objectContaining({ code, message }) : Number(task) * 2)),
    );
  });

  test('fails the task that hangs, and no other', async () => {
    const pool = openPool(1, 1_000);
    const outcomes = await Promise.allSettled((['hang', 1, 2] as const).map((task) => pool.run(task)));
    expect(outcomes).toMatchObject([
      { reason: { code: 'TIMEOUT' } },
      { status: 'fulfilled', value: 2 },
      { status: 'fulfilled', value: 4 },
    ]);
  });

  test('that is closed refuses what is under way and what comes, and closes twice', async () => {
    const pool = openPool(1);
    const hanging = Promise.allSettled([pool.run('hang'), pool.run(1), pool.run(2), pool.run(3)]);
    await pool.close();
    await pool.close();
    expect((await hanging).map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
    await expect(pool.run(1)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });
});
