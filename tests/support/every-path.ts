import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isLeafType,
  isObjectType,
} from 'graphql';

/** A query, and the type whose every field it shows. */
export interface PathQuery {
  readonly source: string;
  readonly type: string;
  /** The fields that it shows and that lead on or end there: `Article.quotes`. */
  readonly fields: readonly string[];
}

/** Rows of each list below the root's. */
const NESTED_ROWS = 50;

interface Reached {
  readonly type: GraphQLObjectType;
  /** The query around a selection set on the type. */
  readonly around: (selections: string) => string;
}

/**
 * From a root field (`articles(first: 100)`), the queries that together show every field of every object type that can
 * be reached from it: one for each type, down the shortest way to it.
 */
export function everyPath(schema: GraphQLSchema, root: string): readonly PathQuery[] {
  const field = schema.getQueryType()?.getFields()[root.split('(')[0] ?? ''];
  const start = field === undefined ? undefined : getNamedType(field.type);
  if (!isCompositeType(start)) throw new Error(`${root} is no root field that gives objects`);
  const seen = new Set<string>();
  const queries: PathQuery[] = [];
  const waiting: Reached[] = possibleTypes(schema, start).map((type) => ({
    type,
    around: (inner) => `{ ${root} { ... on ${type.name} ${inner} } }`,
  }));
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { type, around } = next;
    if (seen.has(type.name)) continue;
    seen.add(type.name);
    const leading = Object.values(type.getFields()).filter(({ type: of }) =>
      isCompositeType(getNamedType(of)),
    );
    const shown = leading.map((led) => `${call(type, led)} ${shownOf(schema, led)}`);
    queries.push({
      source: around(`{ ${leaves(type)} ${shown.join(' ')} }`),
      type: type.name,
      fields: Object.keys(type.getFields()).map((name) => `${type.name}.${name}`),
    });
    for (const led of leading) {
      for (const target of possibleTypes(schema, getNamedType(led.type))) {
        waiting.push({
          type: target,
          around: (inner) => around(`{ ${call(type, led)} { ... on ${target.name} ${inner} } }`),
        });
      }
    }
  }
  return queries;
}

function possibleTypes(schema: GraphQLSchema, type: unknown): readonly GraphQLObjectType[] {
  if (isObjectType(type)) return [type];
  return isComposite(type) && !isObjectType(type) ? schema.getPossibleTypes(type) : [];
}

function isComposite(type: unknown): type is GraphQLCompositeType {
  return isCompositeType(type);
}

/** A type's own values, under keys that no other type has. */
function leaves(type: GraphQLObjectType): string {
  const names = Object.values(type.getFields())
    .filter((field) => isLeafType(getNamedType(field.type)))
    .map(({ name }) => `${type.name}_${name}: ${name}`);
  return ['__typename', ...names].join(' ');
}

function call(type: GraphQLObjectType, { name, args }: GraphQLField<unknown, unknown>): string {
  const first = args.some((argument) => argument.name === 'first') ? `(first: ${NESTED_ROWS})` : '';
  return `${type.name}_${name}: ${name}${first}`;
}

/** The values of what a field leads to; through a connection and its edges, down to the nodes'. */
function shownOf(schema: GraphQLSchema, { type }: GraphQLField<unknown, unknown>): string {
  const fragments = possibleTypes(schema, getNamedType(type)).map((target) => {
    const inner = /(Connection|Edge)$/.test(target.name)
      ? Object.values(target.getFields())
          .filter((field) => isCompositeType(getNamedType(field.type)))
          .map((field) => `${call(target, field)} ${shownOf(schema, field)}`)
      : [];
    return `... on ${target.name} { ${leaves(target)} ${inner.join(' ')} }`;
  });
  return `{ ${fragments.join(' ')} }`;
}
