import { resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { type Changes, createChanges } from './changes.ts';
import { acquireDataFolder } from './data-folder-lock.ts';
import type { Database, PurgeFeed, PurgeFollower, ReadStatement } from './database.ts';
import type { DatabaseLog } from './database-log.ts';
import { toAppError } from './driver-error.ts';
import type { DriverTransactions } from './driver-transactions.ts';
import { EMBEDDED_EXTENSIONS } from './embedded-extensions.ts';
import { damagedFolder, prepareEmbeddedFolder, refuseWithoutDatabase } from './embedded-folder.ts';
import type { PrismaClient } from './generated/client.ts';
import { migrate } from './migrate.ts';
import { readMigrations } from './migration-files.ts';
import { IN_MEMORY, type OpenOptions } from './open-options.ts';
import { deletePurges, readIdentity, readPendingPurges } from './purge-rows.ts';
import { embeddedSession } from './sql-session.ts';

/**
 * PGlite's own, with less shared memory: clearing the default 128 MB is a third of the CPU time that a start takes, and
 * the operating system caches the folder's files anyway.
 */
const START_PARAMETERS = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'];

/** Opens PGlite on `<dataDir>/postgres`, or in memory, with the folder's lock held until `close`. */
export async function openEmbeddedDatabase(
  dataDir: string,
  log: DatabaseLog,
  options: OpenOptions,
): Promise<Database> {
  if (dataDir === IN_MEMORY) {
    const { dump } = options;
    const pglite = await PGlite.create({
      dataDir: IN_MEMORY,
      extensions: EMBEDDED_EXTENSIONS,
      ...(dump === undefined ? {} : { loadDataDir: dump }),
    });
    return wrapPglite(pglite, 'in memory', log, () => undefined);
  }
  if (options.mustExist === true) refuseWithoutDatabase(dataDir);
  const lock = acquireDataFolder(dataDir, { socketPath: options.socketPath ?? null });
  try {
    const folder = prepareEmbeddedFolder(dataDir);
    const pglite = await openPglite(folder.postgresDir);
    const database = await wrapPglite(pglite, `in ${resolve(dataDir)}`, log, () => lock.release());
    folder.markComplete();
    return database;
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function openPglite(postgresDir: string): Promise<PGlite> {
  try {
    return await PGlite.create({
      dataDir: postgresDir,
      extensions: EMBEDDED_EXTENSIONS,
      startParams: START_PARAMETERS,
    });
  } catch (error) {
    throw damagedFolder(postgresDir, error);
  }
}

/**
 * Migrates a PGlite and gives it the interface of the record's database, which closes it.
 *
 * @param where what errors call the database.
 * @param release called when the database is closed.
 */
export async function wrapPglite(
  pglite: PGlite,
  where: string,
  log: DatabaseLog,
  release: () => void,
): Promise<Database> {
  try {
    const migrationsApplied = await migrate(embeddedSession(pglite), await readMigrations(), {
      where,
      advisoryLock: false,
    });
    const changes = createChanges(1, (watch) => connectPrisma(watch, pglite), log);
    return new EmbeddedDatabase(pglite, changes, migrationsApplied, release);
  } catch (error) {
    await pglite.close();
    throw error;
  }
}

async function connectPrisma(watch: DriverTransactions['watch'], pglite: PGlite): Promise<PrismaClient> {
  const [{ PrismaClient }, { PrismaPGlite }] = await Promise.all([
    import('./generated/client.ts'),
    import('pglite-prisma-adapter'),
  ]);
  return new PrismaClient({ adapter: watch(new PrismaPGlite(pglite)) });
}

/** One connection in this process: a read waits for the change that is under way. */
class EmbeddedDatabase implements Database {
  #closing: Promise<void> | undefined;

  constructor(
    private readonly pglite: PGlite,
    private readonly changes: Changes,
    readonly migrationsApplied: readonly string[],
    private readonly release: () => void,
  ) {}

  async read<Row extends object>(statement: ReadStatement): Promise<readonly Row[]> {
    this.changes.refuseInside('read');
    try {
      const { rows } = await this.pglite.query<Row>(statement.text, [...statement.values]);
      return rows;
    } catch (error) {
      throw toAppError(error);
    }
  }

  async readText(statement: ReadStatement): Promise<string> {
    const [row] = await this.read<Readonly<Record<string, string | null>>>(statement);
    const text = row === undefined ? null : Object.values(row)[0];
    if (typeof text !== 'string') throw new Error('A read statement gave no text');
    return text;
  }

  change: Database['change'] = (options, write) => this.changes.change(options, write);
  onChange: Database['onChange'] = (listener) => this.changes.onChange(listener);

  /** This process is the only one: its own changes are all there are. */
  async followPurges(follower: PurgeFollower): Promise<PurgeFeed> {
    const stop = this.changes.onChange((change) => follower.onPurge(change));
    const session = embeddedSession(this.pglite);
    follower.onFollowing();
    return {
      pending: () => readPendingPurges(session),
      done: (changeIds) => deletePurges(session, changeIds),
      async close() {
        stop();
      },
    };
  }

  identity(): Promise<string> {
    return readIdentity(embeddedSession(this.pglite));
  }

  async ping(): Promise<void> {
    await this.read({ text: 'SELECT 1', values: [] });
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    try {
      await this.changes.close();
      await this.pglite.close();
    } finally {
      this.release();
    }
  }
}
