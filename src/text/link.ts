import type { AnnotatedArticle, AnnotatedEntity } from './annotated-article.ts';
import { isAcronymOf } from './mentions/acronyms.ts';
import { nameKey, surnameOf } from './name-key.ts';

/** An entity that is known already. */
export interface LinkCandidate {
  /** The caller's own id. */
  readonly id: string;
  readonly type: 'person' | 'organisation';
  readonly name: string;
  readonly aliases: readonly string[];
  readonly identifiers?: AnnotatedEntity['identifiers'];
}

/** Why a known entity may be the one named. */
export type LinkReason = 'same identifier' | 'same name' | 'same alias' | 'acronym' | 'same surname';

/** A known entity that may be the one named, and how sure that is, 0 to 1. */
export interface PossibleLink {
  readonly id: string;
  readonly confidence: number;
  readonly reason: LinkReason;
}

/** What an article's entity is tied to. */
export interface Link {
  /** Key of the article's entity. */
  readonly entity: string;
  /** The one known entity that it is; null: it becomes a suggested entity of its own. */
  readonly known: PossibleLink | null;
  /** Where nothing is certain: the known entities that it could be, best first. Empty where `known` is set. */
  readonly candidates: readonly PossibleLink[];
}

/** How sure each kind of agreement is. */
const CONFIDENCE: Readonly<Record<LinkReason, number>> = {
  'same identifier': 1,
  'same name': 0.95,
  'same alias': 0.85,
  acronym: 0.7,
  'same surname': 0.5,
};
/** At and above it one agreement alone ties an entity; two that reach it are ambiguous. */
const MIN_LINK = 0.8;
/** What is left of any agreement of names where the two have different identifiers of one public scheme. */
const MAX_OF_OTHERS = 0.3;

/**
 * Ties each entity of an article to the known one that it names. Never merges in silence: where two known entities
 * fit alike, or one fits only by its surname, the entity stays its own and lists them.
 *
 * An identifier in common ties two whatever their names; different ones in a public scheme part those of one name. One
 * link for each entity, in their order. Takes time linear in entities and candidates together.
 */
export function link(
  { entities }: Pick<AnnotatedArticle, 'entities'>,
  candidates: readonly LinkCandidate[],
): Link[] {
  const index = indexOf(candidates);
  return entities.map((entity) => linkOf(entity, index));
}

interface Entry {
  readonly candidate: LinkCandidate;
  readonly isAlias: boolean;
  readonly isSurname: boolean;
}

type Index = ReadonlyMap<string, readonly Entry[]>;

function indexOf(candidates: readonly LinkCandidate[]): Index {
  const index = new Map<string, Entry[]>();
  const put = (key: string, entry: Entry) => {
    const list = index.get(key);
    if (list === undefined) index.set(key, [entry]);
    else list.push(entry);
  };
  for (const candidate of candidates) {
    const { type, name, aliases, identifiers = [] } = candidate;
    put(`${type} ${nameKey(name)}`, { candidate, isAlias: false, isSurname: false });
    for (const alias of aliases)
      put(`${type} ${nameKey(alias)}`, { candidate, isAlias: true, isSurname: isSurnameOnly(type, alias) });
    const surname = surnameOf(name);
    if (type === 'person' && surname !== name)
      put(`${type} ${nameKey(surname)}`, { candidate, isAlias: true, isSurname: true });
    for (const { scheme, value } of identifiers)
      put(identifierKey(type, scheme, value), { candidate, isAlias: false, isSurname: false });
  }
  return index;
}

function identifierKey(type: AnnotatedEntity['type'], scheme: string, value: string): string {
  return JSON.stringify([type, scheme, value]);
}

function linkOf(entity: AnnotatedEntity, index: Index): Link {
  const best = possibleLinks(entity, index);
  const sorted = [...best.values()].toSorted((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1));
  const certain = sorted.filter(({ confidence }) => confidence >= MIN_LINK);
  const [only, ...others] = fitting(certain);
  return only !== undefined && others.length === 0
    ? { entity: entity.key, known: only, candidates: [] }
    : { entity: entity.key, known: null, candidates: sorted };
}

/** An identifier says more than any name, and who has the name as their own is meant before those who also go by it. */
function fitting(certain: readonly PossibleLink[]): readonly PossibleLink[] {
  const identified = certain.filter(({ reason }) => reason === 'same identifier');
  if (identified.length > 0) return identified;
  const named = certain.filter(({ reason }) => reason === 'same name');
  return named.length === 1 ? named : certain;
}

function possibleLinks(entity: AnnotatedEntity, index: Index): ReadonlyMap<string, PossibleLink> {
  const best = new Map<string, PossibleLink>();
  const put = (candidate: LinkCandidate, reason: LinkReason) => {
    const isOther = reason !== 'same identifier' && areOthers(entity, candidate);
    const confidence = isOther ? Math.min(MAX_OF_OTHERS, CONFIDENCE[reason]) : CONFIDENCE[reason];
    if ((best.get(candidate.id)?.confidence ?? 0) < confidence)
      best.set(candidate.id, { id: candidate.id, confidence, reason });
  };
  for (const name of new Set([entity.name, ...entity.aliases])) {
    // The surname of somebody whose full name is known says nothing that the full name does not.
    if (name !== entity.name && isSurnameOnly(entity.type, name)) continue;
    for (const { candidate, isAlias, isSurname } of index.get(`${entity.type} ${nameKey(name)}`) ?? [])
      put(candidate, reasonFor(entity, name, candidate, isAlias, isSurname));
  }
  for (const { scheme, value } of entity.identifiers)
    for (const { candidate } of index.get(identifierKey(entity.type, scheme, value)) ?? [])
      put(candidate, 'same identifier');
  return best;
}

/** Whether a public scheme tells the two apart: each has an identifier in it, and none is the other's. */
function areOthers({ identifiers }: AnnotatedEntity, { identifiers: known = [] }: LinkCandidate): boolean {
  const isPublic = ({ scheme }: AnnotatedEntity['identifiers'][number]) => scheme !== 'PROVIDER';
  return identifiers
    .filter(isPublic)
    .some(
      ({ scheme, value }) =>
        known.some((other) => other.scheme === scheme) &&
        !known.some((other) => other.scheme === scheme && other.value === value),
    );
}

function reasonFor(
  entity: AnnotatedEntity,
  name: string,
  candidate: LinkCandidate,
  isAlias: boolean,
  isSurname: boolean,
): LinkReason {
  if (isSurname || isSurnameOnly(entity.type, name))
    return nameKey(entity.name) === nameKey(candidate.name) ? 'same name' : 'same surname';
  if (!isAlias && name === entity.name) return 'same name';
  const isShort = /^[\p{Lu}.]{2,6}$/u.test(name) && name === entity.name;
  return isShort && isAcronymOf(name, candidate.name) ? 'acronym' : 'same alias';
}

function isSurnameOnly(type: AnnotatedEntity['type'], name: string): boolean {
  return type === 'person' && !name.includes(' ');
}
