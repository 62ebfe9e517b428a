import fc from 'fast-check';
import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { LEFT_OUT } from '../../../support/reference.ts';
import { type InputValue, type Pools, RandomValues } from './random-value.ts';

/** `@skip` or `@include`, by a literal or by a variable. */
export interface Directive {
  readonly name: 'skip' | 'include';
  readonly isTrue: boolean;
  readonly isVariable: boolean;
}

/** One member of a selection set. */
export type Selection =
  | {
      readonly kind: 'field';
      readonly name: string;
      readonly isAliased: boolean;
      readonly args: Readonly<Record<string, InputValue>>;
      /** A connection that takes cursors: `after` and `before` are variables, filled from an answer. */
      readonly cursors: readonly ('after' | 'before')[];
      readonly selections: readonly Selection[];
      readonly directive: Directive | null;
    }
  | {
      readonly kind: 'fragment';
      readonly on: string;
      readonly isNamed: boolean;
      readonly selections: readonly Selection[];
      readonly directive: Directive | null;
    };

const NOT_IN_REFERENCE: ReadonlySet<string> = new Set([
  ...LEFT_OUT,
  'ArticleConnection.facets',
  'QuoteConnection.facets',
]);

const DEPTH_MAX = 5;
const MEMBERS_MAX = 3;
/** A list of lists of lists is cut short, or an answer would take seconds to compare. */
const PAGE_SIZES = [0, 1, 2, 2, 3, 5];

const isOneIn = (many: number) => fc.nat({ max: many - 1 }).map((number) => number === 0);

const directives: fc.Arbitrary<Directive | null> = fc.oneof(
  { weight: 12, arbitrary: fc.constant(null) },
  {
    weight: 1,
    arbitrary: fc.record({
      name: fc.constantFrom('skip' as const, 'include' as const),
      isTrue: fc.boolean(),
      isVariable: fc.boolean(),
    }),
  },
);

/** Makes operations of a schema: every field but those left out, with arguments taken from the pools. */
export class RandomOperations {
  readonly #values: RandomValues;
  readonly #made = new Map<string, fc.Arbitrary<readonly Selection[]>>();

  constructor(
    readonly schema: GraphQLSchema,
    pools: Pools,
    /** Fields that are never selected: those that the reference does not answer. */
    private readonly leftOut: ReadonlySet<string> = NOT_IN_REFERENCE,
  ) {
    this.#values = new RandomValues(pools);
  }

  /** The selection set of a query. */
  get query(): fc.Arbitrary<readonly Selection[]> {
    const query = this.schema.getQueryType();
    if (!query) throw new Error('The schema has no query type');
    return this.#selectionSet(query, DEPTH_MAX);
  }

  #selectionSet(type: GraphQLCompositeType, depth: number): fc.Arbitrary<readonly Selection[]> {
    const name = `${type.name} ${depth}`;
    const known = this.#made.get(name);
    if (known !== undefined) return known;
    const members = fc.oneof(
      { weight: 5, arbitrary: this.#fields(type, depth) },
      { weight: isAbstractType(type) ? 4 : 1, arbitrary: this.#fragments(type, depth) },
    );
    const made = fc.array(members, { minLength: 1, maxLength: MEMBERS_MAX });
    this.#made.set(name, made);
    return made;
  }

  #fragments(type: GraphQLCompositeType, depth: number): fc.Arbitrary<Selection> {
    if (depth <= 0 || type.name === 'Query') return this.#fields(type, depth);
    const possible = isAbstractType(type) ? this.schema.getPossibleTypes(type) : [type];
    const interfaces = possible.flatMap((one) => (isObjectType(one) ? one.getInterfaces() : []));
    const on = [...new Set([...possible, ...interfaces])].filter(isCompositeType);
    return fc.constantFrom(...on).chain((target) =>
      fc.record({
        kind: fc.constant('fragment' as const),
        on: fc.constant(target.name),
        isNamed: fc.boolean(),
        selections: this.#selectionSet(target, depth - 1),
        directive: directives,
      }),
    );
  }

  #fields(type: GraphQLCompositeType, depth: number): fc.Arbitrary<Selection> {
    const own = isUnionType(type) ? [] : Object.values(type.getFields());
    const asked = own.filter((field) => !this.#isLeftOut(type, field));
    const leaves = asked.filter((field) => isLeafType(getNamedType(field.type)));
    const composite = asked.filter((field) => !leaves.includes(field));
    const typename = this.#field({ name: '__typename', args: [] }, fc.constant([]));
    const options = [{ weight: 1, arbitrary: typename }];
    if (leaves.length > 0) {
      options.push({
        weight: 6,
        arbitrary: fc.constantFrom(...leaves).chain((field) => this.#field(field, fc.constant([]))),
      });
    }
    if (depth > 0 && composite.length > 0) {
      options.push({
        weight: type.name === 'Query' || leaves.length === 0 ? 20 : 8,
        arbitrary: fc.constantFrom(...composite).chain((field) => {
          const named = getNamedType(field.type);
          if (!isCompositeType(named)) throw new Error(`${field.name} gives no object`);
          // What Relay puts between a list and its nodes does not count as depth.
          const isPart = /(Connection|Edge)$/.test(type.name) || named.name === 'PageInfo';
          return this.#field(field, this.#selectionSet(named, isPart ? depth : depth - 1));
        }),
      });
    }
    return fc.oneof(...options);
  }

  #isLeftOut(type: GraphQLCompositeType, { name }: GraphQLField<unknown, unknown>): boolean {
    const owners = isInterfaceType(type) ? [type, ...this.schema.getPossibleTypes(type)] : [type];
    return owners.some((owner) => this.leftOut.has(`${owner.name}.${name}`));
  }

  #field(
    field: Pick<GraphQLField<unknown, unknown>, 'name' | 'args'>,
    selections: fc.Arbitrary<readonly Selection[]>,
  ): fc.Arbitrary<Selection> {
    return fc.record({
      kind: fc.constant('field' as const),
      name: fc.constant(field.name),
      isAliased: field.args.length > 0 || /cursor$/i.test(field.name) ? fc.constant(true) : isOneIn(3),
      args: this.#arguments(field),
      cursors: field.args.some(({ name }) => name === 'before')
        ? fc.subarray(['after' as const, 'before' as const])
        : fc.constant(field.args.some(({ name }) => name === 'after') ? ['after' as const] : []),
      selections,
      directive: directives,
    });
  }

  #arguments({
    args,
  }: Pick<GraphQLField<unknown, unknown>, 'args'>): fc.Arbitrary<Readonly<Record<string, InputValue>>> {
    const names = args.map(({ name }) => name);
    const given: fc.Arbitrary<readonly string[]>[] = [];
    if (names.includes('slug')) given.push(fc.constantFrom(['id'], ['slug'], ['slug']));
    else if (names.includes('id')) given.push(fc.constant(['id']));
    if (names.includes('query')) given.push(fc.constantFrom(['query'], ['query', 'types']));
    if (names.includes('prefix')) given.push(fc.constantFrom([], ['prefix']));
    if (names.includes('ids')) given.push(fc.constant(['ids']));
    if (names.includes('last')) given.push(fc.constantFrom(['first'], ['first'], ['last'], []));
    else if (names.includes('first')) given.push(fc.constantFrom(['first'], ['first'], []));
    if (names.includes('where')) {
      given.push(fc.constantFrom([], ['where'], ['where']), fc.constantFrom([], ['orderBy']));
    }
    return fc
      .tuple(...given)
      .chain((lists) =>
        fc
          .tuple(
            ...args
              .filter(({ name }) => lists.flat().includes(name))
              .map((argument) => this.#argument(argument).map((value) => [argument.name, value] as const)),
          )
          .map((entries) => Object.fromEntries(entries)),
      );
  }

  #argument({ name, type }: GraphQLField<unknown, unknown>['args'][number]): fc.Arbitrary<InputValue> {
    if (name === 'first' || name === 'last') {
      const size = fc.constantFrom(...PAGE_SIZES);
      return fc
        .record({ values: fc.tuple(size, size), isVariable: isOneIn(3) })
        .map((one): InputValue => ({ kind: 'scalar', type, ...one }));
    }
    if (name === 'slug') return this.#from(type, this.#values.pools.slugs);
    // A search for nothing is refused.
    if (name === 'query')
      return this.#from(
        type,
        this.#values.pools.texts.filter((text) => text.trim() !== ''),
      );
    return this.#values.of(type);
  }

  #from(type: InputValue['type'], pool: readonly string[]): fc.Arbitrary<InputValue> {
    const one = fc.constantFrom(...pool);
    return fc
      .record({ values: fc.tuple(one, one), isVariable: fc.boolean() })
      .map((one): InputValue => ({ kind: 'scalar', type, ...one }));
  }
}
