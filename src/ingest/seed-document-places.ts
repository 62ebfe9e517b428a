import type { SpannedText, TextSpan } from '../kernel/text-span.ts';
import type { AnnotatedBlock } from '../text/annotated-article.ts';
import type { AnnotationFile, YamlPath } from './seed-document-file.ts';
import type { SpanShape } from './seed-document-shape.ts';

/** Finds the blocks and words that an annotation file names by quote, and reports those it cannot find. */
export class Places {
  constructor(
    private readonly file: AnnotationFile,
    private readonly spanned: SpannedText,
    private readonly blocks: readonly AnnotatedBlock[],
  ) {}

  /** The one block that begins with these words; undefined, with the fault reported, where it can't hold facts. */
  block(opening: string, path: YamlPath): AnnotatedBlock | undefined {
    const found = this.blocks.filter(({ span }) => span.exact.startsWith(opening));
    const [block] = found;
    if (block === undefined) {
      this.file.report(path, `no block of the document begins with ${quoted(opening)}`);
      return undefined;
    }
    if (found.length > 1) {
      this.file.report(
        path,
        `${found.length} blocks of the document begin with ${quoted(opening)}: give more of its words`,
      );
      return undefined;
    }
    if (block.kind === 'RELATED' || block.kind === 'FURNITURE') {
      this.file.report(path, `the block ${quoted(opening)} is ${block.kind}, and that gives no facts`);
      return undefined;
    }
    return block;
  }

  /** The one place in the block, or in the one that the selector names, where the words stand; undefined, reported, if none. */
  locate(selector: SpanShape, listedIn: AnnotatedBlock, path: YamlPath): TextSpan | undefined {
    const block = selector.block === undefined ? listedIn : this.block(selector.block, [...path, 'block']);
    if (block === undefined) return undefined;
    const hasContext = selector.prefix !== undefined || selector.suffix !== undefined;
    // "it" means the word; with context given, the letters as they stand ("Orbán" in "Orbánnal").
    const located = this.spanned.locate(selector, { within: block.span, wholeWords: !hasContext });
    if (located.outcome === 'found') return located.span;
    const what = `${quoted(selector.exact)}${hasContext ? ' with this prefix and suffix' : ''}`;
    const where = `the ${block.kind} block ${quoted(openingOf(block))}`;
    if (located.outcome === 'ambiguous') {
      const remedy = hasContext ? 'lengthen its prefix or suffix' : 'add a prefix or a suffix';
      this.file.report(path, `${what} stands ${located.count} times in ${where}: ${remedy}`);
    } else {
      this.file.report(path, `${what} is not in ${where}${this.#hint(selector, block)}`);
    }
    return undefined;
  }

  /** From the beginning of one span to the end of another. */
  between(first: TextSpan, last: TextSpan): TextSpan {
    return this.spanned.span(first.start, last.end);
  }

  #hint({ exact }: SpanShape, block: AnnotatedBlock): string {
    if (this.spanned.locateAll({ exact }, { within: block.span, wholeWords: true }).length > 0) {
      return '; the words stand there, with others around them';
    }
    if (this.spanned.locateAll({ exact }, { within: block.span }).length > 0) {
      return '; it is a part of a longer word there, which only a prefix or suffix can mean';
    }
    const others = this.blocks.filter(
      ({ span }) => this.spanned.locateAll({ exact }, { within: span }).length > 0,
    );
    const [other] = others;
    return other === undefined
      ? ', nor in any other'
      : `; it is in the ${other.kind} block ${quoted(openingOf(other))}`;
  }
}

/** Words of a block that a message shows, in code points. */
const OPENING_LENGTH = 30;

function openingOf({ span }: AnnotatedBlock): string {
  const characters = Array.from(span.exact);
  return characters.length <= OPENING_LENGTH
    ? span.exact
    : `${characters.slice(0, OPENING_LENGTH).join('')}…`;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
