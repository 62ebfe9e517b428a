import { ID } from 'type-graphql';
import type { SlugKind } from '../../database/generated/enums.ts';
import type { IdPrefix } from '../../kernel/global-id.ts';
import type { Model, OneSource } from '../../planner/declaration.ts';
import { argument, type PlannedDecorator } from '../../planner/decorators.ts';
import { readId } from '../../planner/filter.ts';
import type { Input, Inputs } from '../../planner/input.ts';
import { identifier, literal, type Sql, sql } from '../../planner/sql.ts';
import { survivor, survivorColumn } from '../../planner/survivor.ts';

/** The row of an id or of a slug, an old slug too. Refuses none and both (BAD_USER_INPUT) and a malformed id (INVALID_ID). */
export function byIdOrSlug(model: Model, slugKind: SlugKind): OneSource {
  return {
    kind: 'one',
    match: (target, _row, inputs) => sql`${target.column('id')} = ${uuidByIdOrSlug(model, slugKind, inputs)}`,
  };
}

/** The UUID that an id or a slug names, whether or not the viewer sees its row. Refuses as `byIdOrSlug` does. */
export function uuidByIdOrSlug(model: Model, slugKind: SlugKind, inputs: Inputs): Sql {
  const id = inputs.get('id');
  const slug = inputs.get('slug');
  if (id !== null && slug === null) return survivor(model, sql`${uuid(id, model.idPrefix)}`);
  if (slug === null || id !== null) {
    throw inputs.fault(
      'BAD_USER_INPUT',
      `Give exactly one of id and slug; ${id === null ? 'neither was' : 'both were'} given.`,
    );
  }
  const wanted = slug.parameter('text', (given) => withoutNul(String(given)));
  const current = sql`(SELECT ${survivorColumn(model)} FROM ${identifier(model.table)} WHERE slug = ${wanted})`;
  const old = sql`(SELECT ${survivor(model, sql`target_id`)} FROM slug WHERE kind = ${literal(slugKind)} AND slug = ${wanted})`;
  return sql`coalesce(${current}, ${old})`;
}

/** Only the id's own type has a row under its UUID: the id of another type finds nothing. */
export function uuid(id: Input, prefix: IdPrefix | undefined): ReturnType<Input['parameter']> {
  return id.parameter('uuid', (given) => {
    const parsed = readId(id, given);
    return parsed.prefix === prefix ? parsed.uuid : null;
  });
}

/** PostgreSQL's text cannot hold U+0000, so no slug has it. */
function withoutNul(text: string): string | null {
  return text.includes('\0') || !text.isWellFormed() ? null : text;
}

/** The arguments `id` and `slug`. */
export const ID_OR_SLUG: readonly PlannedDecorator[] = [
  argument('id', () => ID, 'Its id.'),
  argument('slug', () => String, 'Its slug, or one that it had.'),
];
