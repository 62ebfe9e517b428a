import fc from 'fast-check';
import {
  type GraphQLInputType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';

/** What random arguments are taken from, so that filters find something. */
export interface Pools {
  readonly ids: readonly string[];
  readonly slugs: readonly string[];
  readonly texts: readonly string[];
  readonly times: readonly string[];
}

/**
 * An input value as it will be written: in the document, or as a variable of its own.
 *
 * A scalar has two values: the second is what its variable holds when the operation is run again.
 */
export type InputValue = { readonly type: GraphQLInputType; readonly isVariable: boolean } & (
  | { readonly kind: 'scalar'; readonly values: readonly [unknown, unknown] }
  | { readonly kind: 'enum'; readonly value: string }
  | { readonly kind: 'null' }
  | { readonly kind: 'list'; readonly items: readonly InputValue[]; readonly isUnwrapped: boolean }
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, InputValue>> }
);

/** How deep filters nest: a filter in a filter in a filter. */
const WHERE_DEPTH = 4;
const FIELDS_MAX = 2;

const isVariable = fc.nat({ max: 3 }).map((number) => number === 0);

function scalars(name: string, pools: Pools): fc.Arbitrary<unknown> {
  switch (name) {
    case 'ID':
      return fc.constantFrom(...pools.ids);
    case 'DateTime':
      return fc.constantFrom(...pools.times);
    case 'Boolean':
      return fc.boolean();
    case 'Int':
      return fc.nat({ max: 4 });
    case 'String':
      return fc.oneof(
        fc.constantFrom(...pools.texts),
        fc.constantFrom(...pools.slugs),
        fc.constantFrom('', 'a', '%', '_', '\\'),
      );
    default:
      throw new Error(`No values are made for the scalar ${name}`);
  }
}

/** Values of input types, made once for each type and depth. */
export class RandomValues {
  readonly #made = new Map<string, fc.Arbitrary<InputValue>>();

  constructor(readonly pools: Pools) {}

  /** A value of the type that is not null at the top. */
  of(type: GraphQLInputType, depth = WHERE_DEPTH): fc.Arbitrary<InputValue> {
    const name = `${String(type)} ${depth}`;
    const known = this.#made.get(name);
    if (known !== undefined) return known;
    const made = this.#make(type, depth);
    this.#made.set(name, made);
    return made;
  }

  #make(type: GraphQLInputType, depth: number): fc.Arbitrary<InputValue> {
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      const items = fc.array(this.of(nullable.ofType, depth), { maxLength: 3 });
      return fc
        .record({ items, isUnwrapped: fc.boolean(), isVariable })
        .map((list): InputValue => ({ kind: 'list', type, ...list }));
    }
    if (isInputObjectType(nullable)) {
      const fields = Object.values(nullable.getFields());
      const required = fields.filter(
        (field) => isNonNullType(field.type) && field.defaultValue === undefined,
      );
      const optional = fields.filter(
        (field) => !required.includes(field) && (depth > 0 || !this.#nests(field.type)),
      );
      const entries = fc
        .subarray(optional, { maxLength: Math.min(FIELDS_MAX, optional.length) })
        .chain((chosen) =>
          fc.tuple(
            ...[...required, ...chosen].map((field) =>
              this.#orNull(field.type, depth - 1).map((value) => [field.name, value] as const),
            ),
          ),
        );
      return fc.record({ entries, isVariable }).map(
        (object): InputValue => ({
          kind: 'object',
          type,
          isVariable: object.isVariable,
          fields: Object.fromEntries(object.entries),
        }),
      );
    }
    if (isEnumType(nullable)) {
      const value = fc.constantFrom(...nullable.getValues().map(({ name }) => name));
      return fc.record({ value, isVariable }).map((one): InputValue => ({ kind: 'enum', type, ...one }));
    }
    const scalar = scalars(nullable.name, this.pools);
    return fc
      .record({ values: fc.tuple(scalar, scalar), isVariable })
      .map((one): InputValue => ({ kind: 'scalar', type, ...one }));
  }

  /** Null now and then, where the type allows it. */
  #orNull(type: GraphQLInputType, depth: number): fc.Arbitrary<InputValue> {
    const value = this.of(type, depth);
    if (isNonNullType(type)) return value;
    return fc.oneof({ weight: 12, arbitrary: value }, { weight: 1, arbitrary: this.#null(type) });
  }

  #null(type: GraphQLInputType): fc.Arbitrary<InputValue> {
    return isVariable.map((isOwn): InputValue => ({ kind: 'null', type, isVariable: isOwn }));
  }

  /** Whether a field's type leads to a filter of another row. */
  #nests(type: GraphQLInputType): boolean {
    const nullable = getNullableType(type);
    if (isListType(nullable)) return this.#nests(nullable.ofType);
    return isInputObjectType(nullable) && /Where$|ListFilter$/.test(nullable.name);
  }
}
