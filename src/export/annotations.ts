import { Document, isCollection, isPair, isScalar, visit } from 'yaml';
import { AppError } from '../kernel/app-error.ts';
import { slugOf } from '../kernel/slug.ts';
import { grouped } from '../text/grouped.ts';
import { readPlainText } from '../text/read/plain.ts';
import {
  type ListedFact,
  mentionFacts,
  quoteFacts,
  receiptFacts,
  topicFacts,
  type Writing,
  type Yaml,
} from './annotation-facts.ts';
import { type Keys, keysOf } from './annotation-keys.ts';
import { Places } from './annotation-places.ts';
import type { AnnotationRows, EntityRow } from './annotation-rows.ts';

/** An annotation file (`annotations@1`, described in seeds/README.md) and the document that it is about. */
export interface AnnotationFiles {
  readonly yaml: string;
  /** As the YAML names it. */
  readonly documentName: string;
  readonly document: Uint8Array;
  /** What of the article the format cannot say, a line each; the YAML begins with them too. */
  readonly notes: readonly string[];
}

/**
 * Writes an article and all its facts as a seed. The document is the bytes that the text was read from, where they were
 * plain text, else the text.
 *
 * Refuses (BAD_USER_INPUT) a text that reading as plain text would change.
 */
export function annotationFiles(rows: AnnotationRows): AnnotationFiles {
  const { article } = rows;
  const document = documentOf(rows);
  const documentName = `${article.slug}.txt`;
  const notes: string[] = [];
  const keys = keysOf(rows);
  const defaults = commonState(rows);
  const writing: Writing = {
    rows,
    keys,
    places: new Places(rows.text),
    stateOf: ({ review, confidence, method }) => ({
      review: review === defaults.review ? undefined : review,
      confidence: confidence === defaults.confidence ? undefined : confidence,
      method: method === defaults.method ? undefined : method,
    }),
    note: (what) => notes.push(`left out: ${what}`),
  };
  if (rows.lost > 0) writing.note(`${rows.lost} facts whose words the text does not have any more`);
  const earned = topicFacts(writing);
  const topics = topicsOf(writing, earned);
  const facts = [
    ...mentionFacts(writing),
    ...quoteFacts({ ...writing, keys: withTopics(keys, topics) }),
    ...receiptFacts(writing),
    ...earned.filter(({ fact }) => Object.hasOwn(topics, String(fact['key']))),
  ];
  const content = {
    format: 'annotations@1',
    document: documentName,
    reader: 'plain@1',
    status: article.status,
    article: articleHead(rows, keys),
    facts: defaults,
    people: entitiesOf(rows, keys, 'person'),
    organisations: entitiesOf(rows, keys, 'organisation'),
    affiliations: affiliationsOf(rows, keys, facts),
    topics: Object.keys(topics).length === 0 ? undefined : topics,
    blocks: blocksOf(writing, facts),
  };
  return { yaml: yamlOf(content, notes), documentName, document, notes };
}

function documentOf({ text, plainBytes, article }: AnnotationRows): Uint8Array {
  const candidates = [...(plainBytes === null ? [] : [Buffer.from(plainBytes, 'base64')]), Buffer.from(text)];
  const document = candidates.find((bytes) => readPlainText(bytes).text === text);
  if (document !== undefined) return document;
  throw new AppError('BAD_USER_INPUT', `The text of ${article.slug} cannot be written as plain text.`);
}

/** What most facts have: the others say what they have instead. */
function commonState({ mentions, quotes, receipts, topics }: AnnotationRows) {
  const counts = new Map<string, number>();
  const [most] = [...mentions, ...quotes, ...receipts, ...topics]
    .map(({ review, confidence, method }) => {
      const key = JSON.stringify([review, confidence, method]);
      counts.set(key, (counts.get(key) ?? 0) + 1);
      return { key, state: { review, confidence, method } };
    })
    .toSorted((one, other) => (counts.get(other.key) ?? 0) - (counts.get(one.key) ?? 0));
  return most?.state ?? { review: 'CONFIRMED', confidence: 1, method: 'seed' };
}

function articleHead({ article }: AnnotationRows, keys: Keys): Yaml {
  const { status: _status, publisher, ...fields } = article;
  return {
    ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value ?? undefined])),
    publisher: publisher === null ? undefined : keys.entity(publisher),
  };
}

function entitiesOf({ entities }: AnnotationRows, keys: Keys, type: EntityRow['type']): Yaml | undefined {
  const own = entities.filter((entity) => entity.type === type);
  if (own.length === 0) return undefined;
  return Object.fromEntries(
    own.map(({ id, slug, name, aliases, identifiers, organisationKind, parent }) => [
      keys.entity(id),
      {
        name,
        slug: slug === slugOf(name) ? undefined : slug,
        aliases: aliases.length === 0 ? undefined : aliases,
        identifiers: identifiers.length === 0 ? undefined : identifiers,
        organisationKind: organisationKind ?? undefined,
        parent: parent === null ? undefined : keys.entity(parent),
      },
    ]),
  );
}

/** Those that a phrase of the file says: the format has no others. */
function affiliationsOf(
  { receipts }: AnnotationRows,
  keys: Keys,
  facts: readonly ListedFact[],
): Yaml | undefined {
  const said = new Set(
    facts.filter(({ section }) => section === 'affiliations').map(({ fact }) => fact['says']),
  );
  const entries = receipts
    .map((receipt) => ({ key: keys.affiliation(receipt), receipt }))
    .filter(({ key }) => said.has(key))
    .map(({ key, receipt: { person, organisation, role, from, to } }) => [
      key,
      {
        person: keys.entity(person),
        organisation: keys.entity(organisation),
        role: role ?? undefined,
        from: from ?? undefined,
        to: to ?? undefined,
      },
    ]);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** The article's topics by key, but for those that no words earn and nobody gave it. */
function topicsOf({ rows, keys, stateOf, note }: Writing, earned: readonly ListedFact[]): Yaml {
  const withWords = new Set(earned.map(({ fact }) => fact['key']));
  const entries = rows.topics.flatMap((topic) => {
    const { code, name, score, origin } = topic;
    const key = code === null ? null : keys.topic(code);
    if (code === null || key === null || (origin === 'TEXT' && !withWords.has(key))) {
      note(`the topic ${name}: ${code === null ? 'it has no code' : 'no words earn it'}`);
      return [];
    }
    return [[key, { code, score, origin: origin === 'TEXT' ? undefined : origin, ...stateOf(topic) }]];
  });
  return Object.fromEntries(entries);
}

/** A quote can only name a topic that the file declares. */
function withTopics(keys: Keys, topics: Yaml): Keys {
  return {
    ...keys,
    topic: (code) => {
      const key = keys.topic(code);
      return key !== null && Object.hasOwn(topics, key) ? key : null;
    },
  };
}

function blocksOf({ places }: Writing, facts: readonly ListedFact[]): readonly Yaml[] {
  const byBlock = grouped(facts, ({ block }) => block);
  return [...byBlock]
    .toSorted(([one], [other]) => one.span.start - other.span.start)
    .map(([block, own]) => {
      const of = (section: ListedFact['section']) => {
        const found = own.filter((one) => one.section === section).map(({ fact }) => fact);
        return found.length === 0 ? undefined : found;
      };
      const topics = grouped(of('topics') ?? [], ({ key }) => String(key));
      return {
        block: places.openingOf(block),
        mentions: of('mentions'),
        quotes: of('quotes'),
        affiliations: of('affiliations'),
        topics:
          topics.size === 0
            ? undefined
            : Object.fromEntries(
                [...topics].map(([key, spans]) => [key, spans.map(({ selector }) => selector)]),
              ),
      };
    });
}

/** Levels below which a collection is written on one line: a mention, not a quote. */
const FLOW_SECTIONS: ReadonlySet<unknown> = new Set([
  'mentions',
  'affiliations',
  'topics',
  'people',
  'organisations',
  'spans',
  'quotedSpans',
]);

function yamlOf(content: Yaml, notes: readonly string[]): string {
  const document = new Document(content, { aliasDuplicateObjects: false });
  visit(document, {
    Pair(_, { key, value }) {
      const name = isScalar(key) ? key.value : key;
      if (name === 'facts' && isCollection(value)) value.flow = true;
      if (!FLOW_SECTIONS.has(name) || !isCollection(value)) return;
      for (const item of value.items) {
        const inner = isPair(item) ? item.value : item;
        if (isCollection(inner)) inner.flow = true;
      }
    },
  });
  document.commentBefore = [' Written by onrecord export; seeds/README.md describes the format.', ...notes]
    .map((line) => ` ${line.trim()}`)
    .join('\n');
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}
