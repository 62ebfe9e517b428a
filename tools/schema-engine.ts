import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { PGlite } from '@electric-sql/pglite';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import type { Migration } from '../src/database/migration-files.ts';

const require = createRequire(import.meta.url);

/**
 * Gives the SQL that turns the database into what `schema` (the text of a Prisma schema) says, as Prisma's own schema
 * engine writes it. It does not know raw SQL objects, so it also drops what Prisma's language cannot say.
 */
export async function schemaDiff(database: PGlite, schema: string): Promise<string> {
  const schemaEngine = await openEngine(database, schema);
  const files = [{ path: 'schema.prisma', content: schema }];
  const result = await schemaEngine.diff({
    from: { tag: 'schemaDatasource', files, configDir: '' },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: null,
    filters: NO_FILTERS,
  });
  return result.stdout ?? '';
}

/** What Prisma's schema engine finds when it compares migrations with the books that a database keeps of them. */
export async function diagnoseMigrations(database: PGlite, schema: string, migrations: readonly Migration[]) {
  const schemaEngine = await openEngine(database, schema);
  return schemaEngine.diagnoseMigrationHistory({
    migrationsList: {
      baseDir: 'prisma/migrations',
      lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
      shadowDbInitScript: '',
      migrationDirectories: migrations.map(({ name, sql }) => ({
        path: name,
        migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
      })),
    },
    optInToShadowDatabase: false,
    filters: NO_FILTERS,
  });
}

const NO_FILTERS = { externalTables: [], externalEnums: [] };

async function openEngine(database: PGlite, schema: string): Promise<engine.SchemaEngine> {
  await loadEngine();
  return engine.SchemaEngine.new(
    { datamodels: [['schema.prisma', schema]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(new PrismaPGlite(database)),
  );
}

/** Node has it; its type comes with the browser's library, which this project does not load. */
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: object,
  ): Promise<{ readonly instance: { readonly exports: { __wbindgen_start(): void } } }>;
};

let engineLoaded: Promise<void> | undefined;

/** Node cannot import a `.wasm` file, so the engine's glue code is given its instance by hand. */
function loadEngine(): Promise<void> {
  engineLoaded ??= (async () => {
    const glue = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
    const bytes = await readFile(glue.replace(/\.js$/, '.wasm'));
    const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': engine });
    engine.__wbg_set_wasm(instance.exports);
    instance.exports.__wbindgen_start();
  })();
  return engineLoaded;
}
