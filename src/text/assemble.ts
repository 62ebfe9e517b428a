import type { SpannedText, TextSpan } from '../kernel/text-span.ts';
import type { FoundAffiliation } from './affiliations/hold-offices.ts';
import type {
  AnnotatedAffiliation,
  AnnotatedArticle,
  AnnotatedBlock,
  AnnotatedEntity,
  AnnotatedMention,
  AnnotatedQuote,
  AnnotatedTopic,
  FactState,
} from './annotated-article.ts';
import { articleFields } from './article-fields.ts';
import type { KnownEntity } from './metadata-facts.ts';
import { confidenceOf } from './quotes/confidence.ts';
import type { FoundQuote } from './quotes/find-quotes.ts';
import type { Range } from './quotes/report.ts';
import type { Speakers } from './quotes/scene.ts';
import type { SourceItem } from './read/source-text.ts';
import type { ResolvedMention } from './resolve/entity.ts';
import { type FoundTopic, topicsInside } from './topics/find-topics.ts';

/** What the stages found, positions in UTF-16 units. */
export interface Facts {
  readonly blocks: readonly AnnotatedBlock[];
  readonly entities: readonly KnownEntity[];
  /** In the order of the text. */
  readonly mentions: readonly ResolvedMention[];
  readonly quotes: readonly FoundQuote[];
  /** One for each quote. */
  readonly speakers: readonly Speakers[];
  readonly affiliations: readonly FoundAffiliation[];
  readonly topics: readonly FoundTopic[];
  /** Key of the entity that published the document. */
  readonly publisher: string | null;
  /** Codes of topics that came with the document. */
  readonly subjects: readonly string[];
}

/**
 * Makes an article of what the stages found. Every span is cut out of the text here, so that `exact` is the text
 * between its positions; one outside the text, empty, or in the middle of a character is a fault of a stage and throws.
 */
export function assemble(
  spanned: SpannedText,
  source: SourceItem,
  language: string,
  facts: Facts,
): AnnotatedArticle {
  const spanOf = (range: Range): TextSpan => {
    if (range.end <= range.start)
      throw new RangeError(`A stage gave an empty span at UTF-16 position ${range.start}.`);
    return spanned.spanFromUtf16(range.start, range.end);
  };
  const { mediaType, reader, bytes, metadata } = source;
  return {
    source: { mediaType, reader, bytes, metadata },
    text: source.text,
    fields: articleFields(spanned, source.fields, facts, language),
    blocks: facts.blocks,
    entities: facts.entities.map(entityOf),
    mentions: mentionsOf(spanOf, facts),
    quotes: quotesOf(spanOf, facts),
    affiliations: facts.affiliations.map((affiliation) => affiliationOf(spanOf, affiliation)),
    topics: topicsOf(spanOf, source.reader, facts),
  };
}

/**
 * Topics that came with the document, and those that its words earn. What came is certain to be what the document says,
 * hence its confidence; whether it is right is still for a person to confirm, hence its review.
 */
function topicsOf(
  spanOf: (range: Range) => TextSpan,
  reader: string,
  { topics, subjects }: Facts,
): AnnotatedTopic[] {
  const given = subjects.map((code) => ({
    code,
    score: 1,
    origin: 'METADATA' as const,
    spans: [],
    ...suggested(reader, 1),
  }));
  const found = topics
    .filter(({ code }) => !subjects.includes(code))
    .map(({ code, score, spans }) => ({
      code,
      score: rounded(score),
      origin: 'TEXT' as const,
      spans: spans.map(spanOf),
      ...suggested('topics@1', score * MAX_TOPIC_CONFIDENCE),
    }));
  return [...given, ...found];
}

/** Words alone never make a subject certain. */
const MAX_TOPIC_CONFIDENCE = 0.85;

function suggested(method: string, confidence: number): FactState {
  return { review: 'SUGGESTED', confidence: rounded(confidence), method };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function entityOf(entity: KnownEntity): AnnotatedEntity {
  const { key, type, name, aliases, identifiers, organisationKind } = entity;
  const names = { key, slug: null, name, aliases, identifiers };
  return type === 'person' ? { type, ...names } : { type, ...names, organisationKind, parent: null };
}

function mentionsOf(spanOf: (range: Range) => TextSpan, { mentions, speakers }: Facts): AnnotatedMention[] {
  const all = [...mentions, ...speakers.flatMap((speaker) => speaker.mentions)];
  const seen = new Set<string>();
  return all
    .filter(({ entity, range }) => {
      const identity = `${entity} ${range.start} ${range.end}`;
      return seen.has(identity) ? false : seen.add(identity);
    })
    .toSorted((a, b) => a.range.start - b.range.start || a.range.end - b.range.end)
    .map(({ entity, form, range, confidence }) => ({
      entity,
      form,
      span: spanOf(range),
      ...suggested('mentions@1', confidence),
    }));
}

function quotesOf(spanOf: (range: Range) => TextSpan, { quotes, speakers, topics }: Facts): AnnotatedQuote[] {
  return quotes.map((quote, index) => {
    const who = speakers[index];
    if (who === undefined) throw new Error(`Quote ${index + 1} has no speakers, not even none.`);
    const spans = quote.spans.map(spanOf);
    return {
      key: `quote-${index + 1}`,
      kind: quote.kind,
      act: quote.act,
      text: spans.map(({ exact }) => exact).join(' '),
      span: spanOf({ start: quote.spans[0]?.start ?? 0, end: quote.spans.at(-1)?.end ?? 0 }),
      spans,
      quotedSpans: quote.quotedSpans.map(spanOf),
      cueSpan: quote.cue === null ? null : spanOf(quote.cue),
      speakers: who.speakers,
      speakerSpan: quote.speaker === null ? null : spanOf(quote.speaker),
      attribution: who.attribution,
      speakingFor: who.speakingFor,
      addressee: who.addressee,
      within: quote.within === null ? null : `quote-${quote.within + 1}`,
      topics: topicsInside(topics, quote.spans),
      ...suggested('quotes@1', confidenceOf(quote) * who.confidence),
    };
  });
}

function affiliationOf(
  spanOf: (range: Range) => TextSpan,
  { person, organisation, role, from, to, statements }: FoundAffiliation,
): AnnotatedAffiliation {
  return {
    person,
    organisation,
    role,
    from,
    to,
    receipts: statements.map(({ range, isCurrent, confidence }) => ({
      span: spanOf(range),
      current: isCurrent,
      ...suggested('affiliations@1', confidence),
    })),
  };
}
