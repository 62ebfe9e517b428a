/**
 * Entity tags say what an answer depends on, and what a change makes wrong; an answer that has one of a change's tags is
 * purged (docs/decisions/007). For each kind of entity there are four:
 *
 * - `person:<uuid>` the row's own columns,
 * - `person:<uuid>+` what is gathered under it: its lists, counts and facts,
 * - `person` the set of such rows and their own columns: a list of all, a null for a slug,
 * - `person+` what is gathered under any of them: a search, a filter across relations.
 *
 * A change that purges `person:<uuid>` purges `person` too, and one that purges `person:<uuid>+` purges `person+`.
 */
export type EntityTag = string;

/** The kinds of entities; every fact belongs to one of them. */
export const ENTITY_KINDS = ['article', 'person', 'organisation', 'topic'] as const;
export type EntityKind = (typeof ENTITY_KINDS)[number];

/** Stands for every tag there is, in what a change purges. */
export const EVERY_TAG: EntityTag = '*';

/** How the rows of a table are tagged. */
export interface TableTags {
  /** The tag of one row, where the row has the entity's key: the entity itself, or a fact that is gathered under it. */
  readonly row?: {
    readonly kind: EntityKind;
    readonly key: string;
    readonly part: 'own' | 'gathered';
  };
  /** What depends on whichever rows of the table there are; empty for rows that a subquery makes of others. */
  readonly any: readonly EntityTag[];
}

/** Every table that a read enters, by name. */
export type TagRules = Readonly<Record<string, TableTags>>;

/** The tag for all entities of a tag's kind: coarser, and purged whenever the tag itself is. */
export function coarseTag(tag: EntityTag): EntityTag {
  const [kind = ''] = tag.split(':', 1);
  return tag.includes(':') && tag.endsWith('+') ? `${kind}+` : kind;
}

/**
 * At most `most` tags that are purged whenever one of the given ones is: the kind with the most tags is made coarse
 * first. Sorted.
 */
export function boundTags(
  tags: ReadonlySet<EntityTag>,
  fits: (tags: readonly EntityTag[]) => boolean,
): readonly EntityTag[] {
  let bounded = [...tags].sort();
  while (!fits(bounded)) {
    const groups = new Map<EntityTag, number>();
    for (const tag of bounded) {
      const coarse = coarseTag(tag);
      if (coarse !== tag) groups.set(coarse, (groups.get(coarse) ?? 0) + 1);
    }
    const [largest] = [...groups].sort(([, one], [, other]) => other - one);
    // Eight tags are left when every kind is coarse.
    if (largest === undefined) return bounded;
    bounded = [...new Set(bounded.map((tag) => (coarseTag(tag) === largest[0] ? largest[0] : tag)))].sort();
  }
  return bounded;
}
