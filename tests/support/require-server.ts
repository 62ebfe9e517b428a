import { withClient } from './test-template.ts';

/** Ends `npm run test:services` with one sentence when there is no server: skipped tests would look like passed ones. */
export async function setup(): Promise<void> {
  const { TEST_DATABASE_URL } = process.env;
  if (TEST_DATABASE_URL === undefined)
    throw new Error('TEST_DATABASE_URL is not set: name a PostgreSQL server.');
  try {
    await withClient(TEST_DATABASE_URL, (client) => client.query('SELECT 1'));
  } catch (error) {
    const { host } = new URL(TEST_DATABASE_URL);
    throw new Error(`No PostgreSQL server answers at ${host}: start one, or set TEST_DATABASE_URL.`, {
      cause: error,
    });
  }
}
