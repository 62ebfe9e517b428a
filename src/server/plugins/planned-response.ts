import type { ApolloServerPlugin, GraphQLResponse } from '@apollo/server';
import { HeaderMap } from '@apollo/server';
import { GraphQLError, type GraphQLSchema, getVariableValues, type OperationDefinitionNode } from 'graphql';
import { AppError } from '../../kernel/app-error.ts';
import type { InputFault } from '../../planner/fault.ts';
import type { Planner } from '../../planner/planner.ts';
import { runStatement } from '../../planner/run.ts';
import type { Context } from '../context.ts';
import { formatError, logError } from '../format-error.ts';
import { JsonText } from './json-text.ts';

/** What was read for operations that graphql-js completes, by their context. */
export class PlannedRoots {
  readonly #roots = new WeakMap<object, unknown>();

  /** Remembers what was read for a context's operation. */
  keep(context: object, root: unknown): void {
    this.#roots.set(context, root);
  }

  /** What was read for a context's operation. */
  readonly find = (context: unknown): unknown =>
    typeof context === 'object' && context !== null ? this.#roots.get(context) : undefined;
}

/**
 * Answers queries with one statement: its text goes straight to the client, or, where a field needs graphql-js, what it
 * read is kept for the resolvers. Faulty arguments refuse the whole operation before any SQL, in both outlets alike.
 */
export function plannedResponse(planner: Planner, roots: PlannedRoots): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async responseForOperation({ document, operation, request, contextValue }) {
          // Apollo asks also where the document has no such operation, and its type does not say so.
          if (operation === undefined) return null;
          if (!planner.schema.getRootType(operation.operation)) {
            return refusal([notServed(operation)], contextValue);
          }
          if (operation.operation !== 'query') return null;
          try {
            const variables = coerce(planner.schema, operation, request.variables ?? {});
            if (variables === null) return null;
            const prepared = planner.prepare({ document, operation, variables, viewer: contextValue.viewer });
            if (prepared.kind === 'unplanned') return null;
            if (prepared.kind === 'refused') return refusal(prepared.faults.map(locate), contextValue);
            const text = await runStatement(contextValue.database, prepared.statement);
            if (prepared.outlet === 'text') return answer({ data: new JsonText(text) });
            roots.keep(contextValue, JSON.parse(text));
            return null;
          } catch (error) {
            return refusal([error], contextValue);
          }
        },
      };
    },
  };
}

/** The operation's variables as their types have them; null where one is faulty: graphql-js then says which. */
function coerce(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | null {
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], { ...given });
  return coerced ?? null;
}

/** Validation lets an operation pass whose kind the schema does not have. */
function notServed(operation: OperationDefinitionNode): GraphQLError {
  const message = `This API has no ${operation.operation}s.`;
  return new GraphQLError(message, {
    nodes: operation,
    originalError: new AppError('GRAPHQL_VALIDATION_FAILED', message),
  });
}

function locate(fault: InputFault): GraphQLError {
  const { code, message, node, details } = fault;
  return new GraphQLError(message, {
    nodes: node,
    originalError: new AppError(code, message, undefined, details),
  });
}

function refusal(errors: readonly unknown[], { log }: Context): GraphQLResponse {
  for (const error of errors) logError(log, error);
  return answer({ errors: errors.map((error) => formatError(error)) });
}

type SingleResult = Extract<GraphQLResponse['body'], { kind: 'single' }>['singleResult'];

function answer(singleResult: SingleResult): GraphQLResponse {
  return {
    http: { headers: new HeaderMap() },
    body: { kind: 'single', singleResult },
  };
}
