import {
  buildSchema,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { checkPermissions, permissionFor } from '../../../src/access/permission.ts';
import { may, type Permission, ROLES } from '../../../src/access/role.ts';

/** A schema whose fields ask for these permissions, by `Type.field`. */
function schemaWith(permissions: Readonly<Record<string, Permission>>): GraphQLSchema {
  const schema = buildSchema(`
    interface Node { id: ID! notes: String }
    type Article implements Node { id: ID! notes: String author: Person }
    type Person implements Node { id: ID! notes: String articles: [Article!]! }
    union Hit = Article | Person
    type Query { node: Node article: Article hits: [Hit!]! drafts: [Article!]! }
    type Mutation { edit: Article purge: Article }`);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const permission = permissions[`${type.name}.${field.name}`];
      if (permission !== undefined) field.extensions = { ...field.extensions, permission };
    }
  }
  return schema;
}

const NOTES = { 'Node.notes': 'editor', 'Article.notes': 'editor', 'Person.notes': 'editor' } as const;
const schema = schemaWith({
  ...NOTES,
  'Query.drafts': 'editor',
  'Mutation.edit': 'editor',
  'Mutation.purge': 'admin',
});

function permissionOf(query: string, name?: string): Permission | undefined {
  const document = parse(query);
  const operation = document.definitions.find(
    (one): one is OperationDefinitionNode =>
      one.kind === 'OperationDefinition' && (name === undefined || one.name?.value === name),
  );
  if (operation === undefined) throw new Error('no such operation');
  return permissionFor(schema, document, operation);
}

describe('what an operation asks for', () => {
  test.each([
    ['{ article { id __typename } }', undefined],
    ['{ __schema { types { name } } }', undefined],
    ['{ drafts { id } }', 'editor'],
    ['{ it: drafts { id } }', 'editor'],
    ['{ article { author { articles { notes } } } }', 'editor'],
    ['{ node { notes } }', 'editor'],
    ['{ node { ... on Person { articles { id } notes } } }', 'editor'],
    ['{ node { ... { notes } } }', 'editor'],
    [
      '{ hits { ... on Article { ...F } } } fragment F on Article { author { ...G } } fragment G on Person { notes }',
      'editor',
    ],
    ['{ drafts @skip(if: true) { id } }', 'editor'],
    ['mutation { edit { id } }', 'editor'],
    ['mutation { edit { id } purge { id } }', 'admin'],
    ['mutation { purge { id } edit { id } }', 'admin'],
    ['mutation { ...F } fragment F on Mutation { purge { id } }', 'admin'],
  ])('%s: %s', (query, expected) => {
    expect(permissionOf(query)).toBe(expected);
  });

  test('is its own, not that of another operation in the document', () => {
    const document =
      'query Open { article { ...O } } query Closed { article { ...C } } fragment O on Article { id } fragment C on Article { notes }';
    expect(permissionOf(document, 'Open')).toBeUndefined();
    expect(permissionOf(document, 'Closed')).toBe('editor');
  });
});

test('each role may do what those before it may, and nobody may do anything', () => {
  const table = [null, ...ROLES.map((role) => ({ role }))].map((caller) => [
    may(caller, 'editor'),
    may(caller, 'admin'),
  ]);
  expect(table).toEqual([
    [false, false],
    [false, false],
    [true, false],
    [true, true],
  ]);
});

describe('the declarations', () => {
  const mutations = { 'Mutation.edit': 'editor', 'Mutation.purge': 'admin' } as const;

  test('are sound where every mutation and every way to a field has the same', () => {
    expect(() => checkPermissions(schemaWith({ ...mutations, ...NOTES }))).not.toThrow();
  });

  test('are refused where a mutation says nothing', () => {
    expect(() => checkPermissions(schemaWith({ 'Mutation.edit': 'editor' }))).toThrow('purge says nothing');
  });

  test('are refused where an interface would be a way around', () => {
    const permissions = { ...mutations, ...NOTES, 'Person.notes': 'admin' } as const;
    expect(() => checkPermissions(schemaWith(permissions))).toThrow('Person.notes asks for another');
  });
});
