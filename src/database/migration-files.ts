import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One folder of `prisma/migrations`, in Prisma's format. */
export interface Migration {
  /** The folder's name: `<timestamp>_<name>`. */
  readonly name: string;
  readonly sql: string;
  /** Lower-case hexadecimal SHA-256 of the file, as Prisma's engine computes it. */
  readonly checksum: string;
}

/** The package's own migrations: beside `src/` in a checkout, beside `dist/` in a build. */
const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../prisma/migrations/', import.meta.url));

/** Reads all migrations of a folder, in the order in which they are applied: by name. */
export async function readMigrations(folder: string = MIGRATIONS_FOLDER): Promise<readonly Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(folder, name, 'migration.sql'));
      return {
        name,
        sql: bytes.toString('utf8'),
        checksum: createHash('sha256').update(bytes).digest('hex'),
      };
    }),
  );
}
