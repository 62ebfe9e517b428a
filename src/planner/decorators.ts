import { Arg, type ClassType, Extensions, Field, getMetadataStorage, Int, Query } from 'type-graphql';
import { PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX } from '../kernel/page.ts';
import type {
  ConnectionSource,
  FieldSource,
  ListSource,
  Model as ModelDeclaration,
  ObjectSource,
  ValueSource,
  WrittenListSource,
} from './declaration.ts';
import { inputType } from './input-types.ts';
import type { Row } from './row.ts';

type FieldTypeThunk = Extract<Parameters<typeof Field>[0], (...args: never[]) => unknown>;

/** What stands on a field beside its type and its source. */
export interface FieldOptions {
  readonly description: string;
  /** `items`: the list is not null, its elements may be. */
  readonly nullable?: boolean | 'items';
}

/** Which of the standard arguments a connection takes. */
export interface ConnectionOptions extends FieldOptions {
  /** `both`: `last` and `before` too. */
  readonly pages: 'forwards' | 'both';
  /** The node type's name, where the list takes `where: <name>Where` and `orderBy: [<name>Order!]`. */
  readonly filteredAs?: string;
  /** The order in words, for the description. */
  readonly orderedBy: string;
}

/** A planned field as it was declared. */
export interface DeclaredField {
  readonly type: FieldTypeThunk;
  readonly nullable: boolean;
  readonly source: FieldSource;
}

/** A property decorator that may also be called on a class of another folder: `relate(Article, 'quotes', …)`. */
export type PlannedDecorator = (prototype: object, property: string) => void;

const declaredFields = new Map<object, Map<string, DeclaredField>>();

/** The planned field of a class or of one that it extends; undefined where there is none. */
export function declaredField(type: ClassType, property: string): DeclaredField | undefined {
  let prototype: object | null = type.prototype;
  while (prototype !== null) {
    const field = declaredFields.get(prototype)?.get(property);
    if (field !== undefined) return field;
    prototype = Object.getPrototypeOf(prototype);
  }
  return undefined;
}

/**
 * Refuses middleware and `@Authorized` on planned fields: no resolver of theirs runs, so a guard there would guard
 * nothing. What guards a planned field is declared with it and checked before SQL.
 */
export function refuseGuardedFields(): void {
  const { middlewares, authorizedFields } = getMetadataStorage();
  for (const { target, fieldName } of [...middlewares, ...authorizedFields]) {
    if (declaredFields.get(target.prototype)?.has(fieldName) === true) {
      throw new Error(
        `${target.name}.${fieldName} is planned: middleware and @Authorized on it would never run`,
      );
    }
  }
}

/** The table behind an object type, and what holds for its rows. */
export function Model(model: ModelDeclaration): ClassDecorator {
  return Extensions({ planner: model });
}

/** A field of an object type or an interface that the planner reads. */
export function planned(type: FieldTypeThunk, options: FieldOptions, source: FieldSource): PlannedDecorator {
  return (prototype, property) => {
    Field(type, options)(prototype, property);
    declare(prototype, property, type, options, source);
  };
}

function declare(
  prototype: object,
  property: string,
  type: FieldTypeThunk,
  options: FieldOptions,
  source: FieldSource,
): void {
  Extensions({ planner: source })(prototype, property);
  const fields = declaredFields.get(prototype) ?? new Map<string, DeclaredField>();
  fields.set(property, { type, nullable: options.nullable === true, source });
  declaredFields.set(prototype, fields);
}

/** A field of `Query` that the planner reads. */
export function plannedRoot(
  type: FieldTypeThunk,
  options: FieldOptions,
  source: FieldSource,
): PlannedDecorator {
  return (prototype, property) => {
    Query(type, options)(prototype, property, {});
    declare(prototype, property, type, options, source);
  };
}

/** Adds a connection's standard arguments, and says its page size and order in the description. */
function withPaging(
  declare: (type: FieldTypeThunk, options: FieldOptions, source: FieldSource) => PlannedDecorator,
  type: FieldTypeThunk,
  options: ConnectionOptions,
  source: FieldSource,
): PlannedDecorator {
  const description = `${options.description} ${options.orderedBy} ${PAGE_SIZE_DEFAULT} a page unless \`first\`${
    options.pages === 'both' ? ' or `last`' : ''
  } says otherwise, ${PAGE_SIZE_MAX} at most.`;
  const declareField = declare(type, { ...options, description }, source);
  return (prototype, property) => {
    declareField(prototype, property);
    for (const argument of pagingArguments(options)) argument(prototype, property);
  };
}

function pagingArguments({ pages, filteredAs }: ConnectionOptions): readonly PlannedDecorator[] {
  const rows = (which: string) => `How many rows to give, from the ${which}; 0 to ${PAGE_SIZE_MAX}.`;
  const forwards = [
    argument('first', () => Int, rows('start')),
    argument('after', () => String, 'Gives what follows the row of this cursor.'),
  ];
  const backwards = [
    argument('last', () => Int, rows('end')),
    argument('before', () => String, 'Gives what precedes the row of this cursor.'),
  ];
  const filters =
    filteredAs === undefined
      ? []
      : [
          argument('where', () => inputType(`${filteredAs}Where`), 'Gives only what matches.'),
          argument(
            'orderBy',
            () => [inputType(`${filteredAs}Order`)],
            'The first order counts most; ties go by id, in the direction of the last.',
          ),
        ];
  return [...forwards, ...(pages === 'both' ? backwards : []), ...filters];
}

/** An optional argument of a planned field. */
export function argument(name: string, type: FieldTypeThunk, description: string): PlannedDecorator {
  return (prototype, property) => Arg(name, type, { nullable: true, description })(prototype, property, 0);
}

/** A required argument of a planned field. */
export function requiredArgument(name: string, type: FieldTypeThunk, description: string): PlannedDecorator {
  return (prototype, property) => Arg(name, type, { description })(prototype, property, 0);
}

/** Several decorators as one. */
export function all(...decorators: readonly PlannedDecorator[]): PlannedDecorator {
  return (prototype, property) => {
    for (const decorate of decorators) decorate(prototype, property);
  };
}

/** Declares a field on a type of an earlier folder: a field between two domains belongs to the later one. */
export function relate(
  type: { readonly prototype: object },
  property: string,
  field: PlannedDecorator,
): void {
  field(type.prototype, property);
}

/** A scalar field: the column of the property's name in snake_case, another column, or an expression over the row. */
export function Column(
  type: FieldTypeThunk,
  options: FieldOptions &
    Pick<ValueSource, 'isId' | 'isPlain'> & { readonly from?: string | ValueSource['expression'] },
): PlannedDecorator {
  const { from, isId, isPlain, ...field } = options;
  return (prototype, property) => {
    const name = typeof from === 'string' ? from : snakeCase(property);
    const expression = typeof from === 'function' ? from : (row: Row) => row.column(name);
    const source: ValueSource = {
      kind: 'value',
      expression,
      ...(isId === true ? { isId } : {}),
      ...(isPlain === true ? { isPlain } : {}),
      ...(typeof from === 'function' ? {} : { isColumn: true }),
    };
    planned(type, field, source)(prototype, property);
  };
}

function snakeCase(property: string): string {
  return property.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** One object: this row seen as another type, or a row of another table. */
export function Reference(
  type: FieldTypeThunk,
  options: FieldOptions,
  source: ObjectSource,
): PlannedDecorator {
  return planned(type, options, source);
}

/** A list that is given whole, in its own order. */
export function List(
  type: FieldTypeThunk,
  options: FieldOptions,
  source: Omit<ListSource, 'kind'>,
): PlannedDecorator {
  return planned(type, options, { kind: 'list', ...source });
}

/** In a payload: what the mutation wrote, of any type that implements the field's interface. */
export function WrittenList(
  type: FieldTypeThunk,
  options: FieldOptions,
  source: WrittenListSource,
): PlannedDecorator {
  return planned(type, options, source);
}

/** A Relay connection with its standard arguments. */
export function Connection(
  type: FieldTypeThunk,
  options: ConnectionOptions,
  source: Omit<ConnectionSource, 'kind'>,
): PlannedDecorator {
  return withPaging(planned, type, options, { kind: 'connection', ...source });
}

/** A Relay connection on `Query`. */
export function RootConnection(
  type: FieldTypeThunk,
  options: ConnectionOptions,
  source: Omit<ConnectionSource, 'kind'>,
): PlannedDecorator {
  return withPaging(plannedRoot, type, options, { kind: 'connection', ...source });
}
