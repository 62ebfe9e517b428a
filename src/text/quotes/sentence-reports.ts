import type { Sentence, Token } from '../grammar/token.ts';
import { type TokenRange, withoutFinalMark } from './clauses.ts';
import { complementOf } from './complements.ts';
import { type Cue, cuesOf } from './cues.ts';
import { isDenied, isRefused } from './denials.ts';
import type { Complement } from './frame.ts';
import { aroundInterruptions, type Interruption, interruptionsOf } from './interruptions.ts';
import type { Passage } from './marks.ts';
import type { Range, Report } from './report.ts';
import { type Subject, subjectOf } from './subjects.ts';
import { headlineReport, reportsWithoutVerb, type VerblessReport } from './verbless-reports.ts';

/** What one sentence reports. */
export interface SentenceReports {
  /** In the order of their cues; those that stand in others included. */
  readonly reports: readonly Report[];
  /** Words in marks that the sentence says nobody said, or nobody has said yet: they are nobody's quote. */
  readonly denied: readonly Passage[];
}

/** Every report that one sentence makes, and the words in marks whose report it denies. */
export function reportsOf(sentence: Sentence, index: number, isHeadline = false): SentenceReports {
  const { tokens } = sentence;
  const cues = cuesOf(sentence);
  const interruptions = interruptionsOf(tokens);
  const read: { cue: Cue; subject: Subject | null }[] = [];
  const reports: Report[] = [];
  const denied: Passage[] = [];
  for (const cue of cues) {
    const subject = subjectOf(tokens, cue, read);
    read.push({ cue, subject });
    const isRefusal = isRefused(tokens, cue);
    if (subject === null && cue.voice !== 'passive' && !isRefusal) continue;
    const isBlocked = cue.isBlocked || isDenied(tokens, cue, subject);
    if (isBlocked && cue.voice === 'infinitive' && !isRefusal) continue;
    const found = complementOf(tokens, cue, subject, cues);
    if (found === null) continue;
    const complement = { ...found, ranges: aroundInterruptions(found.ranges, interruptions) };
    if (isBlocked) denied.push(...contentOf(tokens, complement.ranges).passages);
    else reports.push(reportFrom(sentence, index, cue, subject, complement));
  }
  const label = isHeadline && reports.length === 0 ? headlineReport(sentence) : null;
  if (label !== null) return { reports: [nominalReport(sentence, index, label)], denied };
  // "said in its report that …": the clause is the verb's.
  const verbless = reportsWithoutVerb(sentence, cues)
    .map((found) => nominalReport(sentence, index, found))
    .filter(
      ({ contents: [words] }) => !reports.some(({ contents: [other] }) => other?.start === words?.start),
    );
  const all = [...reports, ...verbless];
  return { reports: [...all, ...interruptedReports(sentence, index, interruptions, all)], denied };
}

/** Interrupted words that open their sentence and that nothing else reports: who interrupts them says them. */
function interruptedReports(
  sentence: Sentence,
  index: number,
  interruptions: readonly Interruption[],
  reports: readonly Report[],
): Report[] {
  const { tokens, block } = sentence;
  const [first] = interruptions;
  const opens = first !== undefined && tokens.slice(0, first.left).every(({ tag }) => tag === 'punctuation');
  const start = tokens[first?.left ?? -1]?.start;
  if (!opens || reports.some(({ passages }) => passages.some((passage) => passage.start === start)))
    return [];
  const ranges = aroundInterruptions([{ from: first.left, to: first.left + 1 }], interruptions);
  return [
    {
      sentence: index,
      block,
      ...contentOf(tokens, ranges),
      cue: null,
      speaker: rangeOf(tokens, first.speaker),
      addressee: null,
      act: 'SPEECH',
      frame: 'loose',
      cueClass: 'interrupted',
      lemma: '',
    },
  ];
}

function reportFrom(
  sentence: Sentence,
  index: number,
  cue: Cue,
  subject: Subject | null,
  complement: Complement,
): Report {
  const { tokens } = sentence;
  const [reading] = cue.readings;
  return {
    sentence: index,
    block: sentence.block,
    ...contentOf(tokens, complement.ranges),
    cue: rangeOf(tokens, { from: cueStart(tokens, cue), to: cue.to }),
    speaker: subject === null ? null : rangeOf(tokens, subject),
    addressee: complement.addressee === null ? null : rangeOf(tokens, complement.addressee),
    act: reading?.cueClass.act ?? 'SPEECH',
    frame: complement.frame,
    cueClass: reading?.cueClass.name ?? '',
    lemma: reading?.lemma ?? '',
  };
}

function nominalReport(
  { tokens, block }: Sentence,
  index: number,
  { cue, speaker, content, act, frame, cueClass }: VerblessReport,
): Report {
  return {
    sentence: index,
    block,
    ...contentOf(tokens, [content]),
    cue: cue === null ? null : rangeOf(tokens, cue),
    speaker: rangeOf(tokens, speaker),
    addressee: null,
    act,
    frame,
    cueClass,
    lemma: cueClass,
  };
}

/** The verb with its auxiliaries, without adverbs before them. */
function cueStart(tokens: readonly Token[], cue: Cue): number {
  let from = cue.from;
  while (from < cue.verb && tokens[from]?.tag === 'adverb') from += 1;
  return from;
}

function contentOf(
  tokens: readonly Token[],
  ranges: readonly TokenRange[],
): { contents: Range[]; passages: Passage[] } {
  const contents: Range[] = [];
  const passages: Passage[] = [];
  for (const { from, to } of ranges) {
    const end = withoutFinalMark(tokens, to);
    if (end <= from) continue;
    contents.push(rangeOf(tokens, { from, to: end }));
    for (const token of tokens.slice(from, end)) if (token.passage !== null) passages.push(token.passage);
  }
  return { contents, passages };
}

function rangeOf(tokens: readonly Token[], { from, to }: TokenRange): Range {
  return { start: tokens[from]?.start ?? 0, end: tokens[to - 1]?.end ?? 0 };
}
