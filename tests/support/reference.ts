import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, type ExecutionResult, execute, parse } from 'graphql';
import type { Viewer } from '../../src/planner/declaration.ts';
import { ReferenceRecord } from './reference-record.ts';
import type { Tables, TextRanks } from './reference-tables.ts';
import { ReferenceViews } from './reference-views.ts';

/** The committed contract, without any resolver or declaration of ours. */
const schema = buildSchema(readFileSync(join(import.meta.dirname, '../../schema.graphql'), 'utf8'));

const FACTS = ['Mention', 'Quote', 'TopicAssignment', 'AffiliationReceipt'];
const NODES = ['Article', 'Person', 'Organisation', 'Topic', 'Affiliation', 'MergeCandidate', ...FACTS];

/**
 * Fields that the reference leaves out: search and related are ranked by words and weights, which only SQL has, and what
 * was before, and who may be merged, is in no table that it reads (tests/integration/read/history.test.ts compares that with a log of its own).
 */
export const LEFT_OUT: ReadonlySet<string> = new Set([
  'Query.search',
  'Article.related',
  'Topic.attribution',
  'Article.revisions',
  'Article.corrections',
  'Article.lostFacts',
  'Query.articleRevision',
  'Query.tombstone',
  'Query.mergeCandidates',
  'Query.history',
  ...NODES.map((type) => `${type}.history`),
  ...FACTS.flatMap((type) => [`${type}.reviewedBy`, `${type}.reviewedAt`]),
]);

type IdOrSlug = { readonly id?: string | null; readonly slug?: string | null };

/** Answers operations by a naive resolver for each field, over tables in memory: slow, and plain enough to be believed. */
export class Reference {
  readonly #views: ReferenceViews;
  readonly #root: object;

  constructor(tables: Tables, ranks: TextRanks, viewer: Viewer) {
    this.#views = new ReferenceViews(new ReferenceRecord(tables, ranks, viewer));
    this.#root = this.#makeRoot();
  }

  /** The answer; cursors are the reference's own, so that one of its answers gives the next one's `after`. */
  async run(source: string, variables: Readonly<Record<string, unknown>> = {}): Promise<ExecutionResult> {
    return execute({
      schema,
      document: parse(source),
      rootValue: this.#root,
      variableValues: { ...variables },
    });
  }

  #makeRoot(): object {
    const { articles, people, organisations, quotes, topics, record } = this.#views;
    const { tables } = record;
    const find =
      <Row extends { readonly id: string; readonly slug: string }>(kind: string, rows: readonly Row[]) =>
      ({ id, slug }: IdOrSlug) => {
        if (typeof slug !== 'string') return this.#node(id ?? '', kind.toLowerCase());
        const row = record.bySlug(kind, rows, slug);
        return row === undefined ? null : this.#node(`${kind.toLowerCase()}_${row.id}`);
      };
    return {
      articles,
      people,
      organisations,
      quotes,
      topics,
      article: find('ARTICLE', tables.article),
      person: find('PERSON', tables.person),
      organisation: find('ORGANISATION', tables.organisation),
      topic: find('TOPIC', tables.topic),
      quote: ({ id }: { readonly id: string }) => this.#node(id, 'quote'),
      node: ({ id }: { readonly id: string }) => this.#node(id),
      nodes: ({ ids }: { readonly ids: readonly string[] }) => ids.map((id) => this.#node(id)),
    };
  }

  #node(id: string, type?: string): object | null {
    const [prefix = '', uuid = ''] = id.split('_');
    return type === undefined || type === prefix ? this.#find(prefix, uuid) : null;
  }

  #find(prefix: string, uuid: string): object | null {
    const views = this.#views;
    const { record } = views;
    const { tables } = record;
    const show = <Row extends { readonly id: string }>(
      rows: readonly Row[],
      view: (row: Row) => object,
    ): object | null => rows.filter(({ id }) => id === uuid).map(view)[0] ?? null;
    switch (prefix) {
      case 'article':
        return show(record.articles, views.article);
      case 'person':
        return show(
          tables.person.filter(({ id }) => record.seesEntity({ type: 'person', id })),
          views.person,
        );
      case 'organisation':
        return show(
          tables.organisation.filter(({ id }) => record.seesEntity({ type: 'organisation', id })),
          views.organisation,
        );
      case 'quote':
        return show(record.quotes, views.quote);
      case 'topic':
        return show(tables.topic, views.topic);
      case 'mention':
        return show(record.mentions, views.mention);
      case 'topicAssignment':
        return show(record.assignments, views.assignment);
      case 'affiliation':
        return show(record.affiliations, views.affiliation);
      case 'affiliationReceipt':
        return show(
          tables.affiliation_receipt.filter((receipt) => record.sees(receipt)),
          views.receipt,
        );
      default:
        throw new Error(`The reference knows no id that begins with ${prefix}`);
    }
  }
}
