import type { GraphQLField } from 'graphql';
import { type ClassType, Extensions, Mutation } from 'type-graphql';

/** Who may run a mutation. */
export type Permission = 'editor';

declare module 'graphql' {
  interface GraphQLFieldExtensions<_TSource, _TContext, _TArgs> {
    readonly permission?: Permission;
  }
}

/** A mutation that editors may run; its payload shows the record as they see it. */
export function EditorMutation(payload: () => ClassType, description: string): MethodDecorator {
  return (prototype, property, descriptor) => {
    Mutation(payload, { description })(prototype, property, descriptor);
    Extensions({ permission: 'editor' satisfies Permission })(prototype, property, descriptor);
  };
}

/** Who may run a mutation's field. Throws where nothing says so: a fault in the declarations. */
export function permissionOf(field: GraphQLField<unknown, unknown>): Permission {
  const { permission } = field.extensions;
  if (permission === undefined) throw new Error(`${field.name} says nothing of who may run it`);
  return permission;
}
