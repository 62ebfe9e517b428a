import { type DocumentNode, GraphQLError, type OperationDefinitionNode } from 'graphql';
import { AppError } from '../kernel/app-error.ts';
import type { Viewer } from '../planner/declaration.ts';
import type { InputFault } from '../planner/fault.ts';
import type { Planner } from '../planner/planner.ts';
import type { Reader } from '../planner/run.ts';

/** A validated query operation, and who asks it with which variables, as they came. */
export interface AskedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly viewer: Viewer;
}

/** What one statement gave: the answer's text, or what graphql-js completes; or why there was none. */
export type PlannedAnswer =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'objects'; readonly root: unknown }
  | { readonly kind: 'refused'; readonly errors: readonly unknown[] }
  /** Nothing that the planner reads, or a variable whose fault graphql-js tells. */
  | { readonly kind: 'unplanned' };

/** Answers a query with one statement. Faulty arguments refuse it before any SQL; what fails refuses it too. */
export async function answerOperation(
  planner: Planner,
  reader: Reader,
  { document, operation, variables, viewer }: AskedOperation,
): Promise<PlannedAnswer> {
  try {
    const coerced = planner.coerce(operation, variables);
    if (coerced === undefined) return { kind: 'unplanned' };
    const prepared = planner.prepare({ document, operation, variables: coerced, viewer });
    if (prepared.kind === 'unplanned') return prepared;
    if (prepared.kind === 'refused') return { kind: 'refused', errors: prepared.faults.map(locate) };
    const text = await reader.readText(prepared.statement);
    return prepared.outlet === 'text' ? { kind: 'text', text } : { kind: 'objects', root: JSON.parse(text) };
  } catch (error) {
    return { kind: 'refused', errors: [error] };
  }
}

function locate({ code, message, node, details }: InputFault): GraphQLError {
  return new GraphQLError(message, {
    nodes: node,
    originalError: new AppError(code, message, undefined, details),
  });
}
