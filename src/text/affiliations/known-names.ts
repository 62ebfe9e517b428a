import type { Resolved, ResolvedEntity, ResolvedMention } from '../resolve/entity.ts';

/** An article's names, ready to be looked up from its sentences. */
export interface KnownNames {
  readonly entityOf: ReadonlyMap<string, ResolvedEntity>;
  /** Names by the UTF-16 position that they begin at. */
  readonly nameAt: ReadonlyMap<number, ResolvedMention>;
  /** The first name of each entity. */
  readonly nameOf: ReadonlyMap<string, ResolvedMention>;
  /** The one organisation whose name ends in a noun, in small letters: "army" of the Pakistan Army. */
  readonly bodyByNoun: ReadonlyMap<string, string>;
}

/** Indexes what `resolve` found. */
export function knownNames({ entities, mentions }: Resolved): KnownNames {
  const names = mentions.filter(({ form }) => form === 'NAME' || form === 'ALIAS');
  const nameOf = new Map<string, ResolvedMention>();
  for (const mention of names) if (!nameOf.has(mention.entity)) nameOf.set(mention.entity, mention);
  const bodyByNoun = new Map<string, string>();
  const ambiguous = new Set<string>();
  for (const { key, type, name, organisationKind } of entities) {
    const noun = /\s(\S+)$/u.exec(name)?.[1]?.toLowerCase();
    if (type !== 'organisation' || organisationKind === 'STATE' || noun === undefined) continue;
    if (bodyByNoun.has(noun)) ambiguous.add(noun);
    bodyByNoun.set(noun, key);
  }
  for (const noun of ambiguous) bodyByNoun.delete(noun);
  return {
    entityOf: new Map(entities.map((entity) => [entity.key, entity])),
    nameAt: new Map(names.map((mention) => [mention.range.start, mention])),
    nameOf,
    bodyByNoun,
  };
}
