import type { Sentence, Token } from '../grammar/token.ts';
import { grouped } from '../grouped.ts';
import { complementOf } from './complements.ts';
import { cuesOf, takes } from './cues.ts';
import type { Passage } from './marks.ts';
import { isNobodysWords, isTitle } from './nobodys-words.ts';
import type { Range, Report } from './report.ts';
import { labelOf, signatureOf } from './signatures.ts';
import { firstPhrase, subjectOf } from './subjects.ts';

/** A passage that no reporting verb of its own takes, with who most likely says it. */
export interface LoosePassage {
  readonly passage: Passage;
  readonly sentence: number;
  /** The words, without a transcript's label. */
  readonly words: Range;
  readonly speaker: Range | null;
  /** The report that it goes on with: the same quote, or the same speaker. */
  readonly continues: Report | null;
  readonly reason: 'continued' | 'introduced' | 'label' | 'signature' | 'near' | 'subject' | 'unknown';
}

interface Context {
  readonly text: string;
  readonly sentences: readonly Sentence[];
  readonly reports: ReadonlyMap<number, readonly Report[]>;
  /** The last loose passage of each sentence so far. */
  readonly lastIn: Map<number, LoosePassage>;
}

/** Most words that need a report in their sentence to be somebody's. */
const MAX_SHORT_WORDS = 2;

/** Most words of a term in quotation marks. */
const MAX_TERM_WORDS = 3;

/** Furthest that what introduces a quotation is looked for, in sentences. */
const MAX_DISTANCE = 12;

/**
 * Finds whose words the passages are that stand outside every report; those that are nobody's are left out.
 *
 * @param denied passages that the text says were not said
 */
export function loosePassages(
  text: string,
  sentences: readonly Sentence[],
  reports: readonly Report[],
  denied: readonly Passage[],
): LoosePassage[] {
  const reported = reports.flatMap(({ passages }) => passages);
  const owned = new Set([...reported, ...denied].map(({ start }) => start));
  const context: Context = {
    text,
    sentences,
    reports: grouped(reports, ({ sentence }) => sentence),
    lastIn: new Map(),
  };
  const found: LoosePassage[] = [];
  sentences.forEach((sentence, index) => {
    sentence.tokens.forEach(({ passage }, at) => {
      if (passage === null || owned.has(passage.start)) return;
      const loose = placed(context, passage, index, at);
      if (loose === null) return;
      found.push(loose);
      context.lastIn.set(index, loose);
    });
  });
  return found;
}

function placed(context: Context, passage: Passage, index: number, at: number): LoosePassage | null {
  const { text, sentences } = context;
  const sentence = sentences[index];
  if (sentence === undefined) return null;
  const base = {
    passage,
    sentence: index,
    words: { start: passage.innerStart, end: passage.innerEnd },
    continues: null,
  };
  const label = labelOf(text, passage);
  if (label !== null)
    return {
      ...base,
      words: { start: label.wordsStart, end: passage.innerEnd },
      speaker: label.speaker,
      reason: 'label',
    };
  const isOpening = sentence.tokens
    .slice(0, at)
    .every(({ tag }) => tag === 'passage' || tag === 'punctuation');
  const signature = isOpening ? signatureBehind(sentences, index, at) : null;
  if (signature !== null) return { ...base, speaker: signature, reason: 'signature' };
  if (isWholeSentence(sentence))
    return { ...base, ...(openedFor(context, passage, index) ?? standingAlone(context, passage, index)) };
  const words = text.slice(passage.innerStart, passage.innerEnd);
  const count = (words.match(/\p{L}+/gu) ?? []).length;
  const nearest = speakerNear(sentence, at, count <= MAX_SHORT_WORDS);
  // "“We are late” with all of it.": what the reporter adds names nobody.
  const near =
    isOpening && nearest.reason === 'unknown' && count > MAX_TERM_WORDS
      ? standingAlone(context, passage, index)
      : nearest;
  if (
    near.reason === 'near' ? isTitle(sentence.tokens, at, words) : isNobodysWords(sentence.tokens, at, words)
  )
    return null;
  // Without a verb that could report, a few words in marks are a term, not a statement.
  const isTerm =
    near.reason !== 'near' &&
    count <= MAX_TERM_WORDS &&
    (!/[.!?]$/u.test(words) ||
      (context.lastIn.get(index) === undefined && isInNounPhrase(sentence.tokens, at)));
  return isTerm ? null : { ...base, ...near };
}

/** "placed in a separate “liquidating trust.”": behind an article and what describes the words, they name a thing. */
function isInNounPhrase(tokens: readonly Token[], at: number): boolean {
  let before = at - 1;
  while (tokens[before]?.tag === 'noun') before -= 1;
  return /^(?:the|an?)$/u.test(tokens[before]?.lower ?? '');
}

/** A signature behind a passage, on the same line or the next. */
function signatureBehind(sentences: readonly Sentence[], index: number, at: number): Range | null {
  const here = signatureOf(sentences[index], at + 1);
  const isLast = at + 1 === sentences[index]?.tokens.length;
  return here ?? (isLast ? signatureOf(sentences[index + 1], 0) : null);
}

/** Nothing but quotations and marks. */
function isWholeSentence({ tokens }: Sentence): boolean {
  return tokens.every(({ tag }) => tag === 'passage' || tag === 'punctuation' || tag === 'coordinator');
}

type Attribution = Pick<LoosePassage, 'speaker' | 'continues' | 'reason'>;

/** A paragraph that opens marks and leaves them open, behind one that closed its own, waits for who speaks in the next. */
function openedFor(context: Context, passage: Passage, index: number): Attribution | null {
  const { sentences, reports } = context;
  if (passage.isClosed || isOpenAt(sentences[index - 1])) return null;
  for (let at = index + 1; at <= index + MAX_DISTANCE; at += 1) {
    const first = sentences[at]?.tokens[0]?.passage;
    if (first == null) return null;
    const report = reports.get(at)?.find(({ passages }) => passages[0]?.start === first.start);
    if (report !== undefined) return { speaker: report.speaker, continues: report, reason: 'continued' };
    if (first.isClosed) return null;
  }
  return null;
}

function isOpenAt(sentence: Sentence | undefined): boolean {
  return sentence?.tokens.findLast(({ passage }) => passage !== null)?.passage?.isClosed === false;
}

/** A quotation that is a sentence, or a paragraph, of its own goes on with the report before it, or waits for the next. */
function standingAlone(context: Context, passage: Passage, index: number): Attribution {
  const block = context.sentences[index]?.block;
  const isHere = (at: number) => context.sentences[at]?.block === block;
  if (/[!?]$/u.test(context.text.slice(passage.innerStart, passage.innerEnd)) && isHere(index + 1)) {
    const asked = unfinished(context.sentences[index + 1]);
    if (asked !== null) return { speaker: asked, continues: null, reason: 'introduced' };
  }
  for (let at = index - 1; at >= Math.max(0, index - MAX_DISTANCE) && isHere(at); at -= 1) {
    const before = carriedOver(context, at);
    if (before !== null) return before;
  }
  for (let at = index + 1; at <= index + MAX_DISTANCE && isHere(at); at += 1) {
    const report = context.reports.get(at)?.find(({ passages }) => passages.length > 0);
    if (report !== undefined) return { speaker: report.speaker, continues: report, reason: 'continued' };
  }
  for (let at = index - 1; at >= Math.max(0, index - MAX_DISTANCE); at -= 1) {
    const before = carriedOver(context, at);
    if (before !== null) return before;
  }
  return { speaker: null, continues: null, reason: 'unknown' };
}

/** Who speaks at the end of a sentence: who leads in with a colon, is quoted there, or is its subject. */
function carriedOver({ sentences, reports, lastIn }: Context, at: number): Attribution | null {
  const sentence = sentences[at];
  const lead = sentence?.tokens.at(-1)?.lower === ':' ? unfinished(sentence) : null;
  if (lead !== null) return { speaker: lead, continues: null, reason: 'introduced' };
  const here = reports.get(at)?.filter(({ speaker }) => speaker !== null) ?? [];
  const report = here.findLast(({ passages }) => passages.length > 0) ?? here[0];
  if (report !== undefined) return { speaker: report.speaker, continues: report, reason: 'continued' };
  const loose = lastIn.get(at);
  if (loose !== undefined) return { speaker: loose.speaker, continues: loose.continues, reason: 'continued' };
  const subject =
    sentence === undefined
      ? null
      : rangeIn(sentence, firstPhrase(sentence.tokens, sentence.tokens.length, 'before'));
  return subject === null ? null : { speaker: subject, continues: null, reason: 'introduced' };
}

/** The subject of a cue that has no words in its own sentence: "Roe continued:", "Roe asked." */
function unfinished(sentence: Sentence | undefined): Range | null {
  if (sentence === undefined) return null;
  const cues = cuesOf(sentence);
  for (const cue of cues.toReversed()) {
    if (!takes(cue, 'quote') || cue.voice === 'passive') continue;
    const subject = subjectOf(sentence.tokens, cue, []);
    if (subject !== null && complementOf(sentence.tokens, cue, subject, cues) === null)
      return rangeIn(sentence, subject);
  }
  return rangeIn(sentence, firstPhrase(sentence.tokens, sentence.tokens.length, 'before'));
}

/** In a sentence that reports nothing else: the subject of the nearest verb that could report, or of the sentence. */
function speakerNear(sentence: Sentence, at: number, isShort: boolean): Attribution {
  const { tokens } = sentence;
  const cues = cuesOf(sentence);
  const read: { cue: (typeof cues)[number]; subject: ReturnType<typeof subjectOf> }[] = [];
  for (const cue of cues) read.push({ cue, subject: subjectOf(tokens, cue, read) });
  // One or two words are somebody's where a report is made; longer ones where one could be.
  const reporting = isShort ? read.filter(({ cue }) => !cue.isBlocked) : read;
  const nearest =
    reporting.findLast(({ cue, subject }) => cue.from < at && subject !== null) ??
    reporting.find(({ subject }) => subject !== null);
  if (nearest !== undefined)
    return { speaker: rangeIn(sentence, nearest.subject), continues: null, reason: 'near' };
  const subject = rangeIn(sentence, firstPhrase(tokens, tokens.length, 'before'));
  return { speaker: subject, continues: null, reason: subject === null ? 'unknown' : 'subject' };
}

function rangeIn(
  { tokens }: Sentence,
  phrase: { readonly from: number; readonly to: number } | null,
): Range | null {
  if (phrase === null) return null;
  return { start: tokens[phrase.from]?.start ?? 0, end: tokens[phrase.to - 1]?.end ?? 0 };
}
