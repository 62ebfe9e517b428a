import fc from 'fast-check';
import { SpannedText, type TextSpan } from '../../src/kernel/text-span.ts';
import type {
  AnnotatedAffiliation,
  AnnotatedArticle,
  AnnotatedEntity,
  AnnotatedQuote,
  FactState,
} from '../../src/text/annotated-article.ts';

/** Codes that an arbitrary article may name: load them first. */
export const ARBITRARY_TOPICS = ['medtop:90000001', 'medtop:90000002', 'medtop:90000003'] as const;

/** Few enough that articles share them, and that two of one article have one name. */
const NAMES = ['Asim Munir', 'Łukasz 𝒵', 'UN', '中央', '🇵🇰 Army', 'asim munir'];

const state: fc.Arbitrary<FactState> = fc.record({
  review: fc.constantFrom('SUGGESTED', 'CONFIRMED', 'REJECTED'),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }).map((value) => (Object.is(value, -0) ? 0 : value)),
  method: fc.constantFrom('seed', 'quotes@1'),
});

const paragraph = fc
  .string({
    unit: fc.constantFrom('a', 'B', ' ', 'é', 'e\u0301', '😀', '𝒵', '“', '”', 'ש', '\u200f', "'"),
    minLength: 3,
    maxLength: 30,
  })
  .filter((text) => /\S/.test(text));

/** Articles that obey every rule of `AnnotatedArticle`, in texts full of characters outside the Basic Multilingual Plane. */
export const arbitraryArticle: fc.Arbitrary<AnnotatedArticle> = fc
  .array(paragraph, { minLength: 1, maxLength: 4 })
  .chain((paragraphs) => annotatedText(paragraphs));

/** Other annotations of the same article: its text kept or changed, its facts all new. */
export function arbitraryEdition(article: AnnotatedArticle): fc.Arbitrary<AnnotatedArticle> {
  const same = annotatedText(article.text.split('\n\n'));
  const changed = arbitraryArticle;
  return fc.oneof(same, changed).map((edition) => ({
    ...edition,
    fields: { ...edition.fields, slug: article.fields.slug },
  }));
}

function annotatedText(paragraphs: readonly string[]): fc.Arbitrary<AnnotatedArticle> {
  const text = new SpannedText(paragraphs.join('\n\n'));
  const blocks = blocksOf(text, paragraphs);
  const span = fc.constantFrom(...blocks).chain((block) => spanWithin(text, block));
  return entities.chain((all) =>
    fc
      .record({
        slug: fc.uuid().map((uuid) => `article-${uuid}`),
        headline: fc.constantFrom('A', 'Ün titre', '見出し'),
        publisher: fc.constantFrom(null, ...keysOf(all, 'organisation')),
        publishedAt: fc.option(
          fc.date({ min: new Date('2000-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
        ),
        mentions: fc.uniqueArray(
          fc.record({
            entity: fc.constantFrom(...keysOf(all)),
            form: fc.constantFrom('NAME', 'PRONOUN'),
            span,
            state,
          }),
          {
            maxLength: 8,
            selector: (mention) => JSON.stringify([mention.entity, mention.span.start, mention.span.end]),
          },
        ),
        quotes: fc.array(quote(text, span, all), { maxLength: 4 }),
        affiliations: affiliations(span, all),
        topics: fc.uniqueArray(
          fc.record({
            code: fc.constantFrom(...ARBITRARY_TOPICS),
            score: fc.constantFrom(0, 0.5, 1),
            origin: fc.constantFrom('TEXT', 'METADATA', 'EDITOR'),
            spans: fc
              .array(span, { maxLength: 3 })
              .map((spans) => spans.toSorted((a, b) => a.start - b.start)),
            state,
          }),
          { maxLength: 3, selector: ({ code }) => code },
        ),
      })
      .map(({ slug, headline, publisher, publishedAt, mentions, quotes, affiliations, topics }) => ({
        source: {
          mediaType: 'text/plain',
          reader: 'test@1',
          bytes: Buffer.from(`${slug} ${text.text}`),
          metadata: { slug, nested: [{ text: text.text }] },
        },
        text: text.text,
        fields: {
          slug,
          uri: null,
          headline,
          standfirst: null,
          dateline: null,
          bylines: [headline],
          language: 'und',
          publishedAt,
          modifiedAt: null,
          publisher,
          sourceUrl: null,
          copyrightHolder: null,
          usageTerms: null,
        },
        blocks: blocks.map((block) => ({ kind: 'PARAGRAPH' as const, span: block })),
        entities: all,
        mentions: mentions.map(({ state: fact, ...mention }) => ({ ...mention, ...fact })),
        quotes: quotes.map((given, position) => ({
          ...given,
          key: `q${position}`,
          within: given.within !== null && Number(given.within) < position ? `q${given.within}` : null,
        })),
        affiliations,
        topics: topics.map(({ state: fact, ...topic }) => ({ ...topic, ...fact })),
      })),
  );
}

const entities: fc.Arbitrary<readonly AnnotatedEntity[]> = fc
  .array(
    fc.record({
      type: fc.constantFrom('person' as const, 'organisation' as const),
      name: fc.constantFrom(...NAMES),
      aliases: fc.uniqueArray(fc.constantFrom('A', 'B', 'Ç'), { maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((all) =>
    all.map(({ type, ...names }, position) => {
      const shared = { key: `e${position}`, slug: null, identifiers: [], ...names };
      return type === 'person'
        ? { type, ...shared }
        : { type, ...shared, organisationKind: position % 2 === 0 ? ('NGO' as const) : null, parent: null };
    }),
  );

function quote(
  text: SpannedText,
  span: fc.Arbitrary<TextSpan>,
  all: readonly AnnotatedEntity[],
): fc.Arbitrary<AnnotatedQuote> {
  return fc
    .record({
      kind: fc.constantFrom('DIRECT', 'INDIRECT', 'MIXED'),
      act: fc.constantFrom('SPEECH', 'WRITING', 'THOUGHT'),
      given: fc.array(span, { minLength: 1, maxLength: 3 }),
      cueSpan: fc.option(span).map((cue) => (cue !== null && /\S/.test(cue.exact) ? cue : null)),
      speakerSpan: fc.option(span),
      speakers: fc.uniqueArray(fc.constantFrom(...keysOf(all)), { maxLength: 3 }),
      speakingFor: fc.constantFrom(null, ...keysOf(all, 'organisation')),
      addressee: fc.constantFrom(null, ...keysOf(all)),
      within: fc.constantFrom(null, '0', '1', '2'),
      topics: fc.uniqueArray(fc.constantFrom(...ARBITRARY_TOPICS), { maxLength: 2 }),
      state,
    })
    .map(({ given, kind, speakers, state: fact, ...rest }) => {
      const spans = apart(given);
      return {
        ...rest,
        ...fact,
        key: '',
        kind,
        spans,
        text: spans.map(({ exact }) => exact).join(' '),
        span: text.span(spans[0]?.start ?? 0, spans.at(-1)?.end ?? 0),
        quotedSpans: kind === 'DIRECT' ? spans : kind === 'MIXED' ? spans.slice(0, 1) : [],
        speakers,
        attribution: speakers.length > 0 ? ('IDENTIFIED' as const) : ('UNATTRIBUTED' as const),
      };
    })
    .filter((made) => /\S/.test(made.text));
}

function affiliations(
  span: fc.Arbitrary<TextSpan>,
  all: readonly AnnotatedEntity[],
): fc.Arbitrary<readonly AnnotatedAffiliation[]> {
  const people = keysOf(all, 'person');
  const organisations = keysOf(all, 'organisation');
  if (people.length === 0 || organisations.length === 0) return fc.constant([]);
  const receipt = fc.record({ span, current: fc.constantFrom(true, false, null), state });
  return fc.uniqueArray(
    fc.record({
      person: fc.constantFrom(...people),
      organisation: fc.constantFrom(...organisations),
      role: fc.constantFrom(null, 'chief', 'spokesperson'),
      from: fc.constantFrom(null, '2022', '2022-12-09'),
      to: fc.constant(null),
      receipts: fc
        .uniqueArray(receipt, {
          minLength: 1,
          maxLength: 3,
          selector: (given) => JSON.stringify([given.span.start, given.span.end]),
        })
        .map((receipts) => receipts.map(({ state: fact, ...rest }) => ({ ...rest, ...fact }))),
    }),
    {
      maxLength: 3,
      selector: ({ person, organisation, role }) => JSON.stringify([person, organisation, role]),
    },
  );
}

function keysOf(all: readonly AnnotatedEntity[], type?: AnnotatedEntity['type']): readonly string[] {
  return all.filter((entity) => type === undefined || entity.type === type).map(({ key }) => key);
}

/** Those that stand after one another. */
function apart(spans: readonly TextSpan[]): readonly TextSpan[] {
  const sorted = spans.toSorted((a, b) => a.start - b.start);
  const kept: TextSpan[] = [];
  for (const span of sorted) if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span);
  return kept;
}

function blocksOf(text: SpannedText, paragraphs: readonly string[]): readonly TextSpan[] {
  let start = 0;
  return paragraphs.map((words) => {
    const block = text.spanFromUtf16(start, start + words.length);
    start += words.length + 2;
    return block;
  });
}

function spanWithin(text: SpannedText, block: TextSpan): fc.Arbitrary<TextSpan> {
  return fc
    .tuple(fc.nat({ max: block.end - block.start - 1 }), fc.integer({ min: 1, max: 12 }))
    .map(([from, length]) => text.span(block.start + from, Math.min(block.start + from + length, block.end)));
}
