import {
  type ASTNode,
  type FieldNode,
  type GraphQLField,
  getArgumentValues,
  Kind,
  type ValueNode,
} from 'graphql';
import type { ErrorCode } from '../kernel/app-error.ts';
import { coerceOrFault, InputFault } from './fault.ts';
import type { Parameter, Variables } from './sql.ts';

type Path = readonly (string | number)[];

/** Where an input value came from: a place in the document, or a place in a variable. */
type Origin =
  | { readonly kind: 'document'; readonly node: ValueNode }
  | { readonly kind: 'variable'; readonly name: string; readonly path: Path }
  | { readonly kind: 'default' };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/**
 * A coerced input value that knows where it came from, so that a plan can read the same place again from the variables
 * of a later run. Which keys are there, page sizes, enum values and booleans are part of the plan's key and may be read
 * while the plan is made; every other scalar must become a parameter.
 */
export class Input {
  constructor(
    readonly value: unknown,
    /** What a fault in this value points to. */
    readonly node: ASTNode,
    private readonly origin: Origin,
  ) {}

  /** The value under a key; null where it is absent or null ("a field given as null counts as not given"). */
  get(key: string): Input | null {
    if (!isRecord(this.value)) return null;
    const value = this.value[key];
    return value === undefined || value === null ? null : new Input(value, this.node, this.step(key));
  }

  /** The keys that are given, in the client's order. */
  keys(): readonly string[] {
    return isRecord(this.value)
      ? Object.keys(this.value).filter((key) => this.value !== null && this.get(key) !== null)
      : [];
  }

  /** The elements of a list. */
  items(): readonly Input[] {
    return Array.isArray(this.value)
      ? this.value.map((value: unknown, index) => new Input(value, this.node, this.step(index)))
      : [];
  }

  /** A parameter of the statement: `convert` runs for each execution and may throw `this.fault(…)`. */
  parameter(pgType: string, convert: (value: unknown) => unknown = (value) => value): Parameter {
    return { pgType, read: (variables) => convert(this.read(variables)) };
  }

  /** The value in a run with these variables. A list that the document writes may hold variables. */
  private read(variables: Variables): unknown {
    const { origin, value } = this;
    if (origin.kind === 'variable') return valueAt(variables, origin.name, origin.path);
    return Array.isArray(value) ? this.items().map((item) => item.read(variables)) : value;
  }

  /** A fault in this value, for throwing. */
  fault(code: ErrorCode, message: string): InputFault {
    return new InputFault(code, message, this.node);
  }

  private step(key: string | number): Origin {
    const { origin } = this;
    if (origin.kind === 'default') return origin;
    if (origin.kind === 'variable') return { ...origin, path: [...origin.path, key] };
    const { node } = origin;
    if (node.kind === Kind.OBJECT && typeof key === 'string') {
      const field = node.fields.find((candidate) => candidate.name.value === key);
      return field === undefined ? { kind: 'default' } : originOf(field.value);
    }
    if (node.kind === Kind.LIST && typeof key === 'number') {
      const element = node.values[key];
      return element === undefined ? { kind: 'default' } : originOf(element);
    }
    // GraphQL coerces a single value, an object too, to a list of one.
    return origin;
  }
}

function originOf(node: ValueNode): Origin {
  return node.kind === Kind.VARIABLE
    ? { kind: 'variable', name: node.name.value, path: [] }
    : { kind: 'document', node };
}

function valueAt(variables: Variables, name: string, path: Path): unknown {
  let value = variables[name];
  for (const key of path) {
    // A variable used where a list is wanted may itself be the one element.
    if (typeof key === 'number' && !Array.isArray(value)) continue;
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  }
  return value;
}

/** The arguments of one field. */
export interface Inputs {
  /** An argument by its name; null where it is absent or null. */
  get(name: string): Input | null;
  /** A fault in the arguments together, for throwing. */
  fault(code: ErrorCode, message: string): InputFault;
}

/** For what is read without a field's arguments: a filter, a list's own order. */
export const NO_INPUTS: Inputs = {
  get: () => null,
  fault: (_code, message) => {
    throw new Error(`A field without arguments has a fault in them: ${message}`);
  },
};

/**
 * Coerces a field's arguments.
 *
 * Throws an `InputFault` (BAD_USER_INPUT) where graphql-js finds one that its type does not allow.
 */
export function readArguments(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Variables,
): Inputs {
  const values = coerceOrFault(node, () => getArgumentValues(field, node, variables));
  return {
    get: (name) => {
      const value = values[name];
      if (value === undefined || value === null) return null;
      const argument = node.arguments?.find((candidate) => candidate.name.value === name);
      return argument === undefined
        ? new Input(value, node, { kind: 'default' })
        : new Input(value, argument, originOf(argument.value));
    },
    fault: (code, message) => new InputFault(code, message, node),
  };
}
