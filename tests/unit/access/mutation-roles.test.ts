import type { OperationDefinitionNode } from 'graphql';
import { parse } from 'graphql';
import { buildSchemaSync, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { expect, test } from 'vitest';
import { checkPermissions, permissionFor } from '../../../src/access/permission.ts';
import { AdminMutation, EditorMutation } from '../../../src/editing/editor-mutation.ts';

@ObjectType()
class Payload {
  @Field(() => String)
  text!: string;
}

@Resolver()
class Mutations {
  @Query(() => Payload)
  read(): Payload {
    return { text: 'read' };
  }

  @EditorMutation(() => Payload, 'An editor’s.')
  edit(): Payload {
    return { text: 'edited' };
  }

  @AdminMutation(() => Payload, 'An admin’s.')
  purge(): Payload {
    return { text: 'purged' };
  }
}

test.each([
  ['{ read { text } }', undefined],
  ['mutation { edit { text } }', 'editor'],
  ['mutation { purge { text } }', 'admin'],
])('%s asks for %s, as it is declared', (query, permission) => {
  const schema = buildSchemaSync({ resolvers: [Mutations], skipCheck: true });
  checkPermissions(schema);
  const document = parse(query);
  const operation = document.definitions.find(
    (one): one is OperationDefinitionNode => one.kind === 'OperationDefinition',
  );
  if (operation === undefined) throw new Error('there is an operation');
  expect(permissionFor(schema, document, operation)).toBe(permission);
});
