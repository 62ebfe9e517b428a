import type { CommandOptions, DatabaseCommand, DatabaseCommandContext, ExitCode } from './command.ts';
import { FORMAT_DETAILS, FORMAT_OPTION } from './command.ts';

export const migrateCommand: DatabaseCommand = {
  kind: 'database',
  name: 'migrate',
  summary: 'Bring the database up to date: apply the migrations that it lacks.',
  details: `Creates the database in DATA_DIR where there is none. serve does the same when it starts.

${FORMAT_DETAILS}`,
  options: FORMAT_OPTION,
  run: migrate,
};

async function migrate(options: CommandOptions, context: DatabaseCommandContext): Promise<ExitCode> {
  const { migrationsApplied, stdout } = context;
  if (options['format'] === 'json') {
    stdout.write(`${JSON.stringify({ migrationsApplied })}\n`);
  } else if (migrationsApplied.length === 0) {
    stdout.write('The database is up to date.\n');
  } else {
    for (const name of migrationsApplied) stdout.write(`Applied ${name}\n`);
  }
  return 0;
}
