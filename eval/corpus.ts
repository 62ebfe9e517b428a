import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const spanShape = z.tuple([z.number(), z.number()]);
const lineShape = z.object({
  id: z.string(),
  text: z.string(),
  attributions: z.array(
    z.object({
      kind: z.enum(['DIRECT', 'MIXED', 'INDIRECT']),
      content: z.array(spanShape),
      source: z.array(spanShape),
    }),
  ),
});

/** An article of the evaluation corpus; positions are code points. */
export type CorpusArticle = z.infer<typeof lineShape>;

/** Where the corpus and its scorer are. */
export interface Corpus {
  readonly goldPath: string;
  readonly scorerPath: string;
  readonly articles: readonly CorpusArticle[];
}

/** The corpus in `EVAL_DATA`, or in ../shared/eval beside the project; null, with what is needed, when it is not there. */
export function openCorpus(folderFromEnvironment: string | undefined): Corpus | { readonly missing: string } {
  const folder = resolve(folderFromEnvironment ?? '../shared/eval');
  const goldPath = join(folder, 'news-attribution-dev.jsonl');
  const scorerPath = join(folder, 'score.mjs');
  const absent = [goldPath, scorerPath].filter((path) => !existsSync(path));
  if (absent.length > 0) {
    return {
      missing:
        `The evaluation needs ${absent.join(' and ')}: the 84 development articles of PolNeAR 1.0, one JSON object a line, ` +
        'and their scorer. The texts belong to their publishers and are no part of this project. Set EVAL_DATA to their folder.',
    };
  }
  const lines = readFileSync(goldPath, 'utf8').trim().split('\n');
  return { goldPath, scorerPath, articles: lines.map((line) => lineShape.parse(JSON.parse(line))) };
}
