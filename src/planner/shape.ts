import {
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql';
import type { Variables } from './sql.ts';

/** Scalars whose value stands in the statement as a constant: page sizes, and what @skip and @include take. */
const LITERAL_SCALARS = new Set(['Int', 'Boolean']);

/**
 * The shape of an operation's coerced variables: what a plan depends on beside the document. Which keys are there and
 * which are null, page sizes, booleans and enum values; every other scalar is a parameter and shows as `?`.
 */
export function shapeOf(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Variables,
): string {
  const shapes = operation.variableDefinitions?.map(({ variable, type }) => {
    const name = variable.name.value;
    const inputType = typeFromAST(schema, type as Parameters<typeof typeFromAST>[1]);
    if (!isInputType(inputType) || !(name in variables)) return `${name}:-`;
    return `${name}:${valueShape(variables[name], inputType)}`;
  });
  return shapes?.join(';') ?? '';
}

function valueShape(value: unknown, type: GraphQLInputType): string {
  if (value === null || value === undefined) return 'null';
  if (isNonNullType(type)) return valueShape(value, type.ofType);
  if (isListType(type)) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    const shapes = items.map((item) => valueShape(item, type.ofType));
    // A list of parameters is one array parameter, however long, but an empty list of conditions is another condition.
    return shapes.length > 0 && shapes.every((shape) => shape === '?') ? '[?]' : `[${shapes.join()}]`;
  }
  if (isInputObjectType(type)) {
    const fields = type.getFields();
    const given: object = typeof value === 'object' ? value : {};
    return `{${Object.entries(given)
      .map(([key, inner]) => {
        const field = fields[key];
        return field === undefined ? '' : `${key}:${valueShape(inner, field.type)}`;
      })
      .join()}}`;
  }
  return isEnumType(type) || LITERAL_SCALARS.has(type.name) ? JSON.stringify(value) : '?';
}
