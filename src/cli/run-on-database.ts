import { openDatabase } from '../database/open-database.ts';
import { createLog } from '../server/log.ts';
import type { CommandOptions, DatabaseCommand, ExitCode, ProcessCommandContext } from './command.ts';
import { runOnServer } from './control-client.ts';

/** Nobody sends anything after the command. */
const NO_INPUT: AsyncIterable<string> = (async function* () {})();

/**
 * Runs a command on the database: by the server that has its data folder open, where one does, else on the database
 * opened for it.
 */
export async function runOnDatabase(
  command: DatabaseCommand,
  options: CommandOptions,
  { config, version, operands, stdout, stderr }: ProcessCommandContext,
): Promise<ExitCode> {
  if (config.database.kind === 'embedded') {
    const request = { version, command: command.name, options: { ...options }, operands: [...operands] };
    const exitCode = await runOnServer(config.database.dataDir, request, { stdout, stderr });
    if (exitCode !== null) return exitCode;
  }
  const database = await openDatabase(config.database, createLog(config.logLevel), {
    mustExist: command.needsDatabase === true,
  });
  try {
    return await command.run(options, {
      database,
      migrationsApplied: database.migrationsApplied,
      operands,
      input: NO_INPUT,
      stdout,
      stderr,
    });
  } finally {
    await database.close();
  }
}
