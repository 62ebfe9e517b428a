/**
 * Passes values on until the signal says stop: then it ends at once, also while the source still waits for its next value
 * (a terminal, a slow server), which is told to end and left to itself.
 */
export async function* untilAborted<Value>(
  source: AsyncGenerator<Value>,
  signal: AbortSignal,
): AsyncGenerator<Value> {
  const aborted = new Promise<'aborted'>((resolve) => {
    if (signal.aborted) resolve('aborted');
    else signal.addEventListener('abort', () => resolve('aborted'), { once: true });
  });
  try {
    for (;;) {
      const next = source.next();
      const first = await Promise.race([next, aborted]);
      if (first === 'aborted') {
        // Nobody waits for it any more, so nobody else hears how it ends.
        next.catch(() => undefined);
        return;
      }
      if (first.done === true) return;
      yield first.value;
    }
  } finally {
    if (signal.aborted) source.return(undefined).catch(() => undefined);
    else await source.return(undefined);
  }
}
