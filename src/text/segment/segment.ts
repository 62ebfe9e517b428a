import type { SpannedText } from '../../kernel/text-span.ts';
import type { AnnotatedBlock, BlockKind } from '../annotated-article.ts';
import type { MarkedBlock } from '../read/source-text.ts';
import { pictureLine } from './captions.ts';
import { type Chunk, chunksOf } from './chunks.ts';
import { datelineLength } from './datelines.ts';
import {
  endsSentence,
  isByline,
  isPageCommand,
  isPageLabel,
  isRelatedLabel,
  isRelatedLink,
  isShortLabel,
  isTitle,
  wordCount,
} from './lines.ts';

/** A piece of a chunk with what it is; positions are UTF-16 units of the whole text. */
interface Piece {
  readonly kind: BlockKind;
  readonly start: number;
  readonly end: number;
}

/** A paragraph, with its kind where the document's format says it. */
interface MarkedChunk extends Chunk {
  readonly kind: BlockKind | null;
}

/**
 * Finds what an article's text is made of: blocks in the order of the text, without overlap, white space only between
 * them. The same text always gives the same blocks.
 *
 * What the format says of a block (`marked`, in the order of the text) is so. The rest rests on layout alone: what
 * stands before the first paragraph, between paragraphs and after the last one, and how each line begins and ends.
 */
export function segment(spanned: SpannedText, marked: readonly MarkedBlock[] = []): AnnotatedBlock[] {
  const chunks = withKinds(chunksOf(spanned.text), marked);
  const bodyEnd = bodyEndOf(chunks);
  const { pieces, bodyStart } = head(chunks.slice(0, bodyEnd));
  return [
    ...pieces,
    ...chunks.slice(bodyStart, bodyEnd).flatMap((chunk, index, body) => bodyPieces(chunk, body[index + 1])),
    ...tail(chunks.slice(bodyEnd)),
  ].map(({ kind, start, end }) => ({ kind, span: spanned.spanFromUtf16(start, end) }));
}

/** A mark holds for each chunk inside it. */
function withKinds(chunks: readonly Chunk[], marked: readonly MarkedBlock[]): MarkedChunk[] {
  let at = 0;
  return chunks.map((chunk) => {
    while ((marked[at]?.end ?? Number.POSITIVE_INFINITY) <= chunk.start) at += 1;
    const mark = marked[at];
    const isInside = mark !== undefined && mark.start <= chunk.start && chunk.end <= mark.end;
    return { ...chunk, kind: isInside ? mark.kind : null };
  });
}

/** Everything up to where the first paragraph begins: `bodyStart` is the first chunk that is not in `pieces`. */
function head(chunks: readonly MarkedChunk[]): { pieces: Piece[]; bodyStart: number } {
  const pieces: Piece[] = [];
  // A format that says what the headline is says what the standfirst is, too.
  const isToldByFormat = chunks.some(({ kind }) => kind === 'HEADLINE');
  let at = 0;
  const [first] = chunks;
  if (first !== undefined && isTitle(first.text) && markOf(first) === null && !isToldByFormat) {
    pieces.push(whole('HEADLINE', first));
    at = 1;
  }
  let hasStandfirst = isToldByFormat || pieces.length === 0;
  for (; at < chunks.length; at += 1) {
    const chunk = chunks[at];
    if (chunk === undefined) break;
    const mark = markOf(chunk);
    if (mark !== null) {
      pieces.push(...mark);
    } else if (isByline(chunk.text)) {
      pieces.push(whole('BYLINE', chunk));
    } else if (datelineLength(chunk.text) > 0) {
      return { pieces: [...pieces, ...splitDateline(chunk)], bodyStart: at + 1 };
    } else if (!hasStandfirst && (isTitle(chunk.text) || isFollowedByHead(chunks.slice(at + 1)))) {
      pieces.push(whole('STANDFIRST', chunk));
      hasStandfirst = true;
    } else {
      break;
    }
  }
  return { pieces, bodyStart: at };
}

/** A byline or dateline comes before any paragraph: what stands above it is not the body yet. */
function isFollowedByHead(chunks: readonly MarkedChunk[]): boolean {
  const next = chunks.find((chunk) => markOf(chunk) === null);
  return next !== undefined && (isByline(next.text) || datelineLength(next.text) > 0);
}

function splitDateline(chunk: Chunk): Piece[] {
  const datelineEnd = chunk.start + datelineLength(chunk.text);
  const dateline: Piece = { kind: 'DATELINE', start: chunk.start, end: datelineEnd };
  const words = chunk.text.slice(datelineEnd - chunk.start);
  if (words === '') return [dateline];
  const start = datelineEnd + (words.length - words.trimStart().length);
  return [dateline, { kind: 'PARAGRAPH', start, end: chunk.end }];
}

function bodyPieces(chunk: MarkedChunk, next: Chunk | undefined): Piece[] {
  const mark = markOf(chunk);
  if (mark !== null) return mark;
  const isHeading = isShortLabel(chunk.text) && next !== undefined && endsSentence(next.text);
  return [whole(isHeading ? 'HEADING' : 'PARAGRAPH', chunk)];
}

/**
 * What the format says, and what is no running text wherever it stands: pictures' lines, links to other stories, labels
 * of the page. A caption may have its credit behind it.
 */
function markOf(chunk: MarkedChunk): Piece[] | null {
  if (chunk.kind !== null)
    return (chunk.kind === 'CAPTION' ? picturePieces(chunk) : null) ?? [whole(chunk.kind, chunk)];
  if (isPageLabel(chunk.text)) return [whole('FURNITURE', chunk)];
  if (isRelatedLink(chunk.text)) return [whole('RELATED', chunk)];
  return picturePieces(chunk);
}

function picturePieces(chunk: Chunk): Piece[] | null {
  const picture = pictureLine(chunk.text);
  if (picture === null) return null;
  const pieces: Piece[] = [];
  for (const [kind, part] of [
    ['CAPTION', picture.caption],
    ['CREDIT', picture.credit],
  ] as const) {
    if (part !== null) pieces.push({ kind, start: chunk.start + part.start, end: chunk.start + part.end });
  }
  return pieces;
}

/** The body ends with the last chunk that reads as prose; a text without any is all body. */
function bodyEndOf(chunks: readonly MarkedChunk[]): number {
  const last = chunks.findLastIndex(
    (chunk) => markOf(chunk) === null && (endsSentence(chunk.text) || !isShortLabel(chunk.text)),
  );
  return last === -1 ? chunks.length : last + 1;
}

function tail(chunks: readonly MarkedChunk[]): Piece[] {
  let isInRelatedList = false;
  return chunks.flatMap((chunk) => {
    isInRelatedList ||= isRelatedLabel(chunk.text);
    const mark = markOf(chunk);
    if (mark !== null) return mark;
    const isLink = isInRelatedList && !isPageCommand(chunk.text) && wordCount(chunk.text) >= MIN_LINK_WORDS;
    return [whole(isLink ? 'RELATED' : 'FURNITURE', chunk)];
  });
}

/** Fewer words below "RELATED" are tags or buttons, not a story's title. */
const MIN_LINK_WORDS = 4;

function whole(kind: BlockKind, { start, end }: Chunk): Piece {
  return { kind, start, end };
}
