import type { ImportedItem } from '../importer/import-documents.ts';
import type { Output } from './command.ts';
import { printable } from './printable.ts';

/** What a whole import came to. */
export interface ImportSummary {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly outdated: number;
  readonly withdrawn: number;
  readonly failed: number;
  readonly seconds: number;
  /** It was told to stop before its end. */
  readonly wasStopped: boolean;
}

/** Counts what becomes of the items of an import. */
export class ImportTally {
  readonly #counts = { created: 0, updated: 0, unchanged: 0, outdated: 0, withdrawn: 0, failed: 0 };
  #startedAt = performance.now();

  /** Starts the clock: what came before, such as opening the database, says nothing of the rate. */
  start(): void {
    this.#startedAt = performance.now();
  }

  add({ outcome }: Pick<ImportedItem, 'outcome'>): void {
    this.#counts[outcome === 'refused' ? 'failed' : outcome] += 1;
  }

  get failed(): number {
    return this.#counts.failed;
  }

  get items(): number {
    return Object.values(this.#counts).reduce((sum, count) => sum + count, 0);
  }

  get seconds(): number {
    return (performance.now() - this.#startedAt) / 1000;
  }

  summary(wasStopped: boolean): ImportSummary {
    return { ...this.#counts, seconds: Math.round(this.seconds * 1000) / 1000, wasStopped };
  }
}

/** Tells what became of each item, and in the end of all. */
export interface ImportReport {
  item(item: ImportedItem): void;
  end(summary: ImportSummary): void;
}

/** For people: failures as they come on `stderr`, the summary on `stdout`. */
export function textReport({
  stdout,
  stderr,
}: {
  readonly stdout: Output;
  readonly stderr: Output;
}): ImportReport {
  return {
    item(item) {
      if (item.outcome === 'refused') {
        stderr.write(`${printable(item.name)}: ${printable(item.refusal.message)}\n`);
      }
    },
    end: (summary) => stdout.write(describe(summary)),
  };
}

/** For machines: a JSON object a line on `stdout`, one for each item and, last, the summary. */
export function jsonReport({ stdout }: { readonly stdout: Output }): ImportReport {
  return {
    item({ name, ...item }) {
      const line =
        item.outcome === 'refused'
          ? { type: 'item', name, outcome: 'failed', ...item.refusal }
          : { type: 'item', name, ...item };
      stdout.write(`${JSON.stringify(line)}\n`);
    },
    end: (summary) => stdout.write(`${JSON.stringify({ type: 'summary', ...summary })}\n`),
  };
}

function describe({ seconds, wasStopped, ...counts }: ImportSummary): string {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const width = Math.max(...Object.values(counts).map((count) => String(count).length));
  const lines = Object.entries(counts).map(
    ([outcome, count]) => `${outcome.padEnd(9)}  ${String(count).padStart(width)}`,
  );
  const rate = seconds > 0 ? `, ${(all / seconds).toFixed(1)} a second` : '';
  const stopped = wasStopped ? ['Stopped: run it again to go on; what is in the record is passed over.'] : [];
  const items = all === 1 ? 'item' : 'items';
  return [...lines, `${all} ${items} in ${seconds.toFixed(1)} s${rate}`, ...stopped, ''].join('\n');
}
