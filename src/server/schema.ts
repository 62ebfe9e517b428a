import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { checkPermissions } from '../access/permission.ts';
import { ArticleQueries } from '../content/article/article.resolver.ts';
import { MergeCandidateQueries } from '../content/entity/merge-candidate.resolver.ts';
import { HistoryQueries } from '../content/history/history.resolver.ts';
import { NodeQueries } from '../content/node/node.resolver.ts';
import { OrganisationQueries } from '../content/organisation/organisation.resolver.ts';
import { PersonQueries } from '../content/person/person.resolver.ts';
import { QuoteQueries } from '../content/quote/quote.resolver.ts';
import { SearchQueries } from '../content/search/search.resolver.ts';
import { TopicQueries } from '../content/topic/topic.resolver.ts';
// Fields between two domains, and the inputs that speak of all of them, declare themselves when they are read.
import '../content/article/article.relations.ts';
import '../content/article/co-mention.type.ts';
import '../content/article/related.type.ts';
import '../content/quote/quote.relations.ts';
import '../content/quote/lost-facts.relations.ts';
import '../content/quote/segment.type.ts';
import '../content/facet/facet.type.ts';
import '../content/filter/where-inputs.ts';
import '../content/filter/order-inputs.ts';
import '../content/history/correction.type.ts';
import '../content/history/history.relations.ts';
import { AddFactsMutations } from '../editing/add-facts.mutations.ts';
import { ArticleMutations } from '../editing/article.mutations.ts';
import { ArticleStatusMutations } from '../editing/article-status.mutations.ts';
import { CorrectTextMutation } from '../editing/correct-text.mutation.ts';
import { CreateArticleMutation } from '../editing/create-article.mutation.ts';
import { ImportArticleMutation } from '../editing/import-article.mutation.ts';
import { MergingMutations } from '../editing/merging.mutations.ts';
import { OrganisationMutations } from '../editing/organisation.mutations.ts';
import { PersonMutations } from '../editing/person.mutations.ts';
import { QuoteMutations } from '../editing/quote.mutations.ts';
import { ReviewMutations } from '../editing/review.mutations.ts';
import { TopicMutations } from '../editing/topic.mutations.ts';
import { completeSchema, type PlannedReads } from '../planner/complete-schema.ts';

/**
 * The schema: every root field of every domain, read by the planner, and the mutations.
 *
 * `reads` is asked only where graphql-js completes an answer. type-graphql keeps its declarations for the whole process,
 * so this is built once. Throws where a mutation says nothing of who may run it.
 */
export function buildSchema(reads: PlannedReads): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      NodeQueries,
      ArticleQueries,
      PersonQueries,
      OrganisationQueries,
      QuoteQueries,
      TopicQueries,
      SearchQueries,
      MergeCandidateQueries,
      HistoryQueries,
      ImportArticleMutation,
      CreateArticleMutation,
      CorrectTextMutation,
      PersonMutations,
      OrganisationMutations,
      ArticleMutations,
      ArticleStatusMutations,
      TopicMutations,
      MergingMutations,
      QuoteMutations,
      AddFactsMutations,
      ReviewMutations,
    ],
    validate: false,
    // Apollo checks the schema when it starts; type-graphql would run an introspection query for it, 0.25 s of each start.
    skipCheck: true,
  });
  const query = schema.getQueryType();
  if (query)
    query.description = 'Everything that can be read. Readers see published articles and confirmed facts.';
  const mutation = schema.getMutationType();
  if (mutation) mutation.description = 'Everything that editors can write.';
  checkPermissions(schema);
  return completeSchema(schema, reads);
}
