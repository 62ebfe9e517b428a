import type { EntityRef } from './entities.ts';
import type { StoredArticle } from './stored-articles.ts';

/** Whom a stored article names, each once, in the order in which it does: its mentions, then its quotes. */
export function storedReferences({ mentions, quotes }: StoredArticle): readonly EntityRef[] {
  const mentioned = mentions.toSorted((a, b) => a.spanStart - b.spanStart);
  const quoted = quotes.flatMap(
    ({ speakers, speakingForId, addresseePersonId, addresseeOrganisationId }): EntityRef[] => [
      ...speakers,
      { personId: null, organisationId: speakingForId },
      { personId: addresseePersonId, organisationId: addresseeOrganisationId },
    ],
  );
  const references = new Map<string, EntityRef>();
  for (const { personId, organisationId } of [...mentioned, ...quoted]) {
    const id = personId ?? organisationId;
    if (id !== null && !references.has(id)) references.set(id, { personId, organisationId });
  }
  return [...references.values()];
}
