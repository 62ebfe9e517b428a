import { numberedSlug, slugOf } from '../kernel/slug.ts';
import type { AnnotationRows } from './annotation-rows.ts';

/** The names by which an annotation file's parts refer to each other. */
export interface Keys {
  /** Of a person or an organisation, by its UUID. */
  readonly entity: (id: string) => string;
  readonly affiliation: (receipt: AnnotationRows['receipts'][number]) => string;
  /** By its code; null where the article is not assigned to it, so that the file does not declare it. */
  readonly topic: (code: string) => string | null;
  /** By its UUID. */
  readonly quote: (id: string) => string;
}

/** Names everything by its slug or by what it says, and what would have one name by numbers. */
export function keysOf(rows: AnnotationRows): Keys {
  const entities = named(rows.entities, ({ id, slug }) => [id, slug]);
  const keyOf = (id: string): string => {
    const key = entities.get(id);
    if (key === undefined) throw new Error(`${id} is not among the article's entities`);
    return key;
  };
  const affiliations = named(rows.receipts, ({ affiliation, person, organisation, role }) => [
    affiliation,
    `${keyOf(person)}-${slugOf(role ?? keyOf(organisation))}`,
  ]);
  const topics = named(rows.topics, ({ code, name }) => [code ?? '', slugOf(name)]);
  const quotes = named(rows.quotes, ({ id }, index) => [id, `quote-${index + 1}`]);
  return {
    entity: keyOf,
    affiliation: ({ affiliation }) => affiliations.get(affiliation) ?? affiliation,
    topic: (code) => topics.get(code) ?? null,
    quote: (id) => quotes.get(id) ?? id,
  };
}

/** Keys by identity: the wanted one where it is free, else with a number. */
function named<T>(
  rows: readonly T[],
  of: (row: T, index: number) => readonly [identity: string, wanted: string],
): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  const taken = new Set<string>();
  rows.forEach((row, index) => {
    const [identity, wanted] = of(row, index);
    if (keys.has(identity)) return;
    let number = 1;
    while (taken.has(numberedSlug(wanted, number))) number += 1;
    const key = numberedSlug(wanted, number);
    taken.add(key);
    keys.set(identity, key);
  });
  return keys;
}
