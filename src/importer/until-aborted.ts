/**
 * Passes values on until the signal says stop: then it ends at once, also while the source still waits for its next value
 * (a terminal, a slow server), which is told to end and left to itself.
 */
export async function* untilAborted<Value>(
  source: AsyncGenerator<Value>,
  signal: AbortSignal,
): AsyncGenerator<Value> {
  // One promise a step: racing each value against one that lives as long as the signal would keep every step in memory.
  let interrupt = () => {};
  const onAbort = () => interrupt();
  signal.addEventListener('abort', onAbort);
  const nextOrStop = () =>
    new Promise<IteratorResult<Value> | null>((resolve, reject) => {
      interrupt = () => resolve(null);
      if (signal.aborted) resolve(null);
      else source.next().then(resolve, reject);
    });
  try {
    for (;;) {
      const step = await nextOrStop();
      if (step === null || step.done === true) return;
      yield step.value;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    // Nobody waits for what was asked for last, nor hears how it ends.
    if (signal.aborted) source.return(undefined).catch(() => undefined);
    else await source.return(undefined);
  }
}
