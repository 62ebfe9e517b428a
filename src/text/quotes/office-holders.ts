import { OFFICES, RANK_OF_SHORT, RANKS } from '../lexicon/people-nouns.ts';
import type { ResolvedEntity, ResolvedMention } from '../resolve/entity.ts';

/** Longest office before a name that is read, in UTF-16 units. */
const MAX_OFFICE = 30;

/** Who is named with an office before the name, by the office in small letters: "Governor Jane Roe", "mayor Jane Roe". */
export function officeHolders(
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
  return holders;
}
