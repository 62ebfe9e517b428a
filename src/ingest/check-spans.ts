import { SpannedText, type TextSpan } from '../kernel/text-span.ts';
import type { AnnotatedArticle, AnnotatedBlock } from '../text/annotated-article.ts';

/** Takes one fault, a clause that names the thing. */
export type Report = (fault: string) => void;

/**
 * Reports every span of the article that is not in its text, every fact's span that is not in one block that gives facts
 * (RELATED and FURNITURE give none), and blocks and spans out of order.
 */
export function checkSpans(article: AnnotatedArticle, report: Report): void {
  const text = new SpannedText(article.text);
  const { blocks, quotes, topics } = article;
  for (const { span } of blocks) checkSpan(text, span, report);
  checkOrder(
    'blocks',
    blocks.map(({ span }) => span),
    report,
  );
  for (const span of factSpans(article)) {
    if (checkSpan(text, span, report)) checkBlock(blocks, span, report);
  }
  for (const { key, span, spans, quotedSpans } of quotes) {
    checkSpan(text, span, report);
    checkOrder(`spans of the quote ${key}`, spans, report);
    checkOrder(`quoted spans of the quote ${key}`, quotedSpans, report);
  }
  for (const { code, spans } of topics) {
    const isSorted = spans.every(({ start }, position) => start >= (spans[position - 1]?.start ?? 0));
    if (!isSorted) report(`the spans of the topic ${code} are out of order`);
  }
}

/** Whether the second span lies in the first. */
export function contains(outer: TextSpan, inner: TextSpan): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The place of a span, for a message. */
export function placeOf({ start, end }: TextSpan): string {
  return `${start} to ${end}`;
}

function checkSpan(text: SpannedText, span: TextSpan, report: Report): boolean {
  const { start, end, exact } = span;
  if (start >= end || start < 0 || end > text.length) {
    report(`"${exact}" at ${placeOf(span)} is no span of a text of ${text.length} code points`);
    return false;
  }
  const found = text.span(start, end);
  if (found.exact !== exact) {
    report(`the text at ${placeOf(span)} is "${found.exact}", not "${exact}"`);
    return false;
  }
  const isExact =
    found.utf16Start === span.utf16Start &&
    found.utf16End === span.utf16End &&
    found.prefix === span.prefix &&
    found.suffix === span.suffix;
  if (!isExact) report(`"${exact}" at ${placeOf(span)} has the wrong UTF-16 position, prefix or suffix`);
  return isExact;
}

function checkBlock(blocks: readonly AnnotatedBlock[], span: TextSpan, report: Report): void {
  const block = blocks.find((candidate) => contains(candidate.span, span));
  if (block === undefined) report(`"${span.exact}" at ${placeOf(span)} does not stand in one block`);
  else if (block.kind === 'RELATED' || block.kind === 'FURNITURE') {
    report(`"${span.exact}" stands in a ${block.kind} block, which gives no facts`);
  }
}

function checkOrder(what: string, spans: readonly TextSpan[], report: Report): void {
  for (const [position, span] of spans.entries()) {
    const before = spans[position - 1];
    if (before !== undefined && before.end > span.start) {
      report(`the ${what} overlap or are out of order: ${placeOf(before)} comes before ${placeOf(span)}`);
    }
  }
}

function* factSpans(article: AnnotatedArticle): Generator<TextSpan> {
  for (const { span } of article.mentions) yield span;
  for (const { spans, quotedSpans, cueSpan, speakerSpan } of article.quotes) {
    yield* [...spans, ...quotedSpans];
    if (cueSpan !== null) yield cueSpan;
    if (speakerSpan !== null) yield speakerSpan;
  }
  for (const { receipts } of article.affiliations) yield* receipts.map(({ span }) => span);
  for (const { spans } of article.topics) yield* spans;
}
