import type { Judged } from './judge.ts';

/** Facts whose confidence is in `[from, to)`. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly meanConfidence: number;
  /** Share whose words and speaker are right. */
  readonly right: number;
}

const EDGES = [0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01];

/** How often facts of each confidence were right. */
export function calibrationOf(judged: readonly Judged[]): Bin[] {
  return EDGES.slice(0, -1).map((from, index) => {
    const to = EDGES[index + 1] ?? 1;
    const inBin = judged.filter(({ quote }) => quote.confidence >= from && quote.confidence < to);
    const mean = (value: (one: Judged) => number) =>
      inBin.length === 0 ? 0 : inBin.reduce((sum, one) => sum + value(one), 0) / inBin.length;
    return {
      from,
      to: Math.min(1, to),
      count: inBin.length,
      meanConfidence: mean(({ quote }) => quote.confidence),
      right: mean(({ isRight }) => (isRight ? 1 : 0)),
    };
  });
}

/** The bins as a Markdown table. */
export function printedCalibration(bins: readonly Bin[]): string {
  const rows = bins.map(
    ({ from, to, count, meanConfidence, right }) =>
      `| ${from.toFixed(2)} to ${to.toFixed(2)} | ${count} | ${meanConfidence.toFixed(2)} | ${count === 0 ? 'none' : right.toFixed(2)} |`,
  );
  return ['| confidence | quotes | mean | right |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
