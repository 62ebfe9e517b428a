import type { Transaction } from '../database/database.ts';
import type { AnnotatedEntity } from '../text/annotated-article.ts';
import { LinkIndex } from '../text/link.ts';
import { nameKey } from '../text/name-key.ts';
import type { StoredEntity } from './entities.ts';
import type { EntityDraft, EntityType, WantedEntity } from './wanted-entities.ts';

/** A person or organisation that the articles of a batch may speak of: one of the record, or one that they bring. */
export interface RegisteredEntity extends EntityDraft {
  readonly id: string;
  /** Undefined for one that the batch brings. */
  readonly stored: StoredEntity | undefined;
  /** Whether an article of the batch names it. */
  isWanted: boolean;
}

/** Who may be meant: by names of people and of organisations, by ids, by identifiers. */
export interface EntityQuery {
  readonly entities: readonly AnnotatedEntity[];
  readonly personIds?: readonly string[];
  readonly organisationIds?: readonly string[];
}

/**
 * The people and organisations that a batch of articles may speak of, found by name and identifier. What one article
 * brings, the next one finds, as if they had been taken in one after the other.
 */
export class EntityRegister {
  readonly #byId = new Map<string, RegisteredEntity>();
  readonly #index = new LinkIndex<RegisteredEntity>();

  /** Everyone registered, by all that they may be called. */
  get index(): LinkIndex {
    return this.#index;
  }

  /** Everyone that an article of the batch has named. */
  get wanted(): readonly RegisteredEntity[] {
    return [...this.#byId.values()].filter(({ isWanted }) => isWanted);
  }

  /** Adds who is stored under these names, ids and identifiers, and is not registered yet. One statement, none for nobody. */
  async load(transaction: Transaction, query: EntityQuery): Promise<void> {
    const { entities, personIds = [], organisationIds = [] } = query;
    if (entities.length + personIds.length + organisationIds.length === 0) return;
    const identifiers = entities.flatMap((entity) => entity.identifiers);
    const found = await transaction.$queryRaw<(StoredEntity & { readonly type: EntityType })[]>`
      SELECT * FROM find_entities(
        ${keysOf(entities, 'person')}::text[], ${keysOf(entities, 'organisation')}::text[],
        ${[...personIds]}::uuid[], ${[...organisationIds]}::uuid[],
        ${identifiers.map(({ scheme }) => scheme)}::text[], ${identifiers.map(({ value }) => value)}::text[])`;
    for (const { type, ...stored } of found) {
      if (this.#byId.has(stored.id)) continue;
      const { id, slug, name, aliases, identifiers: known, organisationKind = null } = stored;
      this.#add({
        ...{ id, type, slug, name, organisationKind, parent: null, stored, isWanted: false },
        aliases: new Set(aliases),
        identifiers: [...known],
      });
    }
  }

  /** The registered one with this id. */
  get(id: string): RegisteredEntity | undefined {
    return this.#byId.get(id);
  }

  /** Registers one that the record does not have. It can be found from now on. */
  create(entity: AnnotatedEntity, id: string): RegisteredEntity {
    const { type, name, slug } = entity;
    const created: RegisteredEntity = {
      ...{ id, type, name, slug: slug ?? '', organisationKind: null, parent: null },
      ...{ aliases: new Set<string>(), identifiers: [], stored: undefined, isWanted: true },
    };
    this.#add(created);
    return created;
  }

  /** Adds what an article says of it: names, and identifiers that nobody else has. */
  extend(known: RegisteredEntity, entity: AnnotatedEntity, parent: WantedEntity | null): void {
    known.isWanted = true;
    const aliasesBefore = known.aliases.size;
    if (!goesBy(known, entity.name)) known.aliases.add(entity.name);
    for (const alias of entity.aliases) if (alias !== known.name) known.aliases.add(alias);
    const added = entity.identifiers.filter((one) => this.#index.identified(known.type, one).size === 0);
    if (added.length > 0) known.identifiers = [...known.identifiers, ...added];
    if (entity.type === 'organisation') {
      known.organisationKind ??= entity.organisationKind;
      if (parent !== known) known.parent ??= parent;
    }
    if (known.aliases.size > aliasesBefore || added.length > 0) this.#index.add(known);
  }

  #add(entity: RegisteredEntity): void {
    this.#byId.set(entity.id, entity);
    this.#index.add(entity);
  }
}

/** Whether it has the name, or an alias that is the same in another spelling. */
function goesBy({ name, aliases }: RegisteredEntity, wanted: string): boolean {
  if (name === wanted || aliases.has(wanted)) return true;
  const key = nameKey(wanted);
  return nameKey(name) === key || [...aliases].some((alias) => nameKey(alias) === key);
}

/** The names that keep others from bringing the same entity: `lockNames` takes them. */
export function namesToLock({ type, name, aliases }: AnnotatedEntity): readonly string[] {
  return [name, ...aliases].map((spelling) => `${type} ${nameKey(spelling)}`);
}

function keysOf(entities: readonly AnnotatedEntity[], type: EntityType): string[] {
  const keys = entities
    .filter((entity) => entity.type === type)
    .flatMap(({ name, aliases }) => [name, ...aliases].map(nameKey));
  return [...new Set(keys)].filter((key) => key !== '');
}
