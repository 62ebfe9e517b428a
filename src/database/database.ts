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
export type Transaction = Prisma.TransactionClient;

export interface ChangeOptions {
  /** Who writes: `seed`, `editor:local`, `import:…`. */
  readonly actor: string;
  readonly reason: string;
  /** Idempotency key: a second change with the same key has no effect. */
  readonly key?: string;
}

/** What a change came to: done, or left alone because its key had been used. */
export type ChangeResult<T> =
  | { readonly outcome: 'applied'; readonly changeId: string; readonly value: T }
  | { readonly outcome: 'repeated'; readonly changeId: string };

export type ChangeListener = (change: { readonly changeId: string; readonly actor: string }) => void;

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
   * `write` may run again when PostgreSQL breaks a deadlock, so it must have no effect outside its transaction. A
   * change that wrote nothing leaves no trace, unless it has a key, and nobody is told of it.
   */
  change<T>(
    options: ChangeOptions,
    write: (transaction: Transaction) => Promise<T>,
  ): Promise<ChangeResult<T>>;

  /** Calls `listener` after each commit of this process; gives the function that stops it. */
  onChange(listener: ChangeListener): () => void;

  /** Resolves when the database answers; rejects with SERVICE_UNAVAILABLE when it does not. */
  ping(): Promise<void>;

  /** Waits for what is under way and closes; twice is safe. */
  close(): Promise<void>;
}
