import type { EntityTag } from '../kernel/entity-tag.ts';
import type { Prisma } from './generated/client.ts';

/** A prepared read: its SQL, its parameters in order, and how PostgreSQL should treat it. */
export interface ReadStatement {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Prepare it under this name (at most 63 bytes, one text for one name); without one it is parsed for each run. */
  readonly name?: string;
  /** May run as long as it needs (`statement_timeout = 0`): for checks that read the whole database. */
  readonly isLong?: boolean;
}

/** What `change` hands to its function: Prisma's transaction client, good until the function returns. */
export type Transaction = Prisma.TransactionClient & DirectStatements;

/** Statements that go to the database as they are, past Prisma: for those that carry many rows. */
export interface DirectStatements {
  /**
   * Runs one statement of the transaction, whose parameters are texts: PostgreSQL reads each as what the statement casts
   * it to. What it refuses is thrown with its SQLSTATE, as from Prisma.
   *
   * One that is planned once a connection keeps that plan while the record grows: it must be right however much there is.
   */
  $write(text: string, values: readonly string[], planned?: 'once' | 'each time'): Promise<void>;
}

export interface ChangeOptions {
  /** Who writes: `seed`, `editor:local`, `import:…`. */
  readonly actor: string;
  readonly reason: string;
  /** Idempotency key: a second change with the same key has no effect. */
  readonly key?: string;
  /** How long it may take once it is its turn, all attempts together; after that it is TIMEOUT. Not given: as long as it needs. */
  readonly timeoutMs?: number;
}

/** What a change came to: done, or left alone because its key had been used. */
export type ChangeResult<T> =
  | { readonly outcome: 'applied'; readonly changeId: string; readonly value: T }
  | { readonly outcome: 'repeated'; readonly changeId: string };

/** A change that was committed. */
export interface CommittedChange {
  readonly changeId: string;
  readonly actor: string;
  /** What it makes wrong of the answers given so far; `*` for everything, empty where readers see no difference. */
  readonly purged: readonly EntityTag[];
}

export type ChangeListener = (change: CommittedChange) => void;

/** What a change of any process on this database makes wrong of the answers given so far. */
export type Purge = Pick<CommittedChange, 'changeId' | 'purged'>;

/** Whoever keeps answers. The calls come in the order of the commits, as far as this process hears of them. */
export interface PurgeFollower {
  /** A change was committed: of this process before `change` resolves, of others as soon as the server tells of it. May come twice. */
  onPurge(purge: Purge): void;
  /** From here on changes of other processes are missed: nothing that is kept may be given out. */
  onLost(): void;
  /** From here on changes are told again; those between are not told any more, but `pending` has them. */
  onFollowing(): void;
}

/** The purges of a database, followed until `close`. */
export interface PurgeFeed {
  /** Purges of the last day that nobody has called done, the oldest first. */
  pending(): Promise<readonly Purge[]>;
  /** Notes that a cache that all processes share has purged these. */
  done(changeIds: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** The record's database, embedded or on a server: nothing outside this folder knows which. */
export interface Database {
  /** The migrations that opening it applied, in order; empty when it was current. */
  readonly migrationsApplied: readonly string[];

  /**
   * Runs one read statement and gives its rows, keyed by column name.
   *
   * Values come as JavaScript has them, the same from both databases: timestamps as Date, JSON parsed, bigint as
   * number where it is exact and as BigInt beyond.
   *
   * Throws at once when called inside `change`: the embedded database has one connection, so it would wait for itself.
   */
  read<Row extends object>(statement: ReadStatement): Promise<readonly Row[]>;

  /**
   * Runs one read statement whose only row has one text column, and gives that text: how the planner's statements answer.
   *
   * Throws as `read` does, and where there is no text.
   */
  readText(statement: ReadStatement): Promise<string>;

  /**
   * The only door for writes: runs `write` in one transaction, writes history and the outbox, brings the derived
   * columns of all that was touched up to date, commits, and tells the listeners.
   *
   * Where as many changes as the database takes at once are under way, it waits for its turn; rejects with SERVICE_UNAVAILABLE
   * where a thousand wait already, or after a minute.
   *
   * `write` may run again when PostgreSQL breaks a deadlock, so it must have no effect outside its transaction. A
   * change that wrote nothing leaves no trace, unless it has a key, and nobody is told of it.
   */
  change<T>(
    options: ChangeOptions,
    write: (transaction: Transaction) => Promise<T>,
  ): Promise<ChangeResult<T>>;

  /** Calls `listener` after each commit of this process; gives the function that stops it. */
  onChange(listener: ChangeListener): () => void;

  /**
   * Tells the follower what every change from now on purges: `onFollowing` comes first. On a server it takes a connection
   * of its own, which is made again when it breaks.
   */
  followPurges(follower: PurgeFollower): Promise<PurgeFeed>;

  /** A name that no other database has: for what is kept in one place for several of them. */
  identity(): Promise<string>;

  /** Resolves when the database answers; rejects with SERVICE_UNAVAILABLE when it does not. */
  ping(): Promise<void>;

  /** Waits for what is under way and closes; twice is safe. */
  close(): Promise<void>;
}
