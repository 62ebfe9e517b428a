import type { Viewer } from '../../src/planner/declaration.ts';
import type { RowOf, Tables, TextRanks } from './reference-tables.ts';

type Article = RowOf<'article'>;
type Mention = RowOf<'mention'>;
type Quote = RowOf<'quote'>;

/** A person or an organisation, by its key. */
export type EntityKey =
  | { readonly type: 'person'; readonly id: string }
  | { readonly type: 'organisation'; readonly id: string };

/** An article and an entity that it mentions. */
export interface ArticlePair {
  readonly article: Article;
  readonly entity: EntityKey;
  readonly first: Mention;
  /** Mentions that readers see. */
  readonly count: number;
}

/** The entity that one of two foreign keys names. */
export function entityOf(person: string | null, organisation: string | null): EntityKey | null {
  if (person !== null) return { type: 'person', id: person };
  return organisation === null ? null : { type: 'organisation', id: organisation };
}

function sameEntity(one: EntityKey | null, other: EntityKey | null): boolean {
  return one?.type === other?.type && one?.id === other?.id;
}

/** The record as one viewer sees it: DESIGN.md's rules, each over whole tables in memory. */
export class ReferenceRecord {
  readonly #visiblePeople: ReadonlySet<string>;
  readonly #visibleOrganisations: ReadonlySet<string>;
  readonly #pairs: readonly ArticlePair[];

  constructor(
    readonly tables: Tables,
    readonly ranks: TextRanks,
    readonly viewer: Viewer,
  ) {
    this.#visiblePeople = new Set(
      tables.person.filter(({ id }) => this.#isNamed({ type: 'person', id })).map(({ id }) => id),
    );
    this.#visibleOrganisations = this.#findVisibleOrganisations();
    this.#pairs = [...this.#findPairs()];
  }

  /** A reader sees confirmed facts of published articles. */
  isPublic(fact: { readonly review: string; readonly article_id: string }): boolean {
    const article = this.tables.article.find(({ id }) => id === fact.article_id);
    return fact.review === 'CONFIRMED' && article?.status === 'PUBLISHED';
  }

  sees(fact: { readonly review: string; readonly article_id: string }): boolean {
    return this.viewer === 'editor' || this.isPublic(fact);
  }

  seesArticle({ status }: Article): boolean {
    return this.viewer === 'editor' || status === 'PUBLISHED';
  }

  seesEntity({ type, id }: EntityKey): boolean {
    if (this.viewer === 'editor') return true;
    return (type === 'person' ? this.#visiblePeople : this.#visibleOrganisations).has(id);
  }

  seesAffiliation(affiliation: RowOf<'affiliation'>): boolean {
    return this.viewer === 'editor' || this.receiptsOf(affiliation).some((receipt) => this.isPublic(receipt));
  }

  get articles(): readonly Article[] {
    return this.tables.article.filter((article) => this.seesArticle(article));
  }

  get quotes(): readonly Quote[] {
    return this.tables.quote.filter((quote) => this.sees(quote));
  }

  get mentions(): readonly Mention[] {
    return this.tables.mention.filter((mention) => this.sees(mention));
  }

  get assignments(): readonly RowOf<'topic_assignment'>[] {
    return this.tables.topic_assignment.filter((assignment) => this.sees(assignment));
  }

  get affiliations(): readonly RowOf<'affiliation'>[] {
    return this.tables.affiliation.filter((affiliation) => this.seesAffiliation(affiliation));
  }

  /** An article and an entity, once for each pair of which the viewer sees a mention. */
  get pairs(): readonly ArticlePair[] {
    return this.#pairs.filter(({ count }) => this.viewer === 'editor' || count > 0);
  }

  receiptsOf({ id }: RowOf<'affiliation'>): readonly RowOf<'affiliation_receipt'>[] {
    return this.tables.affiliation_receipt.filter(({ affiliation_id }) => affiliation_id === id);
  }

  /** The newest public receipt; where there is none, the newest. */
  newestReceipt(affiliation: RowOf<'affiliation'>): RowOf<'affiliation_receipt'> {
    const rank = (receipt: RowOf<'affiliation_receipt'>) =>
      [this.isPublic(receipt) ? '1' : '0', newness(this.articleOf(receipt)), receipt.id].join(' ');
    const [newest] = [...this.receiptsOf(affiliation)].sort((one, other) =>
      rank(one) < rank(other) ? 1 : -1,
    );
    if (newest === undefined) throw new Error(`The affiliation ${affiliation.id} has no receipt`);
    return newest;
  }

  articleOf({ article_id }: { readonly article_id: string }): Article {
    return found(this.tables.article, article_id);
  }

  speakersOf({ id }: Quote): readonly EntityKey[] {
    return this.tables.quote_speaker
      .filter(({ quote_id }) => quote_id === id)
      .sort((one, other) => one.position - other.position)
      .flatMap((row) => entityOf(row.person_id, row.organisation_id) ?? []);
  }

  topicsOf({ id }: Quote): readonly RowOf<'topic'>[] {
    return this.tables.quote_topic
      .filter(({ quote_id }) => quote_id === id)
      .map(({ topic_id }) => found(this.tables.topic, topic_id));
  }

  /** Mentions inside the quote's content spans. */
  mentionsIn(quote: Quote): readonly Mention[] {
    if (quote.span_state === 'LOST') return [];
    const spans = this.tables.quote_span.filter(
      ({ quote_id, role }) => quote_id === quote.id && role === 'CONTENT',
    );
    return this.mentions.filter(
      (mention) =>
        mention.article_id === quote.article_id &&
        mention.review !== 'REJECTED' &&
        mention.span_state !== 'LOST' &&
        spans.some(
          (span) =>
            span.revision === mention.revision &&
            span.span_start <= mention.span_start &&
            span.span_end >= mention.span_end,
        ),
    );
  }

  /** Whether the quote is about the entity: its words mention it, and it does not speak them. */
  isAbout(quote: Quote, entity: EntityKey): boolean {
    const speaks = this.speakersOf(quote).some((speaker) => sameEntity(speaker, entity));
    return !speaks && this.mentionsIn(quote).some((mention) => sameEntity(mentioned(mention), entity));
  }

  speaks(quote: Quote, entity: EntityKey): boolean {
    return this.speakersOf(quote).some((speaker) => sameEntity(speaker, entity));
  }

  mentionsOf(entity: EntityKey): readonly Mention[] {
    return this.mentions.filter((mention) => sameEntity(mentioned(mention), entity));
  }

  /** What `orderBy: QUOTE_COUNT` compares: what readers see, whoever looks. */
  quoteCount(entity: EntityKey): number {
    return this.tables.quote.filter((quote) => this.isPublic(quote) && this.speaks(quote, entity)).length;
  }

  /** What `orderBy: ARTICLE_COUNT` compares: what readers see, whoever looks. */
  articleCount(entity: EntityKey): number {
    return this.#pairs.filter((pair) => pair.count > 0 && sameEntity(pair.entity, entity)).length;
  }

  /** A topic and everything above it. */
  withBroader(topic: RowOf<'topic'>): readonly RowOf<'topic'>[] {
    const { broader_id } = topic;
    return broader_id === null ? [topic] : [topic, ...this.withBroader(found(this.tables.topic, broader_id))];
  }

  /** What a slug names, or named. */
  bySlug<Row extends { readonly id: string; readonly slug: string }>(
    kind: string,
    rows: readonly Row[],
    slug: string,
  ): Row | undefined {
    const old = this.tables.slug.find((row) => row.kind === kind && row.slug === slug);
    return rows.find((row) => row.slug === slug) ?? rows.find(({ id }) => id === old?.target_id);
  }

  rank(text: string): number {
    const rank = this.ranks.get(text);
    if (rank === undefined) throw new Error(`The text ${JSON.stringify(text)} has no rank`);
    return rank;
  }

  #isNamed(entity: EntityKey): boolean {
    const { mention, quote, affiliation } = this.tables;
    const publicQuotes = quote.filter((candidate) => this.isPublic(candidate));
    return (
      mention.some((candidate) => this.isPublic(candidate) && sameEntity(mentioned(candidate), entity)) ||
      publicQuotes.some(
        (candidate) =>
          this.speaks(candidate, entity) ||
          sameEntity(entityOf(candidate.addressee_person_id, candidate.addressee_organisation_id), entity) ||
          (entity.type === 'organisation' && candidate.speaking_for_id === entity.id),
      ) ||
      affiliation.some(
        (candidate) =>
          candidate[`${entity.type}_id`] === entity.id &&
          this.receiptsOf(candidate).some((receipt) => this.isPublic(receipt)),
      )
    );
  }

  #findVisibleOrganisations(): ReadonlySet<string> {
    const { article, organisation } = this.tables;
    const publishers = article
      .filter(({ status }) => status === 'PUBLISHED')
      .map(({ publisher_id }) => publisher_id);
    const visible = new Set<string>();
    for (const { id } of organisation) {
      if (!this.#isNamed({ type: 'organisation', id }) && !publishers.includes(id)) continue;
      for (let at: string | null = id; at !== null; at = found(organisation, at).parent_id) visible.add(at);
    }
    return visible;
  }

  *#findPairs(): Generator<ArticlePair> {
    const { article: articles, mention: mentions, person, organisation } = this.tables;
    const entities: readonly EntityKey[] = [
      ...person.map(({ id }): EntityKey => ({ type: 'person', id })),
      ...organisation.map(({ id }): EntityKey => ({ type: 'organisation', id })),
    ];
    for (const article of articles) {
      for (const entity of entities) {
        const own = mentions
          .filter(
            (mention) =>
              mention.article_id === article.id &&
              mention.review !== 'REJECTED' &&
              mention.span_state !== 'LOST' &&
              sameEntity(mentioned(mention), entity),
          )
          .sort(
            (one, other) =>
              Number(other.review === 'CONFIRMED') - Number(one.review === 'CONFIRMED') ||
              one.span_start - other.span_start ||
              (one.id < other.id ? -1 : 1),
          );
        const [first] = own;
        const count = own.filter((mention) => this.isPublic(mention)).length;
        if (first !== undefined) yield { article, entity, first, count };
      }
    }
  }
}

/** Whom a mention names. */
export function mentioned({ person_id, organisation_id }: Mention): EntityKey | null {
  return entityOf(person_id, organisation_id);
}

/** When an article counts as published, in milliseconds. */
export function sortTime({ published_at, recorded_at }: Article): number {
  return (published_at ?? recorded_at).getTime();
}

function newness(article: Article): string {
  return (article.published_at ?? article.recorded_at).toISOString();
}

/** The row of an id. Throws where a foreign key leads nowhere. */
export function found<Row extends { readonly id: string }>(rows: readonly Row[], id: string): Row {
  const row = rows.find((candidate) => candidate.id === id);
  if (row === undefined) throw new Error(`No row has the id ${id}`);
  return row;
}
