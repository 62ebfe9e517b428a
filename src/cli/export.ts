import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { CommandOptions, ExitCode, Output, ProcessCommand, ProcessCommandContext } from './command.ts';
import { readExportedFiles, readExportsCommand } from './read-exports.ts';
import { runOnDatabase } from './run-on-database.ts';

export const exportCommand: ProcessCommand = {
  kind: 'process',
  name: 'export',
  summary: 'Print articles as ninjs, JSON-LD or annotations, drafts and unconfirmed facts included.',
  details: `An ARTICLE is a slug, an id or a provider's uri. Nothing is withheld: readers get less, over HTTP. Works beside a running
server too. Exits 1 where an article is not there; the others are written all the same.

  --format FORMAT      ninjs (the default): ninjs 3, a line each, with all that the article came with; onrecord import reads it
                       jsonld: schema.org in JSON-LD, a line each
                       annotations: the format of seeds/, all facts of an article with their words
  --output DIR         write a file for each article into DIR instead: SLUG.ninjs.json, SLUG.jsonld, or SLUG.yaml with the
                       document SLUG.txt that it is about`,
  options: { format: { type: 'string', default: 'ninjs' }, output: { type: 'string' } },
  formats: ['ninjs', 'jsonld', 'annotations'],
  operands: { name: 'ARTICLE', min: 1, max: Number.POSITIVE_INFINITY },
  run: runExport,
};

async function runExport(options: CommandOptions, context: ProcessCommandContext): Promise<ExitCode> {
  const { output } = options;
  if (output === '') {
    context.stderr.write('--output is empty; it must be a folder.\n');
    return 2;
  }
  // Files are written here: the server that may do the reading runs in another folder, maybe as another user.
  const stdout = typeof output === 'string' ? intoFolder(output) : onto(context.stdout);
  return runOnDatabase(readExportsCommand, { format: options['format'] ?? 'ninjs' }, { ...context, stdout });
}

/** Writes the files of each article into a folder, which is made where it is not there. */
function intoFolder(folder: string): Output {
  mkdirSync(folder, { recursive: true });
  return byLine((line) => {
    // A slug has no slash. Should one ever: its file still stands in the folder.
    for (const { name, content } of readExportedFiles(line))
      writeFileSync(join(folder, basename(name)), content);
  });
}

/** Prints the first file of each article: the others are what that one is about. */
function onto(output: Output): Output {
  return byLine((line) => {
    const [file] = readExportedFiles(line);
    if (file !== undefined) output.write(file.content.toString());
  });
}

function byLine(take: (line: string) => void): Output {
  let begun = '';
  return {
    write(text) {
      const lines = `${begun}${text}`.split('\n');
      begun = lines.pop() ?? '';
      lines.forEach(take);
    },
  };
}
