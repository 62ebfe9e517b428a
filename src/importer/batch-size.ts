/** How many articles one change takes: found while writing, so that each takes about as long as it may. */
export interface BatchSize {
  /** The most that the next batch should have. */
  readonly limit: number;
  /** Notes how long a batch took. */
  took(articles: number, durationMs: number): void;
}

/** Between what sizes, and for how long a batch. */
export interface BatchLimits {
  /** A change costs something however few articles it has: below this the import would pay for little else. */
  readonly minArticles: number;
  readonly targetMs: number;
}

/** An embedded database answers nobody else while a change is written. */
export const EMBEDDED_BATCH: BatchLimits = { minArticles: 4, targetMs: 250 };
/** A server answers others meanwhile; what a kill loses is a batch. */
export const SERVER_BATCH: BatchLimits = { minArticles: 25, targetMs: 2_000 };

/** More than this gains nothing any more (measured; half of it is a twentieth slower), and holds more in memory. */
export const MAX_BATCH_ARTICLES = 200;
const FIRST_ARTICLES = 8;

/** A batch size that aims at `targetMs` a batch; it at most doubles from one to the next. */
export function adaptiveBatchSize({ minArticles, targetMs }: BatchLimits): BatchSize {
  let limit = Math.max(FIRST_ARTICLES, minArticles);
  return {
    get limit() {
      return limit;
    },
    took(articles, durationMs) {
      if (articles === 0) return;
      const fitting = Math.floor((targetMs * articles) / Math.max(1, durationMs));
      // A batch that was not full says nothing of a larger one.
      const most = articles >= limit ? limit * 2 : limit;
      limit = Math.max(minArticles, Math.min(fitting, most, MAX_BATCH_ARTICLES));
    },
  };
}
