import type { TextSpan } from '../kernel/text-span.ts';
import type {
  AffiliationReceipt,
  AnnotatedAffiliation,
  AnnotatedArticle,
  AnnotatedBlock,
  AnnotatedMention,
  AnnotatedTopic,
} from '../text/annotated-article.ts';
import type { YamlPath } from './seed-document-file.ts';
import {
  checkNesting,
  factStateOf,
  type Reading,
  type ReadQuote,
  readQuote,
} from './seed-document-quotes.ts';
import { blockShape, mentionShape, receiptShape, spanShape } from './seed-document-shape.ts';

type ArticleFacts = Pick<AnnotatedArticle, 'mentions' | 'quotes' | 'affiliations' | 'topics'>;

/** What has been read so far; affiliations and topics by key. */
interface Found {
  readonly mentions: AnnotatedMention[];
  readonly quotes: ReadQuote[];
  readonly receipts: Map<string, AffiliationReceipt[]>;
  readonly topicSpans: Map<string, TextSpan[]>;
  readonly blocks: Set<AnnotatedBlock>;
  /** One for each fact: what it is of, and where. */
  readonly identities: Set<string>;
  /** A block or a fact could not be read, so that nothing can be said of what is missing. */
  isPartial: boolean;
}

/** Reads the facts listed under `blocks`, each sorted as it stands in the text; faults are reported. */
export function readFacts(reading: Reading, blockCount: number): ArticleFacts {
  const found: Found = {
    mentions: [],
    quotes: [],
    receipts: new Map(),
    topicSpans: new Map(),
    blocks: new Set(),
    identities: new Set(),
    isPartial: false,
  };
  for (let index = 0; index < blockCount; index += 1) readBlock(reading, found, ['blocks', index]);
  checkNesting(reading.file, found.quotes);
  return {
    mentions: found.mentions.toSorted(byPlace),
    quotes: found.quotes.map(({ quote }) => quote).toSorted(byPlace),
    affiliations: affiliationsOf(reading, found),
    topics: topicsOf(reading, found),
  };
}

function readBlock(reading: Reading, found: Found, path: YamlPath): void {
  const { file, places } = reading;
  const shape = file.parse(blockShape, path);
  const block = shape && places.block(shape.block, [...path, 'block']);
  if (shape === undefined || block === undefined) {
    found.isPartial = true;
    return;
  }
  if (found.blocks.has(block)) file.report([...path, 'block'], 'this block is listed already');
  found.blocks.add(block);
  for (const index of shape.mentions.keys()) readMention(reading, found, block, [...path, 'mentions', index]);
  for (const index of shape.quotes.keys()) {
    const quote = readQuote(reading, block, [...path, 'quotes', index]);
    if (quote !== undefined) found.quotes.push(quote);
  }
  for (const index of shape.affiliations.keys())
    readReceipt(reading, found, block, [...path, 'affiliations', index]);
  for (const [key, spans] of Object.entries(shape.topics)) {
    for (const index of spans.keys()) readTopicSpan(reading, found, block, [...path, 'topics', key, index]);
    reading.declarations.expectDeclared('topics', key, [...path, 'topics', key]);
  }
}

function readMention(reading: Reading, found: Found, block: AnnotatedBlock, path: YamlPath): void {
  const shape = reading.file.parse(mentionShape, path);
  if (shape === undefined) return;
  shape.of.forEach((key) => {
    reading.declarations.expectEntity(key, 'any', [...path, 'of']);
  });
  if (shape.form === 'GROUP' ? shape.of.length < 2 : shape.of.length > 1) {
    reading.file.report([...path, 'of'], 'a GROUP is of several, any other mention of one');
  }
  const span = reading.places.locate(shape, block, path);
  if (span === undefined) return;
  for (const entity of shape.of) {
    reportRepeated(reading, found, `a mention of ${entity}`, span, path);
    found.mentions.push({ entity, form: shape.form, span, ...factStateOf(shape, reading.defaults) });
  }
}

function readReceipt(reading: Reading, found: Found, block: AnnotatedBlock, path: YamlPath): void {
  const { file, places, declarations, defaults } = reading;
  const shape = file.parse(receiptShape, path);
  const span = shape && places.locate(shape, block, path);
  if (shape !== undefined) declarations.expectDeclared('affiliations', shape.says, [...path, 'says']);
  if (shape === undefined || span === undefined) {
    found.isPartial = true;
    return;
  }
  reportRepeated(reading, found, `a receipt of ${shape.says}`, span, path);
  const receipt = { span, current: shape.current, ...factStateOf(shape, defaults) };
  found.receipts.set(shape.says, [...(found.receipts.get(shape.says) ?? []), receipt]);
}

function readTopicSpan(reading: Reading, found: Found, block: AnnotatedBlock, path: YamlPath): void {
  const key = String(path.at(-2));
  const shape = reading.file.parse(spanShape, path);
  const span = shape && reading.places.locate(shape, block, path);
  if (span === undefined) {
    found.isPartial = true;
    return;
  }
  reportRepeated(reading, found, `what earns ${key}`, span, path);
  found.topicSpans.set(key, [...(found.topicSpans.get(key) ?? []), span]);
}

function affiliationsOf({ file, declarations }: Reading, found: Found): AnnotatedAffiliation[] {
  return Array.from(declarations.affiliations, ([key, { person, organisation, role, from, to }]) => {
    const receipts = found.receipts.get(key) ?? [];
    if (receipts.length === 0 && !found.isPartial) {
      file.report(['affiliations', key], `no block has a receipt that says ${key}`);
    }
    return {
      person,
      organisation,
      role: role ?? null,
      from: from ?? null,
      to: to ?? null,
      receipts: receipts.toSorted(byPlace),
    };
  });
}

function topicsOf({ file, declarations, defaults }: Reading, found: Found): AnnotatedTopic[] {
  return Array.from(declarations.topics, ([key, shape]) => {
    const spans = found.topicSpans.get(key) ?? [];
    if (shape.origin === 'TEXT' && spans.length === 0 && !found.isPartial) {
      file.report(['topics', key], `no block has words that earn ${key}: name them, or say its origin`);
    }
    return {
      code: shape.code,
      score: shape.score,
      origin: shape.origin,
      spans: spans.toSorted((a, b) => a.start - b.start || a.end - b.end),
      ...factStateOf(shape, defaults),
    };
  });
}

function reportRepeated({ file }: Reading, found: Found, what: string, span: TextSpan, path: YamlPath): void {
  const identity = `${what} at ${span.start}-${span.end}`;
  if (found.identities.has(identity)) file.report(path, `${JSON.stringify(span.exact)} is ${what} already`);
  found.identities.add(identity);
}

function byPlace(a: { readonly span: TextSpan }, b: { readonly span: TextSpan }): number {
  return a.span.start - b.span.start || a.span.end - b.span.end;
}
