import type { Purge } from './database.ts';
import type { SqlSession } from './sql-session.ts';

interface PurgeRow {
  readonly change_id: string;
  readonly tags: string[];
}

function toPurge({ change_id, tags }: PurgeRow): Purge {
  return { changeId: change_id, purged: tags };
}

/** Purges that nobody has called done, the oldest first. */
export async function readPendingPurges(session: SqlSession): Promise<readonly Purge[]> {
  const rows = await session.query<PurgeRow>(
    'SELECT change_id, tags FROM cache_purge ORDER BY recorded_at, change_id',
  );
  return rows.map(toPurge);
}

/** One change's purge; null where somebody has called it done. */
export async function readPurge(session: SqlSession, changeId: string): Promise<Purge | null> {
  const [row] = await session.query<PurgeRow>(
    'SELECT change_id, tags FROM cache_purge WHERE change_id = $1',
    [changeId],
  );
  return row === undefined ? null : toPurge(row);
}

/** Deletes purges that are done. */
export async function deletePurges(session: SqlSession, changeIds: readonly string[]): Promise<void> {
  await session.query('DELETE FROM cache_purge WHERE change_id = ANY($1::uuid[])', [changeIds]);
}

/** The cluster and the database in it: a copy is another database, wherever it came from. */
export async function readIdentity(session: Pick<SqlSession, 'query'>): Promise<string> {
  const [row] = await session.query<{ identity: string }>(
    `SELECT (SELECT system_identifier FROM pg_control_system()) || '.' || oid AS identity
       FROM pg_database WHERE datname = current_database()`,
  );
  if (row === undefined) throw new Error('a database does not know itself');
  return row.identity;
}
