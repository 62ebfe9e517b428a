import { ORGANISATION_NOUNS } from '../lexicon/organisation-nouns.ts';
import { OFFICES, RANK_OF_SHORT, RANKS } from '../lexicon/people-nouns.ts';
import type { ResolvedEntity, ResolvedMention } from '../resolve/entity.ts';

/** Longest office before a name that is read, in UTF-16 units. */
const MAX_OFFICE = 30;

/**
 * Whom "the" and a noun may mean, by the noun in small letters: who is named with an office before the name ("Governor Jane
 * Roe", "mayor Jane Roe"), and bodies by the noun in their name ("the committee", "the university"), companies by being
 * one.
 */
export function nounHolders(
  text: string,
  entities: ReadonlyMap<string, ResolvedEntity>,
  mentions: readonly ResolvedMention[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const holders = new Map<string, Set<string>>();
  for (const { entity, form, range } of mentions) {
    if (form !== 'NAME' || entities.get(entity)?.type !== 'person') continue;
    const before = /(?:\b(former|then|ex)[\s-]+)?(\p{L}[\p{L}-]*\.?)\s+$/iu.exec(
      text.slice(Math.max(0, range.start - MAX_OFFICE), range.start),
    );
    const inside = text.slice(range.start, range.end).split(/\s+/u).slice(0, -1);
    for (const word of [...(before?.[1] === undefined ? [before?.[2] ?? ''] : []), ...inside]) {
      const lower = word.toLowerCase();
      const office = RANK_OF_SHORT.get(lower) ?? lower;
      if (!OFFICES.has(office) && !RANKS.has(office)) continue;
      const held = holders.get(office) ?? new Set();
      holders.set(office, held.add(entity));
    }
  }
  for (const { key, type, name, organisationKind } of entities.values()) {
    if (type !== 'organisation' || organisationKind === 'STATE') continue;
    for (const noun of nounsOf(name, organisationKind === 'COMPANY'))
      holders.set(noun, (holders.get(noun) ?? new Set()).add(key));
  }
  return holders;
}

function nounsOf(name: string, isCompany: boolean): readonly string[] {
  const words = name.split(' ');
  const of = words.findIndex((word) => word === 'of' || word === 'for');
  const head = words.at(of === -1 ? -1 : of - 1) ?? '';
  const noun = words.length > 1 && ORGANISATION_NOUNS.has(head) ? [head.toLowerCase()] : [];
  return isCompany ? [...new Set([...noun, 'company'])] : noun;
}
