import { countDocuments, findDocuments } from '../documents/find-documents.ts';
import { openAnalyser } from '../importer/analyser.ts';
import { importDocuments } from '../importer/import-documents.ts';
import type { ImportOptions } from '../ingest/import-articles.ts';
import type { ExitCode, Output, ProcessCommandContext } from './command.ts';
import { dryRun } from './import-dry-run.ts';
import type { ImportSettings } from './import-options.ts';
import { importProgress } from './import-progress.ts';
import { ImportTally, jsonReport, textReport } from './import-report.ts';
import { MEDIA_TOPICS_FILE } from './media-topics-file.ts';
import { withArticleWriter } from './open-article-writer.ts';
import { stopSignal } from './stop-signal.ts';

/** How much of the command line stands in the history. */
const REASON_CHARACTERS = 200;

/** Where progress goes that nobody wants to see. */
const SILENT: Output = { write: () => undefined };

/** Imports what the operands mean, or shows what an import would find; 1 where something was refused or it was stopped. */
export async function runImport(settings: ImportSettings, context: ProcessCommandContext): Promise<ExitCode> {
  const { operands, stderr } = context;
  const { signal, release } = stopSignal();
  const analyser = openAnalyser({ ...settings, topicsFile: MEDIA_TOPICS_FILE });
  analyser.start();
  const documents = findDocuments(operands, {
    get standardInput() {
      return context.stdin;
    },
    allowPrivate: settings.allowPrivate,
  });
  try {
    if (settings.isDryRun) return await dryRun(documents, { analyser, signal }, settings, context);
    const tally = new ImportTally();
    // A program that reads JSON has the items themselves to count.
    const isShown = settings.format === 'text' || stderr.isTTY === true;
    const progress = importProgress(isShown ? stderr : SILENT, tally);
    const report = settings.format === 'json' ? jsonReport(context) : textReport(context);
    // Beside the import, for it only helps to show how much is left.
    if (stderr.isTTY === true) expectTotal(operands, (total) => progress.expect(total));
    const { config, version } = context;
    const writing = { config, version, stderr, signal };
    await withArticleWriter(writing, importOptions(settings, operands), async (writer) => {
      tally.start();
      for await (const item of importDocuments(documents, { analyser, writer, signal })) {
        tally.add(item);
        if (item.outcome === 'refused') progress.clear();
        report.item(item);
        progress.advance();
      }
    });
    progress.clear();
    if (tally.items === 0 && !signal.aborted) {
      stderr.write('There is nothing to import.\n');
      return 1;
    }
    report.end(tally.summary(signal.aborted));
    return tally.failed > 0 || signal.aborted ? 1 : 0;
  } finally {
    release();
    await analyser.close();
    // A terminal or a pipe that nobody reads to its end would keep the process.
    if (signal.aborted && operands.includes('-')) process.stdin.destroy();
  }
}

function importOptions(
  { publish, confirmAbove }: ImportSettings,
  operands: readonly string[],
): ImportOptions {
  const reason = Array.from(`onrecord import ${operands.join(' ')}`)
    .slice(0, REASON_CHARACTERS)
    .join('');
  return { actor: 'import:command', reason, publish, confirmAbove };
}

function expectTotal(operands: readonly string[], expect: (total: number) => void): void {
  countDocuments(operands).then(
    (total) => {
      if (total !== null) expect(total);
    },
    // The import itself meets the same fault, and tells of it.
    () => undefined,
  );
}
