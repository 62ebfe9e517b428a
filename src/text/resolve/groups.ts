import type { Sentence } from '../grammar/token.ts';
import { COLLECTIVE_NOUNS } from '../lexicon/people-nouns.ts';
import type { Resolved, ResolvedMention } from './entity.ts';

/** How sure it is that "both leaders" are the two people an article names. */
const CONFIDENCE = 0.75;

/** "Both leaders", "the two generals": one mention for each of the two, in an article that names two people alone. */
export function groupMentions(sentences: readonly Sentence[], { entities }: Resolved): ResolvedMention[] {
  const people = entities.filter(({ type }) => type === 'person');
  if (people.length !== 2) return [];
  return sentences.flatMap(({ tokens }) =>
    tokens.flatMap((token, at) => {
      const isPair = token.lower === 'both' || (token.lower === 'two' && tokens[at - 1]?.lower === 'the');
      const noun = tokens[at + 1];
      if (!isPair || noun === undefined || !COLLECTIVE_NOUNS.has(noun.lower)) return [];
      const first = token.lower === 'two' ? tokens[at - 1] : token;
      const range = { start: first?.start ?? token.start, end: noun.end };
      return people.map(({ key }) => ({
        entity: key,
        form: 'GROUP' as const,
        range,
        confidence: CONFIDENCE,
      }));
    }),
  );
}
