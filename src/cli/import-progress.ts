import type { Output } from './command.ts';
import type { ImportTally } from './import-report.ts';

/** Shows how far an import is. */
export interface ImportProgress {
  /** How many documents there are, once it is known. */
  expect(total: number): void;
  /** Something was done. */
  advance(): void;
  /** Takes the bar off the line that is being written on, so that another text can stand there. */
  clear(): void;
}

const TERMINAL_INTERVAL_MS = 100;
/** Logs that are read later need fewer lines. */
const LINE_INTERVAL_MS = 10_000;
const BAR_WIDTH = 24;
const DEFAULT_COLUMNS = 80;
/** From the line's beginning, and erase it. */
const ERASE_LINE = '\r\u001B[K';

/** A bar that is written over on a terminal; elsewhere a line now and then. */
export function importProgress(output: Output, tally: ImportTally): ImportProgress {
  const isTerminal = output.isTTY === true;
  const intervalMs = isTerminal ? TERMINAL_INTERVAL_MS : LINE_INTERVAL_MS;
  let total: number | null = null;
  let shownAt: number | null = null;
  let isShown = false;
  return {
    expect(count) {
      total = count;
    },
    advance() {
      // The first came after the start of everything, which says nothing of the rate.
      shownAt ??= performance.now();
      if (performance.now() - shownAt < intervalMs) return;
      shownAt = performance.now();
      const line = progressLine(tally, total, isTerminal);
      output.write(
        isTerminal ? `${ERASE_LINE}${line.slice(0, (output.columns ?? DEFAULT_COLUMNS) - 1)}` : `${line}\n`,
      );
      isShown = isTerminal;
    },
    clear() {
      if (isShown) output.write(ERASE_LINE);
      isShown = false;
    },
  };
}

/** `[######------] 1,200 of 5,000  24%  151/s  0:25 left  2 failed`: as much of it as is known. */
export function progressLine(
  { items, failed, seconds }: Pick<ImportTally, 'items' | 'failed' | 'seconds'>,
  total: number | null,
  hasBar: boolean,
): string {
  const rate = seconds > 0 ? items / seconds : 0;
  const parts = [`${grouped(items)}${total === null ? '' : ` of ${grouped(total)}`}`];
  // A feed of many items is one document, so there may be more items than were counted.
  if (total !== null && total >= items && total > 0) {
    const share = items / total;
    if (hasBar) {
      const filled = Math.floor(share * BAR_WIDTH);
      parts.unshift(`[${'#'.repeat(filled)}${'-'.repeat(BAR_WIDTH - filled)}]`);
    }
    parts.push(`${Math.floor(share * 100)}%`);
    if (rate > 0) parts.push(`${rate.toFixed(0)}/s`, `${clock((total - items) / rate)} left`);
  } else if (rate > 0) parts.push(`${rate.toFixed(0)}/s`);
  if (failed > 0) parts.push(`${grouped(failed)} failed`);
  return parts.join('  ');
}

function grouped(count: number): string {
  return count.toLocaleString('en-GB');
}

/** `0:05`, `12:30`, `3:02:10`. */
function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
