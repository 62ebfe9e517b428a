import { entityOf, found, mentioned, type ReferenceRecord } from './reference-record.ts';
import type { RowOf } from './reference-tables.ts';

type Given<T> = T | null | undefined;
type Entity = RowOf<'person'> | RowOf<'organisation'>;

interface StringFilter {
  readonly equals?: Given<string>;
  readonly in?: Given<readonly string[]>;
  readonly not?: Given<string>;
  readonly contains?: Given<string>;
  readonly startsWith?: Given<string>;
  readonly isNull?: Given<boolean>;
}
type OneOfFilter = Pick<StringFilter, 'equals' | 'in' | 'not'>;
interface DateTimeFilter {
  readonly equals?: Given<string>;
  readonly gt?: Given<string>;
  readonly gte?: Given<string>;
  readonly lt?: Given<string>;
  readonly lte?: Given<string>;
  readonly isNull?: Given<boolean>;
}
interface ListFilter<Where> {
  readonly some?: Given<Where>;
  readonly every?: Given<Where>;
  readonly none?: Given<Where>;
}
interface Logic<Where> {
  readonly and?: Given<readonly Where[]>;
  readonly or?: Given<readonly Where[]>;
  readonly not?: Given<Where>;
}

export interface ArticleWhere extends Logic<ArticleWhere> {
  readonly id?: Given<OneOfFilter>;
  readonly slug?: Given<StringFilter>;
  readonly headline?: Given<StringFilter>;
  readonly language?: Given<StringFilter>;
  readonly status?: Given<OneOfFilter>;
  readonly publishedAt?: Given<DateTimeFilter>;
  readonly publisher?: Given<EntityWhere>;
  readonly people?: Given<ListFilter<EntityWhere>>;
  readonly organisations?: Given<ListFilter<EntityWhere>>;
  readonly topics?: Given<ListFilter<TopicWhere>>;
  readonly quotes?: Given<ListFilter<QuoteWhere>>;
}
/** PersonWhere, and OrganisationWhere with its two fields more. */
export interface EntityWhere extends Logic<EntityWhere> {
  readonly id?: Given<OneOfFilter>;
  readonly slug?: Given<StringFilter>;
  readonly name?: Given<StringFilter>;
  readonly organisationKind?: Given<OneOfFilter>;
  readonly parent?: Given<EntityWhere>;
  readonly quotes?: Given<ListFilter<QuoteWhere>>;
  readonly articles?: Given<ListFilter<ArticleWhere>>;
  readonly affiliations?: Given<ListFilter<AffiliationWhere>>;
}
export interface QuoteWhere extends Logic<QuoteWhere> {
  readonly id?: Given<OneOfFilter>;
  readonly text?: Given<StringFilter>;
  readonly kind?: Given<OneOfFilter>;
  readonly act?: Given<OneOfFilter>;
  readonly attribution?: Given<OneOfFilter>;
  readonly speakerId?: Given<OneOfFilter>;
  readonly speakerPerson?: Given<EntityWhere>;
  readonly speakerOrganisation?: Given<EntityWhere>;
  readonly mentionsId?: Given<OneOfFilter>;
  readonly nested?: Given<boolean>;
  readonly article?: Given<ArticleWhere>;
  readonly topics?: Given<ListFilter<TopicWhere>>;
}
export interface TopicWhere extends Logic<TopicWhere> {
  readonly id?: Given<OneOfFilter>;
  readonly slug?: Given<StringFilter>;
  readonly name?: Given<StringFilter>;
  readonly code?: Given<StringFilter>;
  readonly broader?: Given<TopicWhere>;
  readonly includeNarrower?: Given<boolean>;
}
interface AffiliationWhere {
  readonly role?: Given<StringFilter>;
  readonly current?: Given<boolean>;
  readonly person?: Given<EntityWhere>;
  readonly organisation?: Given<EntityWhere>;
}

/** Whether a condition that was given holds; one that was not given does. */
function holds<Filter>(filter: Given<Filter>, test: (given: Filter) => boolean): boolean {
  return filter === null || filter === undefined || test(filter);
}

function string(value: string | null, filter: Given<StringFilter>): boolean {
  const lower = value?.toLowerCase();
  return holds(
    filter,
    (given) =>
      holds(given.equals, (wanted) => value === wanted) &&
      holds(given.in, (wanted) => value !== null && wanted.includes(value)) &&
      holds(given.not, (unwanted) => value !== unwanted) &&
      holds(given.contains, (part) => lower?.includes(part.toLowerCase()) === true) &&
      holds(given.startsWith, (start) => lower?.startsWith(start.toLowerCase()) === true) &&
      holds(given.isNull, (isNull) => (value === null) === isNull),
  );
}

function instant(value: Date | null, filter: Given<DateTimeFilter>): boolean {
  const compares = (wanted: Given<string>, test: (time: number, other: number) => boolean) =>
    holds(wanted, (given) => value !== null && test(value.getTime(), Date.parse(given)));
  return holds(
    filter,
    (given) =>
      compares(given.equals, (time, other) => time === other) &&
      compares(given.gt, (time, other) => time > other) &&
      compares(given.gte, (time, other) => time >= other) &&
      compares(given.lt, (time, other) => time < other) &&
      compares(given.lte, (time, other) => time <= other) &&
      holds(given.isNull, (isNull) => (value === null) === isNull),
  );
}

function list<Node, Where>(
  nodes: readonly Node[],
  filter: Given<ListFilter<Where>>,
  test: (node: Node, where: Where) => boolean,
): boolean {
  return holds(
    filter,
    (given) =>
      holds(given.some, (where) => nodes.some((node) => test(node, where))) &&
      holds(given.every, (where) => nodes.every((node) => test(node, where))) &&
      holds(given.none, (where) => !nodes.some((node) => test(node, where))),
  );
}

function logic<Where extends Logic<Where>>(where: Where, test: (where: Where) => boolean): boolean {
  return (
    holds(where.and, (all) => all.every(test)) &&
    holds(where.or, (any) => any.some(test)) &&
    holds(where.not, (unwanted) => !test(unwanted))
  );
}

/** `where`, evaluated row by row: the contract's words in plain JavaScript. */
export class ReferenceFilter {
  constructor(readonly record: ReferenceRecord) {}

  article(row: RowOf<'article'>, where: ArticleWhere): boolean {
    const { record } = this;
    const named = (type: 'person' | 'organisation') =>
      record.pairs
        .filter(({ article, entity }) => article.id === row.id && entity.type === type)
        .map(({ entity }) => this.#entityRow(entity.type, entity.id));
    return (
      logic(where, (other) => this.article(row, other)) &&
      string(`article_${row.id}`, where.id) &&
      string(row.slug, where.slug) &&
      string(row.headline, where.headline) &&
      string(row.language, where.language) &&
      string(row.status, where.status) &&
      instant(row.published_at, where.publishedAt) &&
      holds(where.publisher, (other) => this.#one('organisation', row.publisher_id, other)) &&
      list(named('person'), where.people, (node, other) => this.entity('person', node, other)) &&
      list(named('organisation'), where.organisations, (node, other) =>
        this.entity('organisation', node, other),
      ) &&
      list(
        record.assignments
          .filter(({ article_id }) => article_id === row.id)
          .map(({ topic_id }) => found(record.tables.topic, topic_id)),
        where.topics,
        (node, other) => this.topic(node, other),
      ) &&
      list(
        record.quotes.filter(({ article_id }) => article_id === row.id),
        where.quotes,
        (node, other) => this.quote(node, other),
      )
    );
  }

  entity(type: 'person' | 'organisation', row: Entity, where: EntityWhere): boolean {
    const { record } = this;
    const key = { type, id: row.id };
    const [kind, parent] = 'parent_id' in row ? [row.organisation_kind, row.parent_id] : [null, null];
    return (
      logic(where, (other) => this.entity(type, row, other)) &&
      string(`${type}_${row.id}`, where.id) &&
      string(row.slug, where.slug) &&
      string(row.name, where.name) &&
      string(kind, where.organisationKind) &&
      holds(where.parent, (other) => this.#one('organisation', parent, other)) &&
      list(
        record.quotes.filter((quote) => record.speaks(quote, key)),
        where.quotes,
        (node, other) => this.quote(node, other),
      ) &&
      list(
        record.pairs
          .filter(({ entity }) => entity.type === type && entity.id === row.id)
          .map(({ article }) => article),
        where.articles,
        (node, other) => this.article(node, other),
      ) &&
      list(
        record.affiliations.filter((affiliation) => affiliation[`${type}_id`] === row.id),
        where.affiliations,
        (node, other) => this.#affiliation(node, other),
      )
    );
  }

  quote(row: RowOf<'quote'>, where: QuoteWhere): boolean {
    const { record } = this;
    const speakers = record.speakersOf(row);
    const idOf = ({ type, id }: { readonly type: string; readonly id: string }) => `${type}_${id}`;
    const someSpeaker = (type: 'person' | 'organisation') => (other: EntityWhere) =>
      speakers.some((speaker) => speaker.type === type && this.#one(type, speaker.id, other));
    const outer = record.quotes.some(({ id }) => id === row.within_id);
    return (
      logic(where, (other) => this.quote(row, other)) &&
      string(`quote_${row.id}`, where.id) &&
      string(row.text, where.text) &&
      string(row.kind, where.kind) &&
      string(row.act, where.act) &&
      string(row.attribution, where.attribution) &&
      holds(where.speakerId, (filter) => speakers.some((speaker) => string(idOf(speaker), filter))) &&
      holds(where.speakerPerson, someSpeaker('person')) &&
      holds(where.speakerOrganisation, someSpeaker('organisation')) &&
      holds(where.mentionsId, (filter) =>
        record
          .mentionsIn(row)
          .flatMap((mention) => mentioned(mention) ?? [])
          .some((entity) => string(idOf(entity), filter)),
      ) &&
      holds(where.nested, (isNested) => outer === isNested) &&
      holds(where.article, (other) => {
        const article = record.articleOf(row);
        return record.seesArticle(article) && this.article(article, other);
      }) &&
      list(record.topicsOf(row), where.topics, (node, other) => this.topic(node, other))
    );
  }

  topic(row: RowOf<'topic'>, where: TopicWhere): boolean {
    const { includeNarrower, ...rest } = where;
    return includeNarrower === true
      ? this.record.withBroader(row).some((broader) => this.#topicItself(broader, rest))
      : this.#topicItself(row, rest);
  }

  #topicItself(row: RowOf<'topic'>, where: TopicWhere): boolean {
    return (
      logic(where, (other) => this.topic(row, other)) &&
      string(`topic_${row.id}`, where.id) &&
      string(row.slug, where.slug) &&
      string(row.name, where.name) &&
      string(row.code, where.code) &&
      holds(
        where.broader,
        (other) =>
          row.broader_id !== null && this.topic(found(this.record.tables.topic, row.broader_id), other),
      )
    );
  }

  #affiliation(row: RowOf<'affiliation'>, where: AffiliationWhere): boolean {
    const { current } = this.record.newestReceipt(row);
    return (
      string(row.role, where.role) &&
      holds(where.current, (wanted) => current === wanted) &&
      holds(where.person, (other) => this.#one('person', row.person_id, other)) &&
      holds(where.organisation, (other) => this.#one('organisation', row.organisation_id, other))
    );
  }

  /** The entity of a foreign key is there, the viewer sees it, and it matches. */
  #one(type: 'person' | 'organisation', id: string | null, where: EntityWhere): boolean {
    const key = type === 'person' ? entityOf(id, null) : entityOf(null, id);
    return (
      key !== null && this.record.seesEntity(key) && this.entity(type, this.#entityRow(type, key.id), where)
    );
  }

  #entityRow(type: 'person' | 'organisation', id: string): Entity {
    return found<Entity>(this.record.tables[type], id);
  }
}
