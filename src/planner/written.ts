import type { OneSource } from './declaration.ts';
import { type Parameter, sql, type Variables } from './sql.ts';

/** UUIDs of what a mutation wrote, by the names that its payload's fields read them under; null: nothing was written. */
export type WrittenIds = Readonly<Record<string, string | null>>;

/** In a payload: the row of the field's type that the mutation wrote, and told by this name. */
export function written(name: string): OneSource {
  const id: Parameter = { pgType: 'uuid', read: (variables) => variables[variableOf(name)] ?? null };
  return { kind: 'one', match: (target) => sql`${target.column('id')} = ${id}` };
}

/** A name that no variable can have. @see https://spec.graphql.org/October2021/#Name */
function variableOf(name: string): string {
  return `written.${name}`;
}

/** The variables of an operation, and what it has written. */
export function withWritten(variables: Variables, ids: WrittenIds): Variables {
  const named = Object.entries(ids).map(([name, id]) => [variableOf(name), id]);
  return { ...variables, ...Object.fromEntries(named) };
}
