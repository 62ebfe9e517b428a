import { createHash } from 'node:crypto';
import type { CopyValue } from './copy-text.ts';
import { at, Random } from './random.ts';
import { type Range, type Story, type StoryMention, writeStory } from './story.ts';
import type { TableName } from './tables.ts';
import { uuid7 } from './uuid.ts';
import type { Clauses } from './vocabulary.ts';
import { type Affiliation, type Entity, type Person, WORLD_MADE_AT, type World } from './world.ts';

/** Takes one row of a table. */
export type WriteRow = (table: TableName, row: readonly CopyValue[]) => void;

const FIRST_ARTICLE_AT = Date.UTC(2020, 0, 1);
const LAST_ARTICLE_AT = Date.UTC(2026, 9, 1);
const REVISION = 1;
/** What a selector keeps around a span, in code points. */
const CONTEXT_LENGTH = 32;

export function writeWorld({ organisations, people, topics }: World, write: WriteRow): void {
  const madeAt = new Date(WORLD_MADE_AT);
  for (const { id, slug, name, shortName, organisationKind, parent } of organisations) {
    write('organisation', [
      id,
      slug,
      name,
      shortName === name ? [] : [shortName],
      organisationKind,
      parent?.id ?? null,
      madeAt,
    ]);
  }
  for (const { id, slug, name, shortName } of people) write('person', [id, slug, name, [shortName], madeAt]);
  for (const { id, slug, name, definition, code, broader, retiredAt } of topics) {
    write('topic', [id, slug, name, definition, code, broader?.id ?? null, retiredAt, madeAt]);
  }
}

/** Writes articles with all that stands in them, oldest first, and remembers which affiliations they say. */
export class ArticleRows {
  readonly #affiliations = new Map<Affiliation, Person>();

  constructor(
    private readonly world: World,
    private readonly clauses: Clauses,
    private readonly seed: number,
    private readonly articles: number,
    private readonly slug: (kind: string, name: string) => string,
    private readonly write: WriteRow,
  ) {}

  writeArticle(index: number): void {
    const random = new Random(this.seed, 1_000 + index);
    const story = writeStory(this.world, this.clauses, random);
    const step = (LAST_ARTICLE_AT - FIRST_ARTICLE_AT) / this.articles;
    const publishedAt = new Date(Math.floor(FIRST_ARTICLE_AT + index * step));
    new ArticleRow(this.world, story, random, publishedAt, this.write, (affiliation, person) =>
      this.#affiliations.set(affiliation, person),
    ).writeAll(index, this.slug('article', story.headline));
  }

  /** Every affiliation that an article says. */
  writeAffiliations(): void {
    for (const [{ id, role, organisation }, person] of this.#affiliations) {
      this.write('affiliation', [id, person.id, organisation.id, role]);
    }
  }
}

interface Fact {
  readonly isConfirmed: boolean;
  readonly review: string;
  readonly values: readonly CopyValue[];
}

/** The rows of one article. Derived columns and tables are written as the `expected_…` views state them. */
class ArticleRow {
  readonly #id: string;
  readonly #recordedAt: Date;
  readonly #status: string;
  readonly #isVisible: boolean;
  readonly #sortAt: Date;
  readonly #publishedAt: Date | null;
  #sequence = 0;

  constructor(
    private readonly world: World,
    private readonly story: Story,
    private readonly random: Random,
    private readonly madeAt: Date,
    private readonly write: WriteRow,
    private readonly keepAffiliation: (affiliation: Affiliation, person: Person) => void,
  ) {
    this.#recordedAt = new Date(madeAt.getTime() + random.between(30, 900) * 1_000);
    this.#status = random.chance(0.96) ? 'PUBLISHED' : random.chance(0.75) ? 'DRAFT' : 'WITHDRAWN';
    this.#isVisible = this.#status === 'PUBLISHED';
    this.#publishedAt = random.chance(0.02) ? null : madeAt;
    this.#sortAt = this.#publishedAt ?? this.#recordedAt;
    this.#id = this.#newId();
  }

  writeAll(index: number, slug: string): void {
    const { story, random, world } = this;
    const quoteFacts = story.quotes.map(() => this.#fact('quotes@1'));
    const mentionFacts = story.mentions.map(() => this.#fact('mentions@1'));
    const publisher = at(world.publishers, world.publisherRanks.draw(random));
    const quoteCount = this.#isVisible ? quoteFacts.filter(({ isConfirmed }) => isConfirmed).length : 0;
    this.write('article', [
      this.#id,
      slug,
      `urn:bench:${index}`,
      story.headline,
      story.standfirst,
      story.dateline,
      story.byline === null ? [] : [story.byline.replace('By ', '')],
      'en',
      this.#publishedAt,
      this.#recordedAt,
      this.#status,
      random.chance(0.97) ? publisher.id : null,
      this.#sortAt,
      this.#isVisible,
      quoteCount,
    ]);
    const sha256 = createHash('sha256').update(story.text).digest('hex');
    this.write('article_text', [this.#id, REVISION, story.text, sha256, this.#recordedAt]);
    for (const [position, block] of story.blocks.entries()) {
      this.write('block', [this.#id, REVISION, position, block.kind, ...this.#span(block)]);
    }
    const mentionIds = this.#writeMentions(mentionFacts);
    this.#writeQuotes(quoteFacts, mentionFacts, mentionIds);
    this.#writeTopics();
    this.#writeReceipts();
  }

  #writeMentions(facts: readonly Fact[]): readonly string[] {
    const ids = this.story.mentions.map((mention, index) => {
      const id = this.#newId();
      this.write('mention', [
        id,
        this.#id,
        REVISION,
        ...entityKeys(mention.entity),
        mention.form,
        ...this.#span(mention),
        ...at(facts, index).values,
      ]);
      return id;
    });
    this.#writeNamed(facts, ids);
    return ids;
  }

  /** Who is named in the article, once each. */
  #writeNamed(facts: readonly Fact[], ids: readonly string[]): void {
    const named = new Map<Entity, number[]>();
    for (const [index, { entity }] of this.story.mentions.entries()) {
      if (at(facts, index).review === 'REJECTED') continue;
      const places = named.get(entity);
      if (places === undefined) named.set(entity, [index]);
      else places.push(index);
    }
    for (const [entity, places] of named) {
      // Mentions are written in the order of the text, so the first in the list is the first in the text.
      const confirmed = places.filter((index) => at(facts, index).isConfirmed);
      const first = confirmed[0] ?? at(places, 0);
      this.write(entity.kind === 'person' ? 'article_person' : 'article_organisation', [
        this.#id,
        entity.id,
        at(ids, first),
        this.#isVisible ? confirmed.length : 0,
        at(this.story.mentions, first).start,
        this.#sortAt,
        this.#isVisible && confirmed.length > 0,
      ]);
    }
  }

  #writeQuotes(facts: readonly Fact[], mentionFacts: readonly Fact[], mentionIds: readonly string[]): void {
    const ids = this.story.quotes.map(() => this.#newId());
    for (const [index, quote] of this.story.quotes.entries()) {
      const id = at(ids, index);
      const fact = at(facts, index);
      const isVisible = this.#isVisible && fact.isConfirmed;
      const extent = {
        start: at(quote.content, 0).start,
        end: at(quote.content, quote.content.length - 1).end,
      };
      const words = quote.content.map((range) => this.#cut(range)).join(' ');
      this.write('quote', [
        id,
        this.#id,
        REVISION,
        words,
        quote.kind,
        this.#cut(quote.cue),
        quote.attribution,
        quote.speakingFor?.id ?? null,
        quote.within === null ? null : at(ids, quote.within),
        ...this.#span(extent),
        ...fact.values,
      ]);
      this.#writeQuoteSpans(id, 'CONTENT', quote.content);
      this.#writeQuoteSpans(id, 'QUOTED', quote.quoted);
      this.#writeQuoteSpans(id, 'CUE', [quote.cue]);
      if (quote.speakerSpan !== null) this.#writeQuoteSpans(id, 'SPEAKER', [quote.speakerSpan]);
      for (const [position, speaker] of quote.speakers.entries()) {
        this.write('quote_speaker', [id, position, ...entityKeys(speaker), this.#sortAt, isVisible]);
      }
      for (const topic of quote.topics) this.write('quote_topic', [id, topic.id, this.#sortAt, isVisible]);
      const inside = this.story.mentions
        .map((mention, mentionIndex) => ({
          mention,
          fact: at(mentionFacts, mentionIndex),
          mentionId: at(mentionIds, mentionIndex),
        }))
        .filter(
          ({ mention, fact: { review } }) =>
            review !== 'REJECTED' && quote.content.some((range) => contains(range, mention)),
        );
      this.#writeAbout(id, isVisible, quote.speakers, inside);
    }
  }

  #writeQuoteSpans(quoteId: string, role: string, ranges: readonly Range[]): void {
    for (const [position, range] of ranges.entries()) {
      this.write('quote_span', [quoteId, role, position, this.#id, REVISION, ...this.#span(range)]);
    }
  }

  #writeAbout(
    quoteId: string,
    isVisible: boolean,
    speakers: readonly Entity[],
    inside: readonly { readonly mention: StoryMention; readonly fact: Fact; readonly mentionId: string }[],
  ): void {
    const about = new Map<Entity, boolean>();
    for (const { mention, fact, mentionId } of inside) {
      const isSeen = isVisible && fact.isConfirmed;
      this.write('quote_mention', [quoteId, mentionId, mention.start, isSeen]);
      if (!speakers.includes(mention.entity))
        about.set(mention.entity, isSeen || about.get(mention.entity) === true);
    }
    for (const [entity, isSeen] of about) {
      this.write('quote_about', [this.#newId(), quoteId, ...entityKeys(entity), this.#sortAt, isSeen]);
    }
  }

  #writeTopics(): void {
    for (const { topic, spans } of this.story.topics) {
      const id = this.#newId();
      const score = this.random.between(30, 100) / 100;
      this.write('topic_assignment', [
        id,
        this.#id,
        topic.id,
        score,
        spans.length > 0 ? 'TEXT' : 'METADATA',
        ...this.#fact('topics@1').values,
      ]);
      for (const [position, range] of spans.entries()) {
        this.write('topic_span', [id, position, this.#id, REVISION, ...this.#span(range)]);
      }
    }
  }

  #writeReceipts(): void {
    for (const receipt of this.story.receipts) {
      this.keepAffiliation(receipt.affiliation, receipt.person);
      this.write('affiliation_receipt', [
        this.#newId(),
        receipt.affiliation.id,
        this.#id,
        REVISION,
        this.random.pick([true, true, null, false]),
        ...this.#span(receipt),
        ...this.#fact('affiliations@1').values,
      ]);
    }
  }

  #fact(method: string): Fact {
    const review = this.random.chance(0.94)
      ? 'CONFIRMED'
      : this.random.chance(0.85)
        ? 'SUGGESTED'
        : 'REJECTED';
    const isConfirmed = review === 'CONFIRMED';
    const confidence = this.random.between(50, 100) / 100;
    return {
      isConfirmed,
      review,
      values: [review, confidence, method, this.#sortAt, this.#isVisible && isConfirmed],
    };
  }

  #span({ start, end }: Range): CopyValue[] {
    const { text } = this.story;
    const prefix = text.slice(Math.max(0, start - CONTEXT_LENGTH), start);
    return [start, end, start, end, text.slice(start, end), prefix, text.slice(end, end + CONTEXT_LENGTH)];
  }

  #cut({ start, end }: Range): string {
    return this.story.text.slice(start, end);
  }

  #newId(): string {
    this.#sequence += 1;
    return uuid7(this.madeAt.getTime(), this.#sequence, this.random);
  }
}

function contains(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && outer.end >= inner.end;
}

/** person_id, organisation_id. */
function entityKeys({ kind, id }: Entity): [string | null, string | null] {
  return kind === 'person' ? [id, null] : [null, id];
}
