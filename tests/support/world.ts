import { v7 } from 'uuid';
import type { Database, Transaction } from '../../src/database/database.ts';
import { ingestArticles } from '../../src/ingest/ingest-articles.ts';
import type { TopicRecord } from '../../src/ingest/media-topics.ts';
import { loadTopics } from '../../src/ingest/topics.ts';
import { numberedSlug, slugOf } from '../../src/kernel/slug.ts';
import {
  type AffiliationOptions,
  type AnyEntityHandle,
  ArticleHandle,
  type ArticleOptions,
  AssignmentHandle,
  type AssignmentOptions,
  MentionHandle,
  type MentionOptions,
  OrganisationHandle,
  type OrganisationOptions,
  PersonHandle,
  type PersonOptions,
  QuoteHandle,
  type QuoteOptions,
  ReceiptHandle,
  TopicHandle,
  type TopicOptions,
} from './world-handles.ts';
import { findIds, type Ids, type WrittenArticle } from './world-ids.ts';
import { annotate } from './world-text.ts';

export interface WorldOptions {
  /** Makes ids; `countedIds()` for a test that shows them. By default UUID v7. */
  readonly newId?: () => string;
  /** Says when rows were recorded; by default one second later each time, from 2024-01-01. */
  readonly now?: () => Date;
}

/** Ids that are the same in every run: 00000000-0000-7000-8000-000000000001 and on. */
export function countedIds(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `00000000-0000-7000-8000-${String(count).padStart(12, '0')}`;
  };
}

/** Times that are the same in every run, one second apart. */
function countedTimes(from = '2024-01-01T00:00:00.000Z'): () => Date {
  let time = Date.parse(from);
  return () => {
    time += 1000;
    return new Date(time);
  };
}

/**
 * Test data, said as a test means it and written by `save()` in one change through `ingestArticles`, however much it is.
 *
 * ```ts
 * const world = createWorld(database);
 * const general = world.person('Asim Munir');
 * const article = world.article({ publishedAt: new Date('2024-05-01') });
 * world.quote(article, 'We met.', { speakers: [general] });
 * world.mention(article, general);
 * await world.save();
 * general.id;
 * ```
 *
 * What a test does not say is made up: articles are PUBLISHED, facts are CONFIRMED, the text is what the facts need.
 * Handles have ids after `save()`; it may be called again after more was added.
 */
export class World {
  readonly #articles: ArticleHandle[] = [];
  readonly #entities: AnyEntityHandle[] = [];
  readonly #topics: TopicHandle[] = [];
  readonly #newId: () => string;
  readonly #now: () => Date;

  constructor(
    readonly database: Database,
    { newId = v7, now = countedTimes() }: WorldOptions = {},
  ) {
    this.#newId = newId;
    this.#now = now;
  }

  /** A person; two of one name are two people (the second's slug ends in `-2`). */
  person(name: string, { slug, aliases = [], identifiers = [] }: PersonOptions = {}): PersonHandle {
    const key = `person ${this.#entities.length}`;
    const ownSlug = slug ?? this.#freeSlug('person', name);
    const person = new PersonHandle({ type: 'person', key, slug: ownSlug, name, aliases, identifiers });
    this.#entities.push(person);
    return person;
  }

  organisation(name: string, options: OrganisationOptions = {}): OrganisationHandle {
    const { slug, aliases = [], identifiers = [], organisationKind = null, parent } = options;
    const organisation = new OrganisationHandle(
      {
        type: 'organisation',
        key: `organisation ${this.#entities.length}`,
        slug: slug ?? this.#freeSlug('organisation', name),
        name,
        aliases,
        identifiers,
        organisationKind,
        parent: parent?.entity.key ?? null,
      },
      parent,
    );
    this.#entities.push(organisation);
    return organisation;
  }

  topic(name: string, options: TopicOptions = {}): TopicHandle {
    const code = options.code ?? `medtop:${90_000_001 + this.#topics.length}`;
    const used = new Set(this.#topics.map(({ slug }) => slug));
    const topic = new TopicHandle(name, firstFree(slugOf(name), used), code, options);
    this.#topics.push(topic);
    return topic;
  }

  article(options: ArticleOptions = {}): ArticleHandle {
    const number = this.#articles.length + 1;
    const headline = options.headline ?? `Article ${number}`;
    const used = new Set(this.#articles.map(({ slug }) => slug));
    const article = new ArticleHandle(options.slug ?? firstFree(slugOf(headline), used), headline, options);
    this.#articles.push(article);
    return article;
  }

  /** A mention of an entity by these words, or by its name: the next place of the text that has them. */
  mention(
    article: ArticleHandle,
    entity: AnyEntityHandle,
    exact = entity.entity.name,
    options: MentionOptions = {},
  ): MentionHandle {
    const mention = new MentionHandle(entity, exact, options);
    article.mentions.push(mention);
    return mention;
  }

  /** A quote of these words; several when the cue or a paragraph splits it. DIRECT by default, of nobody unless speakers are given. */
  quote(article: ArticleHandle, exact: string | readonly string[], options: QuoteOptions = {}): QuoteHandle {
    const quote = new QuoteHandle(typeof exact === 'string' ? [exact] : exact, options);
    article.quotes.push(quote);
    return quote;
  }

  /** A phrase that says a person's place in an organisation; by default `organisation's person`. */
  affiliation(
    article: ArticleHandle,
    person: PersonHandle,
    organisation: OrganisationHandle,
    { exact, ...options }: AffiliationOptions & { readonly exact?: string } = {},
  ): ReceiptHandle {
    const words = exact ?? `${organisation.entity.name}'s ${options.role ?? ''} ${person.entity.name}`;
    const receipt = new ReceiptHandle(person, organisation, words, options);
    article.receipts.push(receipt);
    return receipt;
  }

  /** Assigns a topic to an article. */
  assign(article: ArticleHandle, topic: TopicHandle, options: AssignmentOptions = {}): AssignmentHandle {
    const assignment = new AssignmentHandle(topic, options);
    article.assignments.push(assignment);
    return assignment;
  }

  /** Writes all that is not there yet, in one change, and gives the handles their ids. */
  async save(): Promise<void> {
    const result = await this.database.change(
      { actor: 'test', reason: 'a world for a test' },
      (transaction) => this.#write(transaction),
    );
    if (result.outcome === 'applied') for (const [handle, id] of result.value) handle.saved(id);
  }

  async #write(transaction: Transaction): Promise<Ids> {
    const options = { newId: this.#newId, now: this.#now };
    await loadTopics(transaction, this.#topics.map(topicRecord), this.#newId);
    const articles = this.#articles.map((handle) => ({ handle, annotated: annotate(handle) }));
    const statuses = new Map(articles.map(({ handle, annotated }) => [annotated, handle.options.status]));
    const ingested = await ingestArticles(
      transaction,
      articles.map(({ annotated }) => annotated),
      { ...options, status: (article) => statuses.get(article) ?? 'PUBLISHED' },
    );
    const written = articles.map((article, position) => ({
      ...article,
      articleId: ingested.articles[position]?.articleId ?? '',
    }));
    await this.#writeUnnamed(transaction, written);
    return findIds(transaction, written, this.#entities, this.#topics);
  }

  /** Entities that no article names: nobody can see them, which is what a test of them wants. */
  async #writeUnnamed(transaction: Transaction, written: readonly WrittenArticle[]): Promise<void> {
    const named = new Set(written.flatMap(({ annotated }) => annotated.entities));
    const rows = this.#entities
      .filter(({ entity }) => !named.has(entity))
      .map(({ type, entity: { slug, name, aliases } }) => ({
        type,
        row: { id: this.#newId(), slug: slug ?? slugOf(name), name, aliases: [...aliases] },
      }));
    const rowsOf = (wanted: AnyEntityHandle['type']) =>
      rows.filter(({ type }) => type === wanted).map(({ row }) => row);
    await transaction.person.createMany({ data: rowsOf('person'), skipDuplicates: true });
    await transaction.organisation.createMany({ data: rowsOf('organisation'), skipDuplicates: true });
  }

  #freeSlug(type: AnyEntityHandle['type'], name: string): string {
    const used = this.#entities
      .filter((handle) => handle.type === type)
      .map(({ entity }) => entity.slug ?? '');
    return firstFree(slugOf(name), new Set(used));
  }
}

/** A world on an open database; see `World`. */
export function createWorld(database: Database, options: WorldOptions = {}): World {
  return new World(database, options);
}

function topicRecord({ code, slug, name, options }: TopicHandle): TopicRecord {
  const { definition = null, broader, retiredAt = null } = options;
  return { code, slug, name, definition, broader: broader?.code ?? null, retiredAt };
}

function firstFree(slug: string, used: ReadonlySet<string>): string {
  let number = 1;
  while (used.has(numberedSlug(slug, number))) number += 1;
  return numberedSlug(slug, number);
}
