/** What only some databases need to be told. */
export interface OpenOptions {
  /** Embedded only: the Unix socket where this process takes commands, told to others through the folder's lock. */
  readonly socketPath?: string;
  /** Embedded only: refuse a folder that holds no database, instead of making one. */
  readonly mustExist?: boolean;
  /** Embedded in memory only: a dump of a data folder to start from, as PGlite's `dumpDataDir` gives it. */
  readonly dump?: Blob;
}

/** As `dataDir`: an embedded database in memory, gone when it is closed. */
export const IN_MEMORY = 'memory://';
