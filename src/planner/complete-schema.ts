import { type GraphQLSchema, isAbstractType, isObjectType } from 'graphql';
import { type FieldSource, sourceOf } from './declaration.ts';
import { refuseGuardedFields } from './decorators.ts';

/** Finds what the planner read for the operation that a context belongs to. */
export type FindRoot = (context: unknown) => unknown;

/**
 * Makes every planned field give what the statement read for it, under the client's own key: type-graphql's resolvers
 * read the field's name, which is wrong under an alias. Abstract types are told by the `__typename` that was read.
 *
 * Throws where a planned field has middleware or `@Authorized`.
 */
export function completeSchema(schema: GraphQLSchema, findRoot: FindRoot): GraphQLSchema {
  refuseGuardedFields();
  const query = schema.getQueryType();
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isAbstractType(type)) type.resolveType = (value) => String(propertyOf(value, '__typename'));
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const source = sourceOf(field);
      if (source === undefined) continue;
      const finish = finisher(source);
      field.resolve =
        type === query
          ? (_parent, _args, context, info) => finish(propertyOf(findRoot(context), info.path.key))
          : (parent, _args, _context, info) => finish(propertyOf(parent, info.path.key));
    }
  }
  return schema;
}

function finisher(source: FieldSource): (read: unknown) => unknown {
  return source.kind === 'finished' ? source.finish : (read) => read;
}

function propertyOf(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
