import type { Attribution } from '../annotated-article.ts';
import { COLLECTIVE_NOUNS, DOCUMENT_NOUNS, OFFICES, PERSON_NOUNS } from '../lexicon/people-nouns.ts';
import type { ResolvedEntity, ResolvedMention } from '../resolve/entity.ts';
import type { FoundQuote } from './find-quotes.ts';
import { nounHolders } from './noun-holders.ts';
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

interface Scene {
  readonly text: string;
  readonly entities: ReadonlyMap<string, ResolvedEntity>;
  /** In the order of the text. */
  readonly mentions: readonly ResolvedMention[];
  /** Whom "the" and a noun may mean. */
  readonly holders: ReadonlyMap<string, ReadonlySet<string>>;
}

const NOBODY: Speakers = {
  attribution: 'UNATTRIBUTED',
  speakers: [],
  speakingFor: null,
  addressee: null,
  mentions: [],
  confidence: 1,
};
const PERSONAL = /^(?:he|she)$/iu;
const THING = /^it$/iu;
const RELATIVE = /^(?:who|which|that|whom)$/iu;
const PLURAL = /^they$/iu;
const ANY_PRONOUN =
  /^(?:I|you|we|me|us|one|this|that|these|those|some|many|others|everyone|anyone|someone|nobody|all|both|few|several|most|who|which)$/iu;
/** How sure a pronoun's antecedent is, by how it was found, and words whose meaning was not found at all. */
const CONFIDENCE = {
  relative: 0.92,
  lastSpeaker: 0.88,
  subject: 0.8,
  far: 0.6,
  group: 0.75,
  noun: 0.8,
  unresolved: 0.6,
};

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
  let last: Speakers | null = null;
  for (const quote of quotes) {
    const speakers = withContext(scene, quote, doubtful(quote, speakersOf(scene, quote, last)));
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

/** Speaker's words that mean nobody known are less sure than any that do: a name was missed, or the words are wrong. */
function doubtful({ speaker }: FoundQuote, speakers: Speakers): Speakers {
  return speaker !== null && speakers.attribution === 'UNRESOLVED'
    ? { ...speakers, confidence: CONFIDENCE.unresolved }
    : speakers;
}

function speakersOf(scene: Scene, quote: FoundQuote, last: Speakers | null): Speakers {
  const { speaker, frame, cue } = quote;
  if (speaker === null)
    return frame === 'passive' || cue !== null
      ? NOBODY
      : { ...NOBODY, attribution: frame === 'loose' ? 'UNATTRIBUTED' : 'UNRESOLVED' };
  const words = scene.text.slice(speaker.start, speaker.end);
  if (PERSONAL.test(words) || THING.test(words)) return ofPronoun(scene, speaker, words, quote.spans, last);
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
  return ofPhrase(scene, speaker, words);
}

/** The mentions that stand in a range. */
function mentionsIn({ mentions }: Scene, { start, end }: Range): ResolvedMention[] {
  const found: ResolvedMention[] = [];
  for (let at = firstFrom(mentions, start); at < mentions.length; at += 1) {
    const mention = mentions[at];
    if (mention === undefined || mention.range.start >= end) break;
    if (mention.range.end <= end) found.push(mention);
  }
  return found;
}

/** Position of the first mention that starts at a place or behind it. */
function firstFrom(mentions: readonly ResolvedMention[], start: number): number {
  let low = 0;
  let high = mentions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((mentions[middle]?.range.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

function ofPhrase(scene: Scene, range: Range, words: string): Speakers {
  const bodies = mentionsIn(scene, range).filter(
    ({ entity }) =>
      scene.entities.get(entity)?.type === 'organisation' &&
      scene.entities.get(entity)?.organisationKind !== 'STATE',
  );
  const speakingFor = FORMER.test(words) ? null : (bodies[0]?.entity ?? null);
  const named = appositive(scene, range);
  if (named !== undefined) return { ...identified([named.entity], named.confidence), speakingFor };
  const head = headOf(words);
  const inHead = mentionsIn(scene, { start: range.start, end: range.start + head.length });
  const ending = inHead.filter(({ range: { end } }) => isEndOfName(words, end - range.start));
  const groups = inHead.filter(({ form }) => form === 'GROUP');
  const speaking = groups.length > 0 ? groups : ending;
  if (speaking.length > 0)
    return identified(
      [...new Set(speaking.map(({ entity }) => entity))],
      Math.min(...speaking.map(({ confidence }) => confidence)),
    );
  return ofNoun(scene, range, words) ?? { ...NOBODY, attribution: unnamedKind(head), speakingFor };
}

/** "The governor", "the committee", where one person or body in the article is named as one. */
function ofNoun(scene: Scene, range: Range, words: string): Speakers | null {
  const noun = /^the\s+(\S+)$/iu.exec(words)?.[1]?.toLowerCase() ?? '';
  const [holder, ...others] = scene.holders.get(noun) ?? [];
  if (holder === undefined || others.length > 0) return null;
  const form = scene.entities.get(holder)?.type === 'person' ? 'TITLE' : 'DESCRIPTION';
  const { mentions, ...speakers } = tied(holder, range, CONFIDENCE.noun, blockAt(scene, range));
  return { ...speakers, mentions: mentions.map((mention) => ({ ...mention, form })) };
}

/** The block of the mention before a range, or of the first one. */
function blockAt({ mentions }: Scene, { start }: Range): number {
  return (mentions[firstFrom(mentions, start) - 1] ?? mentions[0])?.block ?? 0;
}

/** Who has left a body does not speak for it. */
const FORMER = /\b(?:former|formerly|ex|onetime|one-time|retired|late)\b/iu;

/** What a description begins with, or has before its noun: "a spokesman", "Globex’s director", "Globex director". */
const DESCRIBING = /^(?:an?|the|one|another|its|his|her|their)\s|^[^,]*(?:[’']s?|\p{Ll})\s?,/iu;

/** The person named behind a description's comma: "a spokesman for the bank, Jane Roe". */
function appositive(scene: Scene, range: Range): ResolvedMention | undefined {
  const words = scene.text.slice(range.start, range.end);
  if (!DESCRIBING.test(words)) return undefined;
  return mentionsIn(scene, range).find(
    ({ entity, range: { start, end } }) =>
      end === range.end &&
      scene.entities.get(entity)?.type === 'person' &&
      /,\s+$/u.test(scene.text.slice(Math.max(range.start, start - 4), start)),
  );
}

/** A phrase up to its first preposition or apposition: "a spokesman" of "a spokesman for the army". */
function headOf(words: string): string {
  const cut =
    /\s(?:of|for|in|at|from|with|on|to|behind|who|familiar|close|near|against|within|by|like)\s|,/u.exec(
      words,
    );
  return cut === null ? words : words.slice(0, cut.index);
}

/** A name speaks where the phrase, or one side of "and", ends with it; before another noun it only says which. */
function isEndOfName(words: string, at: number): boolean {
  return /^(?:\s*$|\s*\(|\s*,|\s+(?:and|or|&|of|for|in|at|from|with|on|who)\b)/u.test(words.slice(at));
}

function identified(speakers: readonly string[], confidence: number): Speakers {
  return { ...NOBODY, attribution: 'IDENTIFIED', speakers, confidence };
}

function unnamedKind(head: string): Attribution {
  const words: readonly string[] =
    head
      .replace(/\salike$/u, '')
      .toLowerCase()
      .match(/[\p{L}-]+/gu) ?? [];
  const noun = words.at(-1) ?? '';
  if (DOCUMENT_NOUNS.has(noun)) return 'DOCUMENT';
  if (/^sources?$/u.test(noun) || words.includes('unnamed') || words.includes('anonymous'))
    return 'ANONYMOUS';
  if (COLLECTIVE_NOUNS.has(noun)) return 'COLLECTIVE';
  // "One of the rescuers".
  if (words.length === 1 && noun === 'one') return 'ANONYMOUS';
  // "The bank’s spokesperson": whose is said, and who is not.
  if (/^spokes(?:man|woman|person)$/u.test(noun) && /[’']s?\s/u.test(head)) return 'ANONYMOUS';
  if (/^(?:a|an|another|one)$/u.test(words[0] ?? '') && (PERSON_NOUNS.has(noun) || OFFICES.has(noun)))
    return 'ANONYMOUS';
  return /(?:[^s]s|men)$/u.test(noun) && !/^\p{Lu}/u.test(head.split(/\s+/u).at(-1) ?? '')
    ? 'COLLECTIVE'
    : 'UNRESOLVED';
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
  last: Speakers | null,
): Speakers {
  const type = THING.test(words) ? 'organisation' : 'person';
  const gender = /^he$/iu.test(words) ? 'man' : /^she$/iu.test(words) ? 'woman' : null;
  const agrees = (key: string) => {
    const entity = scene.entities.get(key);
    return (
      entity !== undefined &&
      entity.type === type &&
      (gender === null || entity.gender === null || entity.gender === gender) &&
      (type === 'person' || entity.organisationKind !== 'STATE')
    );
  };
  const [lastKey] = last?.speakers ?? [];
  const before = firstFrom(scene.mentions, range.start) - 1;
  const isSaid = ({ range: { start } }: ResolvedMention) =>
    said.some((span) => span.start <= start && start < span.end);
  const nearest = nearestAgreeing(scene, before, (mention) => agrees(mention.entity) && !isSaid(mention));
  if (last !== null && last.speakers.length === 1 && lastKey !== undefined && agrees(lastKey)) {
    // Somebody named since then as the subject of a sentence takes the pronoun over.
    const isSame = nearest === null || nearest.entity === lastKey || type === 'organisation';
    return tied(lastKey, range, isSame ? CONFIDENCE.lastSpeaker : CONFIDENCE.far, nearest?.block ?? 0);
  }
  return nearest === null
    ? { ...NOBODY, attribution: 'UNRESOLVED' }
    : tied(nearest.entity, range, CONFIDENCE.subject, nearest.block);
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

function tied(entity: string, range: Range, confidence: number, block: number): Speakers {
  return {
    ...identified([entity], confidence),
    mentions: [{ entity, form: 'PRONOUN', range, confidence, block }],
  };
}

function withMention(scene: Scene, mention: ResolvedMention, range: Range, confidence: number): Speakers {
  return scene.entities.has(mention.entity)
    ? tied(mention.entity, range, confidence * mention.confidence, mention.block)
    : NOBODY;
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
