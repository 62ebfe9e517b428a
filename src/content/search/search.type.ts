import { createUnionType, Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, planned, Reference } from '../../planner/decorators.ts';
import { Article } from '../article/article.type.ts';
import { connectionType } from '../node/connection.type.ts';
import { Organisation } from '../organisation/organisation.type.ts';
import { Person } from '../person/person.type.ts';
import { Quote } from '../quote/quote.type.ts';
import { Topic } from '../topic/topic.type.ts';
import { highlights } from './highlights.ts';

/** What a search may be limited to. */
export const SearchType = {
  ARTICLE: 'ARTICLE',
  PERSON: 'PERSON',
  ORGANISATION: 'ORGANISATION',
  QUOTE: 'QUOTE',
  TOPIC: 'TOPIC',
} as const;
export type SearchType = (typeof SearchType)[keyof typeof SearchType];

registerEnumType(SearchType, {
  name: 'SearchType',
  description: 'What a search may be limited to.',
  valuesConfig: {
    ARTICLE: { description: 'Articles, by headline, standfirst and text.' },
    PERSON: { description: 'People, by name and aliases.' },
    ORGANISATION: { description: 'Organisations, by name and aliases.' },
    QUOTE: { description: 'Quotes, by their words.' },
    TOPIC: { description: 'Topics, by name and definition.' },
  },
});

const SearchResult = createUnionType({
  name: 'SearchResult',
  description: 'What a search may find.',
  types: () => [Article, Person, Organisation, Quote, Topic] as const,
  resolveType: () => undefined,
});

@ObjectType({ description: 'Code points of a field’s value: from start, up to and without end.' })
class HighlightRange {
  @Field(() => Int, { description: 'From 0.' })
  start!: number;

  @Field(() => Int, { description: 'Exclusive.' })
  end!: number;
}

@ObjectType({ description: 'Where the hit is: a field’s name and code-point ranges in its value.' })
class Highlight {
  @Field(() => String, { description: 'The field’s name.' })
  field!: string;

  @Field(() => String, { description: 'The field’s value.' })
  text!: string;

  @Field(() => [HighlightRange], { description: 'The words found, in order.' })
  ranges!: HighlightRange[];
}

@ObjectType({ description: 'What a search found, how well it fits, and where.' })
class SearchHit {
  @Reference(() => SearchResult, { description: 'What was found.' }, { kind: 'oneOf', keyPrefix: '' })
  node!: typeof SearchResult;

  @Column(() => Float, { description: 'The greater, the better; only good for comparing.' })
  rank!: number;

  @planned(() => [Highlight], { description: 'The words found, in each field that has any.' }, highlights)
  highlights!: Highlight[];
}

export const SearchConnection = connectionType('Search', () => SearchHit, {
  of: 'hits',
  hasTotalCount: false,
});
