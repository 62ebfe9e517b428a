import type { Model } from './declaration.ts';
import { identifier, type Sql, sql } from './sql.ts';

/** The id of the row that is meant by an id: itself, or what it was merged into. */
export function survivor({ table, mergedInto }: Model, id: Sql): Sql {
  if (mergedInto === undefined) return id;
  return sql`coalesce((SELECT ${identifier(mergedInto)} FROM ${identifier(table)} WHERE id = ${id}), ${id})`;
}

/** The same, in a query of the model's table. */
export function survivorColumn({ mergedInto }: Model): Sql {
  return mergedInto === undefined ? sql`id` : sql`coalesce(${identifier(mergedInto)}, id)`;
}
