import type { PoolClient } from 'pg';
import type { ReadStatement } from './database.ts';
import { READ_TIMEOUT_MS } from './server-pools.ts';

/** pg never forgets a named statement, and each takes about 94 kB of the server's memory: 200 are 19 MB a connection. */
const MAX_STATEMENTS = 200;

/** What a statement may ask for, with what every connection of the read pool starts with. */
const DEFAULTS = {
  plan_cache_mode: 'force_generic_plan',
  statement_timeout: String(READ_TIMEOUT_MS),
} as const;

type Setting = keyof typeof DEFAULTS;

interface ConnectionState {
  /** Names prepared on this connection, least recently used first. */
  readonly names: Set<string>;
  /** What its last statements set otherwise than the defaults. */
  readonly settings: Map<Setting, string>;
}

/** Runs reads on pooled connections, keeping count of what each has prepared and how it is set. */
export class PreparedStatements {
  readonly #states = new WeakMap<PoolClient, ConnectionState>();

  async run<Row extends object>(client: PoolClient, statement: ReadStatement): Promise<readonly Row[]> {
    const { name, text, customPlan, isLong } = statement;
    const state = this.#stateOf(client);
    if (customPlan === true || isLong === true || state.settings.size > 0) {
      await set(client, state, 'plan_cache_mode', customPlan === true ? 'force_custom_plan' : undefined);
      await set(client, state, 'statement_timeout', isLong === true ? '0' : undefined);
    }
    const values = [...statement.values];
    if (name === undefined) return (await client.query<Row>({ text, values })).rows;

    if (!state.names.delete(name) && state.names.size >= MAX_STATEMENTS) await forgetOldest(client, state);
    state.names.add(name);
    return (await client.query<Row>({ name, text, values })).rows;
  }

  #stateOf(client: PoolClient): ConnectionState {
    const known = this.#states.get(client);
    if (known !== undefined) return known;
    const state: ConnectionState = { names: new Set(), settings: new Map() };
    this.#states.set(client, state);
    return state;
  }
}

/** Costs a round trip only where the connection's last statement wanted another value. */
async function set(
  client: PoolClient,
  state: ConnectionState,
  setting: Setting,
  value: string = DEFAULTS[setting],
): Promise<void> {
  if ((state.settings.get(setting) ?? DEFAULTS[setting]) === value) return;
  await client.query(`SET ${setting} = '${value}'`);
  if (value === DEFAULTS[setting]) state.settings.delete(setting);
  else state.settings.set(setting, value);
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
