import type { OneSource, WrittenListSource } from './declaration.ts';
import { type Parameter, type Sql, sql, type Variables } from './sql.ts';

/** What a mutation tells its payload: the UUID of one row, the public ids of several of any type, or a count; null: nothing was written. */
export type WrittenValue = string | readonly string[] | number | null;

/** What a mutation wrote, by the names that its payload's fields read it under. */
export type WrittenIds = Readonly<Record<string, WrittenValue>>;

/** In a payload: the row of the field's type that the mutation wrote, and told by this name. */
export function written(name: string): OneSource {
  const id: Parameter = { pgType: 'uuid', read: (variables) => variables[variableOf(name)] ?? null };
  return { kind: 'one', match: (target) => sql`${target.column('id')} = ${id}` };
}

/** In a payload: the nodes that the mutation wrote, told by this name as public ids, in their order; those that are gone are left out. */
export function writtenList(name: string, expectedRows: number): WrittenListSource {
  return { kind: 'writtenList', name, expectedRows };
}

/** In a payload: a count that the mutation told by this name; null where it told none. */
export function writtenCount(name: string): () => Sql {
  const count: Parameter = { pgType: 'integer', read: (variables) => variables[variableOf(name)] ?? null };
  return () => sql`${count}`;
}

/** The public ids that were told by this name; none where nothing was written. */
export function writtenIds(variables: Variables, name: string): readonly string[] {
  const told = variables[variableOf(name)];
  return Array.isArray(told) ? told.map(String) : [];
}

/** A name that no variable can have. @see https://spec.graphql.org/October2021/#Name */
function variableOf(name: string): string {
  return `written.${name}`;
}

/** The variables of an operation, and what it has written. */
export function withWritten(variables: Variables, ids: WrittenIds): Variables {
  const named = Object.entries(ids).map(([name, value]) => [variableOf(name), value]);
  return { ...variables, ...Object.fromEntries(named) };
}
