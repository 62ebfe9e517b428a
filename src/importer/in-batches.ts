/**
 * Gathers values into batches, in their order: a batch is given when it has `limit()` values, or when its first value has
 * waited for `maxWaitMs`, or at the end. An error of the source comes after what it gave before.
 */
export async function* inBatches<Value>(
  source: AsyncGenerator<Value>,
  limit: () => number,
  maxWaitMs: number,
): AsyncGenerator<readonly Value[]> {
  const batch: Value[] = [];
  let deadline = 0;
  let next = settled(source.next());
  const flush = () => batch.splice(0);
  try {
    for (;;) {
      if (batch.length >= limit()) yield flush();
      const step = batch.length === 0 ? await next : await within(next, deadline - performance.now());
      if (step === 'late') {
        yield flush();
        continue;
      }
      if (step.kind !== 'value') {
        if (batch.length > 0) yield flush();
        if (step.kind === 'failed') throw step.error;
        return;
      }
      if (batch.length === 0) deadline = performance.now() + maxWaitMs;
      batch.push(step.value);
      next = settled(source.next());
    }
  } finally {
    await source.return(undefined);
  }
}

type Step<Value> =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Never rejects: a failure is told of in its turn. */
async function settled<Value>(next: Promise<IteratorResult<Value>>): Promise<Step<Value>> {
  try {
    const result = await next;
    return result.done === true ? { kind: 'done' } : { kind: 'value', value: result.value };
  } catch (error) {
    return { kind: 'failed', error };
  }
}

async function within<Value>(promise: Promise<Value>, milliseconds: number): Promise<Value | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), Math.max(0, milliseconds));
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
