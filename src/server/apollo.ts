import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import type { DocumentNode, FormattedExecutionResult, GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import type { Context } from './context.ts';
import { documentCache } from './document-cache.ts';
import { EXAMPLE_DOCUMENT } from './example-query.ts';
import type { FormatError } from './format-error.ts';
import { httpStatus } from './plugins/http-status.ts';
import { reportErrors } from './plugins/report-errors.ts';

/**
 * Tokens of one document: the introspection query has 163. The dearest document of this many that was found takes
 * 0.2 s to parse and validate, on the one thread that answers everybody; a megabyte of tokens takes a second.
 */
const MAX_DOCUMENT_TOKENS = 10_000;

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly config: Pick<Config, 'environment' | 'isIntrospectable'>;
  /** Whether Sandbox is shown to browsers. */
  readonly hasExplorers: boolean;
  readonly formatError: FormatError;
  readonly log: Logger;
  /** Tried before graphql-js executes an operation, in order. */
  readonly plugins: readonly ApolloServerPlugin<Context>[];
  readonly stringifyResult: (result: FormattedExecutionResult) => string;
}

/** Apollo Server with what this project serves and nothing that reports elsewhere; the caller starts and stops it. */
export function createApollo(options: ApolloOptions): ApolloServer<Context> {
  const { environment, isIntrospectable } = options.config;
  return new ApolloServer<Context>({
    schema: options.schema,
    nodeEnv: environment,
    introspection: isIntrospectable,
    // What is near to a name that is not there tells of the schema too.
    hideSchemaDetailsFromClientErrors: !isIntrospectable,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    documentStore: documentStore(),
    parseOptions: { maxTokens: MAX_DOCUMENT_TOKENS },
    logger: apolloLogger(options.log),
    // The request's id follows in a plugin: this hook is not told which request it works for.
    formatError: (_formatted, error) => options.formatError(error),
    stringifyResult: options.stringifyResult,
    plugins: [
      // Each of these costs time on every request even when it has nothing to do.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      options.hasExplorers ? sandbox() : ApolloServerPluginLandingPageDisabled(),
      httpStatus(),
      reportErrors(options.log),
      ...options.plugins,
    ],
  });
}

function sandbox() {
  return ApolloServerPluginLandingPageLocalDefault({
    document: EXAMPLE_DOCUMENT,
    embed: { endpointIsEditable: true, runTelemetry: false },
    includeCookies: false,
  });
}

/** Apollo's own keeps 30 MiB by its count: 80 MB of memory more than these (a test measures both ends). */
function documentStore() {
  const documents = documentCache<DocumentNode>((document) => document);
  return {
    get: async (key: string) => documents.get(key),
    set: async (key: string, document: DocumentNode) => {
      documents.set(key, document);
    },
    delete: async (key: string) => documents.delete(key),
  };
}

/** What Apollo says as `error` it also tells a plugin, whole: those lines would be the same event a second time. */
function apolloLogger(log: Logger) {
  return {
    debug: (message: string) => log.debug(message),
    info: (message: string) => log.info(message),
    warn: (message: string) => log.warn(message),
    error: (message: string) => log.debug(message),
  };
}
