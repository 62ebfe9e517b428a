import { type ClassType, Extensions, Mutation } from 'type-graphql';
import type { Permission } from '../access/role.ts';
// The extension that says who may run a field is declared there.
import '../access/permission.ts';

/** A mutation that editors and admins may run; its payload shows the record as they see it. */
export function EditorMutation(payload: () => ClassType, description: string): MethodDecorator {
  return mutationFor('editor', payload, description);
}

/** A mutation that admins alone may run. */
export function AdminMutation(payload: () => ClassType, description: string): MethodDecorator {
  return mutationFor('admin', payload, description);
}

function mutationFor(permission: Permission, payload: () => ClassType, description: string): MethodDecorator {
  return (prototype, property, descriptor) => {
    Mutation(payload, { description })(prototype, property, descriptor);
    Extensions({ permission })(prototype, property, descriptor);
  };
}
