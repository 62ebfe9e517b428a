import {
  coerceInputValue,
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  type TypeNode,
  typeFromAST,
  valueFromAST,
} from 'graphql';
import type { Variables } from './sql.ts';

/** Scalars whose value stands in the statement as a constant: page sizes, and what @skip and @include take. */
const LITERAL_SCALARS = new Set(['Int', 'Boolean']);

interface VariableDefinition {
  readonly name: string;
  readonly type: GraphQLInputType;
  /** Where the document gives one. */
  readonly defaultValue?: unknown;
}

/** The variables of one operation: graphql-js looks their types up for each run, and that is most of what it does there. */
export class OperationVariables {
  readonly #definitions: readonly VariableDefinition[];

  /** Throws where a variable's type is none of the schema's input types, which no valid document has. */
  constructor(schema: GraphQLSchema, { variableDefinitions = [] }: OperationDefinitionNode) {
    this.#definitions = variableDefinitions.map(({ variable, type, defaultValue }) => {
      const name = variable.name.value;
      const inputType = inputTypeOf(schema, type);
      return defaultValue === undefined
        ? { name, type: inputType }
        : { name, type: inputType, defaultValue: valueFromAST(defaultValue, inputType) };
    });
  }

  /**
   * The values as their types have them, as graphql-js's `getVariableValues` gives them; undefined where one is faulty:
   * that function then says how.
   *
   * @see https://spec.graphql.org/October2021/#sec-Coercing-Variable-Values
   */
  coerce(given: Readonly<Record<string, unknown>>): Variables | undefined {
    // Without a prototype: a variable may be named like one of its members.
    const coerced: Record<string, unknown> = Object.create(null);
    let isFaulty = false;
    const onFault = () => {
      isFaulty = true;
    };
    for (const definition of this.#definitions) {
      const { name, type } = definition;
      if (Object.hasOwn(given, name)) {
        const value = coerceInputValue(given[name], type, onFault);
        if (isFaulty) return undefined;
        coerced[name] = value;
      } else if ('defaultValue' in definition) coerced[name] = definition.defaultValue;
      else if (isNonNullType(type)) return undefined;
    }
    return coerced;
  }

  /**
   * The shape of coerced values: what a plan depends on beside the document. Which keys are there and which are null,
   * page sizes, booleans and enum values; every other scalar is a parameter and shows as `?`.
   */
  shapeOf(variables: Variables): string {
    let shape = '';
    for (const { name, type } of this.#definitions) {
      shape += `${name}:${Object.hasOwn(variables, name) ? valueShape(variables[name], type) : '-'};`;
    }
    return shape;
  }
}

function inputTypeOf(schema: GraphQLSchema, node: TypeNode): GraphQLInputType {
  // typeFromAST has one signature for each kind of node, and none for all.
  const type = typeFromAST(schema, node as Parameters<typeof typeFromAST>[1]);
  if (!isInputType(type)) throw new Error('A variable of a valid document has an input type');
  return type;
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
