import type { CommandOptions, ExitCode, ProcessCommand, ProcessCommandContext } from './command.ts';
import { FORMAT_OPTION } from './command.ts';
import { readImportOptions } from './import-options.ts';

export const importCommand: ProcessCommand = {
  kind: 'process',
  name: 'import',
  summary:
    'Read articles from files, folders, archives or the web, and put what stands in them into the record.',
  details: `A PATH is a file, a folder with everything in it, a pattern in quotation marks ("2024/*.html"), an archive
(.zip, .tar, .tar.gz), a file of JSON lines (.jsonl), a URL, or - for standard input. Hidden files are left out. The
formats are those that onrecord analyse reads.

What is written is suggested, not confirmed, and new articles are drafts, unless told otherwise. Running it again writes
nothing new; what was stopped in the middle goes on. Works beside a running server too. Exits 1 where a document was
refused: each is named with its reason.

  --publish            new articles and drafts become PUBLISHED, at the end of their embargo, unless they are withheld
  --confirm-above N    confirm the facts that the machine is at least so sure of, 0 to 1: readers see confirmed facts only
  --language TAG       of documents that do not say theirs, such as en-GB
  --publisher NAME     of documents that do not say theirs
  --workers N          threads that read and analyse (default: one for each core but one, which writes)
  --allow-private      fetch URLs of this machine and of private networks too
  --dry-run            write nothing: print the text with what would be found in it
  --color WHEN         colours of --dry-run: always, never, or auto (the default): where it goes to a terminal
  --format text|json   readable lines (the default), or a JSON object a line: one for each item, then the summary`,
  options: {
    ...FORMAT_OPTION,
    publish: { type: 'boolean' },
    'confirm-above': { type: 'string' },
    language: { type: 'string' },
    publisher: { type: 'string' },
    workers: { type: 'string' },
    'allow-private': { type: 'boolean' },
    'dry-run': { type: 'boolean' },
    color: { type: 'string', default: 'auto' },
  },
  operands: { name: 'PATH', min: 1, max: Number.POSITIVE_INFINITY },
  run: runImportCommand,
};

async function runImportCommand(options: CommandOptions, context: ProcessCommandContext): Promise<ExitCode> {
  const settings = readImportOptions(options, context.hasColour);
  if (settings.kind === 'wrong') {
    context.stderr.write(`${settings.message}\n`);
    return 2;
  }
  // The pipeline and Prisma take a moment to load, which no other command should wait for.
  const { runImport } = await import('./run-import.ts');
  return runImport(settings, context);
}
