import type { PGlite } from '@electric-sql/pglite';
import type { ClientBase } from 'pg';

/** One connection, as far as migrations need it: the same on PGlite and on a server. */
export interface SqlSession {
  /** Runs a script of any number of statements. */
  run(script: string): Promise<void>;
  /** Runs one statement and gives its rows, keyed by column name. */
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
}

export function embeddedSession(database: PGlite): SqlSession {
  return {
    async run(script) {
      await database.exec(script);
    },
    async query<Row extends object>(text: string, values: readonly unknown[] = []) {
      const { rows } = await database.query<Row>(text, [...values]);
      return rows;
    },
  };
}

export function serverSession(client: ClientBase): SqlSession {
  return {
    async run(script) {
      await client.query(script);
    },
    async query<Row extends object>(text: string, values: readonly unknown[] = []) {
      const { rows } = await client.query<Row>(text, [...values]);
      return rows;
    },
  };
}
