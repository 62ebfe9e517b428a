import { endsSentence, isByline } from './lines.ts';

/** A paragraph as the layout shows it: UTF-16 positions without surrounding white space, and the words between them. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const LINE = /[^\r\n\u2028\u2029]+/gu;

/**
 * Longest line that is still taken for hard-wrapped text, and the shortest that a wrapped text would reach: mail and
 * agency wires wrap between 65 and 80 columns.
 */
const WRAP_COLUMNS = { min: 50, max: 100 };

/**
 * Cuts a text into what blank lines and line ends keep apart, in order, without overlap; only white space is left out.
 *
 * A line end inside a paragraph is no cut: one of hard-wrapped text, where the next word would not have fitted, or one
 * in the middle of a sentence, which goes on in small letters.
 */
export function chunksOf(text: string): Chunk[] {
  const lines = Array.from(text.matchAll(LINE), (match) =>
    trimmed(text, match.index, match.index + match[0].length),
  );
  const printed = lines.filter((line) => line.text !== '');
  const wrapWidth = wrapWidthOf(text, printed);
  const chunks: Chunk[] = [];
  let previous: Chunk | undefined;
  for (const line of printed) {
    const last = chunks.at(-1);
    if (previous !== undefined && last !== undefined && isWrap(text, previous, line, wrapWidth)) {
      chunks[chunks.length - 1] = {
        start: last.start,
        end: line.end,
        text: text.slice(last.start, line.end),
      };
    } else {
      chunks.push(line);
    }
    previous = line;
  }
  return chunks;
}

function trimmed(text: string, start: number, end: number): Chunk {
  const line = text.slice(start, end);
  const from = start + (line.length - line.trimStart().length);
  const words = line.trim();
  return { start: from, end: from + words.length, text: words };
}

/** The column that a text is wrapped at, or 0 where it is not: without blank lines, a line is a paragraph. */
function wrapWidthOf(text: string, lines: readonly Chunk[]): number {
  const hasBlankLines = lines.some((line, index) => {
    const next = lines[index + 1];
    return next !== undefined && hasBlankLineBetween(text, line, next);
  });
  const longest = lines.reduce((width, line) => Math.max(width, line.text.length), 0);
  return hasBlankLines && longest >= WRAP_COLUMNS.min && longest <= WRAP_COLUMNS.max ? longest : 0;
}

function hasBlankLineBetween(text: string, line: Chunk, next: Chunk): boolean {
  const gap = text.slice(line.end, next.start);
  return (gap.match(/\r\n|[\r\n\u2028]/gu)?.length ?? 0) > 1 || gap.includes('\u2029');
}

function isWrap(text: string, line: Chunk, next: Chunk, wrapWidth: number): boolean {
  if (hasBlankLineBetween(text, line, next)) return false;
  if (/^\p{Ll}/u.test(next.text) && !endsSentence(line.text) && !isByline(next.text)) return true;
  const [firstWord = ''] = next.text.split(/\s/u, 1);
  return wrapWidth > 0 && line.text.length + 1 + firstWord.length > wrapWidth;
}
