import { rm } from 'node:fs/promises';
import { constants } from 'node:os';
import { openResponseCache } from '../cache/open-response-cache.ts';
import type { Config } from '../config/config.ts';
import type { Database } from '../database/database.ts';
import { openDatabase } from '../database/open-database.ts';
import { openAnalyser } from '../importer/analyser.ts';
import { AppError } from '../kernel/app-error.ts';
import { EXAMPLE_QUERY } from '../server/example-query.ts';
import { openRateLimiter } from '../server/limits/rate-limiter.ts';
import { createLog } from '../server/log.ts';
import type { ReadAnswer } from '../server/planned-operation.ts';
import type { CommandOptions, ExitCode, ProcessCommand, ProcessCommandContext } from './command.ts';
import { startControlServer } from './control-server.ts';
import { chooseSocketPath } from './control-socket.ts';
import { DATABASE_COMMANDS } from './database-commands.ts';
import { MEDIA_TOPICS_FILE } from './media-topics-file.ts';
import { readExportsCommand } from './read-exports.ts';
import { loadSeeds } from './seed.ts';
import { writeArticlesCommand } from './write-articles.ts';

export const serveCommand: ProcessCommand = {
  kind: 'process',
  name: 'serve',
  summary: 'Serve the GraphQL API until told to stop.',
  details: `Opens the database, brings it up to date, and prints where the API is and a query to paste.
SIGTERM or SIGINT ends it when the requests under way are answered; a second one, at once.

  --seed               load the seed article, or bring it up to date
  --no-seed            load nothing
                       (neither: load it where the database is embedded and empty and NODE_ENV is not production)`,
  options: { seed: { type: 'boolean' } },
  run: serve,
};

async function serve(options: CommandOptions, context: ProcessCommandContext): Promise<ExitCode> {
  const { config, version, stdout } = context;
  const log = createLog(config.logLevel);
  const signal = firstSignal();
  log.debug({ version }, 'starting');
  // Apollo and the schema load while the database opens: the start takes the longer of the two, not their sum.
  const serverModule = import('../server/start-server.ts');
  const socketPath = config.database.kind === 'embedded' ? chooseSocketPath(config.database.dataDir) : null;
  const database = await openDatabase(config.database, log, socketPath === null ? {} : { socketPath });
  const closers = [() => database.close()];
  try {
    if (socketPath !== null) {
      // Left by a server that was killed: the folder is ours now, so nobody listens there.
      await rm(socketPath, { force: true });
      const control = await startControlServer({
        socketPath,
        version,
        commands: [...DATABASE_COMMANDS, writeArticlesCommand, readExportsCommand],
        database,
        log,
      });
      closers.push(() => control.close());
    }
    if (await shouldSeed(options, config, database)) await loadSeeds(database);
    const cache = await openResponseCache<ReadAnswer>(config.cache, database, log);
    if (cache !== null) closers.push(() => cache.close());
    const limiter = await openRateLimiter(config.rateLimit, { identity: () => database.identity(), log });
    if (limiter !== null) closers.push(async () => limiter.close());
    // Starts no thread before there is a document.
    const analyser = openAnalyser({
      workers: 1,
      topicsFile: MEDIA_TOPICS_FILE,
      language: null,
      publisher: null,
    });
    closers.push(() => analyser.close());
    const { startServer } = await serverModule;
    const analyse = analyser.analyse;
    const server = await startServer({ config, database, cache, limiter, analyse, version, log }).catch(
      (error) => {
        throw explainListenFailure(error, config);
      },
    );
    closers.push(() => server.stop());
    stdout.write(greeting(server.url, config));
    log.info({ signal: await signal }, 'stopping');
  } finally {
    await closeAll(closers);
  }
  log.info('stopped');
  return 0;
}

/** Whether the seed is to be loaded: as told, or, untold, into an empty embedded database that is not production's. */
async function shouldSeed(options: CommandOptions, config: Config, database: Database): Promise<boolean> {
  const told = options['seed'];
  if (typeof told === 'boolean') return told;
  if (config.environment === 'production' || config.database.kind === 'server') return false;
  const [row] = await database.read<{ isEmpty: boolean }>({
    text: 'SELECT NOT EXISTS (SELECT FROM article) AS "isEmpty"',
    values: [],
  });
  return row?.isEmpty === true;
}

/** The three lines that a start prints: where GraphQL is, where Sandbox is, and a query to paste. */
function greeting(url: string, { isIntrospectable, trustedDocuments }: Config): string {
  const sandbox =
    isIntrospectable && trustedDocuments === null
      ? `${url}/graphql in a browser, or without internet ${url}/graphiql`
      : 'off, as INTROSPECTION is, or as only TRUSTED_DOCUMENTS are run';
  return [`GraphQL  ${url}/graphql`, `Sandbox  ${sandbox}`, `Query    ${EXAMPLE_QUERY}`, ''].join('\n');
}

/** Says in one sentence why the address could not be had; any other error is given back as it is. */
function explainListenFailure(error: unknown, { host, port }: Config): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return new AppError(
        'SERVICE_UNAVAILABLE',
        `PORT ${port} on ${host} is in use: stop what listens there, or set PORT to another.`,
      );
    case 'EACCES':
      return new AppError(
        'SERVICE_UNAVAILABLE',
        `PORT ${port} needs rights that this process does not have: set PORT to one above 1023.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new AppError(
        'SERVICE_UNAVAILABLE',
        `HOST ${host} is no address of this machine: set HOST to 127.0.0.1, or to 0.0.0.0 for all of them.`,
      );
    default:
      return error;
  }
}

/** Resolves with the first SIGTERM or SIGINT, in whichever moment of the start it comes; the second ends the process. */
function firstSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let isStopping = false;
    const onSignal = (signal: NodeJS.Signals) => {
      // As a shell reports a process that a signal ended: 130 for SIGINT, 143 for SIGTERM.
      if (isStopping) process.exit(128 + constants.signals[signal]);
      isStopping = true;
      resolve(signal);
    };
    process.on('SIGTERM', onSignal);
    process.on('SIGINT', onSignal);
  });
}

/** Closes what was opened, the last first, and goes on where one fails: the first failure is thrown at the end. */
async function closeAll(closers: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const close of [...closers].reverse()) await close().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
