import { fileURLToPath } from 'node:url';
import type { Database } from '../database/database.ts';
import type { SeedReport } from '../ingest/seed.ts';
import type { CommandOptions, DatabaseCommand, DatabaseCommandContext, ExitCode } from './command.ts';
import { FORMAT_DETAILS, FORMAT_OPTION } from './command.ts';

/** Beside the sources and beside the build. */
const SEEDS_FOLDER = fileURLToPath(new URL('../../seeds', import.meta.url));

export const seedCommand: DatabaseCommand = {
  kind: 'database',
  name: 'seed',
  summary: 'Load the seed article and the IPTC topics, or bring them up to date.',
  details: `Reads the package's folder seeds/ and writes what differs from it, in one change: all or nothing.

${FORMAT_DETAILS}`,
  options: FORMAT_OPTION,
  run: seedAndReport,
};

/** Brings the database in line with the package's seeds. Loads the reader and Prisma, which a start seldom needs. */
export async function loadSeeds(database: Database): Promise<SeedReport> {
  const { seed } = await import('../ingest/seed.ts');
  return seed(database, { seedsFolder: SEEDS_FOLDER });
}

async function seedAndReport(options: CommandOptions, context: DatabaseCommandContext): Promise<ExitCode> {
  const { database, stdout } = context;
  const report = await loadSeeds(database);
  stdout.write(options['format'] === 'json' ? `${JSON.stringify(report)}\n` : describe(report));
  return 0;
}

function describe({ changeId, documents, tables }: SeedReport): string {
  if (changeId === null) return 'The seeds are loaded already: nothing was written.\n';
  const articles = documents.map(({ slug, outcome }) => `${slug}: ${outcome}`);
  const rows = Object.entries(tables)
    .filter(([, { created, updated, deleted }]) => created + updated + deleted > 0)
    .map(
      ([table, { created, updated, deleted }]) =>
        `  ${table}: ${created} new, ${updated} changed, ${deleted} deleted`,
    );
  return [...articles, ...rows, ''].join('\n');
}
