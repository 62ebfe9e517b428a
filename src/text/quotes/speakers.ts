import type { ResolvedEntity, ResolvedMention } from '../resolve/entity.ts';
import type { FoundQuote } from './find-quotes.ts';
import { nounHolders } from './noun-holders.ts';
import type { Range } from './report.ts';
import { mentionsIn, NOBODY, type Scene, type Speakers } from './scene.ts';
import { ofPhrase } from './speaker-phrases.ts';
import { ofPronounWords } from './speaker-pronouns.ts';

/** How sure words are whose meaning was not found at all. */
const UNRESOLVED_CONFIDENCE = 0.6;

/**
 * Says for each quote, in the order of the text, who its speaker is: entities, or how the text leaves them unnamed.
 *
 * Pronouns mean the last speaker, or the last person named, that they agree with.
 */
export function identifySpeakers(
  text: string,
  quotes: readonly FoundQuote[],
  entities: readonly ResolvedEntity[],
  mentions: readonly ResolvedMention[],
): Speakers[] {
  const byKey = new Map(entities.map((entity) => [entity.key, entity]));
  const scene: Scene = { text, entities: byKey, mentions, holders: nounHolders(text, byKey, mentions) };
  const found: Speakers[] = [];
  /** For each quote who spoke last before it. */
  const before: (Speakers | null)[] = [];
  let last: Speakers | null = null;
  for (const quote of quotes) {
    const outer = outerInMarks(quotes, quote);
    const previous: Speakers | null = outer === null ? last : (before[outer] ?? null);
    // "“He told me so,” Roe said": whom Roe speaks of is not Roe.
    const others = outer === null ? [] : (found[outer]?.speakers ?? []);
    const speakers = withContext(scene, quote, doubtful(quote, speakersOf(scene, quote, previous, others)));
    before.push(last);
    found.push(speakers);
    if (
      quote.within === null &&
      speakers.attribution !== 'UNATTRIBUTED' &&
      speakers.attribution !== 'UNRESOLVED'
    )
      last = speakers;
  }
  return found;
}

/** The quote whose words in marks hold a nested one's speaker; null where there is none. */
function outerInMarks(quotes: readonly FoundQuote[], { within, speaker }: FoundQuote): number | null {
  if (within === null || speaker === null) return null;
  const isInside = quotes[within]?.quotedSpans.some(
    ({ start, end }) => start <= speaker.start && speaker.end <= end,
  );
  return isInside === true ? within : null;
}

/** Speaker's words that mean nobody known are less sure than any that do: a name was missed, or the words are wrong. */
function doubtful({ speaker }: FoundQuote, speakers: Speakers): Speakers {
  return speaker !== null && speakers.attribution === 'UNRESOLVED'
    ? { ...speakers, confidence: UNRESOLVED_CONFIDENCE }
    : speakers;
}

function speakersOf(
  scene: Scene,
  quote: FoundQuote,
  last: Speakers | null,
  others: readonly string[],
): Speakers {
  const { speaker, frame, cue } = quote;
  if (speaker === null)
    return frame === 'passive' || cue !== null
      ? NOBODY
      : { ...NOBODY, attribution: frame === 'loose' ? 'UNATTRIBUTED' : 'UNRESOLVED' };
  return ofPronounWords(scene, quote, speaker, { last, others }) ?? ofPhrase(scene, speaker);
}

/** Whom the words were said to, and for whom the speaker speaks: "told the Tribune", "in an interview with the Tribune". */
function withContext(scene: Scene, { addressee, cue }: FoundQuote, speakers: Speakers): Speakers {
  const direct = addressee === null ? undefined : mentionsIn(scene, addressee)[0];
  const interview = cue === null ? undefined : interviewer(scene, cue);
  const entity = direct?.entity ?? interview?.entity ?? null;
  return { ...speakers, addressee: entity !== null && speakers.speakers.includes(entity) ? null : entity };
}

/** Furthest that "an interview with" stands before its cue, in UTF-16 units. */
const MAX_INTERVIEW = 120;

function interviewer(scene: Scene, cue: Range): ResolvedMention | undefined {
  const from = Math.max(0, cue.start - MAX_INTERVIEW);
  const around = scene.text.slice(from, cue.end + MAX_INTERVIEW);
  const match = /\b(?:interview with|interview to|told|speaking to)\s+(?:the\s+)?(?=\p{Lu})/u.exec(around);
  if (
    match === null ||
    /[.\n]/u.test(
      around.slice(Math.min(match.index, cue.start - from), Math.max(match.index, cue.end - from)),
    )
  )
    return undefined;
  const start = from + match.index + match[0].length;
  return mentionsIn(scene, { start: start - 4, end: start + 60 }).find(
    ({ range }) => range.start <= start && range.end > start,
  );
}
