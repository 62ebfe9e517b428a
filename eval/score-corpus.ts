import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EvaluationQuote } from '../src/text/evaluation-line.ts';
import type { Corpus, CorpusArticle } from './corpus.ts';

/** What the scorer says of one kind of quote, in per cent. */
export interface Figures {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly speaker: number;
  readonly endToEnd: number;
}

/** The scorer's figures and what it printed, misses included. */
export interface CorpusScore {
  readonly quoted: Figures;
  readonly indirect: Figures;
  readonly report: string;
}

/** Predictions by the article's id. */
export type Predictions = ReadonlyMap<string, readonly EvaluationQuote[]>;

/** Runs the corpus's own scorer over predictions for some of its articles; its files live in a folder that is removed. */
export function scoreCorpus(
  { scorerPath }: Corpus,
  articles: readonly CorpusArticle[],
  predictions: Predictions,
  misses: number,
): CorpusScore {
  const folder = mkdtempSync(join(tmpdir(), 'onrecord-eval-'));
  try {
    const gold = join(folder, 'gold.jsonl');
    const predicted = join(folder, 'predicted.jsonl');
    writeFileSync(gold, articles.map((article) => JSON.stringify(article)).join('\n'));
    writeFileSync(
      predicted,
      articles.map(({ id }) => JSON.stringify({ id, quotes: predictions.get(id) ?? [] })).join('\n'),
    );
    const report = execFileSync(process.execPath, [scorerPath, gold, predicted, '--misses', String(misses)], {
      encoding: 'utf8',
    });
    return { quoted: figuresOf(report, 'quoted'), indirect: figuresOf(report, 'indirect'), report };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function figuresOf(report: string, name: string): Figures {
  const line = report.split('\n').find((candidate) => candidate.startsWith(name));
  const read = (label: string) => {
    const value = new RegExp(`(?:^|\\s)${label}\\s+([\\d.]+)`, 'u').exec(line ?? '')?.[1];
    if (value === undefined) throw new Error(`The scorer printed no ${label} for ${name}:\n${report}`);
    return Number(value);
  };
  return {
    precision: read('precision'),
    recall: read('recall'),
    f1: read('F1'),
    speaker: read('speaker'),
    endToEnd: read('end-to-end F1'),
  };
}
