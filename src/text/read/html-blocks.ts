import { Parser } from 'htmlparser2';
import type { AppError } from '../../kernel/app-error.ts';
import type { BlockKind } from '../annotated-article.ts';
import type { Piece } from './compose.ts';
import { hasMarkup, oneLine } from './field-values.ts';
import { refused } from './refused.ts';

/** Elements whose content no reader sees, or that are the page's own and not the article's. */
const UNSEEN = new Set(
  'script style noscript template svg math iframe object embed canvas audio video map select datalist textarea button input title nav dialog body.head docdata pubdata media-metadata'.split(
    ' ',
  ),
);
/** Elements that begin and end a block: HTML's, and NITF's. */
const BLOCKS = new Set(
  (
    'address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 ' +
    'header hgroup hr html legend li main menu ol p pre search section summary table tbody tfoot thead tr ul ' +
    'abstract block body.content body.end bq byline bytag credit dateline distributor hedline hl1 hl2 media media-caption media-producer note nitf tagline'
  ).split(' '),
);
const KINDS: ReadonlyMap<string, BlockKind> = new Map([
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hl1', 'hl2'].map((name) => [name, 'HEADING'] as const),
  ...['figcaption', 'media-caption'].map((name) => [name, 'CAPTION'] as const),
  ['media-producer', 'CREDIT'],
  ['byline', 'BYLINE'],
]);
/** Two of them in a row part paragraphs. */
const LINE_BREAK = '\n';
/** Elements that stand in each other deeper than this are a fault, or an attack: browsers stop at 512. */
const MAX_DEPTH = 2_000;

/**
 * Reads markup as a browser would show it: a piece for each block, white space run together, references decoded;
 * scripts, styles, controls, comments and what is hidden give nothing. Words in `<q>` get the marks that are drawn
 * around them.
 *
 * Faulty markup is read as well as it can be. Refuses elements nested too deep: end tags are looked up in what is open.
 */
export function blocksOfHtml(html: string): Piece[] {
  const reading = new BlockReading();
  const parser = new Parser(
    {
      onopentag: (name, attributes) => reading.open(localName(name), attributes),
      ontext: (text) => reading.text(text),
      onclosetag: (name) => reading.close(localName(name)),
    },
    { decodeEntities: true, recognizeCDATA: true, recognizeSelfClosing: true },
  );
  parser.write(html);
  parser.end();
  return reading.finish();
}

/** A text that may have markup or references in it, as one line of plain text; null where nothing is left. */
export function lineOfHtml(value: string | null | undefined): string | null {
  const line = oneLine(value);
  if (line === null || !hasMarkup(line)) return line;
  return oneLine(
    blocksOfHtml(line)
      .map(({ text }) => text)
      .join(' '),
  );
}

/** The refusal of markup that is nested too deep. */
export function tooDeep(limit: number): AppError {
  return refused(`has elements nested more than ${limit} deep`);
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

class BlockReading {
  readonly #pieces: Piece[] = [];
  /** Of the elements that say a kind, the innermost last. */
  readonly #kinds: { readonly name: string; readonly kind: BlockKind }[] = [];
  #words: string[] = [];
  #endsInSpace = true;
  /** The element that is not shown, and how many of its name stand in each other. */
  #unseen: { readonly name: string; depth: number } | null = null;
  #preformatted = 0;
  #depth = 0;

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw tooDeep(MAX_DEPTH);
    if (this.#unseen !== null) {
      if (this.#unseen.name === name) this.#unseen.depth += 1;
      return;
    }
    if (UNSEEN.has(name) || isHidden(attributes)) {
      this.#unseen = { name, depth: 1 };
      return;
    }
    if (name === 'br') this.#break();
    else if (name === 'q') this.#put('“');
    else if (name === 'td' || name === 'th') this.#put(this.#words.length === 0 ? '' : '\t');
    if (!BLOCKS.has(name)) return;
    this.#flush();
    if (name === 'pre') this.#preformatted += 1;
    const kind = KINDS.get(name);
    if (kind !== undefined) this.#kinds.push({ name, kind });
  }

  text(text: string): void {
    if (this.#unseen !== null) return;
    if (this.#preformatted > 0) {
      this.#put(text);
      return;
    }
    // White space as CSS collapses it: a no-break space is a character like others.
    let shown = text.replace(/[ \t\r\n\f]+/gu, ' ');
    if (this.#endsInSpace && shown.startsWith(' ')) shown = shown.slice(1);
    if (shown === '') return;
    this.#put(shown);
    this.#endsInSpace = shown.endsWith(' ');
  }

  close(name: string): void {
    this.#depth -= 1;
    if (this.#unseen !== null) {
      if (this.#unseen.name === name) this.#unseen.depth -= 1;
      if (this.#unseen.depth === 0) this.#unseen = null;
      return;
    }
    if (name === 'q') this.#put('”');
    if (!BLOCKS.has(name)) return;
    this.#flush();
    if (name === 'pre' && this.#preformatted > 0) this.#preformatted -= 1;
    if (this.#kinds.at(-1)?.name === name) this.#kinds.pop();
  }

  finish(): Piece[] {
    this.#flush();
    return this.#pieces;
  }

  #put(text: string): void {
    if (text !== '') this.#words.push(text);
    this.#endsInSpace = false;
  }

  #break(): void {
    if (this.#words.at(-1) === LINE_BREAK) this.#flush();
    else this.#words.push(LINE_BREAK);
    this.#endsInSpace = true;
  }

  #flush(): void {
    const text = trimmed(this.#words.join(''));
    if (/\S/u.test(text)) this.#pieces.push({ kind: this.#kinds.at(-1)?.kind ?? null, text });
    this.#words = [];
    this.#endsInSpace = true;
  }
}

function isHidden(attributes: Readonly<Record<string, string>>): boolean {
  return (
    'hidden' in attributes ||
    attributes['aria-hidden'] === 'true' ||
    /(?:^|;)\s*display\s*:\s*none\b/iu.test(attributes['style'] ?? '')
  );
}

const SPACE = new Set(' \t\r\n\f');

/** Without HTML's white space at its edges. By hand: the expression for it takes quadratic time in spaces within. */
function trimmed(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && SPACE.has(text.charAt(start))) start += 1;
  while (end > start && SPACE.has(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
