import { SpannedText, type TextSpan } from '../kernel/text-span.ts';
import type { AnnotatedBlock } from '../text/annotated-article.ts';
import { segment } from '../text/segment/segment.ts';

/** Words as an annotation file names them: alone, or with what stands around them. */
export type Selector =
  | string
  | { readonly exact: string; readonly prefix?: string; readonly suffix?: string; readonly block?: string };

/** A place in the text, in code points. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** Code points of context that are tried, one length after the other, until the words are the only ones. */
const CONTEXTS = [4, 8, 16, 32, 64, 128, 256, 1024, 4096];

/** Words that a block is named by at first. */
const OPENING_WORDS = 6;

/**
 * Names places of a text by its words, as the loader of annotation files finds them again: in the blocks that the segmenter
 * makes of the plain text, which need not be the article's own.
 */
export class Places {
  readonly #spanned: SpannedText;
  readonly #blocks: readonly AnnotatedBlock[];
  /** By their words, so that those which begin alike stand side by side. */
  readonly #sorted: readonly AnnotatedBlock[];
  readonly #positions: ReadonlyMap<AnnotatedBlock, number>;
  readonly #openings = new Map<AnnotatedBlock, string | null>();

  constructor(text: string) {
    this.#spanned = new SpannedText(text);
    this.#blocks = segment(this.#spanned);
    this.#sorted = this.#blocks.toSorted((one, other) => (one.span.exact < other.span.exact ? -1 : 1));
    this.#positions = new Map(this.#sorted.map((block, position) => [block, position]));
  }

  /** The block that a place stands in whole; null where no block that may hold facts does. */
  blockOf({ start, end }: Place): AnnotatedBlock | null {
    const block = this.#lastFrom(start);
    return block === undefined ||
      end > block.span.end ||
      block.kind === 'RELATED' ||
      block.kind === 'FURNITURE'
      ? null
      : block;
  }

  /** The place's words. */
  wordsAt({ start, end }: Place): string {
    return this.#spanned.span(start, end).exact;
  }

  /** The first words of a block, as many as no other block begins with; null where another begins with all of them. */
  openingOf(block: AnnotatedBlock): string | null {
    const known = this.#openings.get(block);
    if (known !== undefined) return known;
    const opening = this.#newOpening(block);
    this.#openings.set(block, opening);
    return opening;
  }

  /** Names a place that stands in `block`, as listed under `listedIn`; null where it cannot be told from others. */
  select(place: Place, block: AnnotatedBlock, listedIn: AnnotatedBlock): Selector | null {
    const words = this.#selectorIn(place, block);
    if (words === null || block === listedIn) return words;
    const opening = this.openingOf(block);
    if (opening === null) return null;
    return { ...(typeof words === 'string' ? { exact: words } : words), block: opening };
  }

  /** The last block that begins at a place or before it. */
  #lastFrom(start: number): AnnotatedBlock | undefined {
    let low = 0;
    let high = this.#blocks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#blocks[middle]?.span.start ?? 0) <= start) low = middle + 1;
      else high = middle;
    }
    return this.#blocks[low - 1];
  }

  #newOpening(block: AnnotatedBlock): string | null {
    const { span } = block;
    const position = this.#positions.get(block) ?? 0;
    const neighbours = [this.#sorted[position - 1], this.#sorted[position + 1]];
    const isAlone = (words: string) =>
      !neighbours.some((other) => other?.span.exact.startsWith(words) === true);
    const ends = [...span.exact.matchAll(/\S+/gu)].map((match) => match.index + match[0].length);
    for (const end of ends.slice(OPENING_WORDS - 1)) {
      const words = span.exact.slice(0, end);
      if (isAlone(words)) return words;
    }
    return isAlone(span.exact) ? span.exact : null;
  }

  #selectorIn({ start, end }: Place, block: AnnotatedBlock): Selector | null {
    const span = this.#spanned.span(start, end);
    if (span.exact === '') return null;
    const isFound = (given: Exclude<Selector, string>, wholeWords: boolean) => {
      const found = this.#spanned.locate(given, { within: block.span, wholeWords });
      return found.outcome === 'found' && found.span.start === start;
    };
    if (isFound({ exact: span.exact }, true)) return span.exact;
    for (const length of CONTEXTS) {
      for (const selector of this.#withContext(span, length)) if (isFound(selector, false)) return selector;
    }
    return null;
  }

  #withContext({ start, end, exact }: TextSpan, length: number): readonly Exclude<Selector, string>[] {
    const prefix = this.#spanned.span(Math.max(0, start - length), start).exact;
    const suffix = this.#spanned.span(end, Math.min(this.#spanned.length, end + length)).exact;
    return [
      ...(suffix === '' ? [] : [{ exact, suffix }]),
      ...(prefix === '' ? [] : [{ exact, prefix }]),
      ...(prefix === '' || suffix === '' ? [] : [{ exact, prefix, suffix }]),
    ];
  }
}
