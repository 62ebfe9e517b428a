import { type Verification, verify } from '../database/verify.ts';
import type { CommandOptions, DatabaseCommand, DatabaseCommandContext, ExitCode } from './command.ts';
import { FORMAT_DETAILS, FORMAT_OPTION } from './command.ts';

export const verifyCommand: DatabaseCommand = {
  kind: 'database',
  needsDatabase: true,
  name: 'verify',
  summary: 'Check every span, hash, order key, flag, count and rule of the whole database.',
  details: `Prints how many rows there are and every fault, at most 1,000 of a kind. Exits 1 where there is one.
Writes nothing.

${FORMAT_DETAILS}`,
  options: FORMAT_OPTION,
  run: verifyAndReport,
};

async function verifyAndReport(options: CommandOptions, context: DatabaseCommandContext): Promise<ExitCode> {
  const { database, stdout } = context;
  const verification = await verify(database);
  stdout.write(options['format'] === 'json' ? `${JSON.stringify(verification)}\n` : describe(verification));
  return verification.faults.length === 0 ? 0 : 1;
}

function describe({ counts, faults }: Verification): string {
  const width = Math.max(...Object.values(counts).map((count) => String(count).length));
  const rows = Object.entries(counts).map(([table, count]) => `${String(count).padStart(width)} ${table}`);
  const found = faults.map(({ check, row, message }) => `${check}: ${row}: ${message}`);
  const verdict = faults.length === 0 ? 'No faults.' : `Faults: ${faults.length}.`;
  return [...rows, ...found, verdict, ''].join('\n');
}
