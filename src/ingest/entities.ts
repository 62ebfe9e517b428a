import type { Transaction } from '../database/database.ts';
import type { Identifier } from '../database/generated/client.ts';
import type { AnnotatedArticle, OrganisationKind } from '../text/annotated-article.ts';
import { lockNames } from './locks.ts';
import type { IngestSettings } from './options.ts';
import { diffRows, type RowOperation } from './table-rows.ts';
import { type EntityType, type WantedEntity, wantedEntities } from './wanted-entities.ts';

/** A person or organisation of the database: exactly one of the two ids, as the columns have it. */
export interface EntityRef {
  readonly personId: string | null;
  readonly organisationId: string | null;
}

/** The entities of one article by their key in it. */
export type EntityRefs = ReadonlyMap<string, EntityRef>;

export interface ResolvedEntities {
  /** In the order of the articles. */
  readonly refs: readonly EntityRefs[];
  /** What the people, organisations and identifiers need, not yet carried out. */
  readonly operations: readonly RowOperation[];
}

/** A person or organisation of the database, as far as articles add to it. */
export interface StoredEntity {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly identifiers: readonly Identifier[];
  /** Organisations only. */
  readonly organisationKind?: OrganisationKind | null;
  /** Organisations only. */
  readonly parentId?: string | null;
}

/**
 * Finds the articles' people and organisations by slug, old slugs included, and says which rows they need: new
 * entities, changed names, aliases, kinds, parents and identifiers.
 *
 * Across articles one slug is one entity. Locks the names of new ones; writes nothing.
 */
export async function resolveEntities(
  transaction: Transaction,
  articles: readonly AnnotatedArticle[],
  settings: IngestSettings,
): Promise<ResolvedEntities> {
  const wanted = wantedEntities(articles);
  const stored = await findOrLock(transaction, wanted.all);
  const ids = new Map(wanted.all.map((entity) => [entity, stored.get(entity)?.id ?? settings.newId()]));
  const refs = wanted.byArticle.map(
    (byKey) => new Map([...byKey].map(([key, entity]) => [key, refOf(entity.type, ids.get(entity))])),
  );
  const operations = [...ids].flatMap(([entity, id]) =>
    entityOperations(entity, id, stored.get(entity), ids, settings),
  );
  return { refs, operations };
}

/** What a person or organisation and its identifiers need. `ids` has those of the parents. */
export function entityOperations(
  wanted: WantedEntity,
  id: string,
  stored: StoredEntity | undefined,
  ids: ReadonlyMap<WantedEntity, string>,
  settings: IngestSettings,
): readonly RowOperation[] {
  return [
    ...rowOperations(wanted, id, stored, ids, settings),
    ...identifierOperations(wanted, id, stored, settings),
  ];
}

/** The entity that a key of the article means; neither id where the key is null. */
export function refOfKey(refs: EntityRefs, key: string | null): EntityRef {
  return (key === null ? undefined : refs.get(key)) ?? { personId: null, organisationId: null };
}

/** The two columns of an entity of this type. */
export function refOf(type: EntityType, id: string | undefined): EntityRef {
  return {
    personId: type === 'person' ? (id ?? null) : null,
    organisationId: type === 'organisation' ? (id ?? null) : null,
  };
}

/** The stored ones; the names of the others are locked, so that they are still missing when they are created. */
async function findOrLock(
  transaction: Transaction,
  wanted: readonly WantedEntity[],
): Promise<ReadonlyMap<WantedEntity, StoredEntity>> {
  const stored = await findEntities(transaction, wanted);
  const missing = wanted.filter((entity) => !stored.has(entity));
  if (missing.length === 0) return stored;
  await lockNames(
    transaction,
    'entity',
    missing.map(({ type, slug }) => `${type} ${slug}`),
  );
  return new Map([...stored, ...(await findEntities(transaction, missing))]);
}

async function findEntities(
  transaction: Transaction,
  wanted: readonly WantedEntity[],
): Promise<Map<WantedEntity, StoredEntity>> {
  const found = new Map<WantedEntity, StoredEntity>();
  for (const type of ['person', 'organisation'] as const) {
    const ofType = wanted.filter((entity) => entity.type === type);
    const bySlug = await entitiesBySlug(
      transaction,
      type,
      ofType.map(({ slug }) => slug),
    );
    for (const entity of ofType) {
      const stored = bySlug.get(entity.slug);
      if (stored !== undefined) found.set(entity, stored);
    }
  }
  return found;
}

async function entitiesBySlug(
  transaction: Transaction,
  type: EntityType,
  slugs: readonly string[],
): Promise<ReadonlyMap<string, StoredEntity>> {
  if (slugs.length === 0) return new Map();
  const current = await entitiesWhere(transaction, type, { slug: { in: [...slugs] } });
  const bySlug = new Map(current.map((entity) => [entity.slug, entity]));
  const unknown = slugs.filter((slug) => !bySlug.has(slug));
  if (unknown.length === 0) return bySlug;
  const kind = type === 'person' ? 'PERSON' : 'ORGANISATION';
  const old = await transaction.slug.findMany({ where: { kind, slug: { in: unknown } } });
  if (old.length === 0) return bySlug;
  const renamed = await entitiesWhere(transaction, type, { id: { in: old.map(({ targetId }) => targetId) } });
  const byId = new Map(renamed.map((entity) => [entity.id, entity]));
  for (const { slug, targetId } of old) {
    const entity = byId.get(targetId);
    if (entity !== undefined) bySlug.set(slug, entity);
  }
  return bySlug;
}

async function entitiesWhere(
  transaction: Transaction,
  type: EntityType,
  where: { readonly slug: { in: string[] } } | { readonly id: { in: string[] } },
): Promise<readonly StoredEntity[]> {
  const include = { identifiers: true };
  return type === 'person'
    ? transaction.person.findMany({ where, include })
    : transaction.organisation.findMany({ where, include });
}

function rowOperations(
  wanted: WantedEntity,
  id: string,
  stored: StoredEntity | undefined,
  ids: ReadonlyMap<WantedEntity, string>,
  { mode, now }: IngestSettings,
): readonly RowOperation[] {
  const kept = mode !== 'replace' ? stored : undefined;
  const fields = {
    id,
    name: kept?.name ?? wanted.name,
    aliases: [...new Set([...(kept?.aliases ?? []), ...wanted.aliases])],
    slug: stored?.slug ?? wanted.slug,
    ...(stored === undefined && now !== null && { recordedAt: now() }),
  };
  const before = stored === undefined ? [] : [stored];
  if (wanted.type === 'person') return diffRows('person', before, [fields]);
  const organisationKind = kept?.organisationKind ?? wanted.organisationKind;
  const parentId = kept?.parentId ?? (wanted.parent === null ? null : (ids.get(wanted.parent) ?? null));
  return diffRows('organisation', before, [{ ...fields, organisationKind, parentId }]);
}

function identifierOperations(
  wanted: WantedEntity,
  id: string,
  stored: StoredEntity | undefined,
  { mode, newId }: IngestSettings,
): readonly RowOperation[] {
  const before = stored?.identifiers ?? [];
  const rows = wanted.identifiers.map(({ scheme, value }) => ({
    id: before.find((known) => known.scheme === scheme && known.value === value)?.id ?? newId(),
    ...refOf(wanted.type, id),
    scheme,
    value,
  }));
  const others = before.filter((known) => !rows.some((row) => row.id === known.id));
  return diffRows('identifier', before, mode !== 'replace' ? [...rows, ...others] : rows);
}
