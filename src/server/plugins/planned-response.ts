import type { ApolloServerPlugin, GraphQLResponse } from '@apollo/server';
import { HeaderMap } from '@apollo/server';
import { GraphQLError, type OperationDefinitionNode } from 'graphql';
import { permissionFor } from '../../access/permission.ts';
import { may, type Permission } from '../../access/role.ts';
import type { Answer } from '../../cache/answer.ts';
import { AppError } from '../../kernel/app-error.ts';
import type { Planner } from '../../planner/planner.ts';
import { needsKey } from '../admission.ts';
import { operationKey } from '../answer-key.ts';
import type { Context } from '../context.ts';
import { logError } from '../format-error.ts';
import type { KnownOperations } from '../known-operations.ts';
import { charge } from '../limits/meter.ts';
import { pointsOfWrites } from '../limits/policy.ts';
import {
  type AnswerSources,
  type AskedOperation,
  answerKeyFor,
  answerOperation,
  locate,
} from '../planned-operation.ts';
import type { ReadsByContext } from '../reads-by-context.ts';
import { JsonText } from './json-text.ts';

export interface PlannedResponseOptions {
  readonly reads: ReadsByContext;
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
  { reads, known, release }: PlannedResponseOptions,
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
          if (!contextValue.mayRead) return refusal([needsKey()], contextValue);
          const permission = permissionFor(schema, document, operation);
          if (permission !== undefined && !may(contextValue.editor, permission)) {
            return refusal([forbidden(operation, permission)], contextValue);
          }
          const { variables = {}, operationName } = request;
          if (operation.operation === 'mutation') {
            return prepareMutation(sources.planner, reads, { document, operation, variables }, contextValue);
          }
          const viewer = permission === undefined ? contextValue.viewer : 'editor';
          const key = operationKey(release, source, operationName);
          const asked = { document, operation, variables, viewer, operationKey: key };
          const answer = await answerOperation(
            sources,
            asked,
            answerKeyFor(sources, asked),
            contextValue.meter,
          );
          const keep = () => {
            // Known operations are answered to everybody.
            if (permission !== undefined) return;
            known.keep({ text: source, sha256: queryHash }, operationName, {
              document,
              operation,
              operationKey: key,
            });
          };
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
              reads.keepRoot(contextValue, answer.root);
              return null;
            case 'unplanned':
              return null;
          }
        },
      };
    },
  };
}

/** Refuses a mutation before anything is written, or plans what its payloads will show: graphql-js runs it then. */
async function prepareMutation(
  planner: Planner,
  reads: ReadsByContext,
  asked: Pick<AskedOperation, 'document' | 'operation' | 'variables'>,
  context: Context,
): Promise<GraphQLResponse | null> {
  const { operation } = asked;
  const variables = planner.coerce(operation, asked.variables);
  if (variables === undefined) return null;
  const prepared = planner.preparePayloads({ ...asked, variables, viewer: 'editor' });
  if (prepared.kind === 'refused') return refusal(prepared.faults.map(locate), context);
  try {
    await charge(context.meter, pointsOfWrites(prepared.payloads.size, prepared.cost));
  } catch (error) {
    return refusal([error], context);
  }
  reads.keepPayloads(context, prepared.payloads);
  return null;
}

/** Who has sent no key is told so by FORBIDDEN too: the public is known, and may only read. */
function forbidden(operation: OperationDefinitionNode, permission: Permission): GraphQLError {
  const needed = permission === 'admin' ? 'the role ADMIN' : 'the role EDITOR or ADMIN';
  const message = `This needs ${needed}: send a key that has it, as \`Authorization: Bearer …\`.`;
  return new GraphQLError(message, {
    nodes: operation,
    originalError: new AppError('FORBIDDEN', message),
  });
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

function refusal(errors: readonly unknown[], { log, formatError }: Context): GraphQLResponse {
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
