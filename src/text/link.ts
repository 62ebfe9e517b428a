import type { AnnotatedArticle, AnnotatedEntity } from './annotated-article.ts';
import { isAcronymOf } from './mentions/acronyms.ts';
import { nameKey, surnameOf } from './name-key.ts';

/** An entity that is known already. */
export interface LinkCandidate {
  /** The caller's own id. */
  readonly id: string;
  readonly type: 'person' | 'organisation';
  readonly name: string;
  readonly aliases: Iterable<string>;
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

/** Known entities, found by all that they may be called: name, aliases, a person's surname, identifiers. */
export class LinkIndex<Candidate extends LinkCandidate = LinkCandidate> {
  readonly #byName = {
    person: new Map<string, Set<Candidate>>(),
    organisation: new Map<string, Set<Candidate>>(),
  };
  readonly #byIdentifier = new Map<string, Set<Candidate>>();

  constructor(candidates: Iterable<Candidate> = []) {
    for (const candidate of candidates) this.add(candidate);
  }

  /** Adds one, or what one that is there is called since. */
  add(candidate: Candidate): void {
    const { type, name, aliases, identifiers = [] } = candidate;
    const byName = this.#byName[type];
    put(byName, nameKey(name), candidate);
    if (type === 'person') put(byName, nameKey(surnameOf(name)), candidate);
    for (const alias of aliases) put(byName, nameKey(alias), candidate);
    for (const identifier of identifiers) put(this.#byIdentifier, identifierKey(type, identifier), candidate);
  }

  /** Those of the type that may be called so, in whatever spelling. */
  named(type: LinkCandidate['type'], name: string): Iterable<Candidate> {
    return this.#byName[type].get(nameKey(name)) ?? [];
  }

  /** Those of the type that have the identifier. */
  identified(type: LinkCandidate['type'], identifier: EntityIdentifier): ReadonlySet<Candidate> {
    return this.#byIdentifier.get(identifierKey(type, identifier)) ?? new Set();
  }
}

function put<Candidate>(index: Map<string, Set<Candidate>>, key: string, candidate: Candidate): void {
  const others = index.get(key);
  if (others === undefined) index.set(key, new Set([candidate]));
  else others.add(candidate);
}

type EntityIdentifier = AnnotatedEntity['identifiers'][number];

function identifierKey(type: LinkCandidate['type'], { scheme, value }: EntityIdentifier): string {
  return JSON.stringify([type, scheme, value]);
}

/**
 * Ties each entity of an article to the known one that it names. Never merges in silence: where two known entities
 * fit alike, or one fits only by its surname, the entity stays its own and lists them.
 *
 * An identifier in common ties two whatever their names; different ones in a public scheme part those of one name. One
 * link for each entity, in their order. Takes time linear in the entities and those who may be called as they are.
 */
export function link({ entities }: Pick<AnnotatedArticle, 'entities'>, known: LinkIndex): Link[] {
  return entities.map((entity) => linkOf(entity, known));
}

function linkOf(entity: AnnotatedEntity, index: LinkIndex): Link {
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

function possibleLinks(entity: AnnotatedEntity, index: LinkIndex): ReadonlyMap<string, PossibleLink> {
  const best = new Map<string, PossibleLink>();
  const put = (candidate: LinkCandidate, reason: LinkReason) => {
    const isOther = reason !== 'same identifier' && areOthers(entity, candidate);
    const confidence = isOther ? Math.min(MAX_OF_OTHERS, CONFIDENCE[reason]) : CONFIDENCE[reason];
    if ((best.get(candidate.id)?.confidence ?? 0) < confidence)
      best.set(candidate.id, { id: candidate.id, confidence, reason });
  };
  for (const name of [entity.name, ...entity.aliases]) {
    // The surname of somebody whose full name is known says nothing that the full name does not.
    if (name !== entity.name && isSurnameOnly(entity.type, name)) continue;
    for (const candidate of index.named(entity.type, name))
      for (const spelling of spellingsOf(candidate, nameKey(name)))
        put(candidate, reasonFor(entity, name, candidate, spelling));
  }
  for (const identifier of entity.identifiers)
    for (const candidate of index.identified(entity.type, identifier)) put(candidate, 'same identifier');
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

/** One of the names that a known entity has or goes by. */
interface Spelling {
  readonly isAlias: boolean;
  readonly isSurname: boolean;
}

/** Which of a known entity's names have the key, its own first. */
function* spellingsOf({ type, name, aliases }: LinkCandidate, key: string): Generator<Spelling> {
  if (nameKey(name) === key) yield { isAlias: false, isSurname: false };
  for (const alias of aliases)
    if (nameKey(alias) === key) yield { isAlias: true, isSurname: isSurnameOnly(type, alias) };
  const surname = surnameOf(name);
  if (type === 'person' && surname !== name && nameKey(surname) === key)
    yield { isAlias: true, isSurname: true };
}

function reasonFor(
  entity: AnnotatedEntity,
  name: string,
  candidate: LinkCandidate,
  { isAlias, isSurname }: Spelling,
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
