import {
  type ArticleWhere,
  type EntityWhere,
  type QuoteWhere,
  ReferenceFilter,
  type TopicWhere,
} from './reference-filter.ts';
import { Cursors, connectionOf, type Listed, type ListOrdering, type PageArgs } from './reference-list.ts';
import {
  articleOrders,
  ascending,
  askedOrder,
  descending,
  entityOrders,
  type OrderArg,
  quoteOrders,
  topicOrders,
} from './reference-orders.ts';
import {
  type ArticlePair,
  type EntityKey,
  entityOf,
  found,
  mentioned,
  type ReferenceRecord,
  sortTime,
} from './reference-record.ts';
import { type ReferenceSegment, segmentsOf } from './reference-segments.ts';
import type { RowOf } from './reference-tables.ts';

type Nullable<T> = { readonly [K in keyof T]?: T[K] | null };
type ListArgs<Where> = PageArgs & Nullable<{ where: Where; orderBy: readonly OrderArg[] }>;
type EntityRow = RowOf<'person'> | RowOf<'organisation'>;
type SpanRow = Pick<
  RowOf<'block'>,
  'span_start' | 'span_end' | 'utf16_start' | 'utf16_end' | 'exact' | 'prefix' | 'suffix' | 'revision'
> & { readonly span_state?: string };

/** Each scheme's address, as its registry publishes it. */
const ADDRESSES: Readonly<Record<string, string>> = {
  WIKIDATA: 'http://www.wikidata.org/entity/',
  ISNI: 'https://isni.org/isni/',
  VIAF: 'https://viaf.org/viaf/',
  LEI: 'https://search.gleif.org/#/record/',
  ROR: 'https://ror.org/',
  ORCID: 'https://orcid.org/',
};

function listed<Node extends { readonly id: string }>(nodes: readonly Node[]): readonly Listed<Node>[] {
  return nodes.map((node) => ({ node, tie: node.id }));
}

function spanOf(row: SpanRow) {
  return {
    start: row.span_start,
    end: row.span_end,
    utf16Start: row.utf16_start,
    utf16End: row.utf16_end,
    exact: row.exact,
    prefix: row.prefix,
    suffix: row.suffix,
    revision: row.revision,
    state: row.span_state ?? 'EXACT',
  };
}

/**
 * One naive resolver for each field of the contract: methods that graphql-js calls by their names, which give plain
 * objects of more such methods. Nothing is shared, cached or planned.
 */
export class ReferenceViews {
  readonly #filter: ReferenceFilter;
  readonly #cursors = new Cursors();

  constructor(readonly record: ReferenceRecord) {
    this.#filter = new ReferenceFilter(record);
  }

  article = (row: RowOf<'article'>) => {
    const { record } = this;
    const { tables } = record;
    const current = tables.article_text.find(
      ({ article_id, revision }) => article_id === row.id && revision === row.revision,
    );
    return {
      __typename: 'Article',
      id: `article_${row.id}`,
      slug: row.slug,
      uri: row.uri,
      headline: row.headline,
      standfirst: row.standfirst,
      dateline: row.dateline,
      bylines: row.bylines,
      language: row.language,
      text: current?.text,
      textSha256: current?.sha256,
      revision: row.revision,
      version: row.version,
      publishedAt: row.published_at?.toISOString() ?? null,
      modifiedAt: row.modified_at?.toISOString() ?? null,
      recordedAt: row.recorded_at.toISOString(),
      sourceUrl: row.source_url,
      copyrightHolder: row.copyright_holder,
      usageTerms: row.usage_terms,
      status: row.status,
      publisher: () => this.#entity(entityOf(null, row.publisher_id)),
      blocks: () =>
        tables.block
          .filter(({ article_id, revision }) => article_id === row.id && revision === row.revision)
          .sort((one, other) => one.position - other.position)
          .map(this.block),
      segments: () => segmentsOf(record, row).map(this.#segment),
      people: (args: PageArgs) => this.#mentionedIn(row, 'person', args),
      organisations: (args: PageArgs) => this.#mentionedIn(row, 'organisation', args),
      topics: (args: PageArgs) => {
        const own = record.assignments.filter(({ article_id }) => article_id === row.id);
        const connection = connectionOf(
          listed(own),
          descending(({ score }: RowOf<'topic_assignment'>) => score),
          args,
          this.#cursors,
        );
        return this.#shown(
          connection,
          (node) => this.topic(found(tables.topic, node.topic_id)),
          (node) => ({
            assignment: () => this.assignment(node),
          }),
        );
      },
      mentions: (args: PageArgs) =>
        this.#mentions(
          record.mentions.filter(({ article_id }) => article_id === row.id),
          ascending(({ span_start }: RowOf<'mention'>) => span_start),
          args,
        ),
      quotes: (args: ListArgs<QuoteWhere>) =>
        this.#quotes(
          record.quotes.filter(({ article_id }) => article_id === row.id),
          args,
          ascending(({ span_start }) => span_start),
        ),
    };
  };

  person = (row: RowOf<'person'>) => ({ __typename: 'Person', ...this.#entityFields('person', row) });

  organisation = (row: RowOf<'organisation'>) => ({
    __typename: 'Organisation',
    ...this.#entityFields('organisation', row),
    organisationKind: row.organisation_kind,
    parent: () => this.#entity(entityOf(null, row.parent_id)),
  });

  quote = (row: RowOf<'quote'>): object => {
    const { record } = this;
    const { tables } = record;
    const spans = (role: string) =>
      tables.quote_span
        .filter((span) => span.quote_id === row.id && span.role === role)
        .sort((one, other) => one.position - other.position)
        .map(spanOf);
    const speakers = () => record.speakersOf(row).map((speaker) => this.#entity(speaker));
    const visible = (quotes: readonly RowOf<'quote'>[]) => quotes.filter((quote) => record.sees(quote));
    return {
      __typename: 'Quote',
      id: `quote_${row.id}`,
      ...factOf(row),
      text: row.text,
      kind: row.kind,
      act: row.act,
      span: spanOf(row),
      spans: () => spans('CONTENT'),
      quotedSpans: () => spans('QUOTED'),
      cue: row.cue,
      cueSpan: () => spans('CUE')[0] ?? null,
      speaker: () => (record.speakersOf(row).length === 1 ? speakers()[0] : null),
      speakers,
      speakerSpan: () => spans('SPEAKER')[0] ?? null,
      attribution: row.attribution,
      speakingFor: () => this.#entity(entityOf(null, row.speaking_for_id)),
      addressee: () => this.#entity(entityOf(row.addressee_person_id, row.addressee_organisation_id)),
      within: () =>
        visible(tables.quote)
          .filter(({ id }) => id === row.within_id)
          .map(this.quote)[0] ?? null,
      nested: () =>
        visible(tables.quote)
          .filter(({ within_id }) => within_id === row.id)
          .sort((one, other) => one.span_start - other.span_start || (one.id < other.id ? -1 : 1))
          .map(this.quote),
      mentions: (args: PageArgs) =>
        this.#mentions(
          record.mentionsIn(row),
          ascending(({ span_start }: RowOf<'mention'>) => span_start),
          args,
        ),
      topics: (args: PageArgs) =>
        this.#shown(
          connectionOf(
            listed(record.topicsOf(row)),
            ascending(({ name }: RowOf<'topic'>) => record.rank(name)),
            args,
            this.#cursors,
          ),
          this.topic,
        ),
      article: () => this.article(record.articleOf(row)),
    };
  };

  topic = (row: RowOf<'topic'>): object => {
    const { record } = this;
    const { tables } = record;
    return {
      __typename: 'Topic',
      id: `topic_${row.id}`,
      slug: row.slug,
      name: row.name,
      definition: row.definition,
      code: row.code,
      version: row.version,
      retiredAt: row.retired_at?.toISOString() ?? null,
      broader: () => (row.broader_id === null ? null : this.topic(found(tables.topic, row.broader_id))),
      narrower: (args: PageArgs) => {
        const own = tables.topic.filter(({ broader_id }) => broader_id === row.id);
        const order = ascending(({ name }: RowOf<'topic'>) => record.rank(name));
        return this.#shown(connectionOf(listed(own), order, args, this.#cursors), this.topic);
      },
      articles: (args: ListArgs<ArticleWhere>) =>
        this.#articles(
          record.assignments
            .filter(({ topic_id }) => topic_id === row.id)
            .map((own) => record.articleOf(own)),
          args,
        ),
      quotes: (args: ListArgs<QuoteWhere>) =>
        this.#quotes(
          record.quotes.filter((quote) => record.topicsOf(quote).some(({ id }) => id === row.id)),
          args,
        ),
    };
  };

  mention = (row: RowOf<'mention'>) => ({
    __typename: 'Mention',
    id: `mention_${row.id}`,
    ...factOf(row),
    entity: () => this.#entity(mentioned(row)),
    form: row.form,
    article: () => this.article(this.record.articleOf(row)),
    span: spanOf(row),
  });

  assignment = (row: RowOf<'topic_assignment'>) => ({
    __typename: 'TopicAssignment',
    id: `topicAssignment_${row.id}`,
    ...factOf(row),
    article: () => this.article(this.record.articleOf(row)),
    topic: () => this.topic(found(this.record.tables.topic, row.topic_id)),
    score: row.score,
    spans: () =>
      this.record.tables.topic_span
        .filter(({ assignment_id }) => assignment_id === row.id)
        .sort((one, other) => one.position - other.position)
        .map(spanOf),
    origin: row.origin,
  });

  affiliation = (row: RowOf<'affiliation'>): object => {
    const { record } = this;
    const newest = () => record.newestReceipt(row);
    return {
      __typename: 'Affiliation',
      id: `affiliation_${row.id}`,
      person: () => this.#entity(entityOf(row.person_id, null)),
      organisation: () => this.#entity(entityOf(null, row.organisation_id)),
      role: row.role,
      from: row.from,
      to: row.to,
      current: () => newest().current,
      article: () => this.article(record.articleOf(newest())),
      span: () => spanOf(newest()),
      receipts: (args: PageArgs) => {
        const own = record.receiptsOf(row).filter((receipt) => record.sees(receipt));
        const order = descending((receipt: RowOf<'affiliation_receipt'>) =>
          sortTime(record.articleOf(receipt)),
        );
        return this.#shown(connectionOf(listed(own), order, args, this.#cursors), this.receipt);
      },
    };
  };

  receipt = (row: RowOf<'affiliation_receipt'>) => ({
    __typename: 'AffiliationReceipt',
    id: `affiliationReceipt_${row.id}`,
    ...factOf(row),
    affiliation: () => this.affiliation(found(this.record.tables.affiliation, row.affiliation_id)),
    article: () => this.article(this.record.articleOf(row)),
    span: spanOf(row),
    current: row.current,
  });

  block = (row: RowOf<'block'>): object => ({
    kind: row.kind,
    text: row.exact,
    span: spanOf(row),
    segments: () =>
      segmentsOf(this.record, this.record.articleOf(row))
        .filter(({ block }) => block?.position === row.position)
        .map(this.#segment),
  });

  articles = (args: ListArgs<ArticleWhere>) => this.#articles(this.record.articles, args);
  quotes = (args: ListArgs<QuoteWhere>) => this.#quotes(this.record.quotes, args);
  people = (args: ListArgs<EntityWhere>) =>
    this.#entities('person', this.record.tables.person, args, this.person);
  organisations = (args: ListArgs<EntityWhere>) =>
    this.#entities('organisation', this.record.tables.organisation, args, this.organisation);

  topics = (args: ListArgs<TopicWhere>) => {
    const { record } = this;
    const { where } = args;
    const rows = record.tables.topic.filter((row) => !where || this.#filter.topic(row, where));
    const order = askedOrder(topicOrders(record), args.orderBy) ?? ascending((row) => record.rank(row.name));
    return this.#shown(connectionOf(listed(rows), order, args, this.#cursors), this.topic);
  };

  #segment = ({ block, mentions, quotes, ...rest }: ReferenceSegment): object => ({
    ...rest,
    block: () => (block === null ? null : this.block(block)),
    mentions: () => mentions.map(this.mention),
    quotes: () => quotes.map(this.quote),
  });

  #entity(key: EntityKey | null): object | null {
    if (key === null || !this.record.seesEntity(key)) return null;
    const { person, organisation } = this.record.tables;
    return key.type === 'person'
      ? this.person(found(person, key.id))
      : this.organisation(found(organisation, key.id));
  }

  #entityFields(type: 'person' | 'organisation', row: EntityRow) {
    const { record } = this;
    const key = { type, id: row.id };
    const own = record.pairs.filter(({ entity }) => entity.type === type && entity.id === row.id);
    return {
      id: `${type}_${row.id}`,
      slug: row.slug,
      name: row.name,
      aliases: row.aliases,
      version: row.version,
      identifiers: () =>
        record.tables.identifier
          .filter((identifier) => identifier[`${type}_id`] === row.id)
          .sort(
            (one, other) =>
              record.rank(one.scheme) - record.rank(other.scheme) ||
              record.rank(one.value) - record.rank(other.value),
          )
          .map(({ scheme, value }) => {
            const address = ADDRESSES[scheme];
            return { scheme, value, uri: address === undefined ? null : `${address}${value}` };
          }),
      quotes: (args: ListArgs<QuoteWhere>) =>
        this.#quotes(
          record.quotes.filter((quote) => record.speaks(quote, key)),
          args,
        ),
      quotesAbout: (args: ListArgs<QuoteWhere>) =>
        this.#quotes(
          record.quotes.filter((quote) => record.isAbout(quote, key)),
          args,
        ),
      articles: (args: ListArgs<ArticleWhere>) =>
        this.#articles(
          own.map(({ article }) => article),
          args,
        ),
      mentions: (args: PageArgs) =>
        this.#mentions(
          record.mentionsOf(key),
          descending((mention) => sortTime(record.articleOf(mention))),
          args,
        ),
      affiliations: (args: PageArgs) => {
        const rows = record.affiliations.filter((affiliation) => affiliation[`${type}_id`] === row.id);
        const order = descending(
          (affiliation: RowOf<'affiliation'>) => record.newestReceipt(affiliation).current === true,
          (affiliation: RowOf<'affiliation'>) =>
            sortTime(record.articleOf(record.newestReceipt(affiliation))),
        );
        return this.#shown(connectionOf(listed(rows), order, args, this.#cursors), this.affiliation);
      },
      coMentions: (args: PageArgs) => this.#coMentions(key, own, args),
    };
  }

  /** Every world is smaller than the newest 1,000 articles that the contract counts within. */
  #coMentions(key: EntityKey, own: readonly ArticlePair[], args: PageArgs) {
    const together = new Map<
      string,
      { readonly id: string; readonly entity: EntityKey; readonly pairs: ArticlePair[] }
    >();
    for (const pair of this.record.pairs) {
      const { entity } = pair;
      if (!own.some(({ article }) => article.id === pair.article.id)) continue;
      if (entity.type === key.type && entity.id === key.id) continue;
      const other = together.get(entity.id) ?? { id: entity.id, entity, pairs: [] };
      other.pairs.push(pair);
      together.set(entity.id, other);
    }
    const order = descending(({ pairs }: { readonly pairs: readonly ArticlePair[] }) => pairs.length);
    return this.#shown(
      connectionOf(listed([...together.values()]), order, args, this.#cursors),
      ({ entity }) => this.#entity(entity),
      ({ pairs }) => ({
        articleCount: pairs.length,
        articles: (inner: PageArgs) =>
          this.#articles(
            pairs.map(({ article }) => article),
            inner,
          ),
      }),
    );
  }

  #mentionedIn(row: RowOf<'article'>, type: 'person' | 'organisation', args: PageArgs) {
    const own = this.record.pairs.filter(
      ({ article, entity }) => article.id === row.id && entity.type === type,
    );
    const rows = own.map((pair): Listed<ArticlePair> => ({ node: pair, tie: pair.entity.id }));
    const order = ascending(({ first }: ArticlePair) => first.span_start);
    return this.#shown(
      connectionOf(rows, order, args, this.#cursors),
      ({ entity }) => this.#entity(entity),
      ({ first, count }) => ({ firstMention: () => this.mention(first), mentionCount: count }),
    );
  }

  #articles(rows: readonly RowOf<'article'>[], args: ListArgs<ArticleWhere>) {
    const { where } = args;
    const matching = rows.filter((row) => !where || this.#filter.article(row, where));
    const order = askedOrder(articleOrders(this.record), args.orderBy) ?? descending(sortTime);
    return this.#shown(connectionOf(listed(matching), order, args, this.#cursors), this.article);
  }

  #quotes(
    rows: readonly RowOf<'quote'>[],
    args: ListArgs<QuoteWhere>,
    own: ListOrdering<RowOf<'quote'>> = descending((quote) => sortTime(this.record.articleOf(quote))),
  ) {
    const { where } = args;
    const matching = rows.filter((row) => !where || this.#filter.quote(row, where));
    const order = askedOrder(quoteOrders(this.record), args.orderBy) ?? own;
    return this.#shown(connectionOf(listed(matching), order, args, this.#cursors), this.quote);
  }

  #mentions(rows: readonly RowOf<'mention'>[], order: ListOrdering<RowOf<'mention'>>, args: PageArgs) {
    return this.#shown(connectionOf(listed(rows), order, args, this.#cursors), this.mention);
  }

  #entities<Row extends EntityRow>(
    type: 'person' | 'organisation',
    rows: readonly Row[],
    args: ListArgs<EntityWhere>,
    show: (row: Row) => object,
  ) {
    const { record } = this;
    const { where } = args;
    const matching = rows
      .filter(({ id }) => record.seesEntity({ type, id }))
      .filter((row) => !where || this.#filter.entity(type, row, where));
    const order =
      askedOrder<Row>(entityOrders(record, type), args.orderBy) ?? ascending((row) => record.rank(row.name));
    return this.#shown(connectionOf(listed(matching), order, args, this.#cursors), show);
  }

  /** A connection of rows as one of objects, with what its edges say beside their nodes. */
  #shown<Row>(
    { nodes, edges, ...rest }: ReturnType<typeof connectionOf<Row>>,
    show: (row: Row) => object | null,
    edge: (row: Row) => object = () => ({}),
  ) {
    return {
      ...rest,
      nodes: () => nodes.map(show),
      edges: () => edges.map(({ cursor, node }) => ({ cursor, node: show(node), ...edge(node) })),
    };
  }
}

function factOf({
  review,
  confidence,
  method,
  version,
}: Pick<RowOf<'mention'>, 'review' | 'confidence' | 'method' | 'version'>) {
  return { review, confidence, method, version };
}
