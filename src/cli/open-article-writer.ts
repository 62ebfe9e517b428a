import { openDatabase } from '../database/open-database.ts';
import { decodeOutcomes, encodeArticle, encodeArticles } from '../importer/article-wire.ts';
import { type ArticleWriter, databaseWriter, ensureTopics } from '../importer/article-writer.ts';
import { EMBEDDED_BATCH, SERVER_BATCH } from '../importer/batch-size.ts';
import type { ImportOptions } from '../ingest/import-articles.ts';
import { AppError } from '../kernel/app-error.ts';
import { createLog } from '../server/log.ts';
import type { ProcessCommandContext } from './command.ts';
import { beginOnServer, type ServerConversation, type Waiting } from './control-client.ts';
import { mediaTopics } from './media-topics-file.ts';
import { writeArticlesCommand, writeArticlesOptions } from './write-articles.ts';

/**
 * Gives `use` a writer to the record, and closes it: through the server that has the data folder open, where one does,
 * else to the database opened for it, with the topics loaded.
 */
export async function withArticleWriter<T>(
  { config, version, ...waiting }: Pick<ProcessCommandContext, 'config' | 'version'> & Waiting,
  options: ImportOptions,
  use: <Ready>(writer: ArticleWriter<Ready>) => Promise<T>,
): Promise<T> {
  if (config.database.kind === 'embedded') {
    const request = {
      version,
      command: writeArticlesCommand.name,
      options: writeArticlesOptions(options),
      operands: [],
    };
    const conversation = await beginOnServer(config.database.dataDir, request, waiting);
    if (conversation !== null) {
      try {
        return await use(serverWriter(conversation));
      } finally {
        conversation.end();
      }
    }
  }
  const database = await openDatabase(config.database, createLog(config.logLevel));
  try {
    await ensureTopics(database, await mediaTopics());
    const batch = config.database.kind === 'server' ? SERVER_BATCH : EMBEDDED_BATCH;
    return await use(databaseWriter(database, options, batch));
  } finally {
    await database.close();
  }
}

/** Has a server write: a line with a batch, a reply with what became of it. */
function serverWriter({ send, replies }: ServerConversation): ArticleWriter<string> {
  return {
    batch: EMBEDDED_BATCH,
    ready: encodeArticle,
    async write(articles) {
      send(encodeArticles(articles));
      let said = '';
      for (;;) {
        const { value: reply, done } = await replies.next();
        if (done === true || 'exitCode' in reply) {
          throw new AppError(
            'SERVICE_UNAVAILABLE',
            said === ''
              ? 'The running server ended before the import did: run it again to go on.'
              : said.trimEnd(),
          );
        }
        if (reply.stream === 'stdout') return decodeOutcomes(reply.text);
        said += reply.text;
      }
    },
  };
}
