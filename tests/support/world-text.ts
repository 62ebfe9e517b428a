import { SpannedText, type TextSpan } from '../../src/kernel/text-span.ts';
import type {
  AnnotatedAffiliation,
  AnnotatedArticle,
  AnnotatedBlock,
  AnnotatedEntity,
  BlockKind,
  FactState,
} from '../../src/text/annotated-article.ts';
import type { AnyEntityHandle, ArticleHandle, FactOptions, QuoteHandle } from './world-handles.ts';

/** The article as a producer of annotations would hand it to `ingestArticles`. */
export function annotate(article: ArticleHandle): AnnotatedArticle {
  const { options, headline, slug } = article;
  const composed = composeText(article);
  const text = new SpannedText(composed.text);
  const spanOf = (place: Place) => text.spanFromUtf16(place.start, place.end);
  return {
    source: {
      mediaType: 'text/plain',
      reader: 'test@1',
      // The slug, so that two articles of one text are two articles.
      bytes: Buffer.from(`${slug}\n${composed.text}`),
      metadata: {},
    },
    text: composed.text,
    fields: {
      slug,
      headline,
      uri: options.uri ?? null,
      standfirst: options.standfirst ?? null,
      dateline: options.dateline ?? null,
      bylines: options.bylines ?? [],
      language: options.language ?? 'en',
      publishedAt: options.publishedAt ?? null,
      modifiedAt: options.modifiedAt ?? null,
      publisher: options.publisher === undefined ? null : keyOf(options.publisher),
      sourceUrl: options.sourceUrl ?? null,
      copyrightHolder: options.copyrightHolder ?? null,
      usageTerms: options.usageTerms ?? null,
    },
    blocks: paragraphs(text, options.blocks ?? ['HEADLINE']),
    entities: entitiesOf(article),
    mentions: composed.mentions.map(({ mention, place }) => ({
      entity: keyOf(mention.entity),
      form: mention.options.form ?? 'NAME',
      span: spanOf(place),
      ...stateOf(mention.options),
    })),
    quotes: composed.quotes.map(({ quote, places, quoted, cue, speaker }) => {
      const spans = places.map(spanOf);
      return {
        key: quoteKey(article, quote),
        kind: quote.options.kind ?? 'DIRECT',
        act: quote.options.act ?? 'SPEECH',
        text: quote.exacts.join(' '),
        span: text.span(spans[0]?.start ?? 0, spans.at(-1)?.end ?? 0),
        spans,
        quotedSpans: quoted.map(spanOf),
        cueSpan: cue === null ? null : spanOf(cue),
        speakers: (quote.options.speakers ?? []).map(keyOf),
        speakerSpan: speaker === null ? null : spanOf(speaker),
        attribution:
          quote.options.attribution ?? (quote.options.speakers?.length ? 'IDENTIFIED' : 'UNATTRIBUTED'),
        speakingFor: quote.options.speakingFor === undefined ? null : keyOf(quote.options.speakingFor),
        addressee: quote.options.addressee === undefined ? null : keyOf(quote.options.addressee),
        within: quote.options.within === undefined ? null : quoteKey(article, quote.options.within),
        topics: (quote.options.topics ?? []).map(({ code }) => code),
        ...stateOf(quote.options),
      };
    }),
    affiliations: affiliationsOf(composed.receipts, spanOf),
    topics: composed.assignments.map(({ assignment, places }) => ({
      code: assignment.topic.code,
      score: assignment.options.score ?? 1,
      origin: assignment.options.origin ?? (places.length > 0 ? 'TEXT' : 'EDITOR'),
      spans: places.map(spanOf),
      ...stateOf(assignment.options),
    })),
  };
}

/** The key of an entity in every article of a world. */
function keyOf({ entity }: AnyEntityHandle): string {
  return entity.key;
}

/** Words of a text, in UTF-16 units, which growing at the end does not move. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/** Finds the words of each fact, in the order in which facts of a kind were added, and lets a text of our own grow by what is missing. */
function composeText(article: ArticleHandle) {
  let text = article.options.text ?? article.headline;
  const searchedFrom = new Map<string, number>();
  /** Facts of one claimant never share a place: the second mention of a name is the name's next occurrence. */
  const place = (exact: string, claimant: string): Place => {
    const claim = JSON.stringify([claimant, exact]);
    let start = text.indexOf(exact, searchedFrom.get(claim) ?? 0);
    if (start === -1) {
      if (article.options.text !== undefined) {
        throw new Error(`${article.label} does not say "${exact}" (again): ${JSON.stringify(text)}`);
      }
      text += '\n\n';
      start = text.length;
      text += exact;
    }
    searchedFrom.set(claim, start + 1);
    return { start, end: start + exact.length };
  };
  const quotes = article.quotes.map((quote) => {
    const { kind = 'DIRECT', quoted, cue, speakerWords } = quote.options;
    const places = quote.exacts.map((exact) => place(exact, 'quote'));
    return {
      quote,
      places,
      quoted:
        quoted?.map((exact) => place(exact, `quoted in ${quote.label}`)) ??
        (kind === 'INDIRECT' ? [] : places),
      cue: cue === undefined ? null : place(cue, 'cue'),
      speaker: speakerWords === undefined ? null : place(speakerWords, 'speaker'),
    };
  });
  const mentions = article.mentions.map((mention) => ({
    mention,
    place: place(mention.exact, `mention ${keyOf(mention.entity)}`),
  }));
  const receipts = article.receipts.map((receipt) => ({
    receipt,
    place: place(receipt.exact, receipt.label),
  }));
  const assignments = article.assignments.map((assignment) => ({
    assignment,
    places: (assignment.options.words ?? []).map((words) => place(words, assignment.label)),
  }));
  return { text, quotes, mentions, receipts, assignments };
}

function quoteKey(article: ArticleHandle, quote: QuoteHandle): string {
  return `quote ${article.quotes.indexOf(quote)}`;
}

function affiliationsOf(
  receipts: ReturnType<typeof composeText>['receipts'],
  spanOf: (place: Place) => TextSpan,
): readonly AnnotatedAffiliation[] {
  const affiliations = new Map<string, AnnotatedAffiliation>();
  for (const { receipt, place } of receipts) {
    const { role = null, from = null, to = null, current = null } = receipt.options;
    const person = keyOf(receipt.person);
    const organisation = keyOf(receipt.organisation);
    const name = JSON.stringify([person, organisation, role]);
    const before = affiliations.get(name);
    const added = { span: spanOf(place), current, ...stateOf(receipt.options) };
    affiliations.set(name, {
      person,
      organisation,
      role,
      from: before?.from ?? from,
      to: before?.to ?? to,
      receipts: [...(before?.receipts ?? []), added],
    });
  }
  return [...affiliations.values()];
}

function entitiesOf(article: ArticleHandle): readonly AnnotatedEntity[] {
  const entities = new Map<string, AnnotatedEntity>();
  const add = (handle: AnyEntityHandle | undefined) => {
    if (handle === undefined) return;
    entities.set(keyOf(handle), handle.entity);
    if (handle.type === 'organisation') add(handle.parent);
  };
  add(article.options.publisher);
  for (const { entity } of article.mentions) add(entity);
  for (const { options } of article.quotes) {
    for (const speaker of options.speakers ?? []) add(speaker);
    add(options.speakingFor);
    add(options.addressee);
  }
  for (const { person, organisation } of article.receipts) {
    add(person);
    add(organisation);
  }
  return [...entities.values()];
}

function paragraphs(text: SpannedText, kinds: readonly BlockKind[]): readonly AnnotatedBlock[] {
  const matches = [...text.text.matchAll(/[^\n]+(?:\n[^\n]+)*/g)];
  return matches.map((match, position) => ({
    kind: kinds[position] ?? 'PARAGRAPH',
    span: text.spanFromUtf16(match.index, match.index + match[0].length),
  }));
}

function stateOf({ review = 'CONFIRMED', confidence = 1, method = 'test' }: FactOptions): FactState {
  return { review, confidence, method };
}
