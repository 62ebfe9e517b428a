/** A seeded source of chance: the same seed and stream give the same sequence on every machine (sfc32). */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** Streams of one seed are independent: an article's facts do not depend on how many articles there are. */
  constructor(seed: number, stream: number) {
    this.#a = seed | 0;
    this.#b = stream | 0;
    this.#c = (stream / 2 ** 32) | 0;
    for (let warmUp = 0; warmUp < 12; warmUp += 1) this.bits();
  }

  /** 32 random bits, as an unsigned integer. */
  bits(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return sum >>> 0;
  }

  /** From 0 up to 1, exclusive. */
  fraction(): number {
    return this.bits() / 2 ** 32;
  }

  /** A whole number from `low` to `high`, both inclusive. */
  between(low: number, high: number): number {
    return low + Math.floor(this.fraction() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** One of the items; throws when there is none. */
  pick<T>(items: readonly T[]): T {
    return at(items, this.between(0, items.length - 1));
  }

  /** The items in a random order. */
  shuffled<T>(items: readonly T[]): T[] {
    const result = [...items];
    for (let last = result.length - 1; last > 0; last -= 1) {
      const other = this.between(0, last);
      const kept = at(result, last);
      result[last] = at(result, other);
      result[other] = kept;
    }
    return result;
  }
}

/** Draws ranks from 0 with a probability that falls as 1 / (rank + 1) ^ exponent. */
export class Zipf {
  readonly #cumulative: Float64Array;

  constructor(size: number, exponent: number) {
    this.#cumulative = new Float64Array(size);
    let sum = 0;
    for (let rank = 0; rank < size; rank += 1) {
      sum += (rank + 1) ** -exponent;
      this.#cumulative[rank] = sum;
    }
  }

  draw(random: Random): number {
    const wanted = random.fraction() * (this.#cumulative.at(-1) ?? 0);
    let low = 0;
    let high = this.#cumulative.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#cumulative[middle] ?? 0) > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Up to `count` different ranks, in the order drawn; fewer where chance repeats itself often. */
  drawDistinct(random: Random, count: number): number[] {
    const drawn = new Set<number>();
    for (let attempt = 0; drawn.size < count && attempt < count * 6; attempt += 1)
      drawn.add(this.draw(random));
    return [...drawn];
  }
}

/** The item at an index that must be there. */
export function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no item ${index} among ${items.length}`);
  return item;
}
