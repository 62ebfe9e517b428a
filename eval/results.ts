import { readFileSync } from 'node:fs';

/** Figures by name, in per cent. */
export type Results = ReadonlyMap<string, number>;

/** A drop of more than this, in points, fails the check. */
export const TOLERANCE = 0.5;

/** The figures that stand in a results file's tables; rows are `| name | figure |`. */
export function readResults(path: string): Results {
  const rows = readFileSync(path, 'utf8').matchAll(/^\| ([^|]+?) \| ([\d.]+) \|$/gmu);
  return new Map(Array.from(rows, ([, name = '', figure]) => [name, Number(figure)] as const));
}

/** What fell by more than the tolerance, or is not measured any more, one sentence each. */
export function regressions(before: Results, now: Results): string[] {
  return [...before].flatMap(([name, figure]) => {
    const value = now.get(name);
    if (value === undefined) return [`${name} is not measured any more; it was ${figure}.`];
    return value < figure - TOLERANCE ? [`${name} fell from ${figure} to ${value}.`] : [];
  });
}
