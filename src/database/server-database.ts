import type { Pool, PoolClient } from 'pg';
import { type Changes, createChanges } from './changes.ts';
import type { Database, PurgeFeed, PurgeFollower, ReadStatement } from './database.ts';
import type { DatabaseLog } from './database-log.ts';
import { statementName } from './direct-statements.ts';
import { toAppError } from './driver-error.ts';
import type { DriverTransactions } from './driver-transactions.ts';
import type { PrismaClient } from './generated/client.ts';
import { PreparedStatements } from './prepared-statements.ts';
import { readIdentity } from './purge-rows.ts';
import {
  createChangePool,
  createMigrationPool,
  createReadPool,
  MAX_CHANGE_CONNECTIONS,
} from './server-pools.ts';
import { followServerPurges } from './server-purge-feed.ts';
import { prepareServer } from './server-start.ts';

/** Opens a PostgreSQL server: one pool for reads, one for changes, each opened when it is first needed. */
export async function openServerDatabase(url: string, log: DatabaseLog): Promise<Database> {
  const migrationPool = createMigrationPool(url);
  let migrationsApplied: readonly string[];
  try {
    migrationsApplied = await prepareServer(migrationPool, url);
  } finally {
    await migrationPool.end();
  }
  const changePool = createChangePool(url);
  const changes = createChanges(MAX_CHANGE_CONNECTIONS, (watch) => connectPrisma(watch, changePool), log);
  const follow = (follower: PurgeFollower) => followServerPurges(url, follower, log);
  return new ServerDatabase(createReadPool(url), changePool, changes, migrationsApplied, follow);
}

async function connectPrisma(watch: DriverTransactions['watch'], pool: Pool): Promise<PrismaClient> {
  const [{ PrismaClient }, { PrismaPg }] = await Promise.all([
    import('./generated/client.ts'),
    import('@prisma/adapter-pg'),
  ]);
  return new PrismaClient({ adapter: watch(new PrismaPg(pool, { statementNameGenerator: statementName })) });
}

class ServerDatabase implements Database {
  readonly #statements = new PreparedStatements();
  #closing: Promise<void> | undefined;

  constructor(
    private readonly readPool: Pool,
    private readonly changePool: Pool,
    private readonly changes: Changes,
    readonly migrationsApplied: readonly string[],
    private readonly followOthers: Database['followPurges'],
  ) {}

  read<Row extends object>(statement: ReadStatement): Promise<readonly Row[]> {
    return this.#onConnection((client) => this.#statements.run<Row>(client, statement));
  }

  async readText(statement: ReadStatement): Promise<string> {
    const text = await this.#onConnection((client) => this.#statements.runText(client, statement));
    if (text === null) throw new Error('A read statement gave no text');
    return text;
  }

  /** Lends a connection of the read pool. Its errors are the database's own. */
  async #onConnection<T>(use: (client: PoolClient) => Promise<T>): Promise<T> {
    this.changes.refuseInside('read');
    let client: PoolClient | undefined;
    let failure: Error | undefined;
    try {
      client = await this.readPool.connect();
      return await use(client);
    } catch (error) {
      failure = error instanceof Error ? error : new Error('a read failed', { cause: error });
      throw toAppError(error);
    } finally {
      // A connection that failed for a reason of its own must not serve others; the server's refusals leave it sound.
      client?.release(failure !== undefined && !isServerRefusal(failure) ? failure : undefined);
    }
  }

  change: Database['change'] = (options, write) => this.changes.change(options, write);
  onChange: Database['onChange'] = (listener) => this.changes.onChange(listener);

  async followPurges(follower: PurgeFollower): Promise<PurgeFeed> {
    const stop = this.changes.onChange((change) => follower.onPurge(change));
    const feed = await this.followOthers(follower);
    return {
      ...feed,
      async close() {
        stop();
        await feed.close();
      },
    };
  }

  identity(): Promise<string> {
    return readIdentity({ query: (text) => this.read({ text, values: [] }) });
  }

  async ping(): Promise<void> {
    await this.read({ text: 'SELECT 1', values: [] });
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.changes.close();
    await Promise.all([this.readPool.end(), this.changePool.end()]);
  }
}

/** PostgreSQL's own errors have a severity; only ERROR leaves the connection as it was. */
function isServerRefusal(error: Error): boolean {
  return 'severity' in error && error.severity === 'ERROR';
}
