import {
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isLeafType,
  isObjectType,
} from 'graphql';

/** One row of a type that has a page, by its slug. */
export interface PlainPage {
  readonly type: 'Article' | 'Person' | 'Organisation' | 'Topic';
  readonly slug: string;
}

/**
 * A query for each field of each page, for each field of an article's quotes, and for its tombstone: answers that depend on as little as
 * possible, so that a purge that forgets one thing shows.
 */
export function plainQueries(schema: GraphQLSchema, pages: readonly PlainPage[]): readonly string[] {
  return pages.flatMap(({ type, slug }) => {
    const page = (selection: string) => `{ ${type.toLowerCase()}(slug: "${slug}") { ${selection} } }`;
    const own = fieldSelections(schema, type).map(page);
    if (type !== 'Article') return own;
    const tombstone = `{ tombstone(slug: "${slug}") { reason replacedBy { slug headline } } }`;
    const quotes = fieldSelections(schema, 'Quote').map((selection) =>
      page(`quotes { nodes { ${selection} } }`),
    );
    return [...own, ...quotes, tombstone];
  });
}

/** What is searched for: words of the worlds' names, headlines and quotes. */
const SEARCHED = ['Ada', 'ecole', 'say', 'politics', 'met', 'null'];

/** A search for each word, and for what begins with it. */
export function plainSearches(): readonly string[] {
  return SEARCHED.flatMap((word) =>
    ['', ', prefix: true'].map(
      (prefix) => `{ search(query: "${word}"${prefix}) { nodes { rank node { __typename } } } }`,
    ),
  );
}

/** All leaves of a type at once, and each of its other fields with what can be seen of it without going on. */
function fieldSelections(schema: GraphQLSchema, typeName: string): readonly string[] {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`${typeName} is no object type`);
  const fields = Object.values(type.getFields());
  const leaves = fields.filter(isLeaf).map(({ name }) => name);
  const others = fields.filter((field) => !isLeaf(field)).map((field) => `${field.name} ${seen(field)}`);
  return [leaves.join(' '), ...others];
}

function isLeaf(field: GraphQLField<unknown, unknown>): boolean {
  return isLeafType(getNamedType(field.type));
}

/** A list's nodes and its count, or an object's own leaves. */
function seen(field: GraphQLField<unknown, unknown>): string {
  const type = getNamedType(field.type);
  if (!isCompositeType(type) || !('getFields' in type)) return '{ __typename }';
  const fields = type.getFields();
  const parts = Object.values(fields).filter(isLeaf);
  const leaves = parts.map(({ name }) => name).join(' ');
  const { nodes } = fields;
  if (nodes === undefined) return `{ __typename ${leaves} }`;
  const node = getNamedType(nodes.type);
  const hasId = isCompositeType(node) && 'getFields' in node && node.getFields()['id'] !== undefined;
  // What has no id, such as an article's revision, shows its own leaves.
  const shown = !hasId && isObjectType(node) ? Object.values(node.getFields()).filter(isLeaf) : [];
  return `{ ${leaves} nodes { __typename ${hasId ? 'id' : shown.map(({ name }) => name).join(' ')} } }`;
}
