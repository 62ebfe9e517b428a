/** How much one caller may ask for in a window of time. */
export interface Policy {
  /** As the RateLimit fields name it. */
  readonly name: 'address' | 'key';
  /** Points in a window. */
  readonly points: number;
  /** From a caller's first request on. */
  readonly windowMs: number;
  /** The same, as the `RateLimit-Policy` field has it. */
  readonly header: string;
}

/** A policy with its field. */
export function policyFor(name: Policy['name'], points: number, windowS: number): Policy {
  return { name, points, windowMs: windowS * 1_000, header: `"${name}";q=${points};w=${windowS}` };
}

/** Where a caller stands after points were taken, or refused: what is refused is not counted. */
export interface Standing {
  readonly isAllowed: boolean;
  readonly policy: Policy;
  readonly remaining: number;
  /** Until all of the points are there again. */
  readonly resetsInMs: number;
}

/**
 * Rows that one point stands for. The benchmark's pages cost 2, 14, 1, 1 and, the whole article with its segments, 68
 * points; the dearest query that is allowed costs 5,000.
 */
const ROWS_PER_POINT = 100;

/** Bytes of a request that one point stands for, where it must be read, parsed and checked: the dearest 100 take a millisecond. */
const BYTES_PER_POINT = 100;
/** So that a long article can be taken in, too. */
const BYTES_POINTS_MAX = 500;
/** A body that does not say its length: the middle of those that do. */
const UNTOLD_LENGTH_POINTS = 100;
/** Writing a change takes the time of ten pages. */
const WRITE_POINTS = 10;

/** Points of a whole operation that may read so many rows: at least the one that its request has cost already. */
export function pointsOfRows(rows: number): number {
  return Math.max(1, Math.ceil(rows / ROWS_PER_POINT));
}

/** Points of a mutation with so many fields whose payloads may read so many rows. */
export function pointsOfWrites(fields: number, rows: number): number {
  return fields * WRITE_POINTS + pointsOfRows(rows);
}

/** Points of a request whose operation is not known yet, or that is none: by its length. */
export function pointsOfRequest(contentLength: string | undefined, url: string, hasBody: boolean): number {
  if (hasBody && contentLength === undefined) return UNTOLD_LENGTH_POINTS;
  const bytes = Number(contentLength ?? 0) + url.length;
  return Math.min(BYTES_POINTS_MAX, Math.max(1, Math.floor(bytes / BYTES_PER_POINT)));
}
