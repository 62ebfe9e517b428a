import type { AnnotatedBlock } from '../text/annotated-article.ts';
import { grouped } from '../text/grouped.ts';
import type { Keys } from './annotation-keys.ts';
import type { Place, Places, Selector } from './annotation-places.ts';
import type { AnnotationRows, QuoteRow } from './annotation-rows.ts';

/** A value as YAML writes it; undefined members are left out. */
export type Yaml = Readonly<Record<string, unknown>>;

/** A fact with the block that it is listed in. */
export interface ListedFact {
  readonly block: AnnotatedBlock;
  readonly section: 'mentions' | 'quotes' | 'affiliations' | 'topics';
  readonly fact: Yaml;
}

/** What facts are written with. */
export interface Writing {
  readonly rows: AnnotationRows;
  readonly places: Places;
  readonly keys: Keys;
  /** Who has looked at a fact, as far as the file's head does not say it. */
  readonly stateOf: (fact: FactState) => Yaml;
  /** Remembers why a fact cannot be written. */
  readonly note: (what: string) => void;
}

interface FactState {
  readonly review: string;
  readonly confidence: number;
  readonly method: string;
}

/** The mentions, those of a group together. */
export function mentionFacts({ rows, places, keys, stateOf, note }: Writing): readonly ListedFact[] {
  const groups = grouped(rows.mentions, (mention) =>
    mention.form === 'GROUP' ? `${mention.start}-${mention.end}` : mention,
  );
  return [...groups.values()].flatMap((mentions) => {
    const [first] = mentions;
    if (first === undefined) return [];
    const of = mentions.map((mention) => keys.entity(mention.of));
    if (first.form === 'GROUP' && of.length < 2) {
      note(`a GROUP of one, ${quoted(places, first)}`);
      return [];
    }
    return listed({ places, note }, first, 'mentions', (words) => ({
      ...words,
      form: first.form,
      of: first.form === 'GROUP' ? of : of[0],
      ...stateOf(first),
    }));
  });
}

/** The phrases that say affiliations. */
export function receiptFacts({ rows, places, keys, stateOf, note }: Writing): readonly ListedFact[] {
  return rows.receipts.flatMap((receipt) =>
    listed({ places, note }, receipt, 'affiliations', (words) => ({
      ...words,
      says: keys.affiliation(receipt),
      current: receipt.current ?? undefined,
      ...stateOf(receipt),
    })),
  );
}

/** The words that earn topics: `fact` has the topic's key and one selector. */
export function topicFacts({ rows, places, keys, note }: Writing): readonly ListedFact[] {
  return rows.topics.flatMap(({ code, spans }) => {
    const key = code === null ? null : keys.topic(code);
    if (key === null) return [];
    // The same words twice earn it no more than once.
    const distinct = new Map(spans.map((span) => [`${span.start}-${span.end}`, span]));
    return [...distinct.values()].flatMap((span) =>
      listed({ places, note }, span, 'topics', (_words, selector) => ({ key, selector })),
    );
  });
}

function listed(
  { places, note }: Pick<Writing, 'places' | 'note'>,
  place: Place,
  section: ListedFact['section'],
  write: (words: Yaml, selector: Selector) => Yaml,
): readonly ListedFact[] {
  const block = places.blockOf(place);
  const selector = block && places.openingOf(block) !== null ? places.select(place, block, block) : null;
  if (block === null || selector === null) {
    note(
      `one of the ${section}, ${quoted(places, place)}: its block or its words cannot be told from others`,
    );
    return [];
  }
  return [{ block, section, fact: write(asMap(selector), selector) }];
}

/** The quotes, each in the block that it begins in. */
export function quoteFacts(writing: Writing): readonly ListedFact[] {
  const { rows, places, keys, note } = writing;
  const written = new Map<string, QuoteRow>();
  const wordsWritten = new Set<string>();
  const facts = rows.quotes.flatMap((quote) => {
    const contents = spansOf(quote, 'CONTENT');
    const block = contents[0] === undefined ? null : places.blockOf(contents[0]);
    const where = JSON.stringify(contents);
    const fact = block && places.openingOf(block) !== null ? quoteFact(writing, quote, block) : null;
    if (block === null || fact === null || wordsWritten.has(where)) {
      const words = contents.map((span) => quoted(places, span)).join(' … ');
      note(`one of the quotes, ${words}: its block or its words cannot be told from others`);
      return [];
    }
    for (const code of quote.topics) {
      if (code === null || keys.topic(code) === null) note(`a topic of a quote, ${code ?? 'without a code'}`);
    }
    written.set(quote.id, quote);
    wordsWritten.add(where);
    return [{ quote, block, fact }];
  });
  return facts.map(({ quote, block, fact }) => {
    const outer = quote.within === null ? undefined : written.get(quote.within);
    const within = outer !== undefined && isInside(quote, outer) ? keys.quote(outer.id) : undefined;
    return { block, section: 'quotes', fact: { ...fact, within } };
  });
}

/** The format takes a report inside another by its place. */
function isInside(inner: QuoteRow, outer: QuoteRow): boolean {
  const [one, other] = [spansOf(inner, 'CONTENT'), spansOf(outer, 'CONTENT')];
  return (one[0]?.start ?? 0) >= (other[0]?.start ?? 0) && (one.at(-1)?.end ?? 0) <= (other.at(-1)?.end ?? 0);
}

function quoteFact(
  { places, keys, stateOf }: Writing,
  quote: QuoteRow,
  listedIn: AnnotatedBlock,
): Yaml | null {
  const select = (place: Place) => {
    const block = places.blockOf(place);
    return block === null ? null : places.select(place, block, listedIn);
  };
  const selectAll = (role: Parameters<typeof spansOf>[1]) => spansOf(quote, role).map(select);
  const [spans, quotedSpans] = [selectAll('CONTENT'), quote.kind === 'MIXED' ? selectAll('QUOTED') : []];
  const [[cue], [speakerSpan]] = [selectAll('CUE'), selectAll('SPEAKER')];
  if ([...spans, ...quotedSpans, cue, speakerSpan].includes(null)) return null;
  if (quote.kind === 'MIXED' && quotedSpans.length === 0) return null;
  return {
    key: keys.quote(quote.id),
    kind: quote.kind,
    act: quote.act === 'SPEECH' ? undefined : quote.act,
    spans,
    quotedSpans: quote.kind === 'MIXED' ? quotedSpans : undefined,
    cue,
    speakerSpan,
    speakers: quote.speakers.length === 0 ? undefined : quote.speakers.map(keys.entity),
    attribution: quote.attribution === 'IDENTIFIED' ? undefined : quote.attribution,
    speakingFor: quote.speakingFor === null ? undefined : keys.entity(quote.speakingFor),
    addressee: quote.addressee === null ? undefined : keys.entity(quote.addressee),
    topics: unlessEmpty(quote.topics.flatMap((code) => (code === null ? [] : (keys.topic(code) ?? [])))),
    ...stateOf(quote),
  };
}

function spansOf({ spans }: QuoteRow, role: QuoteRow['spans'][number]['role']): readonly Place[] {
  return spans.filter((span) => span.role === role).map(({ start, end }) => ({ start, end }));
}

function asMap(selector: Selector): Yaml {
  return typeof selector === 'string' ? { exact: selector } : selector;
}

function unlessEmpty<T>(values: readonly T[]): readonly T[] | undefined {
  return values.length === 0 ? undefined : values;
}

function quoted(places: Places, place: Place): string {
  return JSON.stringify(places.wordsAt(place));
}
