import type { EvaluationQuote } from '../src/text/evaluation-line.ts';
import type { CorpusArticle } from './corpus.ts';

type Span = readonly [start: number, end: number];
type Gold = CorpusArticle['attributions'][number];

/** A prediction with what the corpus says of it. */
export interface Judged {
  readonly quote: EvaluationQuote;
  /** The words are the annotators', by the scorer's measure of overlap. */
  readonly isFound: boolean;
  /** So are the words to the letter, marks and white space at the edges aside. */
  readonly isExact: boolean;
  /** And the speaker touches theirs, or both have none. */
  readonly isRight: boolean;
}

/** Least overlap (intersection over union) that counts, as in the scorer. */
const LEAST = { quoted: 0.8, indirect: 0.5 };
/** Share of a passage that an attribution must cover to own it, as in the scorer. */
const OWNED = 0.6;
const EDGE = new Set([...' \n\t“”"\'‘’.,;:!?']);

/** Judges each prediction of an article, with the number of gold quotes of each sort. */
export function judge(
  article: CorpusArticle,
  predictions: readonly EvaluationQuote[],
): { judged: Judged[]; goldCounts: { quoted: number; indirect: number } } {
  const points = Array.from(article.text);
  const direct = article.attributions.filter(({ kind }) => kind !== 'INDIRECT');
  const quoted = passagesOf(points).flatMap((span) => {
    const owner = direct.find(
      ({ content }) =>
        content.reduce((sum, piece) => sum + overlap(piece, span), 0) >= OWNED * (span[1] - span[0]),
    );
    return owner === undefined ? [] : [{ span, owner }];
  });
  const indirect = article.attributions.flatMap((owner) => {
    const first = owner.content[0];
    const last = owner.content.at(-1);
    return owner.kind !== 'INDIRECT' || first === undefined || last === undefined
      ? []
      : [{ span: trimmed(points, [first[0], last[1]]), owner }];
  });
  return {
    judged: [
      ...match(
        points,
        quoted,
        predictions.filter(({ kind }) => kind !== 'INDIRECT'),
        LEAST.quoted,
      ),
      ...match(
        points,
        indirect,
        predictions.filter(({ kind }) => kind === 'INDIRECT'),
        LEAST.indirect,
      ),
    ],
    goldCounts: { quoted: quoted.length, indirect: indirect.length },
  };
}

function match(
  points: readonly string[],
  golds: readonly { span: Span; owner: Gold }[],
  predictions: readonly EvaluationQuote[],
  least: number,
): Judged[] {
  const free = predictions.map((quote) => ({ quote, span: trimmed(points, [quote.start, quote.end]) }));
  const judged: Judged[] = [];
  for (const { span, owner } of golds) {
    const best = free.reduce<(typeof free)[number] | null>(
      (found, candidate) =>
        share(candidate.span, span) > (found === null ? 0 : share(found.span, span)) ? candidate : found,
      null,
    );
    if (best === null || share(best.span, span) < least) continue;
    free.splice(free.indexOf(best), 1);
    const { speaker } = best.quote;
    const isSpeaker =
      speaker === null
        ? owner.source.length === 0
        : owner.source.some((source) => overlap(source, [speaker.start, speaker.end]) > 0);
    judged.push({
      quote: best.quote,
      isFound: true,
      isExact: best.span[0] === span[0] && best.span[1] === span[1],
      isRight: isSpeaker,
    });
  }
  return [...judged, ...free.map(({ quote }) => ({ quote, isFound: false, isExact: false, isRight: false }))];
}

function overlap(a: Span, b: Span): number {
  return Math.max(0, Math.min(a[1], b[1]) - Math.max(a[0], b[0]));
}

function share(a: Span, b: Span): number {
  const both = overlap(a, b);
  return both / (a[1] - a[0] + b[1] - b[0] - both);
}

function trimmed(points: readonly string[], [from, to]: Span): Span {
  let start = from;
  let end = to;
  while (start < end && EDGE.has(points[start] ?? '')) start += 1;
  while (end > start && EDGE.has(points[end - 1] ?? '')) end -= 1;
  return [start, end];
}

/** Words between “ ” or " ", as the scorer cuts them. */
function passagesOf(points: readonly string[]): Span[] {
  const passages: Span[] = [];
  let open = -1;
  for (let at = 0; at <= points.length; at += 1) {
    const point = points[at];
    if (point === undefined || point === '\n') {
      if (open >= 0 && at - open > 20) passages.push([open + 1, at]);
      open = -1;
    } else if (
      open < 0 &&
      (point === '“' || (point === '"' && (at === 0 || /[\s([—–-]/u.test(points[at - 1] ?? ''))))
    )
      open = at;
    else if (open >= 0 && (point === '”' || point === '"')) {
      passages.push([open + 1, at]);
      open = -1;
    }
  }
  return passages.map((span) => trimmed(points, span)).filter(([start, end]) => end > start);
}
