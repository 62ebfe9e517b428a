import {
  type FieldNode,
  type GraphQLField,
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
} from 'graphql';
import type { Compilation } from './compilation.ts';

/** The fields that every schema has, and no type declares. */
export function introspected(name: string): GraphQLField<unknown, unknown> | undefined {
  return [SchemaMetaFieldDef, TypeMetaFieldDef].find((field) => field.name === name);
}

/** Charges what graphql-js reads of the schema itself: aliases upon lists within lists come to a gigabyte. */
export function chargeIntrospection(
  c: Compilation,
  field: GraphQLField<unknown, unknown> | undefined,
  nodes: readonly FieldNode[],
): void {
  const [node] = nodes;
  if (field === undefined || node === undefined) return;
  const type = getNamedType(field.type);
  c.cost.introspect(node, isListType(getNullableType(field.type)), () => {
    if (!isObjectType(type)) return;
    for (const inner of c.subfields(type, nodes).values()) {
      chargeIntrospection(c, type.getFields()[inner[0]?.name.value ?? ''], inner);
    }
  });
}
