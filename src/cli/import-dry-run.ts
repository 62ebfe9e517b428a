import type { FoundDocument } from '../documents/found-document.ts';
import type { AnalysedItem } from '../importer/analyse-document.ts';
import { analyseInOrder } from '../importer/analyse-in-order.ts';
import type { Analyser } from '../importer/analyser.ts';
import type { ExitCode, Output } from './command.ts';
import { describeArticle } from './describe-article.ts';
import { highlight, highlightLegend } from './highlight.ts';
import type { ImportSettings } from './import-options.ts';
import { mediaTopics } from './media-topics-file.ts';
import { printable } from './printable.ts';

/** Prints what an import would find in each document, in order; opens no database. 1 where a document was refused. */
export async function dryRun(
  documents: AsyncGenerator<FoundDocument>,
  { analyser, signal }: { readonly analyser: Analyser; readonly signal: AbortSignal },
  { format, hasColour }: ImportSettings,
  { stdout, stderr }: { readonly stdout: Output; readonly stderr: Output },
): Promise<ExitCode> {
  const counts = { found: 0, refused: 0 };
  let isLegendShown = false;
  const topicNames = new Map((await mediaTopics()).map(({ code, name }) => [code, name]));
  for await (const item of analyseInOrder(documents, analyser, signal)) {
    if (item.outcome === 'refused') counts.refused += 1;
    else counts.found += 1;
    if (format === 'json') stdout.write(`${JSON.stringify(asJson(item))}\n`);
    else if (item.outcome === 'refused') {
      stderr.write(`${printable(item.name)}: ${printable(item.refusal.message)}\n`);
    } else if (item.outcome === 'cancelled') {
      stdout.write(`\n=== ${printable(item.name)}\nCancels ${printable(item.cancellation.uri ?? '')}\n`);
    } else {
      if (!isLegendShown) stdout.write(`${highlightLegend(hasColour)}\n`);
      isLegendShown = true;
      stdout.write(`\n=== ${printable(item.name)}\n${highlight(item.article, hasColour)}\n`);
      stdout.write(`${describeArticle(item.article, { hasColour, topicNames })}\n`);
    }
  }
  if (counts.found + counts.refused === 0 && !signal.aborted) stderr.write('There is nothing to import.\n');
  return counts.found > 0 && counts.refused === 0 && !signal.aborted ? 0 : 1;
}

/** An item as a program takes it: everything that was found, without the document's own bytes. */
function asJson(item: AnalysedItem): unknown {
  if (item.outcome === 'refused') return { name: item.name, outcome: 'failed', ...item.refusal };
  const { source, ...found } = item.outcome === 'cancelled' ? item.cancellation : item.article;
  const { bytes, ...described } = source;
  return {
    name: item.name,
    outcome: item.outcome === 'cancelled' ? 'cancelled' : 'found',
    ...found,
    source: { ...described, byteLength: bytes.byteLength },
  };
}
