import { given, mediaTopicUri, urnOf } from './export-names.ts';
import type {
  ExportedArticle,
  ExportedOrganisation,
  ExportedPerson,
  ExportedTopic,
} from './exported-article.ts';
import { isObject, type JsonObject } from './ninjs-names.ts';

/** Of a list that the record has too: what the provider wrote and the record does not have is kept, or left out. */
export type Foreign = 'kept' | 'left out';

/** The people, organisations and subjects of an item: the record's, each with what the provider wrote of it. */
export function conceptsOf(
  article: Pick<ExportedArticle, 'people' | 'organisations' | 'topics'>,
  stored: JsonObject,
  foreign: Foreign,
): JsonObject {
  const ownCode = (concept: JsonObject) => mediaTopicOf(concept) === null;
  return {
    ...mergedList('people', article.people.map(entityConcept), stored, () => foreign === 'kept'),
    ...mergedList(
      'organisations',
      article.organisations.map(entityConcept),
      stored,
      () => foreign === 'kept',
    ),
    // Subjects of the provider's own scheme are no facts of the record's, so nobody has rejected them.
    ...mergedList(
      'subjects',
      article.topics.map(topicConcept),
      stored,
      (concept) => foreign === 'kept' || ownCode(concept),
    ),
  };
}

function mergedList(
  name: string,
  own: readonly JsonObject[],
  stored: JsonObject,
  isKept: (concept: JsonObject) => boolean,
): JsonObject {
  const given = stored[name];
  const theirs: readonly unknown[] = Array.isArray(given) ? given : [];
  const matched = new Set<JsonObject>();
  const first = theirs.flatMap((concept) => {
    if (!isObject(concept)) return isKept({}) ? [concept] : [];
    const same = own.find((one) => !matched.has(one) && isSame(one, concept));
    if (same === undefined) return isKept(concept) ? [concept] : [];
    matched.add(same);
    // What the provider wrote stays as it is: the record adds what it did not say.
    return [{ ...same, ...concept }];
  });
  const list = [...first, ...own.filter((one) => !matched.has(one))];
  return list.length === 0 && given === undefined ? {} : { [name]: list };
}

function isSame(own: JsonObject, theirs: JsonObject): boolean {
  const topic = mediaTopicOf(own);
  if (topic !== null || mediaTopicOf(theirs) !== null) return topic === mediaTopicOf(theirs);
  if (typeof theirs['uri'] === 'string' && theirs['uri'] === own['uri']) return true;
  return typeof theirs['name'] === 'string' && comparable(theirs['name']) === comparable(String(own['name']));
}

/** The digits of an IPTC Media Topic, however the concept names it. */
function mediaTopicOf({ uri, literal }: JsonObject): string | null {
  for (const code of [uri, literal]) {
    const digits =
      typeof code === 'string' ? /(?:^medtop:|\/mediatopic\/)(\d{8})$/u.exec(code)?.[1] : undefined;
    if (digits !== undefined) return digits;
  }
  return null;
}

function comparable(name: string): string {
  return name.replace(/\s+/gu, ' ').trim().toLowerCase();
}

/** An entity by its address in a public scheme, or its URN; `literal` is its id in this API. */
export function entityConcept({ id, name, identifiers }: ExportedPerson | ExportedOrganisation): JsonObject {
  const uri = identifiers.find((one) => one.uri !== null)?.uri ?? urnOf(id);
  return { name, uri, literal: id };
}

function topicConcept({ assignment, node: { id, name, code } }: ExportedTopic): JsonObject {
  const uri = code === null ? null : mediaTopicUri(code);
  return {
    name,
    uri: uri ?? urnOf(id),
    ...given('literal', code),
    creator: assignment.method,
    relevance: Math.round(assignment.score * 100),
    confidence: Math.round(assignment.confidence * 100),
  };
}
