import type { z } from 'zod';
import type { AnnotatedEntity } from '../text/annotated-article.ts';
import type { AnnotationFile, YamlPath } from './seed-document-file.ts';
import {
  affiliationShape,
  organisationShape,
  personShape,
  type sectionsShape,
  topicShape,
} from './seed-document-shape.ts';

const NOUNS = { person: 'a person', organisation: 'an organisation' };

/** What the top of an annotation file declares and its blocks refer to, by key; checked, faults reported. */
export interface Declarations {
  readonly entities: readonly AnnotatedEntity[];
  readonly affiliations: ReadonlyMap<string, z.infer<typeof affiliationShape>>;
  readonly topics: ReadonlyMap<string, z.infer<typeof topicShape>>;
  /** Reports a key that is declared nowhere, or as something else. Those declared with a fault count as declared. */
  expectEntity(key: string | null | undefined, type: AnnotatedEntity['type'] | 'any', path: YamlPath): void;
  /** Reports a key that is not declared in a section; likewise. */
  expectDeclared(section: 'affiliations' | 'topics', key: string, path: YamlPath): void;
}

/** Reads people, organisations, affiliations and topics, and checks that they refer to each other rightly. */
export function readDeclarations(file: AnnotationFile, content: z.infer<typeof sectionsShape>): Declarations {
  const people = readMap(file, personShape, 'people', content.people);
  const organisations = readMap(file, organisationShape, 'organisations', content.organisations);
  const affiliations = readMap(file, affiliationShape, 'affiliations', content.affiliations);
  const topics = readMap(file, topicShape, 'topics', content.topics);
  const types = new Map<string, AnnotatedEntity['type']>([
    ...Object.keys(content.people).map((key) => [key, 'person'] as const),
    ...Object.keys(content.organisations).map((key) => [key, 'organisation'] as const),
  ]);

  const expectEntity: Declarations['expectEntity'] = (key, type, path) => {
    if (key === null || key === undefined) return;
    const found = types.get(key);
    if (found === undefined) file.report(path, `${key} is not among people and organisations`);
    else if (type !== 'any' && found !== type) {
      file.report(path, `${key} is ${NOUNS[found]}; ${NOUNS[type]} must stand here`);
    }
  };

  for (const key of Object.keys(content.organisations)) {
    if (Object.hasOwn(content.people, key))
      file.report(['organisations', key], `${key} is a person's key already`);
  }
  for (const [key, { parent }] of organisations)
    expectEntity(parent, 'organisation', ['organisations', key, 'parent']);
  reportCircles(file, 'organisations', new Map([...organisations].map(([key, { parent }]) => [key, parent])));
  for (const [key, { person, organisation }] of affiliations) {
    expectEntity(person, 'person', ['affiliations', key, 'person']);
    expectEntity(organisation, 'organisation', ['affiliations', key, 'organisation']);
  }
  reportRepeated(file, 'affiliations', affiliations, ({ person, organisation, role }) =>
    JSON.stringify([person, organisation, role ?? null]),
  );
  reportRepeated(file, 'topics', topics, ({ code }) => code);

  return {
    entities: [
      ...[...people].map(([key, { slug, ...names }]) => ({
        type: 'person' as const,
        key,
        slug: slug ?? null,
        ...names,
      })),
      ...[...organisations].map(([key, { slug, organisationKind, parent, ...names }]) => ({
        type: 'organisation' as const,
        key,
        slug: slug ?? null,
        organisationKind: organisationKind ?? null,
        parent: parent ?? null,
        ...names,
      })),
    ],
    affiliations,
    topics,
    expectEntity,
    expectDeclared: (section, key, path) => {
      if (!Object.hasOwn(content[section], key)) file.report(path, `${key} is not among the ${section}`);
    },
  };
}

function readMap<T>(
  file: AnnotationFile,
  schema: z.ZodType<T>,
  section: string,
  content: Readonly<Record<string, unknown>>,
): Map<string, T> {
  const values = new Map<string, T>();
  for (const key of Object.keys(content)) {
    const value = file.parse(schema, [section, key]);
    if (value !== undefined) values.set(key, value);
  }
  return values;
}

function reportRepeated<T>(
  file: AnnotationFile,
  section: string,
  values: ReadonlyMap<string, T>,
  identityOf: (value: T) => string,
): void {
  const seen = new Map<string, string>();
  for (const [key, value] of values) {
    const first = seen.get(identityOf(value));
    if (first === undefined) seen.set(identityOf(value), key);
    else file.report([section, key], `${key} says the same as ${first}`);
  }
}

function reportCircles(
  file: AnnotationFile,
  section: string,
  parents: ReadonlyMap<string, string | null | undefined>,
): void {
  for (const key of parents.keys()) {
    if (circleFrom(key, parents))
      file.report([section, key, 'parent'], `${key} is, through its parents, a part of itself`);
  }
}

/** Whether the way up from a key leads back to it. */
export function circleFrom(key: string, parents: ReadonlyMap<string, string | null | undefined>): boolean {
  const seen = new Set<string>();
  let above = parents.get(key);
  while (above !== null && above !== undefined && !seen.has(above)) {
    if (above === key) return true;
    seen.add(above);
    above = parents.get(above);
  }
  return false;
}
