import { type ClassType, Field, ID, InputType } from 'type-graphql';
import {
  ArticleStatus,
  Attribution,
  OrganisationKind,
  QuoteAct,
  QuoteKind,
} from '../../database/generated/enums.ts';
import { type DeclaredField, declaredField } from '../../planner/decorators.ts';
import { inputType, registerInputType } from '../../planner/input-types.ts';
import { Article } from '../article/article.type.ts';
import { DateTime } from '../node/date-time.scalar.ts';
import { Organisation } from '../organisation/organisation.type.ts';
import { Affiliation } from '../person/affiliation.type.ts';
import { Person } from '../person/person.type.ts';
import { Quote } from '../quote/quote.type.ts';
import { Topic } from '../topic/topic.type.ts';
import { DateTimeFilter, IdFilter, StringFilter } from './scalar-filters.ts';

type InputTypeThunk = Extract<Parameters<typeof Field>[0], (...args: never[]) => unknown>;

/** A key of a filter that is not simply a field of its type. */
interface OwnKey {
  readonly type: InputTypeThunk;
  readonly description: string;
}

/** Enum types that fields are filtered by, with their GraphQL names. */
const ENUM_NAMES = new Map<unknown, string>([
  [ArticleStatus, 'ArticleStatus'],
  [OrganisationKind, 'OrganisationKind'],
  [QuoteKind, 'QuoteKind'],
  [QuoteAct, 'QuoteAct'],
  [Attribution, 'Attribution'],
]);

/** The types that have a filter of their own, by the class of their nodes. */
const FILTERED = new Map<unknown, string>([
  [Article, 'Article'],
  [Person, 'Person'],
  [Organisation, 'Organisation'],
  [Quote, 'Quote'],
  [Topic, 'Topic'],
  [Affiliation, 'Affiliation'],
]);

for (const [type, name] of ENUM_NAMES) enumFilter(name, () => Object(type));
for (const name of FILTERED.values()) listFilter(name);

where(Article, 'Article', ['id', 'slug', 'headline', 'language', 'status', 'publishedAt', 'publisher'], {
  people: list('Person', 'the people that it mentions'),
  organisations: list('Organisation', 'the organisations that it mentions'),
  topics: list('Topic', 'the topics that it is assigned to'),
  quotes: list('Quote', 'the quotes that it reports'),
});
where(Person, 'Person', ['id', 'slug', 'name'], {
  quotes: list('Quote', 'the quotes of which they are a speaker'),
  articles: list('Article', 'the articles that mention them'),
  affiliations: list('Affiliation', 'their affiliations'),
});
where(Organisation, 'Organisation', ['id', 'slug', 'name', 'organisationKind', 'parent'], {
  quotes: list('Quote', 'the quotes of which it is a speaker'),
  articles: list('Article', 'the articles that mention it'),
  affiliations: list('Affiliation', 'the affiliations of its people'),
});
where(Quote, 'Quote', ['id', 'text', 'kind', 'act', 'attribution', 'article'], {
  speakerId: {
    type: () => IdFilter,
    description: 'At least one speaker, a person or an organisation, has such an id.',
  },
  speakerPerson: {
    type: () => inputType('PersonWhere'),
    description: 'At least one speaker is such a person.',
  },
  speakerOrganisation: {
    type: () => inputType('OrganisationWhere'),
    description: 'At least one speaker is such an organisation.',
  },
  mentionsId: { type: () => IdFilter, description: 'Its words mention at least one entity with such an id.' },
  nested: { type: () => Boolean, description: 'Whether it stands in another report.' },
  topics: list('Topic', 'the topics that its words are assigned to'),
});
where(Topic, 'Topic', ['id', 'slug', 'name', 'code', 'broader'], {
  includeNarrower: {
    type: () => Boolean,
    description: 'Also match every narrower topic of those that match.',
  },
});
where(Affiliation, 'Affiliation', ['role', 'current', 'person', 'organisation'], {}, false);

/** Builds `<name>Where` from declared fields and keys of its own. */
function where(
  type: ClassType,
  name: string,
  fields: readonly string[],
  own: Readonly<Record<string, OwnKey>>,
  hasLogic = true,
): void {
  class Where {}
  InputType(`${name}Where`, {
    description: `Filters ${name === 'Person' ? 'people' : `${name.toLowerCase()}s`}: all fields given must hold; one given as null counts as not given.`,
  })(Where);
  const self = () => inputType(`${name}Where`);
  if (hasLogic) {
    key(Where, 'and', () => [self()], 'All of these hold.');
    key(Where, 'or', () => [self()], 'At least one of these holds; an empty list matches nothing.');
    key(Where, 'not', self, 'This does not hold.');
  }
  for (const field of fields) {
    const declared = declaredField(type, field);
    if (declared === undefined) throw new Error(`${name}.${field} is not a planned field`);
    key(Where, field, () => filterOf(declared), `By its ${field === 'id' ? 'id' : field}.`);
  }
  for (const [field, { type: of, description }] of Object.entries(own)) key(Where, field, of, description);
  registerInputType(`${name}Where`, Where);
}

/** The filter that a declared field's own type asks for. */
function filterOf({ type }: DeclaredField): ClassType | BooleanConstructor {
  const of: unknown = type();
  if (of === ID) return IdFilter;
  if (of === String) return StringFilter;
  if (of === DateTime) return DateTimeFilter;
  if (of === Boolean) return Boolean;
  const enumName = ENUM_NAMES.get(of);
  if (enumName !== undefined) return inputType(`${enumName}Filter`);
  const typeName = FILTERED.get(of);
  if (typeName !== undefined) return inputType(`${typeName}Where`);
  throw new Error(`No filter is declared for ${String(of)}`);
}

function list(name: string, of: string): OwnKey {
  return { type: () => inputType(`${name}ListFilter`), description: `By ${of}.` };
}

function listFilter(name: string): void {
  class ListFilter {}
  InputType(`${name}ListFilter`, {
    description: 'Filters by what a list holds; all that is given must hold.',
  })(ListFilter);
  const of = () => inputType(`${name}Where`);
  key(ListFilter, 'some', of, 'At least one matches.');
  key(ListFilter, 'every', of, 'All match; an empty list does too.');
  key(ListFilter, 'none', of, 'None matches.');
  registerInputType(`${name}ListFilter`, ListFilter);
}

function enumFilter(name: string, type: () => object): void {
  class EnumFilter {}
  InputType(`${name}Filter`, {
    description: 'Filters a code; all operators given must hold. `not` also matches null.',
  })(EnumFilter);
  key(EnumFilter, 'equals', type, 'Is exactly this.');
  key(EnumFilter, 'in', () => [type()], 'Is one of these; an empty list matches nothing.');
  key(EnumFilter, 'not', type, 'Is anything but this; null too.');
  registerInputType(`${name}Filter`, EnumFilter);
}

function key(type: ClassType, name: string, of: InputTypeThunk, description: string): void {
  Field(of, { nullable: true, description })(type.prototype, name);
}
