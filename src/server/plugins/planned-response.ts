import type { ApolloServerPlugin, GraphQLResponse } from '@apollo/server';
import { HeaderMap } from '@apollo/server';
import { GraphQLError, type OperationDefinitionNode } from 'graphql';
import type { Answer } from '../../cache/answer.ts';
import { AppError } from '../../kernel/app-error.ts';
import { operationKey } from '../answer-key.ts';
import type { Context } from '../context.ts';
import { formatError, logError } from '../format-error.ts';
import type { KnownOperations } from '../known-operations.ts';
import { type AnswerSources, answerKeyFor, answerOperation } from '../planned-operation.ts';
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

export interface PlannedResponseOptions {
  readonly roots: PlannedRoots;
  readonly known: KnownOperations;
  /** Names what may answer otherwise than the release before. */
  readonly release: string;
}

/**
 * Answers queries with one statement: its text goes straight to the client, and the operation is known from then on; or,
 * where a field needs graphql-js, what it read is kept for the resolvers.
 */
export function plannedResponse(
  sources: AnswerSources,
  { roots, known, release }: PlannedResponseOptions,
): ApolloServerPlugin<Context> {
  const { schema } = sources.planner;
  return {
    async requestDidStart() {
      return {
        async responseForOperation({ document, operation, request, contextValue, source, queryHash }) {
          // Apollo asks also where the document has no such operation, and its type does not say so.
          if (operation === undefined) return null;
          if (!schema.getRootType(operation.operation)) {
            return refusal([notServed(operation)], contextValue);
          }
          if (operation.operation !== 'query') return null;
          const { variables = {}, operationName } = request;
          const { viewer } = contextValue;
          const key = operationKey(release, source, operationName);
          const asked = { document, operation, variables, viewer, operationKey: key };
          const answer = await answerOperation(sources, asked, answerKeyFor(sources, asked));
          const keep = () =>
            known.keep({ text: source, sha256: queryHash }, operationName, {
              document,
              operation,
              operationKey: key,
            });
          switch (answer.kind) {
            case 'text':
              keep();
              return respond({ data: new JsonText(answer.text) });
            case 'shared':
              keep();
              contextValue.share(answer.answer);
              return respond({ data: new JsonText(dataOf(answer.answer)) });
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

/** The text of an answer's `data`. */
function dataOf({ body }: Answer): string {
  return body.toString('utf8', '{"data":'.length, body.length - 1);
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
