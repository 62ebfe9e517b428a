import type { IdentifierScheme } from './annotated-article.ts';
import { MAX_KEY } from './article-fields.ts';
import { nameKey } from './name-key.ts';
import type { SourcePublisher, SourceSubject } from './read/source-text.ts';
import type { ResolvedEntity } from './resolve/entity.ts';
import type { TopicIndex } from './topics/topic-index.ts';

/** An entity of the text, with what the document's format says of it. */
export interface KnownEntity extends ResolvedEntity {
  readonly identifiers: readonly { readonly scheme: IdentifierScheme; readonly value: string }[];
}

/** The key of a publisher that the text does not name. */
const PUBLISHER_KEY = 'publisher';

/**
 * The text's entities and the document's publisher, with the publisher's key: the organisation that the text names so,
 * or one of its own behind the others.
 */
export function withPublisher(
  entities: readonly ResolvedEntity[],
  publisher: SourcePublisher | null,
): { readonly entities: readonly KnownEntity[]; readonly key: string | null } {
  const known = entities.map((entity) => ({ ...entity, identifiers: [] }));
  if (publisher === null || publisher.name.length > MAX_KEY) return { entities: known, key: null };
  const { name, identifiers } = publisher;
  const same = known.find(
    (entity) =>
      entity.type === 'organisation' &&
      [entity.name, ...entity.aliases].some((one) => nameKey(one) === nameKey(name)),
  );
  if (same !== undefined) {
    return {
      entities: known.map((entity) => (entity === same ? { ...entity, identifiers } : entity)),
      key: same.key,
    };
  }
  const own: KnownEntity = {
    key: PUBLISHER_KEY,
    type: 'organisation',
    name,
    aliases: [],
    organisationKind: null,
    gender: null,
    identifiers,
  };
  return { entities: [...known, own], key: PUBLISHER_KEY };
}

/** The codes among a document's subjects that the scheme has and has not retired; the others stay in the metadata. */
export function currentSubjects(
  subjects: readonly SourceSubject[],
  topics: TopicIndex | undefined,
): readonly string[] {
  return subjects.map(({ code }) => code).filter((code) => topics?.broader.has(code) ?? false);
}
