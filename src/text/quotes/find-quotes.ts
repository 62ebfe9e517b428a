import type { QuoteAct, QuoteKind } from '../annotated-article.ts';
import type { InnerSentence, ReadText } from '../grammar/read-sentences.ts';
import { grouped } from '../grouped.ts';
import type { Frame } from './frame.ts';
import { type LoosePassage, loosePassages } from './loose-passages.ts';
import type { Passage } from './marks.ts';
import type { Range, Report } from './report.ts';
import { reportsOf } from './sentence-reports.ts';

/** A quote before its speaker is known as an entity; positions are UTF-16 units. */
export interface FoundQuote {
  readonly kind: QuoteKind;
  readonly act: QuoteAct;
  readonly spans: readonly Range[];
  readonly quotedSpans: readonly Range[];
  readonly cue: Range | null;
  readonly speaker: Range | null;
  readonly addressee: Range | null;
  readonly frame: Frame;
  readonly cueClass: string;
  readonly lemma: string;
  readonly sentence: number;
  /** Position among the quotes found of the one that this one stands in. */
  readonly within: number | null;
}

/** Every quote of an article, in the order of the text. */
export function findQuotes(text: string, { sentences, inside }: ReadText): FoundQuote[] {
  const read = sentences.map((sentence, index) => reportsOf(sentence, index, sentence.isHeadline));
  const reports = withoutRivals(read.flatMap((sentence) => sentence.reports));
  const denied = read.flatMap((sentence) => sentence.denied);
  const outer = outerOf(reports);
  const top = new Set(reports.filter((report) => outer.get(report) === null));
  const loose = loosePassages(text, sentences, reports, denied);
  const continuing = grouped(loose, ({ continues }) => continues);
  const quotes: { quote: FoundQuote; report: Report | null }[] = [];
  for (const report of reports) {
    const quote = quoteFrom(text, report, top.has(report) ? (continuing.get(report) ?? []) : []);
    if (quote !== null) quotes.push({ quote, report });
  }
  for (const passage of loose) {
    if (
      passage.continues !== null &&
      isMerged(text, passage.continues, passage) &&
      top.has(passage.continues)
    )
      continue;
    quotes.push({ quote: quoteFromLoose(passage), report: null });
  }
  const sorted = quotes.toSorted((a, b) => startOf(a.quote) - startOf(b.quote));
  const positions = new Map(sorted.map(({ report }, index) => [report, index] as const));
  const found = sorted.map(({ quote, report }) => {
    const parent = report === null ? null : (outer.get(report) ?? null);
    return { ...quote, within: parent === null ? null : (positions.get(parent) ?? null) };
  });
  return [...found, ...reportedInside(text, inside, found)];
}

/** What speakers report of others, inside their own quotation marks. */
function reportedInside(
  text: string,
  inside: readonly InnerSentence[],
  outer: readonly FoundQuote[],
): FoundQuote[] {
  const byStart = new Map<number, number>();
  outer.forEach(({ quotedSpans, within }, index) => {
    if (within === null) for (const { start } of quotedSpans) byStart.set(start, index);
  });
  return inside.flatMap((sentence, index) => {
    const within = byStart.get(sentence.passage.innerStart);
    if (within === undefined) return [];
    return reportsOf(sentence, index).reports.flatMap((report) => {
      if (
        report.act === 'THOUGHT' ||
        report.speaker === null ||
        FIRST_OR_SECOND.test(text.slice(report.speaker.start, report.speaker.end))
      )
        return [];
      const quote = quoteFrom(text, report, []);
      return quote === null ? [] : [{ ...quote, within }];
    });
  });
}

/** "I said" inside somebody's words is the speaker again, and "you say" is nobody in particular. */
const FIRST_OR_SECOND = /^(?:I|we|you|me|us|one|it|this|that|which|who|they)$/iu;

/** Words before their cue are the nearest cue's: a later verb of the sentence has no claim to them. */
function withoutRivals(reports: readonly Report[]): Report[] {
  const isPreposed = ({ frame }: Report) => frame === 'preposed' || frame === 'split';
  const isRivalled = (report: Report, index: number) =>
    reports
      .slice(Math.max(0, index - 8), index)
      .some(
        (other) =>
          isPreposed(other) &&
          other.sentence === report.sentence &&
          other.contents[0]?.start === report.contents[0]?.start,
      );
  // "Roe laughed and said that …": words behind their cue are the nearest one's, too.
  const isTaken = (report: Report, index: number) =>
    reports
      .slice(index + 1, index + 8)
      .some(
        (other) =>
          !isPreposed(other) &&
          other.sentence === report.sentence &&
          other.contents[0]?.start === report.contents[0]?.start &&
          other.contents.at(-1)?.end === report.contents.at(-1)?.end,
      );
  return reports.filter((report, index) =>
    isPreposed(report) ? !isRivalled(report, index) : !isTaken(report, index),
  );
}

function startOf({ spans }: FoundQuote): number {
  return spans[0]?.start ?? 0;
}

/** For each report the narrowest other one of its sentence whose words hold its cue; null for what stands in none. */
function outerOf(reports: readonly Report[]): Map<Report, Report | null> {
  const bySentence = grouped(reports, ({ sentence }) => sentence);
  const outer = new Map<Report, Report | null>();
  for (const report of reports) {
    const around = (bySentence.get(report.sentence) ?? []).filter(
      (other) => other !== report && holds(other, report),
    );
    outer.set(report, around.toSorted((a, b) => sizeOf(a) - sizeOf(b))[0] ?? null);
  }
  return outer;
}

function holds(outer: Report, inner: Report): boolean {
  const { cue } = inner;
  if (cue === null) return false;
  return (
    outer.contents.some(({ start, end }) => start <= cue.start && cue.end <= end) &&
    !(
      inner.contents.some(
        ({ start, end }) => outer.cue !== null && start <= outer.cue.start && outer.cue.end <= end,
      ) && sizeOf(inner) >= sizeOf(outer)
    )
  );
}

function sizeOf({ contents }: Report): number {
  return contents.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** Words that follow a direct quote at once are its next part; behind a paraphrase they are a quote of their own. */
function isMerged(text: string, report: Report, loose: LoosePassage): boolean {
  return isDirect(text, report) && Math.abs(loose.sentence - report.sentence) <= 3;
}

function isDirect(text: string, { contents, passages }: Report): boolean {
  if (passages.length === 0) return false;
  const quoted = passages.reduce((sum, { start, end }) => sum + end - start, 0);
  const rest = contents.reduce((sum, { start, end }) => sum + end - start, 0) - quoted;
  return rest <= 0 || contents.every(({ start, end }) => isCovered(text, start, end, passages));
}

function isCovered(text: string, start: number, end: number, passages: readonly Passage[]): boolean {
  let at = start;
  for (const passage of passages) {
    if (passage.end <= start || passage.start >= end) continue;
    if (/[\p{L}\p{N}]/u.test(text.slice(at, passage.start))) return false;
    at = passage.end;
  }
  return !/[\p{L}\p{N}]/u.test(text.slice(at, end));
}

function quoteFrom(text: string, report: Report, loose: readonly LoosePassage[]): FoundQuote | null {
  const inner = report.passages.map(({ innerStart, innerEnd }) => ({ start: innerStart, end: innerEnd }));
  const direct = isDirect(text, report);
  const hasOwnThat = report.frame === 'bare';
  const spans = direct
    ? inner
    : report.contents.map((range) => (hasOwnThat ? range : withoutThat(text, range)));
  const merged = direct
    ? loose.filter((other) => isMerged(text, report, other)).map(({ words }) => words)
    : [];
  if (spans.length === 0 || spans.some(({ start, end }) => end <= start)) return null;
  const all = [...spans, ...merged].toSorted((a, b) => a.start - b.start);
  return {
    kind: direct ? 'DIRECT' : inner.length > 0 ? 'MIXED' : 'INDIRECT',
    act: report.act,
    spans: all,
    quotedSpans: direct ? all : inner,
    cue: report.cue,
    speaker: report.speaker,
    addressee: report.addressee,
    frame: report.frame,
    cueClass: report.cueClass,
    lemma: report.lemma,
    sentence: report.sentence,
    within: null,
  };
}

/** "that" joins the clause to the cue and is no part of it. */
function withoutThat(text: string, { start, end }: Range): Range {
  const that = /^that\s+/u.exec(text.slice(start, Math.min(end, start + 8)));
  return { start: start + (that?.[0].length ?? 0), end };
}

function quoteFromLoose({ words, speaker, sentence, reason }: LoosePassage): FoundQuote {
  return {
    kind: 'DIRECT',
    act: 'SPEECH',
    spans: [words],
    quotedSpans: [words],
    cue: null,
    speaker,
    addressee: null,
    frame: reason === 'continued' ? 'continued' : 'loose',
    cueClass: reason,
    lemma: '',
    sentence,
    within: null,
  };
}
