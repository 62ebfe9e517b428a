import type { TextSpan } from '../kernel/text-span.ts';
import type { AnnotatedBlock, AnnotatedQuote, FactState } from '../text/annotated-article.ts';
import { circleFrom, type Declarations } from './seed-document-entities.ts';
import type { AnnotationFile, YamlPath } from './seed-document-file.ts';
import type { Places } from './seed-document-places.ts';
import { type FactStateShape, type QuoteShape, quoteShape, type SpanShape } from './seed-document-shape.ts';

/** What every part of a file is read with. */
export interface Reading {
  readonly file: AnnotationFile;
  readonly places: Places;
  readonly declarations: Declarations;
  /** What holds for a fact that does not say. */
  readonly defaults: FactState;
}

/** The fact's own state, completed from the file's. */
export function factStateOf(given: FactStateShape, defaults: FactState): FactState {
  return {
    review: given.review ?? defaults.review,
    confidence: given.confidence ?? defaults.confidence,
    method: given.method ?? defaults.method,
  };
}

/** A quote with the place of it in the annotation file. */
export interface ReadQuote {
  readonly quote: AnnotatedQuote;
  readonly path: YamlPath;
}

/** Reads the quote at a path; undefined, with its faults reported, where it has any that leave no quote. */
export function readQuote(
  { file, places, declarations, defaults }: Reading,
  block: AnnotatedBlock,
  path: YamlPath,
): ReadQuote | undefined {
  const shape = file.parse(quoteShape, path);
  if (shape === undefined) return undefined;
  const locate = (selector: SpanShape, ...at: YamlPath) => places.locate(selector, block, [...path, ...at]);
  const locateAll = (selectors: readonly SpanShape[], name: string) =>
    selectors.flatMap((selector, index) => locate(selector, name, index) ?? []);

  checkReferences({ file, declarations }, shape, path);
  const spans = locateAll(shape.spans, 'spans');
  const quotedSpans = shape.kind === 'DIRECT' ? spans : locateAll(shape.quotedSpans ?? [], 'quotedSpans');
  const cueSpan = shape.cue ? (locate(shape.cue, 'cue') ?? null) : null;
  const speakerSpan = shape.speakerSpan ? (locate(shape.speakerSpan, 'speakerSpan') ?? null) : null;
  const [first] = spans;
  const last = spans.at(-1);
  // With a span missing, what is said of the others would be wrong.
  if (first === undefined || last === undefined || spans.length < shape.spans.length) return undefined;
  if (reportDisorder(file, spans, [...path, 'spans'])) return undefined;
  checkQuotedSpans(file, shape, spans, quotedSpans, path);

  const quote: AnnotatedQuote = {
    key: shape.key,
    kind: shape.kind,
    act: shape.act,
    text: spans.map(({ exact }) => exact).join(' '),
    span: places.between(first, last),
    spans,
    quotedSpans,
    cueSpan,
    speakers: shape.speakers,
    speakerSpan,
    attribution: shape.attribution,
    speakingFor: shape.speakingFor ?? null,
    addressee: shape.addressee ?? null,
    within: shape.within ?? null,
    topics: shape.topics.flatMap((key) => declarations.topics.get(key)?.code ?? []),
    ...factStateOf(shape, defaults),
  };
  return { quote, path };
}

function checkReferences(
  { file, declarations }: Pick<Reading, 'file' | 'declarations'>,
  shape: QuoteShape,
  path: YamlPath,
): void {
  shape.speakers.forEach((key, index) => {
    declarations.expectEntity(key, 'any', [...path, 'speakers', index]);
    if (shape.speakers.indexOf(key) !== index)
      file.report([...path, 'speakers', index], `${key} is a speaker already`);
  });
  declarations.expectEntity(shape.speakingFor, 'organisation', [...path, 'speakingFor']);
  declarations.expectEntity(shape.addressee, 'any', [...path, 'addressee']);
  shape.topics.forEach((key, index) => {
    declarations.expectDeclared('topics', key, [...path, 'topics', index]);
    if (shape.topics.indexOf(key) !== index)
      file.report([...path, 'topics', index], `${key} is a topic of it already`);
  });
  if (shape.attribution === 'IDENTIFIED' && shape.speakers.length === 0) {
    file.report(path, `the quote ${shape.key} has no speakers: name them, or say its attribution`);
  }
  if (shape.attribution !== 'IDENTIFIED' && shape.speakers.length > 0) {
    file.report(
      [...path, 'attribution'],
      `the quote ${shape.key} has speakers, so its attribution is IDENTIFIED`,
    );
  }
}

function checkQuotedSpans(
  file: AnnotationFile,
  { kind, quotedSpans: given }: QuoteShape,
  spans: readonly TextSpan[],
  quotedSpans: readonly TextSpan[],
  path: YamlPath,
): void {
  const at = [...path, 'quotedSpans'];
  if (kind !== 'MIXED' && given !== undefined) {
    file.report(
      at,
      `a quote that is ${kind} takes no quotedSpans: they are ${kind === 'DIRECT' ? 'its spans' : 'none'}`,
    );
  }
  if (kind !== 'MIXED') return;
  if (given === undefined || given.length === 0)
    file.report(path, 'a MIXED quote needs quotedSpans: the words in quotation marks');
  reportDisorder(file, quotedSpans, at);
  for (const quoted of quotedSpans) {
    if (!spans.some((span) => isInside(quoted, span))) {
      file.report(at, `the quoted words ${JSON.stringify(quoted.exact)} are not inside the quote's spans`);
    }
  }
}

/** Whether a span does not stand after the one before it. */
function reportDisorder(file: AnnotationFile, spans: readonly TextSpan[], path: YamlPath): boolean {
  const misplaced = spans.findIndex((span, index) => span.start < (spans[index - 1]?.end ?? 0));
  if (misplaced === -1) return false;
  const words = JSON.stringify(spans[misplaced]?.exact);
  file.report([...path, misplaced], `${words} does not stand after the span before it`);
  return true;
}

/** Checks what quotes say of each other: keys, repetitions, and that a report stands inside the one it names. */
export function checkNesting(file: AnnotationFile, quotes: readonly ReadQuote[]): void {
  const byKey = new Map<string, AnnotatedQuote>();
  const places = new Map<string, string>();
  for (const { quote, path } of quotes) {
    if (byKey.has(quote.key)) file.report([...path, 'key'], `${quote.key} is another quote's key already`);
    else byKey.set(quote.key, quote);
    const place = JSON.stringify(quote.spans.map(({ start, end }) => [start, end]));
    const same = places.get(place);
    if (same === undefined) places.set(place, quote.key);
    else file.report(path, `the quote ${quote.key} has the same words as ${same}`);
  }
  const outer = new Map(quotes.map(({ quote }) => [quote.key, quote.within]));
  for (const { quote, path } of quotes) {
    if (quote.within === null) continue;
    const container = byKey.get(quote.within);
    const at = [...path, 'within'];
    if (container === undefined) file.report(at, `${quote.within} is not among the quotes`);
    else if (circleFrom(quote.key, outer))
      file.report(at, `the quote ${quote.key} stands, through others, in itself`);
    else if (!isInside(quote.span, container.span)) {
      file.report(at, `the words of ${quote.key} do not stand inside those of ${container.key}`);
    }
  }
}

function isInside(inner: TextSpan, outer: TextSpan): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}
