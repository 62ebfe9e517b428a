import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';

/** An instant: RFC 3339 in, and out with milliseconds in UTC, as the planner's SQL writes it. */
export const DateTime = new GraphQLScalarType<Date, string>({
  ...GraphQLDateTime.toConfig(),
  description: 'An instant in RFC 3339; answered in UTC with milliseconds: 2022-12-09T10:15:30.000Z.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time',
  serialize: (value) => new Date(GraphQLDateTime.serialize(value)).toISOString(),
});
