import { hash } from 'node:crypto';
import type { OperationDefinitionNode } from 'graphql';
import type { Viewer } from '../planner/declaration.ts';

/** What an operation's answer depends on beside the record and the operation itself. */
export interface AnswerKeyParts {
  /** Of the operation, as `operationKey` gives it. */
  readonly operationKey: string;
  readonly operation: OperationDefinitionNode;
  /** As they came. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly viewer: Viewer;
}

/** Names the operation of that name in a document, as this release answers it. */
export function operationKey(release: string, document: string, operationName: string | undefined): string {
  return hash('sha256', `${release}\n${operationName ?? ''}\n${document}`, 'base64url');
}

/**
 * Names the answer to an operation with these variables for whoever looks: one name for all that are answered alike, at
 * least where the variables' keys come in another order or variables are given that the operation does not have.
 */
export function answerKey({ operationKey, operation, variables, viewer }: AnswerKeyParts): string {
  const given = operation.variableDefinitions?.map(({ variable: { name } }) =>
    Object.hasOwn(variables, name.value) ? canonical(variables[name.value]) : '',
  );
  const key = `${operationKey} ${viewer} ${given?.join('\n') ?? ''}`;
  return key.length > KEY_LENGTH_MAX ? hash('sha256', key, 'base64url') : key;
}

/** Hashing takes longer than all else that a kept answer needs, so only long keys are. */
const KEY_LENGTH_MAX = 300;

/** JSON with the keys of every object sorted. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join()}}`;
}
