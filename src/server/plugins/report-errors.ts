import type { ApolloServerPlugin } from '@apollo/server';
import type { Logger } from 'pino';
import type { Context } from '../context.ts';
import { logError } from '../format-error.ts';
import { withRequestId } from '../request-id.ts';

/**
 * Logs every error of the executed path once, and puts the request's id into every error of an answer.
 *
 * Apollo's own `formatError` is not told which request it works for, so the id is added here, after it.
 *
 * @param log takes what fails before there is a context.
 */
export function reportErrors(log: Logger): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async didEncounterErrors({ errors, contextValue }) {
          for (const error of errors) logError(contextValue.log, error);
        },
        async willSendResponse({ response, contextValue }) {
          if (response.body.kind !== 'single' || !response.body.singleResult.errors) return;
          const { errors } = response.body.singleResult;
          response.body.singleResult.errors = errors.map((error) =>
            withRequestId(error, contextValue.requestId),
          );
        },
      };
    },
    async unexpectedErrorProcessingRequest({ requestContext, error }) {
      logError(requestContext.contextValue.log, error);
    },
    async invalidRequestWasReceived({ error }) {
      logError(log, error);
    },
    async contextCreationDidFail({ error }) {
      logError(log, error);
    },
  };
}
