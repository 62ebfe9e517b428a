import type { Sentence, Token } from '../grammar/token.ts';
import { OFFICES } from '../lexicon/people-nouns.ts';
import { isTitleCase } from '../mentions/name-runs.ts';
import type { Range } from '../quotes/report.ts';
import { stemOf } from './stems.ts';
import type { Term, TopicIndex } from './topic-index.ts';

/** A topic with the words that earned it. */
export interface FoundTopic {
  readonly code: string;
  /** 0 to 1. */
  readonly score: number;
  /** In the order of the text, without overlap. */
  readonly spans: readonly Range[];
}

interface Earned {
  points: number;
  /** Earned by more than a part of its name. */
  isWhole: boolean;
  readonly spans: Range[];
  readonly stems: Set<string>;
}

/** The first block says what an article is about, the next ones nearly so. */
const WEIGHT_BY_BLOCK = [2, 1.5, 1.25];
/** Points at which a topic is two thirds certain; one passing word earns a third. */
const HALF_LIFE = 2.5;
/** Below it a subject is only touched; measured on the seed and on the headlines of the development set. */
const MIN_SCORE = 0.45;
const MAX_TOPICS = 6;
/** What each word of a definition that the text uses adds to a topic already earned. */
const DEFINITION_BONUS = 0.1;
const MAX_DEFINITION_BONUS = 0.4;

/** The subjects that a text is about, best first: each needs words that name it, and has them as its receipt. */
export function findTopics(sentences: readonly Sentence[], index: TopicIndex): FoundTopic[] {
  const earned = new Map<string, Earned>();
  const present = new Set<string>();
  for (const sentence of sentences) earnIn(sentence, index, earned, present);
  const scored = [...earned]
    .filter(([, { isWhole }]) => isWhole)
    .map(([code, { points, spans, stems }]) => {
      const support = [...(index.definitions.get(code) ?? [])].filter(
        (stem) => present.has(stem) && !stems.has(stem),
      ).length;
      const total = points + Math.min(MAX_DEFINITION_BONUS, support * DEFINITION_BONUS);
      return { code, score: 1 - Math.exp(-total / HALF_LIFE), spans };
    });
  const best = scored
    .filter(({ score }) => score >= MIN_SCORE)
    .toSorted((a, b) => b.score - a.score || (a.code < b.code ? -1 : 1));
  return withoutBroader(best, index).slice(0, MAX_TOPICS);
}

/** The topics whose words stand inside given spans, among those of the article. */
export function topicsInside(topics: readonly FoundTopic[], spans: readonly Range[]): string[] {
  return topics
    .filter((topic) =>
      topic.spans.some((word) => spans.some(({ start, end }) => start <= word.start && word.end <= end)),
    )
    .map(({ code }) => code);
}

function earnIn(
  sentence: Sentence,
  { terms }: TopicIndex,
  earned: Map<string, Earned>,
  present: Set<string>,
): void {
  const words = sentence.tokens.filter(({ passage, tag }) => passage === null && tag !== 'punctuation');
  const stems = words.map(({ lower }) => stemOf(lower));
  for (const stem of stems) present.add(stem);
  const tellsNames = !isTitleCase(sentence);
  const weight = WEIGHT_BY_BLOCK[sentence.block] ?? 1;
  for (let at = 0; at < words.length; at += 1) {
    const begun = terms.get(stems[at] ?? '');
    if (begun === undefined) continue;
    const seen = new Set<string>();
    for (const term of begun) {
      if (seen.has(term.code) || !term.stems.every((stem, offset) => stems[at + offset] === stem)) continue;
      const end = at + term.stems.length;
      if (tellsNames && isPartOfName(words, at, end)) continue;
      if (term.isQualified && end === at + 1 && !isNounAt(words, at)) continue;
      seen.add(term.code);
      earn(earned, term, words.slice(at, at + term.stems.length), weight);
    }
  }
}

/** "Health Organization" of the World Health Organization: the words of a name that goes on beside them. */
function isPartOfName(words: readonly Token[], from: number, to: number): boolean {
  return isOneName(words[from - 1], words[from]) || isOneName(words[to - 1], words[to]);
}

function isOneName(left: Token | undefined, right: Token | undefined): boolean {
  return left?.tag === 'name' && right?.tag === 'name' && right.start - left.end === 1;
}

/** Whether a word is the head of a noun phrase: "a fine", "fines", not "it is fine", "a fine day", "chief executive". */
function isNounAt(words: readonly Token[], at: number): boolean {
  const word = words[at];
  const next = words[at + 1];
  if (word === undefined || (next?.tag === 'noun' && next.start - word.end === 1)) return false;
  const before = words[at - 1];
  // "chief executive" is an office; "murder trial" is a trial.
  if (before === undefined || (before.tag === 'noun' && !OFFICES.has(before.lower))) return true;
  return OPENS_PHRASE.has(before.tag) || /[^s]s$/u.test(word.lower);
}

const OPENS_PHRASE: ReadonlySet<Token['tag']> = new Set([
  'determiner',
  'possessive',
  'number',
  'preposition',
  'verb',
]);

function earn(earned: Map<string, Earned>, term: Term, words: readonly Token[], weight: number): void {
  const topic = earned.get(term.code) ?? { points: 0, isWhole: false, spans: [], stems: new Set<string>() };
  earned.set(term.code, topic);
  const range = { start: words[0]?.start ?? 0, end: words.at(-1)?.end ?? 0 };
  const last = topic.spans.at(-1);
  if (last !== undefined && range.start < last.end) return;
  topic.isWhole ||= !term.isPart;
  topic.points += term.weight * weight;
  topic.spans.push(range);
  for (const stem of term.stems) topic.stems.add(stem);
}

/** A broader topic says nothing where a narrower one of it is as sure. */
function withoutBroader(topics: readonly FoundTopic[], { broader }: TopicIndex): FoundTopic[] {
  const covered = new Set<string>();
  for (const { code } of topics) {
    for (let above = broader.get(code) ?? null; above !== null; above = broader.get(above) ?? null)
      covered.add(above);
  }
  return topics.filter(({ code }) => !covered.has(code));
}
