import type { PoolClient } from 'pg';
import type { ReadStatement } from './database.ts';
import { READ_TIMEOUT_MS } from './server-pools.ts';
import { TextQuery, type WireValue } from './text-query.ts';

/** pg never forgets a named statement, and each takes about 94 kB of the server's memory: 200 are 19 MB a connection. */
const MAX_STATEMENTS = 200;

interface ConnectionState {
  /** Names prepared on this connection, least recently used first. */
  readonly names: Set<string>;
  /** Its statements may run as long as they need. */
  isLong: boolean;
}

/** Runs reads on pooled connections, keeping count of what each has prepared and how it is set. */
export class PreparedStatements {
  readonly #states = new WeakMap<PoolClient, ConnectionState>();

  async run<Row extends object>(client: PoolClient, statement: ReadStatement): Promise<readonly Row[]> {
    const { name, text } = statement;
    await this.#makeReady(client, statement);
    const values = [...statement.values];
    const query = name === undefined ? { text, values } : { name, text, values };
    return (await client.query<Row>(query)).rows;
  }

  /** Runs a statement whose only row has one text column. Gives that text; null where the column is. */
  async runText(client: PoolClient, statement: ReadStatement): Promise<string | null> {
    const { name, text } = statement;
    const values = wireValues(statement.values);
    if (name === undefined || values === undefined) {
      const [row] = await this.run<Readonly<Record<string, string | null>>>(client, statement);
      return row === undefined ? null : (Object.values(row)[0] ?? null);
    }
    const ready = this.#makeReady(client, statement);
    if (ready !== undefined) await ready;
    const isParsed = name in parsedStatements(client);
    return client.query(new TextQuery({ name, text, values, isParsed })).result;
  }

  /** Sets the connection as the statement wants it, and makes room for its name; undefined where it is ready already. */
  #makeReady(client: PoolClient, { name, isLong = false }: ReadStatement): Promise<void> | undefined {
    const state = this.#stateOf(client);
    const isKnown = name !== undefined && state.names.delete(name);
    const isFull = name !== undefined && !isKnown && state.names.size >= MAX_STATEMENTS;
    if (name !== undefined) state.names.add(name);
    return isLong === state.isLong && !isFull ? undefined : prepare(client, state, { isLong, isFull });
  }

  #stateOf(client: PoolClient): ConnectionState {
    const known = this.#states.get(client);
    if (known !== undefined) return known;
    const state: ConnectionState = { names: new Set(), isLong: false };
    this.#states.set(client, state);
    return state;
  }
}

async function prepare(
  client: PoolClient,
  state: ConnectionState,
  { isLong, isFull }: { readonly isLong: boolean; readonly isFull: boolean },
): Promise<void> {
  // A round trip only where the connection's last statement wanted the other.
  if (isLong !== state.isLong) {
    await client.query(`SET statement_timeout = ${isLong ? 0 : READ_TIMEOUT_MS}`);
    state.isLong = isLong;
  }
  if (isFull) await forgetOldest(client, state);
}

/** The values as text; undefined where one is a list or an object, which pg writes in a form of its own. */
function wireValues(values: readonly unknown[]): readonly WireValue[] | undefined {
  const written: WireValue[] = [];
  for (const value of values) {
    if (value === null || value === undefined) written.push(null);
    else if (typeof value === 'object') return undefined;
    else written.push(String(value));
  }
  return written;
}

async function forgetOldest(client: PoolClient, state: ConnectionState): Promise<void> {
  const [oldest] = state.names;
  if (oldest === undefined) return;
  state.names.delete(oldest);
  const parsed = parsedStatements(client);
  // A statement that PostgreSQL refused to parse was never prepared.
  if (!(oldest in parsed)) return;
  await client.query(`DEALLOCATE ${client.escapeIdentifier(oldest)}`);
  Reflect.deleteProperty(parsed, oldest);
}

/**
 * What pg itself believes to be prepared: it skips the Parse message of a name that it finds here, and has no public
 * call to make it forget one.
 */
function parsedStatements(client: PoolClient): object {
  const connection: unknown = Reflect.get(client, 'connection');
  const parsed: unknown =
    typeof connection === 'object' && connection !== null
      ? Reflect.get(connection, 'parsedStatements')
      : undefined;
  if (typeof parsed !== 'object' || parsed === null)
    throw new Error('pg no longer has connection.parsedStatements');
  return parsed;
}
