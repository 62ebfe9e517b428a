import { z } from 'zod';
import { AppError } from '../kernel/app-error.ts';
import type { CommandOptions, DatabaseCommand, DatabaseCommandContext, ExitCode } from './command.ts';

/** A file that an article was written as. */
export interface ExportedFile {
  readonly name: string;
  readonly content: Buffer;
}

/** What an article is written as: the formats of `onrecord export`. */
const Format = z.enum(['ninjs', 'jsonld', 'annotations']);

const Line = z.array(z.object({ name: z.string(), base64: z.string() }));

/** The files that a line of the command's output holds; the first is the article, the others what that one names. */
export function readExportedFiles(line: string): readonly ExportedFile[] {
  return Line.parse(JSON.parse(line)).map(({ name, base64 }) => ({
    name,
    content: Buffer.from(base64, 'base64'),
  }));
}

/**
 * The reading half of `onrecord export`, by a running server too: a line of JSON for each article, with its files. No
 * command of its own: it is in no list and has no help.
 */
export const readExportsCommand: DatabaseCommand = {
  kind: 'database',
  needsDatabase: true,
  name: 'read-exports',
  summary: 'Read the articles that onrecord export writes.',
  details: '',
  options: {},
  operands: { name: 'ARTICLE', min: 1, max: Number.POSITIVE_INFINITY },
  run: readExports,
};

async function readExports(options: CommandOptions, context: DatabaseCommandContext): Promise<ExitCode> {
  const { operands, stdout, stderr, database } = context;
  // The schema takes a moment to load, which a server's start should not wait for.
  const { articleExporter } = await import('./article-exporter.ts');
  const format = Format.parse(options['format']);
  const write = articleExporter(database, format);
  let exitCode: ExitCode = 0;
  for (const name of operands) {
    try {
      const { files, notes } = await write(name);
      for (const note of notes) stderr.write(`${name}: ${note}\n`);
      const line = files.map((file) => ({ name: file.name, base64: file.content.toString('base64') }));
      stdout.write(`${JSON.stringify(line)}\n`);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'BAD_USER_INPUT') throw error;
      stderr.write(`${error.message}\n`);
      exitCode = 1;
    }
  }
  return exitCode;
}
