import type { BlockKind } from '../annotated-article.ts';
import { refused } from './refused.ts';
import type { MarkedBlock } from './source-text.ts';

/** A piece of a document, in order: what the format says that it is, or null where the layout must say. */
export interface Piece {
  readonly kind: BlockKind | null;
  readonly text: string;
}

/** What a format says stands above its text. */
export interface Head {
  readonly headline: string | null;
  readonly standfirst: string | null;
}

/** The pieces' text with the places of those whose kind is known, and what of the head is among them. */
export interface Composed {
  readonly text: string;
  readonly marked: readonly MarkedBlock[];
  /** The words of the text that are its standfirst. */
  readonly standfirst: string | null;
}

/** A blank line: the segmenter takes nothing across it. */
const BETWEEN = '\n\n';
/** Pieces at the top of a body among which it may repeat its head. */
const HEAD_PIECES = 4;

/**
 * Makes a document's text of its head and its pieces, a blank line between them: headline and standfirst come first,
 * so that they have a place in the text; a body that begins with them is not made to say them twice.
 *
 * Refuses what PostgreSQL or UTF-8 cannot hold: NUL and lone surrogates. And a document without text.
 */
export function compose(head: Head, body: readonly Piece[]): Composed {
  const pieces = withHead(
    head,
    body.filter(({ text }) => /\S/u.test(text)),
  );
  const marked: MarkedBlock[] = [];
  let at = 0;
  for (const { kind, text } of pieces) {
    const start = at + (text.length - text.trimStart().length);
    if (kind !== null) marked.push({ kind, start, end: start + text.trim().length });
    at += text.length + BETWEEN.length;
  }
  const text = pieces.map((piece) => piece.text).join(BETWEEN);
  refuseUnstorable(text);
  return { text, marked, standfirst: pieces.find(({ kind }) => kind === 'STANDFIRST')?.text.trim() ?? null };
}

function withHead({ headline, standfirst }: Head, body: readonly Piece[]): Piece[] {
  if (body.length === 0) throw refused('holds no text');
  const top: Piece[] = [];
  let rest = [...body];
  for (const [kind, words] of [
    ['HEADLINE', headline],
    ['STANDFIRST', standfirst],
  ] as const) {
    if (words === null) continue;
    const split = splitAt(rest, words);
    top.push({ kind, text: split?.found ?? words });
    rest = split?.rest ?? rest;
  }
  return [...top, ...rest];
}

/** Takes out a piece near the top that says the words, or the first line of the first piece (a body of plain text). */
function splitAt(pieces: readonly Piece[], words: string): { found: string; rest: Piece[] } | null {
  const wanted = comparable(words);
  const index = pieces.slice(0, HEAD_PIECES).findIndex(({ text }) => comparable(text) === wanted);
  const piece = pieces[index];
  if (piece !== undefined) return { found: piece.text.trim(), rest: pieces.filter((one) => one !== piece) };
  const [first, ...others] = pieces;
  const body = first?.text.trimStart() ?? '';
  const lineEnd = body.search(/[\r\n]/u);
  const line = body.slice(0, Math.max(0, lineEnd));
  if (first === undefined || comparable(line) !== wanted) return null;
  return { found: line.trim(), rest: [{ ...first, text: body.slice(lineEnd).trimStart() }, ...others] };
}

/** White space, case and the kind of quotation marks make no other headline. */
function comparable(text: string): string {
  return text.replace(/[‘’]/gu, "'").replace(/[“”]/gu, '"').replace(/\s+/gu, ' ').trim().toLowerCase();
}

function refuseUnstorable(text: string): void {
  const at = unstorableAt(text);
  if (at === -1) return;
  const unit = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  const name = unit === '0000' ? 'NUL' : 'a lone surrogate';
  throw refused(`has ${name} (U+${unit}) in its text, at UTF-16 position ${at}`);
}

/** The position of the first NUL or lone surrogate, or -1. */
export function unstorableAt(text: string): number {
  return text.search(/\0|\p{Surrogate}/u);
}
