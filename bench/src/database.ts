import { Client } from 'pg';

/** Runs `use` with a connection of its own, and closes it. */
export async function withClient<T>(
  url: string,
  use: (client: Client) => Promise<T>,
  options = '',
): Promise<T> {
  const client = new Client({ connectionString: url, application_name: 'bench', options });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** The name of the database that a URL leads to. */
export function databaseName(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

/** Creates the URL's database through the server's `postgres`; with `replace`, drops what is there first. */
export async function createDatabase(url: string, replace: boolean): Promise<void> {
  const name = databaseName(url);
  const maintenance = new URL(url);
  maintenance.pathname = '/postgres';
  await withClient(maintenance.href, async (client) => {
    const { rows } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rows.length > 0 && !replace) {
      throw new Error(`The database ${name} is there already; give --replace to drop it and load it anew.`);
    }
    await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)}`);
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  });
}
