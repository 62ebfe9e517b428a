import { z } from 'zod';
import type { ImportOptions } from '../ingest/import-articles.ts';
import type { CommandOptions, DatabaseCommand, DatabaseCommandContext, ExitCode } from './command.ts';
import { mediaTopics } from './media-topics-file.ts';

/** What `onrecord import` tells the server's half beside the articles. */
const Settings = z.object({
  actor: z.string(),
  reason: z.string(),
  publish: z.boolean(),
  /** A number as text, because options are texts. */
  confirmAbove: z.string().optional(),
});

/** Settings of an import as a request's options. */
export function writeArticlesOptions({ actor, reason, publish, confirmAbove }: ImportOptions): {
  [name: string]: string | boolean;
} {
  return {
    actor,
    reason,
    publish,
    ...(confirmAbove === null ? {} : { confirmAbove: String(confirmAbove) }),
  };
}

/**
 * The writing half of `onrecord import` beside a running server: each line of input is a batch of analysed articles, and
 * is answered with one line that says what became of them. No command of its own: it is in no list and has no help.
 */
export const writeArticlesCommand: DatabaseCommand = {
  kind: 'database',
  name: 'write-articles',
  summary: 'Write the articles that onrecord import has analysed.',
  details: '',
  options: {},
  run: writeArticles,
};

async function writeArticles(options: CommandOptions, context: DatabaseCommandContext): Promise<ExitCode> {
  // Prisma takes a moment to load, which a server's start should not wait for.
  const { databaseWriter, ensureTopics } = await import('../importer/article-writer.ts');
  const { decodeArticles, encodeOutcomes } = await import('../importer/article-wire.ts');
  const { confirmAbove, ...settings } = Settings.parse(options);
  await ensureTopics(context.database, await mediaTopics());
  const importOptions = {
    ...settings,
    confirmAbove: confirmAbove === undefined ? null : Number(confirmAbove),
  };
  const writer = databaseWriter(context.database, importOptions);
  for await (const line of context.input) {
    const items = decodeArticles(line).map(writer.ready);
    context.stdout.write(encodeOutcomes(await writer.write(items)));
  }
  return 0;
}
