import type { ResolvedMention } from '../resolve/entity.ts';
import type { FoundQuote } from './find-quotes.ts';
import type { Range } from './report.ts';
import { firstFrom, NOBODY, type Scene, type Speakers, tied } from './scene.ts';

const PERSONAL = /^(?:he|she|him|her)$/iu;
const THING = /^it$/iu;
const RELATIVE = /^(?:who|which|that|whom)$/iu;
const PLURAL = /^they$/iu;
const ANY_PRONOUN =
  /^(?:I|you|we|me|us|one|this|that|these|those|some|many|others|everyone|anyone|someone|nobody|all|both|few|several|most|who|which)$/iu;

/** How sure a pronoun's antecedent is, by how it was found. */
const CONFIDENCE = { relative: 0.92, lastSpeaker: 0.88, subject: 0.8, far: 0.6, group: 0.75 };

/** Who spoke before a pronoun does, and whom it cannot mean. */
interface Around {
  readonly last: Speakers | null;
  readonly others: readonly string[];
}

/** Whom a pronoun means that speaks: the last speaker, or the last person named, that it agrees with. Null for other words. */
export function ofPronounWords(
  scene: Scene,
  { spans }: Pick<FoundQuote, 'spans'>,
  speaker: Range,
  around: Around,
): Speakers | null {
  const { last } = around;
  const words = scene.text.slice(speaker.start, speaker.end);
  if (PERSONAL.test(words) || THING.test(words)) return ofPronoun(scene, speaker, words, spans, around);
  if (RELATIVE.test(words)) return ofRelative(scene, speaker);
  if (PLURAL.test(words))
    return last !== null && (last.speakers.length > 1 || last.attribution === 'COLLECTIVE')
      ? { ...last, mentions: [], confidence: CONFIDENCE.group }
      : { ...NOBODY, attribution: 'COLLECTIVE' };
  if (ANY_PRONOUN.test(words))
    return {
      ...NOBODY,
      attribution: /^(?:I|you|we|me|us|this|that|who|which|one)$/iu.test(words) ? 'UNRESOLVED' : 'COLLECTIVE',
    };
  return null;
}

function ofRelative(scene: Scene, range: Range): Speakers {
  const before = scene.mentions[firstFrom(scene.mentions, range.start) - 1];
  if (before === undefined || !/^[\s,)]*$/u.test(scene.text.slice(before.range.end, range.start)))
    return { ...NOBODY, attribution: 'UNRESOLVED' };
  return withMention(scene, before, range, CONFIDENCE.relative);
}

/** `said` are the words that the pronoun speaks: nobody in them is meant by it. */
function ofPronoun(
  scene: Scene,
  range: Range,
  words: string,
  said: readonly Range[],
  { last, others }: Around,
): Speakers {
  const type = THING.test(words) ? 'organisation' : 'person';
  const gender = /^(?:he|him)$/iu.test(words) ? 'man' : /^(?:she|her)$/iu.test(words) ? 'woman' : null;
  const agrees = (key: string) => {
    const entity = scene.entities.get(key);
    return (
      entity !== undefined &&
      !others.includes(key) &&
      entity.type === type &&
      (gender === null || entity.gender === null || entity.gender === gender) &&
      (type === 'person' || entity.organisationKind !== 'STATE')
    );
  };
  // "The report found … It recommended": the document goes on.
  if (type === 'organisation' && last?.attribution === 'DOCUMENT') return { ...last, mentions: [] };
  const [lastKey] = last?.speakers ?? [];
  const before = firstFrom(scene.mentions, range.start) - 1;
  const isSaid = ({ range: { start } }: ResolvedMention) =>
    said.some((span) => span.start <= start && start < span.end);
  const nearest = nearestAgreeing(scene, before, (mention) => agrees(mention.entity) && !isSaid(mention));
  if (last !== null && last.speakers.length === 1 && lastKey !== undefined && agrees(lastKey)) {
    // Somebody named since then as the subject of a sentence takes the pronoun over.
    const isSame = nearest === null || nearest.entity === lastKey || type === 'organisation';
    return tied(lastKey, range, isSame ? CONFIDENCE.lastSpeaker : CONFIDENCE.far);
  }
  return nearest === null
    ? { ...NOBODY, attribution: 'UNRESOLVED' }
    : tied(nearest.entity, range, CONFIDENCE.subject);
}

/** Furthest that an antecedent is looked for, in mentions. */
const MAX_BACK = 12;

function nearestAgreeing(
  scene: Scene,
  from: number,
  agrees: (mention: ResolvedMention) => boolean,
): ResolvedMention | null {
  for (let at = from; at >= Math.max(0, from - MAX_BACK); at -= 1) {
    const mention = scene.mentions[at];
    if (mention !== undefined && agrees(mention)) return mention;
  }
  return null;
}

function withMention(scene: Scene, mention: ResolvedMention, range: Range, confidence: number): Speakers {
  return scene.entities.has(mention.entity)
    ? tied(mention.entity, range, confidence * mention.confidence)
    : NOBODY;
}
