import type { Database } from '../database.ts';
import type { Check } from './check.ts';

interface ForeignKey {
  readonly name: string;
  readonly from_table: string;
  readonly from_columns: readonly string[];
  readonly to_table: string;
  readonly to_columns: readonly string[];
}

const FOREIGN_KEYS = `
  SELECT c.conname AS name, c.conrelid::regclass::text AS from_table, c.confrelid::regclass::text AS to_table,
      ARRAY(SELECT quote_ident(a.attname) FROM unnest(c.conkey) WITH ORDINALITY AS k (number, place)
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number ORDER BY k.place) AS from_columns,
      ARRAY(SELECT quote_ident(a.attname) FROM unnest(c.confkey) WITH ORDINALITY AS k (number, place)
        JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.number ORDER BY k.place) AS to_columns
    FROM pg_constraint c
    WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace
    ORDER BY c.conname`;

/** A reference that only triggers write, so that it needs no foreign key: it would be checked for every row of every change. */
const CHANGE_OF_REVISION: ForeignKey = {
  name: 'revision_change_id',
  from_table: 'revision',
  from_columns: ['change_id'],
  to_table: 'change',
  to_columns: ['id'],
};

/**
 * One check for each foreign key of the database, and for a reference that has none: bulk loaders switch them off (`session_replication_role = replica`),
 * and PostgreSQL does not look back.
 */
export async function referenceChecks(database: Database): Promise<readonly Check[]> {
  const keys = await database.read<ForeignKey>({ text: FOREIGN_KEYS, values: [] });
  return [...keys, CHANGE_OF_REVISION].map(({ name, from_table, from_columns, to_table, to_columns }) => {
    const given = from_columns.map((column) => `f.${column} IS NOT NULL`).join(' AND ');
    const same = from_columns.map((column, index) => `t.${to_columns[index]} = f.${column}`).join(' AND ');
    return {
      name: `reference-${name}`,
      sql: `
        SELECT '${from_table} ' || left(to_jsonb(f)::text, 200) AS row, 'there is no such ${to_table}' AS message
          FROM ${from_table} f
          WHERE ${given} AND NOT EXISTS (SELECT FROM ${to_table} t WHERE ${same})`,
    };
  });
}
