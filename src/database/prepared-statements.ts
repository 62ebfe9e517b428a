import type { PoolClient } from 'pg';
import type { ReadStatement } from './database.ts';

/** pg never forgets a named statement, and each takes about 94 kB of the server's memory: 200 are 19 MB a connection. */
const MAX_STATEMENTS = 200;

interface ConnectionState {
  /** Names prepared on this connection, least recently used first. */
  readonly names: Set<string>;
  planMode: 'force_generic_plan' | 'force_custom_plan';
}

/** Runs reads on pooled connections, keeping count of what each has prepared and how it plans. */
export class PreparedStatements {
  readonly #states = new WeakMap<PoolClient, ConnectionState>();

  async run<Row extends object>(client: PoolClient, statement: ReadStatement): Promise<readonly Row[]> {
    const state = this.#stateOf(client);
    const planMode = statement.customPlan === true ? 'force_custom_plan' : 'force_generic_plan';
    if (state.planMode !== planMode) {
      await client.query(`SET plan_cache_mode = ${planMode}`);
      state.planMode = planMode;
    }
    const { name, text } = statement;
    const values = [...statement.values];
    if (name === undefined) return (await client.query<Row>({ text, values })).rows;

    if (!state.names.delete(name) && state.names.size >= MAX_STATEMENTS)
      await this.#forgetOldest(client, state);
    state.names.add(name);
    return (await client.query<Row>({ name, text, values })).rows;
  }

  #stateOf(client: PoolClient): ConnectionState {
    const known = this.#states.get(client);
    if (known !== undefined) return known;
    const state: ConnectionState = { names: new Set(), planMode: 'force_generic_plan' };
    this.#states.set(client, state);
    return state;
  }

  async #forgetOldest(client: PoolClient, state: ConnectionState): Promise<void> {
    const [oldest] = state.names;
    if (oldest === undefined) return;
    state.names.delete(oldest);
    const parsed = parsedStatements(client);
    // A statement that PostgreSQL refused to parse was never prepared.
    if (!(oldest in parsed)) return;
    await client.query(`DEALLOCATE ${client.escapeIdentifier(oldest)}`);
    Reflect.deleteProperty(parsed, oldest);
  }
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
