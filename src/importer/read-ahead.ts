/** How far to run ahead of whoever takes the values. */
export interface ReadAheadOptions<Value> {
  /** At most so many values are held. */
  readonly maxItems: number;
  /** What a value weighs; no further one is read while those held weigh more than `maxWeight`. */
  readonly weightOf: (value: Value) => number;
  readonly maxWeight: number;
}

/**
 * Gives the values of `source` in their order while the next ones are made: so that work goes on while the taker is busy.
 *
 * An error of the source comes in its place, after the values before it. When the taker stops, the source is ended.
 */
export async function* readAhead<Value>(
  source: AsyncGenerator<Value>,
  { maxItems, weightOf, maxWeight }: ReadAheadOptions<Value>,
): AsyncGenerator<Value> {
  const held: Value[] = [];
  let weight = 0;
  let isOver = false;
  let isStopped = false;
  const failures: unknown[] = [];
  let wake = () => {};
  const changed = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });

  let giveRoom = () => {};
  const room = () =>
    new Promise<void>((resolve) => {
      giveRoom = resolve;
    });

  async function fill(): Promise<void> {
    try {
      while (!isStopped) {
        if (held.length >= maxItems || weight > maxWeight) {
          await room();
          continue;
        }
        const next = await source.next();
        if (next.done === true) break;
        held.push(next.value);
        weight += weightOf(next.value);
        wake();
      }
    } catch (error) {
      failures.push(error);
    }
    isOver = true;
    wake();
  }

  const filling = fill();
  try {
    for (;;) {
      const value = held.shift();
      if (value !== undefined) {
        weight -= weightOf(value);
        giveRoom();
        yield value;
      } else if (!isOver) await changed();
      else if (failures.length > 0) throw failures[0];
      else return;
    }
  } finally {
    isStopped = true;
    giveRoom();
    await filling;
    await source.return(undefined);
  }
}
