import type { Attribution } from '../annotated-article.ts';
import type { ResolvedEntity, ResolvedMention } from '../resolve/entity.ts';
import type { Range } from './report.ts';

/** Who a quote's speaker words mean. */
export interface Speakers {
  readonly attribution: Attribution;
  readonly speakers: readonly string[];
  readonly speakingFor: string | null;
  readonly addressee: string | null;
  /** Pronouns and groups that were tied to an entity on the way. */
  readonly mentions: readonly ResolvedMention[];
  /** How sure it is that the words mean these entities, 0 to 1; 1 where no entity is claimed. */
  readonly confidence: number;
}

/** What an article is known to name: where a speaker's words are looked up. */
export interface Scene {
  readonly text: string;
  readonly entities: ReadonlyMap<string, ResolvedEntity>;
  /** In the order of the text. */
  readonly mentions: readonly ResolvedMention[];
  /** Whom "the" and a noun may mean. */
  readonly holders: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Nobody in particular. */
export const NOBODY: Speakers = {
  attribution: 'UNATTRIBUTED',
  speakers: [],
  speakingFor: null,
  addressee: null,
  mentions: [],
  confidence: 1,
};
/** Entities that were found. */
export function identified(speakers: readonly string[], confidence: number): Speakers {
  return { ...NOBODY, attribution: 'IDENTIFIED', speakers, confidence };
}

/** The entity that a pronoun or a description means, with that as a mention of it. */
export function tied(entity: string, range: Range, confidence: number): Speakers {
  return {
    ...identified([entity], confidence),
    mentions: [{ entity, form: 'PRONOUN', range, confidence }],
  };
}

/** The mentions that stand in a range. */
export function mentionsIn({ mentions }: Scene, { start, end }: Range): ResolvedMention[] {
  const found: ResolvedMention[] = [];
  for (let at = firstFrom(mentions, start); at < mentions.length; at += 1) {
    const mention = mentions[at];
    if (mention === undefined || mention.range.start >= end) break;
    if (mention.range.end <= end) found.push(mention);
  }
  return found;
}

/** Position of the first mention that starts at a place or behind it. */
export function firstFrom(mentions: readonly ResolvedMention[], start: number): number {
  let low = 0;
  let high = mentions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((mentions[middle]?.range.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
