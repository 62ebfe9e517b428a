import { availableParallelism } from 'node:os';
import type { CommandOptions } from './command.ts';

/** What `onrecord import` was told, checked. */
export interface ImportSettings {
  readonly kind: 'settings';
  readonly format: 'text' | 'json';
  readonly isDryRun: boolean;
  readonly publish: boolean;
  readonly confirmAbove: number | null;
  readonly language: string | null;
  readonly publisher: string | null;
  readonly workers: number;
  readonly allowPrivate: boolean;
  readonly hasColour: boolean;
}

/** More threads than this take more memory than any machine's processors are worth. */
const MAX_WORKERS = 256;

/** Checks the options; a wrong one is a value, with the sentence that says so. */
export function readImportOptions(
  options: CommandOptions,
  isColourTerminal: boolean,
): ImportSettings | { readonly kind: 'wrong'; readonly message: string } {
  const wrong = (name: string, must: string) => ({
    kind: 'wrong' as const,
    message: `--${name} is ${JSON.stringify(options[name])}; it must be ${must}.`,
  });
  const confirmAbove = numberOf(options['confirm-above'], /^(?:0|1|0?\.\d+|[01]\.\d+)$/u);
  if (confirmAbove === 'wrong' || (confirmAbove !== null && confirmAbove > 1)) {
    return wrong('confirm-above', 'a number from 0 to 1');
  }
  const workers = numberOf(options['workers'], /^\d{1,3}$/u);
  if (workers === 'wrong' || workers === 0 || (workers ?? 1) > MAX_WORKERS) {
    return wrong('workers', `a whole number from 1 to ${MAX_WORKERS}`);
  }
  const language = canonicalLanguage(options['language']);
  if (language === 'wrong') return wrong('language', 'a BCP 47 tag such as en-GB');
  const publisher = textOf(options['publisher']);
  if (publisher !== null && !/\S/u.test(publisher)) return wrong('publisher', 'a name');
  const color = options['color'];
  if (color !== 'always' && color !== 'never' && color !== 'auto')
    return wrong('color', 'always, never or auto');
  const isDryRun = options['dry-run'] === true;
  return {
    kind: 'settings',
    format: options['format'] === 'json' ? 'json' : 'text',
    isDryRun,
    publish: options['publish'] === true,
    confirmAbove,
    language,
    publisher,
    workers: workers ?? (isDryRun ? availableParallelism() : coresBesideWriter()),
    allowPrivate: options['allow-private'] === true,
    hasColour: color === 'always' || (color === 'auto' && isColourTerminal),
  };
}

/** Each thread compiles the analysis for itself, and what comes of it has to be written: this thread takes a core for that. */
function coresBesideWriter(): number {
  return Math.max(1, availableParallelism() - 1);
}

function textOf(option: string | boolean | undefined): string | null {
  return typeof option === 'string' ? option : null;
}

function numberOf(option: string | boolean | undefined, shape: RegExp): number | null | 'wrong' {
  const text = textOf(option);
  if (text === null) return null;
  return shape.test(text) ? Number(text) : 'wrong';
}

function canonicalLanguage(option: string | boolean | undefined): string | null {
  const tag = textOf(option);
  if (tag === null) return null;
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'wrong';
  } catch (error) {
    if (error instanceof RangeError) return 'wrong';
    throw error;
  }
}
