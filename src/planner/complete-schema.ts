import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
} from 'graphql';
import { type FieldSource, sourceOf } from './declaration.ts';
import { refuseGuardedFields } from './decorators.ts';
import type { WrittenIds, WrittenValue } from './written.ts';

/** Where resolvers find what the planner read for the operation that a context belongs to. */
export interface PlannedReads {
  /** What a query read. */
  root(context: unknown): unknown;
  /** Reads what the payload of a mutation's field shows, now that it has written. */
  payload(context: unknown, key: string | number, ids: WrittenIds): Promise<unknown>;
}

/** What a mutation's resolver gives: what it tells of what it wrote, and its payload's own fields by their names. */
export interface Written {
  readonly ids: WrittenIds;
}

/** A mutation's payload: what its resolver gave, and what was read of the record after it. */
class Payload {
  constructor(
    readonly written: unknown,
    readonly read: unknown,
  ) {}
}

/**
 * Makes every planned field give what the statement read for it, under the client's own key: type-graphql's resolvers
 * read the field's name, which is wrong under an alias. Abstract types are told by the `__typename` that was read.
 *
 * Throws where a planned field has middleware or `@Authorized`.
 */
export function completeSchema(schema: GraphQLSchema, reads: PlannedReads): GraphQLSchema {
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
          ? (_parent, _args, context, info) => finish(propertyOf(reads.root(context), info.path.key))
          : (parent, _args, _context, info) => finish(propertyOf(readOf(parent), info.path.key));
    }
  }
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {}))
    completeMutation(field, reads);
  return schema;
}

/** Has a mutation's payload read when its resolver is done. */
function completeMutation(field: GraphQLField<unknown, unknown>, reads: PlannedReads): void {
  const write = field.resolve;
  const payload = getNamedType(field.type);
  if (write === undefined || !isObjectType(payload))
    throw new Error(`${field.name} is no mutation with a payload`);
  field.resolve = async (parent, args, context, info) => {
    const written: unknown = await write(parent, args, context, info);
    return new Payload(written, await reads.payload(context, info.path.key, idsOf(written)));
  };
  completePayload(payload);
}

function completePayload(type: GraphQLObjectType): void {
  for (const field of Object.values(type.getFields())) {
    if (sourceOf(field) !== undefined) continue;
    field.resolve = (parent) => propertyOf(parent instanceof Payload ? parent.written : parent, field.name);
  }
}

function idsOf(written: unknown): WrittenIds {
  const ids = propertyOf(written, 'ids');
  if (typeof ids !== 'object' || ids === null) throw new Error('A mutation’s resolver gave no ids');
  return Object.fromEntries(Object.entries(ids).map(([name, value]) => [name, writtenValue(value)]));
}

function writtenValue(value: unknown): WrittenValue {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

function readOf(parent: unknown): unknown {
  return parent instanceof Payload ? parent.read : parent;
}

function finisher(source: FieldSource): (read: unknown) => unknown {
  return source.kind === 'finished' ? source.finish : (read) => read;
}

function propertyOf(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
