import type { ApolloServerPlugin, GraphQLResponse } from '@apollo/server';
import { HeaderMap } from '@apollo/server';
import { GraphQLError, type OperationDefinitionNode } from 'graphql';
import { AppError } from '../../kernel/app-error.ts';
import type { Planner } from '../../planner/planner.ts';
import type { Context } from '../context.ts';
import { formatError, logError } from '../format-error.ts';
import type { KnownOperations } from '../known-operations.ts';
import { answerOperation } from '../planned-operation.ts';
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
 * Answers queries with one statement: its text goes straight to the client, and the operation is known from then on; or,
 * where a field needs graphql-js, what it read is kept for the resolvers.
 */
export function plannedResponse(
  planner: Planner,
  roots: PlannedRoots,
  known: KnownOperations,
): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async responseForOperation({ document, operation, request, contextValue, source, queryHash }) {
          // Apollo asks also where the document has no such operation, and its type does not say so.
          if (operation === undefined) return null;
          if (!planner.schema.getRootType(operation.operation)) {
            return refusal([notServed(operation)], contextValue);
          }
          if (operation.operation !== 'query') return null;
          const { variables = {}, operationName } = request;
          const { database, viewer } = contextValue;
          const answer = await answerOperation(planner, database, { document, operation, variables, viewer });
          switch (answer.kind) {
            case 'text':
              known.keep({ text: source, sha256: queryHash }, operationName, { document, operation });
              return respond({ data: new JsonText(answer.text) });
            case 'refused':
              return refusal(answer.errors, contextValue);
            case 'objects':
              roots.keep(contextValue, answer.root);
              return null;
            case 'unplanned':
              return null;
          }
        },
      };
    },
  };
}

/** Validation lets an operation pass whose kind the schema does not have. */
function notServed(operation: OperationDefinitionNode): GraphQLError {
  const message = `This API has no ${operation.operation}s.`;
  return new GraphQLError(message, {
    nodes: operation,
    originalError: new AppError('GRAPHQL_VALIDATION_FAILED', message),
  });
}

function refusal(errors: readonly unknown[], { log }: Context): GraphQLResponse {
  for (const error of errors) logError(log, error);
  return respond({ errors: errors.map((error) => formatError(error)) });
}

type SingleResult = Extract<GraphQLResponse['body'], { kind: 'single' }>['singleResult'];

function respond(singleResult: SingleResult): GraphQLResponse {
  return {
    http: { headers: new HeaderMap() },
    body: { kind: 'single', singleResult },
  };
}
