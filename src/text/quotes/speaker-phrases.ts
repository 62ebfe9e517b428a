import type { Attribution } from '../annotated-article.ts';
import { isAgent } from '../lexicon/agent-nouns.ts';
import { COLLECTIVE_NOUNS, DOCUMENT_NOUNS, OFFICES, PERSON_NOUNS } from '../lexicon/people-nouns.ts';
import type { ResolvedMention } from '../resolve/entity.ts';
import type { Range } from './report.ts';
import { identified, mentionsIn, NOBODY, type Scene, type Speakers, tied } from './scene.ts';

/** How sure it is that "the" and a noun mean the one person or body that is named as one. */
const NOUN_CONFIDENCE = 0.8;

/** Whom a speaker's phrase means, by the names in it; else what it says of who is not named. */
export function ofPhrase(scene: Scene, range: Range): Speakers {
  const words = scene.text.slice(range.start, range.end);
  const bodies = mentionsIn(scene, range).filter(
    ({ entity }) =>
      scene.entities.get(entity)?.type === 'organisation' &&
      scene.entities.get(entity)?.organisationKind !== 'STATE',
  );
  const speakingFor = FORMER.test(words) ? null : (bodies[0]?.entity ?? null);
  const named = appositive(scene, range);
  if (named !== undefined) {
    const joined = mentionsIn(scene, range).filter(
      ({ entity, range: { end } }) =>
        scene.entities.get(entity)?.type === 'person' && /^\s+and\s/u.test(scene.text.slice(end, range.end)),
    );
    const speakers = new Set([...joined, named].map(({ entity }) => entity));
    return { ...identified([...speakers], named.confidence), speakingFor };
  }
  const head = headOf(scene, range, words);
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
  const { mentions, ...speakers } = tied(holder, range, NOUN_CONFIDENCE);
  return { ...speakers, mentions: mentions.map((mention) => ({ ...mention, form })) };
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

const CUT = /\s(?:of|for|in|at|from|with|on|to|behind|who|familiar|close|near|against|within|by|like)\s|,/gu;
const NAME = "\\p{Lu}[\\p{L}.’'-]*(?:\\s\\p{Lu}[\\p{L}.’'-]*)*";
/** ", Stone and Holm": names in a list, up to the end of the phrase. */
const LISTED = new RegExp(`^(?:,\\s${NAME})+,?\\sand\\s${NAME}$`, 'u');

/**
 * A phrase up to its first preposition or apposition: "a spokesman" of "a spokesman for the army". A preposition inside a
 * name, "the Centre for Safety", and a comma in a list of names end nothing.
 */
function headOf(scene: Scene, range: Range, words: string): string {
  const mentions = mentionsIn(scene, range);
  const isInName = (at: number) =>
    mentions.some(({ range: { start, end } }) => start <= range.start + at && range.start + at < end);
  for (const { index } of words.matchAll(CUT))
    if (!isInName(index) && !LISTED.test(words.slice(index))) return words.slice(0, index);
  return words;
}

/** A name speaks where the phrase, or one side of "and", ends with it; before another noun it only says which. */
function isEndOfName(words: string, at: number): boolean {
  return /^(?:\s*$|\s*\(|\s*,|\s+(?:and|or|&|of|for|in|at|from|with|on|who)\b)/u.test(words.slice(at));
}

/** "Astronomers" at a sentence's beginning, in small letters. */
function isPluralOfPeople(noun: string): boolean {
  const singular = noun.replace(/s$/u, '');
  return singular !== noun && (PERSON_NOUNS.has(singular) || isAgent(singular));
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
  if (/^spokes(?:man|woman|person)$/u.test(noun) && /[’']s?\s|^(?:its|his|her|their)\s/iu.test(head))
    return 'ANONYMOUS';
  if (
    /^(?:a|an|another|one)$/u.test(words[0] ?? '') &&
    (PERSON_NOUNS.has(noun) || OFFICES.has(noun) || isAgent(noun))
  )
    return 'ANONYMOUS';
  if (words.length === 1 && isPluralOfPeople(noun)) return 'COLLECTIVE';
  return /(?:[^s]s|men)$/u.test(noun) && !/^\p{Lu}/u.test(head.split(/\s+/u).at(-1) ?? '')
    ? 'COLLECTIVE'
    : 'UNRESOLVED';
}
