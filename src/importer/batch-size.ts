/** How many articles one change takes: found while writing, so that each takes about as long as it may. */
export interface BatchSize {
  /** The most that the next batch should have. */
  readonly limit: number;
  /** Notes how long a batch took. */
  took(articles: number, durationMs: number): void;
}

/** More than this gains nothing any more (measured), and holds more in memory. */
const MAX_ARTICLES = 100;
const FIRST_ARTICLES = 8;

/** A batch size that aims at `targetMs` a batch; it at most doubles from one to the next. */
export function adaptiveBatchSize(targetMs: number): BatchSize {
  let limit = FIRST_ARTICLES;
  return {
    get limit() {
      return limit;
    },
    took(articles, durationMs) {
      if (articles === 0) return;
      const fitting = Math.floor((targetMs * articles) / Math.max(1, durationMs));
      // A batch that was not full says nothing of a larger one.
      const most = articles >= limit ? limit * 2 : limit;
      limit = Math.max(1, Math.min(fitting, most, MAX_ARTICLES));
    },
  };
}
