import type { Transaction } from '../database/database.ts';
import { slugOf } from '../kernel/slug.ts';
import type { AnnotatedArticle, AnnotatedEntity } from '../text/annotated-article.ts';
import { type Link, LinkIndex, link, type PossibleLink } from '../text/link.ts';
import { type EntityRefs, entityOperations, type ResolvedEntities, refOf } from './entities.ts';
import { EntityRegister, namesToLock, type RegisteredEntity } from './entity-register.ts';
import { freeSlugs } from './free-slugs.ts';
import { lockNames } from './locks.ts';
import type { IngestSettings } from './options.ts';
import type { StoredArticle } from './stored-articles.ts';
import { storedReferences } from './stored-references.ts';
import { diffRows, type RowOperation } from './table-rows.ts';

/** An article whose entities are to be tied, and what is stored of it. */
export interface ArticleToLink {
  readonly article: AnnotatedArticle;
  readonly stored: StoredArticle | undefined;
  /** The publisher's id, where the article names one. */
  readonly publisherId: string | null;
}

/** More candidates than this help nobody who decides. */
const MAX_MERGE_CANDIDATES = 10;

/**
 * Registers everyone that the articles' entities may be. Locks the names of those that are tied to nobody for certain, so
 * that nobody else brings them meanwhile. No statement where they name nobody, one, or three where somebody is new.
 */
export async function registerEntities(
  transaction: Transaction,
  articles: readonly AnnotatedArticle[],
): Promise<EntityRegister> {
  const register = new EntityRegister();
  await register.load(transaction, { entities: articles.flatMap(({ entities }) => entities) });
  const uncertain = articles.flatMap((article) => {
    const ids = link(article, register.index).map(({ known }) => known?.id);
    const isShared = (id: string | undefined) => ids.indexOf(id) !== ids.lastIndexOf(id);
    return article.entities.filter((_, position) => ids[position] === undefined || isShared(ids[position]));
  });
  if (uncertain.length === 0) return register;
  const slugs = uncertain.map(({ type, name }) => `${type} slug ${slugOf(name)}`);
  await lockNames(transaction, 'entity', [...uncertain.flatMap(namesToLock), ...slugs]);
  await register.load(transaction, { entities: uncertain });
  return register;
}

/**
 * The organisation that publishes each article, in their order. A publisher's name comes with the document: where several
 * organisations have it, the longest known of them is meant, or an article would be another one each time it is taken in.
 */
export function linkPublishers(
  articles: readonly AnnotatedArticle[],
  register: EntityRegister,
  newId: () => string,
): readonly (string | null)[] {
  return articles.map(({ entities, fields }) => {
    const entity = entities.find(({ key }) => key === fields.publisher);
    if (entity === undefined) return null;
    return knownPublisher(entity, register) ?? register.create(entity, newId()).id;
  });
}

/** The registered organisation that is meant where a document names its publisher; undefined where there is none. */
export function knownPublisher(entity: AnnotatedEntity, register: EntityRegister): string | undefined {
  const [found] = link({ entities: [entity] }, register.index);
  const namesakes = found?.candidates.filter(({ reason }) => reason === 'same name') ?? [];
  const known = found?.known ?? namesakes.toSorted((a, b) => (a.id < b.id ? -1 : 1))[0];
  return known?.id;
}

/**
 * Ties the articles' entities to those of the record and to those that earlier articles of the batch brought, and says
 * which rows they need.
 *
 * An article that is stored keeps whom it names. An entity that could be several becomes one of its own, with each of
 * them as its merge candidate; two entities of one article are never tied to the same one.
 */
export async function linkEntities(
  transaction: Transaction,
  articles: readonly ArticleToLink[],
  register: EntityRegister,
  settings: IngestSettings,
): Promise<ResolvedEntities> {
  const references = articles.map(({ stored }) => (stored === undefined ? [] : storedReferences(stored)));
  const known = references.flat();
  await register.load(transaction, {
    entities: [],
    personIds: known.flatMap(({ personId }) => personId ?? []),
    organisationIds: known.flatMap(({ organisationId }) => organisationId ?? []),
  });
  const candidateRows: RowOperation[] = [];
  const refs = articles.map(({ article, publisherId }, position): EntityRefs => {
    const own = new Map<AnnotatedEntity, RegisteredEntity>();
    const publisher = article.entities.find(({ key }) => key === article.fields.publisher);
    const registered = publisherId === null ? undefined : register.get(publisherId);
    if (publisher !== undefined && registered !== undefined) own.set(publisher, registered);
    const before = (references[position] ?? []).flatMap(
      ({ personId, organisationId }) => register.get(personId ?? organisationId ?? '') ?? [],
    );
    keepNamed(article.entities, before, own);
    candidateRows.push(...tie(article.entities, own, register, settings.newId));
    for (const entity of article.entities) {
      const tied = own.get(entity);
      if (tied !== undefined) register.extend(tied, entity, parentOf(entity, own));
    }
    return new Map([...own].map(([{ key }, { type, id }]) => [key, refOf(type, id)]));
  });
  await giveSlugs(transaction, register);
  const ids = new Map(register.wanted.map((entity) => [entity, entity.id]));
  const operations = register.wanted.flatMap((entity) =>
    entityOperations(entity, entity.id, entity.stored, ids, settings),
  );
  return { refs, operations: [...operations, ...candidateRows] };
}

function parentOf(
  entity: AnnotatedEntity,
  own: ReadonlyMap<AnnotatedEntity, RegisteredEntity>,
): RegisteredEntity | null {
  if (entity.type === 'person' || entity.parent === null) return null;
  const [, parent = null] = [...own].find(([{ key }]) => key === entity.parent) ?? [];
  return parent;
}

/** Ties entities to those that the stored article names by the same names, in the order in which it names them. */
function keepNamed(
  entities: readonly AnnotatedEntity[],
  before: readonly RegisteredEntity[],
  own: Map<AnnotatedEntity, RegisteredEntity>,
): void {
  const claimed = new Set(own.values());
  for (const entity of entities) {
    if (own.has(entity)) continue;
    const same = before.find(
      (known) =>
        !claimed.has(known) && link({ entities: [entity] }, new LinkIndex([known]))[0]?.known !== null,
    );
    if (same === undefined) continue;
    own.set(entity, same);
    claimed.add(same);
  }
}

/** Ties the other entities, the surest first, and brings new ones for what is left. */
function tie(
  entities: readonly AnnotatedEntity[],
  own: Map<AnnotatedEntity, RegisteredEntity>,
  register: EntityRegister,
  newId: () => string,
): readonly RowOperation[] {
  const open = entities.filter((entity) => !own.has(entity));
  const links = link({ entities: open }, register.index);
  const claimed = new Set([...own.values()].map(({ id }) => id));
  const surest = open
    .map((entity, position) => ({ entity, found: links[position] }))
    .toSorted((a, b) => (b.found?.known?.confidence ?? 0) - (a.found?.known?.confidence ?? 0));
  for (const { entity, found } of surest) {
    const known = found?.known ?? null;
    const registered = known === null || claimed.has(known.id) ? undefined : register.get(known.id);
    if (registered === undefined) continue;
    own.set(entity, registered);
    claimed.add(registered.id);
  }
  return open.flatMap((entity, position) => {
    if (own.has(entity)) return [];
    const created = register.create(entity, newId());
    own.set(entity, created);
    return mergeCandidates(created, possible(links[position]), newId);
  });
}

function possible(found: Link | undefined): readonly PossibleLink[] {
  if (found === undefined) return [];
  return found.known === null ? found.candidates.slice(0, MAX_MERGE_CANDIDATES) : [found.known];
}

function mergeCandidates(
  { id, type }: RegisteredEntity,
  candidates: readonly PossibleLink[],
  newId: () => string,
): readonly RowOperation[] {
  const rows = candidates.map((candidate) => {
    const own = refOf(type, id);
    const other = refOf(type, candidate.id);
    return {
      id: newId(),
      personId: own.personId,
      candidatePersonId: other.personId,
      organisationId: own.organisationId,
      candidateOrganisationId: other.organisationId,
      confidence: candidate.confidence,
      reason: candidate.reason,
    };
  });
  return diffRows('mergeCandidate', [], rows);
}

async function giveSlugs(transaction: Transaction, register: EntityRegister): Promise<void> {
  for (const type of ['person', 'organisation'] as const) {
    const created = register.wanted.filter((entity) => entity.type === type && entity.stored === undefined);
    if (created.length === 0) continue;
    const wanted = created.map(({ slug, name }) => (slug === '' ? slugOf(name) : slug));
    const free = await freeSlugs(transaction, type, wanted);
    for (const [position, entity] of created.entries()) entity.slug = free[position] ?? entity.slug;
  }
}
