import { z } from 'zod';
import { analyseCommand } from '../src/cli/analyse.ts';
import { loadConfig } from '../src/config/load-config.ts';
import type { EvaluationQuote } from '../src/text/evaluation-line.ts';
import type { CorpusArticle } from './corpus.ts';

const place = z.object({ start: z.number(), end: z.number() });
const lineShape = z.object({
  id: z.string(),
  quotes: z.array(
    place.extend({
      kind: z.enum(['DIRECT', 'MIXED', 'INDIRECT']),
      speaker: place.nullable(),
      confidence: z.number(),
    }),
  ),
});

/** What `onrecord analyse --format jsonl` says of each article's quotes, by id: the command itself, in this process. */
export async function predict(
  articles: readonly CorpusArticle[],
): Promise<ReadonlyMap<string, readonly EvaluationQuote[]>> {
  const written: string[] = [];
  const faults: string[] = [];
  const exitCode = await analyseCommand.run(
    { format: 'jsonl' },
    {
      config: loadConfig({}),
      version: 'evaluation',
      operands: [],
      stdin: linesOf(articles),
      stdout: { write: (text) => written.push(text) },
      stderr: { write: (text) => faults.push(text) },
      hasColour: false,
    },
  );
  if (exitCode !== 0) throw new Error(`onrecord analyse ended with ${exitCode}:\n${faults.join('')}`);
  return new Map(
    written.map((line) => {
      const { id, quotes } = lineShape.parse(JSON.parse(line));
      return [id, quotes] as const;
    }),
  );
}

async function* linesOf(articles: readonly CorpusArticle[]): AsyncGenerator<Uint8Array> {
  for (const { id, text } of articles) yield Buffer.from(`${JSON.stringify({ id, text })}\n`);
}
