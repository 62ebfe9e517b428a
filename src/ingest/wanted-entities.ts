import { numberedSlug, slugOf } from '../kernel/slug.ts';
import type { AnnotatedArticle, AnnotatedEntity, OrganisationKind } from '../text/annotated-article.ts';

export type EntityType = AnnotatedEntity['type'];

/** One person or organisation as all the articles together have it. */
export interface WantedEntity {
  readonly type: EntityType;
  readonly slug: string;
  /** As the first article has it. */
  readonly name: string;
  readonly aliases: ReadonlySet<string>;
  readonly identifiers: readonly AnnotatedEntity['identifiers'][number][];
  /** The first that an article gives. */
  readonly organisationKind: OrganisationKind | null;
  /** The first that an article gives. */
  readonly parent: WantedEntity | null;
}

/** What the articles want, and which of these each article's keys mean. */
export interface WantedEntities {
  readonly all: readonly WantedEntity[];
  /** In the order of the articles. */
  readonly byArticle: readonly ReadonlyMap<string, WantedEntity>[];
}

/** A wanted entity while articles still add to it. */
export type EntityDraft = { -readonly [Field in keyof WantedEntity]: WantedEntity[Field] } & {
  readonly aliases: Set<string>;
};

/**
 * Joins the entities of several articles by type and slug, the slug given or made from the name.
 *
 * Within one article two entities of one name are two entities: the second has the slug `name-2`.
 */
export function wantedEntities(articles: readonly AnnotatedArticle[]): WantedEntities {
  const drafts = new Map<string, EntityDraft>();
  const byArticle = articles.map((article) => {
    const own = new Map<string, EntityDraft>();
    for (const { entity, slug } of withSlugs(article.entities)) {
      const draft = drafts.get(`${entity.type} ${slug}`) ?? newDraft(entity, slug);
      drafts.set(`${entity.type} ${slug}`, draft);
      own.set(entity.key, draft);
    }
    for (const entity of article.entities) addTo(own.get(entity.key), entity, own);
    return own;
  });
  return { all: [...drafts.values()], byArticle };
}

function withSlugs(
  entities: readonly AnnotatedEntity[],
): readonly { entity: AnnotatedEntity; slug: string }[] {
  const used = new Set(entities.map(({ type, slug }) => `${type} ${slug}`));
  return entities.map((entity) => {
    if (entity.slug !== null) return { entity, slug: entity.slug };
    const base = slugOf(entity.name);
    let number = 1;
    while (used.has(`${entity.type} ${numberedSlug(base, number)}`)) number += 1;
    const slug = numberedSlug(base, number);
    used.add(`${entity.type} ${slug}`);
    return { entity, slug };
  });
}

function newDraft({ type, name }: AnnotatedEntity, slug: string): EntityDraft {
  return { type, slug, name, aliases: new Set(), identifiers: [], organisationKind: null, parent: null };
}

function addTo(
  draft: EntityDraft | undefined,
  entity: AnnotatedEntity,
  own: ReadonlyMap<string, EntityDraft>,
): void {
  if (draft === undefined) return;
  for (const alias of entity.aliases) draft.aliases.add(alias);
  const added = entity.identifiers.filter(
    ({ scheme, value }) =>
      !draft.identifiers.some((known) => known.scheme === scheme && known.value === value),
  );
  draft.identifiers = [...draft.identifiers, ...added];
  if (entity.type !== 'organisation') return;
  draft.organisationKind ??= entity.organisationKind;
  draft.parent ??= entity.parent === null ? null : (own.get(entity.parent) ?? null);
}
