import { TOPIC_TERMS } from '../lexicon/topic-terms.ts';
import { spellingsOf, stemOf } from './stems.ts';

/** A subject as a published scheme has it. */
export interface TopicConcept {
  /** `medtop:20000053`. */
  readonly code: string;
  readonly name: string;
  readonly definition: string | null;
  /** The code of the topic that this one is narrower than. */
  readonly broader: string | null;
  readonly retiredAt: Date | null;
}

/** A phrase that earns a topic. */
export interface Term {
  readonly stems: readonly string[];
  readonly code: string;
  readonly weight: number;
  /** One part of a joint name ("stocks" of "stocks and securities"): never enough alone. */
  readonly isPart: boolean;
  /** A name that the scheme itself tells from the word's other meanings: "fine (penalty)". */
  readonly isQualified: boolean;
}

/** Topics ready to be looked for; made once for a scheme, used for every article. */
export interface TopicIndex {
  /** Terms by their first stem, longest first. */
  readonly terms: ReadonlyMap<string, readonly Term[]>;
  readonly broader: ReadonlyMap<string, string | null>;
  /** Stems of each definition: they support a topic that a term has earned, and earn none. */
  readonly definitions: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What a topic earns by its own name, by one part of a joint name, and by a word that goes with it. */
const WEIGHT = { label: 1, part: 0.7, term: 0.8 };
/** A phrase says more than a word. */
const PHRASE_BONUS = 1.4;
/** Names so common as words that they say nothing of a subject. */
const TOO_COMMON = new Set(
  'book game family nature law fire school value leisure history data product record event water fair film horse arms gas oil house security relationship dating condition team party'.split(
    ' ',
  ),
);

/** Prepares a scheme's topics; retired ones are left out. */
export function topicIndexOf(topics: readonly TopicConcept[]): TopicIndex {
  const terms = new Map<string, Term[]>();
  const current = topics.filter(({ retiredAt }) => retiredAt === null);
  for (const { code, name } of current) {
    for (const [phrase, weight] of phrasesOf(code, name))
      addTerm(terms, code, phrase, weight, weight !== WEIGHT.term && name.includes('('));
  }
  for (const list of terms.values()) list.sort((a, b) => b.stems.length - a.stems.length);
  return {
    terms,
    broader: new Map(current.map(({ code, broader }) => [code, broader])),
    definitions: new Map(current.map(({ code, definition }) => [code, contentStems(definition ?? '')])),
  };
}

function* phrasesOf(code: string, name: string): Generator<[string, number]> {
  const label = name.toLowerCase().replace(/\s*\([^)]*\)/gu, '');
  for (const spelling of spellingsOf(label)) yield [spelling, WEIGHT.label];
  const parts = label
    .split(/,\s*|\s+and\s+|\s+or\s+|\s*\/\s*/u)
    .filter((part) => part !== label && part.length > 3);
  for (const part of parts) for (const spelling of spellingsOf(part)) yield [spelling, WEIGHT.part];
  for (const term of TOPIC_TERMS.get(code) ?? []) yield [term, WEIGHT.term];
}

function addTerm(
  terms: Map<string, Term[]>,
  code: string,
  phrase: string,
  weight: number,
  isQualified: boolean,
): void {
  const stems = phrase
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map(stemOf);
  const [first] = stems;
  if (first === undefined || (stems.length === 1 && TOO_COMMON.has(first))) return;
  const list = terms.get(first) ?? [];
  terms.set(first, list);
  const isKnown = list.some((term) => term.code === code && term.stems.join(' ') === stems.join(' '));
  if (!isKnown)
    list.push({
      stems,
      code,
      weight: weight * (stems.length > 1 ? PHRASE_BONUS : 1),
      isPart: weight === WEIGHT.part,
      isQualified,
    });
}

const STOP = new Set(
  'the and for with from that this into other such their which when where been have has are not its any all use used include including anything own one your view point between within about activity related people'.split(
    ' ',
  ),
);

function contentStems(definition: string): Set<string> {
  const words = definition.toLowerCase().match(/\p{L}{4,}/gu) ?? [];
  return new Set(words.filter((word) => !STOP.has(word)).map(stemOf));
}
