import type { Mention } from '../database/generated/client.ts';
import type { ReviewedFacts } from './reviewed-facts.ts';

/** A mention without what is derived, and without the version that counts its changes. */
export type KeptMention = Omit<Mention, 'version' | 'sortAt' | 'isVisible'>;

/**
 * Mentions carried over into the current text. Two of one entity have two places: of two that would come to one, whichever
 * was not LOST before has it.
 */
export function keptMentions(
  mentions: readonly Mention[],
  { anchor }: Pick<ReviewedFacts, 'anchor'>,
): readonly KeptMention[] {
  const taken = new Set<string>();
  const isLost = ({ spanState }: Mention) => (spanState === 'LOST' ? 1 : 0);
  return mentions
    .toSorted((a, b) => isLost(a) - isLost(b))
    .map(({ version: _, sortAt: _sortAt, isVisible: _isVisible, ...before }) => {
      const row = anchor(before);
      const { revision, spanStart, spanEnd, personId, organisationId } = row;
      const place = JSON.stringify([revision, spanStart, spanEnd, personId, organisationId]);
      if (taken.has(place)) return { ...before, spanState: 'LOST' as const };
      taken.add(place);
      return row;
    });
}
