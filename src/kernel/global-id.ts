/** The prefixes of public ids, one for each type that implements Node. */
export const ID_PREFIXES = [
  'article',
  'person',
  'organisation',
  'quote',
  'topic',
  'topicAssignment',
  'mention',
  'affiliation',
  'affiliationReceipt',
  'mergeCandidate',
] as const;

export type IdPrefix = (typeof ID_PREFIXES)[number];

/** A public id, taken apart. */
export interface GlobalId {
  readonly prefix: IdPrefix;
  readonly uuid: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const isPrefix = (text: string): text is IdPrefix => ID_PREFIXES.some((prefix) => prefix === text);

/** Whether a text is a UUID as PostgreSQL writes it: lower case, with hyphens. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** Takes a public id apart; null where it is none. */
export function parseGlobalId(text: string): GlobalId | null {
  const at = text.indexOf('_');
  const prefix = text.slice(0, at);
  const uuid = text.slice(at + 1);
  return at > 0 && isPrefix(prefix) && isUuid(uuid) ? { prefix, uuid } : null;
}
