import type { AnnotatedArticle, AnnotatedEntity } from './annotated-article.ts';
import { isAcronymOf } from './mentions/acronyms.ts';

/** An entity that is known already. */
export interface LinkCandidate {
  /** The caller's own id. */
  readonly id: string;
  readonly type: 'person' | 'organisation';
  readonly name: string;
  readonly aliases: readonly string[];
}

/** Why a known entity may be the one named. */
export type LinkReason = 'same name' | 'same alias' | 'acronym' | 'same surname';

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
  'same name': 0.95,
  'same alias': 0.85,
  acronym: 0.7,
  'same surname': 0.5,
};
/** At and above it one agreement alone ties an entity; two that reach it are ambiguous. */
const MIN_LINK = 0.8;

/**
 * Ties each entity of an article to the known one that it names. Never merges in silence: where two known entities
 * fit, or one fits only by its surname, the entity stays its own and lists them.
 *
 * One link for each entity, in their order. Takes time linear in entities and candidates together.
 */
export function link(
  { entities }: Pick<AnnotatedArticle, 'entities'>,
  candidates: readonly LinkCandidate[],
): Link[] {
  const index = indexOf(candidates);
  return entities.map((entity) => linkOf(entity, index));
}

type Index = ReadonlyMap<
  string,
  readonly { readonly candidate: LinkCandidate; readonly isAlias: boolean; readonly isSurname: boolean }[]
>;

function indexOf(candidates: readonly LinkCandidate[]): Index {
  const index = new Map<string, { candidate: LinkCandidate; isAlias: boolean; isSurname: boolean }[]>();
  const put = (name: string, entry: { candidate: LinkCandidate; isAlias: boolean; isSurname: boolean }) => {
    const key = `${entry.candidate.type} ${normalised(name)}`;
    const list = index.get(key);
    if (list === undefined) index.set(key, [entry]);
    else list.push(entry);
  };
  for (const candidate of candidates) {
    put(candidate.name, { candidate, isAlias: false, isSurname: false });
    for (const alias of candidate.aliases)
      put(alias, { candidate, isAlias: true, isSurname: isSurnameOnly(candidate.type, alias) });
    const surname = surnameOf(candidate.name);
    if (candidate.type === 'person' && surname !== candidate.name)
      put(surname, { candidate, isAlias: true, isSurname: true });
  }
  return index;
}

function linkOf(entity: AnnotatedEntity, index: Index): Link {
  const best = new Map<string, PossibleLink>();
  for (const name of [entity.name, ...entity.aliases]) {
    // The surname of somebody whose full name is known says nothing that the full name does not.
    if (name !== entity.name && isSurnameOnly(entity.type, name)) continue;
    for (const { candidate, isAlias, isSurname } of index.get(`${entity.type} ${normalised(name)}`) ?? []) {
      const reason = reasonFor(entity, name, candidate, isAlias, isSurname);
      const link: PossibleLink = { id: candidate.id, confidence: CONFIDENCE[reason], reason };
      if ((best.get(candidate.id)?.confidence ?? 0) < link.confidence) best.set(candidate.id, link);
    }
  }
  const sorted = [...best.values()].toSorted((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1));
  const certain = sorted.filter(({ confidence }) => confidence >= MIN_LINK);
  const [only] = certain;
  return certain.length === 1 && only !== undefined
    ? { entity: entity.key, known: only, candidates: [] }
    : { entity: entity.key, known: null, candidates: sorted };
}

function reasonFor(
  entity: AnnotatedEntity,
  name: string,
  candidate: LinkCandidate,
  isAlias: boolean,
  isSurname: boolean,
): LinkReason {
  if (isSurname || isSurnameOnly(entity.type, name))
    return normalised(entity.name) === normalised(candidate.name) ? 'same name' : 'same surname';
  if (!isAlias && name === entity.name) return 'same name';
  const isShort = /^[\p{Lu}.]{2,6}$/u.test(name) && name === entity.name;
  return isShort && isAcronymOf(name, candidate.name) ? 'acronym' : 'same alias';
}

function isSurnameOnly(type: AnnotatedEntity['type'], name: string): boolean {
  return type === 'person' && !name.includes(' ');
}

function surnameOf(name: string): string {
  return name.split(' ').at(-1) ?? name;
}

/** Case, accents, points and a leading article make no other name. */
function normalised(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/^the\s+/u, '')
    .replace(/\./gu, '')
    .replace(/[’']/gu, '’')
    .replace(/\s+/gu, ' ');
}
