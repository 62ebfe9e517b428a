import {
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { greater, type Permission } from './role.ts';

declare module 'graphql' {
  interface GraphQLFieldExtensions<_TSource, _TContext, _TArgs> {
    /** Who may ask for the field; everybody who may read, where it is not declared. */
    readonly permission?: Permission;
  }
}

const found = new WeakMap<OperationDefinitionNode, { readonly permission: Permission | undefined }>();

/**
 * What an operation asks for: the greatest permission that a field in it is declared with. A field that `@skip` leaves
 * out counts too.
 *
 * The operation is valid in the schema. Looked for once for each parsed operation.
 */
export function permissionFor(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Permission | undefined {
  const before = found.get(operation);
  if (before !== undefined) return before.permission;
  const permission = findPermission(schema, document, operation);
  found.set(operation, { permission });
  return permission;
}

function findPermission(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Permission | undefined {
  let permission: Permission | undefined;
  const spread = new Set<string>();

  function visit(type: GraphQLNamedType | null | undefined, { selections }: SelectionSetNode): void {
    for (const selection of selections) {
      switch (selection.kind) {
        case Kind.FIELD:
          visitField(type, selection);
          break;
        case Kind.INLINE_FRAGMENT: {
          const { typeCondition, selectionSet } = selection;
          visit(typeCondition ? schema.getType(typeCondition.name.value) : type, selectionSet);
          break;
        }
        case Kind.FRAGMENT_SPREAD:
          visitSpread(selection.name.value);
      }
    }
  }

  function visitField(type: GraphQLNamedType | null | undefined, { name, selectionSet }: FieldNode): void {
    if (!isObjectType(type) && !isInterfaceType(type)) return;
    // Introspection is no field of the type: it has no permission.
    const field = type.getFields()[name.value];
    if (field === undefined) return;
    permission = greater(permission, field.extensions.permission);
    if (selectionSet) visit(getNamedType(field.type), selectionSet);
  }

  function visitSpread(name: string): void {
    if (spread.has(name)) return;
    spread.add(name);
    for (const definition of document.definitions) {
      if (definition.kind !== Kind.FRAGMENT_DEFINITION || definition.name.value !== name) continue;
      visit(schema.getType(definition.typeCondition.name.value), definition.selectionSet);
    }
  }

  visit(schema.getRootType(operation.operation), operation.selectionSet);
  return permission;
}

/**
 * Holds the declarations to their rules: every mutation says who may run it, and a field asks for the same through an
 * interface as through the type itself, for else the interface would be a way around. Throws where one does not.
 */
export function checkPermissions(schema: GraphQLSchema): void {
  for (const { name, extensions } of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    if (extensions.permission === undefined) throw new Error(`${name} says nothing of who may run it`);
  }
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    const fields = type.getFields();
    for (const face of type.getInterfaces()) {
      for (const { name, extensions } of Object.values(face.getFields())) {
        if (fields[name]?.extensions.permission === extensions.permission) continue;
        throw new Error(`${type.name}.${name} asks for another permission than ${face.name}.${name}`);
      }
    }
  }
}
