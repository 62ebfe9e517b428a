import type { SpannedText } from '../../kernel/text-span.ts';
import type { AnnotatedBlock, BlockKind } from '../annotated-article.ts';
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

/**
 * Finds what an article's text is made of: blocks in the order of the text, without overlap, white space only between
 * them. The same text always gives the same blocks.
 *
 * Rests on layout alone: what stands before the first paragraph, between paragraphs and after the last one, and how
 * each line begins and ends.
 */
export function segment(spanned: SpannedText): AnnotatedBlock[] {
  const chunks = chunksOf(spanned.text);
  const bodyEnd = bodyEndOf(chunks);
  const { pieces, bodyStart } = head(chunks.slice(0, bodyEnd));
  return [
    ...pieces,
    ...chunks.slice(bodyStart, bodyEnd).flatMap((chunk, index, body) => bodyPieces(chunk, body[index + 1])),
    ...tail(chunks.slice(bodyEnd)),
  ].map(({ kind, start, end }) => ({ kind, span: spanned.spanFromUtf16(start, end) }));
}

/** Everything up to where the first paragraph begins: `bodyStart` is the first chunk that is not in `pieces`. */
function head(chunks: readonly Chunk[]): { pieces: Piece[]; bodyStart: number } {
  const pieces: Piece[] = [];
  let at = 0;
  const [first] = chunks;
  if (first !== undefined && isTitle(first.text) && markOf(first) === null) {
    pieces.push(whole('HEADLINE', first));
    at = 1;
  }
  let hasStandfirst = pieces.length === 0;
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
function isFollowedByHead(chunks: readonly Chunk[]): boolean {
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

function bodyPieces(chunk: Chunk, next: Chunk | undefined): Piece[] {
  const mark = markOf(chunk);
  if (mark !== null) return mark;
  const isHeading = isShortLabel(chunk.text) && next !== undefined && endsSentence(next.text);
  return [whole(isHeading ? 'HEADING' : 'PARAGRAPH', chunk)];
}

/** What is no running text wherever it stands: pictures' lines, links to other stories, labels of the page. */
function markOf(chunk: Chunk): Piece[] | null {
  if (isPageLabel(chunk.text)) return [whole('FURNITURE', chunk)];
  if (isRelatedLink(chunk.text)) return [whole('RELATED', chunk)];
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
function bodyEndOf(chunks: readonly Chunk[]): number {
  const last = chunks.findLastIndex(
    (chunk) => markOf(chunk) === null && (endsSentence(chunk.text) || !isShortLabel(chunk.text)),
  );
  return last === -1 ? chunks.length : last + 1;
}

function tail(chunks: readonly Chunk[]): Piece[] {
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
