import { type GraphQLObjectType, type GraphQLSchema, isObjectType } from 'graphql';
import { modelOf } from '../../src/planner/declaration.ts';

/** Every type whose objects have an id, with the table of its rows. */
export function nodeTypes(
  schema: GraphQLSchema,
): readonly { readonly type: GraphQLObjectType; readonly table: string }[] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => type.getInterfaces().some(({ name }) => name === 'Node'))
    .map((type) => ({ type, table: modelOf(type).table }));
}
