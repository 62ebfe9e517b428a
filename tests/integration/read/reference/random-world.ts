import fc from 'fast-check';
import type { Database } from '../../../../src/database/database.ts';
import { createWorld, type World } from '../../../support/world.ts';
import type {
  AnyEntityHandle,
  ArticleHandle,
  FactOptions,
  OrganisationHandle,
  PersonHandle,
  QuoteHandle,
  TopicHandle,
} from '../../../support/world-handles.ts';

/** Everything that JSON, SQL, LIKE or UTF-16 could trip over, some of it differing by case or by an accent only. */
export const AWKWARD_TEXTS: readonly string[] = [
  'Ada',
  'ada',
  'ADA L',
  'École',
  'ÉCOLE',
  'ecole',
  `O'Brien "Q"`,
  'back\\slash',
  '100%_sure',
  'tab\tand\u0007bell\u001f',
  'line\u2028separator',
  '𝒜stral 🗞️',
  '中文',
  '</script>',
  '$1 {"a":null}',
  'null',
];

const TIMES = [
  new Date('2024-05-01T10:00:00.000Z'),
  new Date('2024-05-01T10:00:00.001Z'),
  new Date('1969-12-31T23:59:59.999Z'),
  'none',
] as const;

/** One random choice after another, the same for the same seed. */
export class Choices {
  readonly #generate: fc.GeneratorValue;

  constructor(seed: number) {
    const [generate] = fc.sample(fc.gen(), { seed, numRuns: 1 });
    if (generate === undefined) throw new Error('fast-check gave no generator');
    this.#generate = generate;
  }

  upTo(most: number): number {
    return this.#generate(fc.nat, { max: most });
  }

  chance(percent: number): boolean {
    return this.upTo(99) < percent;
  }

  one<T>(values: readonly T[]): T {
    const [value] = values.slice(this.upTo(values.length - 1));
    if (value === undefined) throw new Error('There is nothing to choose from, or undefined was chosen');
    return value;
  }

  some<T>(values: readonly T[], most: number): readonly T[] {
    if (values.length === 0) return [];
    const from = this.upTo(values.length - 1);
    return [...values.slice(from), ...values.slice(0, from)].slice(0, this.upTo(most));
  }
}

interface Cast {
  readonly people: readonly PersonHandle[];
  readonly organisations: readonly OrganisationHandle[];
  readonly entities: readonly AnyEntityHandle[];
  readonly topics: readonly TopicHandle[];
}

/** Fills a database with a world that a seed makes: the same for the same seed. */
export async function writeRandomWorld(database: Database, seed: number): Promise<void> {
  const choices = new Choices(seed);
  const world = createWorld(database);
  const cast = castOf(world, choices);
  const count = 4 + choices.upTo(5);
  for (let number = 0; number < count; number += 1) addArticle(world, cast, choices, number);
  await world.save();
  await database.change({ actor: 'test', reason: 'spans that a correction moved' }, async (transaction) => {
    const mentions = await transaction.mention.findMany({ select: { id: true }, orderBy: { id: 'asc' } });
    for (const { id } of choices.some(mentions, 2)) {
      await transaction.mention.update({
        where: { id },
        data: { spanState: choices.one(['MOVED', 'LOST']) },
      });
    }
  });
}

function castOf(world: World, choices: Choices): Cast {
  const people = choices.some(AWKWARD_TEXTS, 6).map((name, index) =>
    world.person(name, {
      slug: `person-${index}`,
      aliases: choices.some(AWKWARD_TEXTS, 2),
      identifiers: choices.chance(50) ? [{ scheme: 'WIKIDATA', value: `Q${index}` }] : [],
    }),
  );
  const organisations: OrganisationHandle[] = [];
  for (const [index, name] of ['The "Institute"', ...choices.some(AWKWARD_TEXTS, 5)].entries()) {
    const parent = organisations.length > 0 && choices.chance(40) ? choices.one(organisations) : undefined;
    organisations.push(
      world.organisation(name, {
        slug: `organisation-${index}`,
        organisationKind: choices.chance(50) ? choices.one(['STATE', 'MEDIA', 'NGO']) : null,
        identifiers: choices.chance(40)
          ? [
              { scheme: 'PROVIDER', value: `p"${index}` },
              { scheme: 'ROR', value: `0${index}` },
            ]
          : [],
        ...(parent === undefined ? {} : { parent }),
      }),
    );
  }
  // A retired topic is never assigned; others may stand under it.
  const retired = world.topic('Retired', { retiredAt: new Date('2020-01-01T00:00:00.000Z') });
  const topics: TopicHandle[] = [];
  for (const name of ['Politics', ...choices.some(AWKWARD_TEXTS, 5)]) {
    topics.push(
      world.topic(name, {
        ...(choices.chance(60) ? { broader: choices.one([retired, ...topics]) } : {}),
        ...(choices.chance(30) ? { definition: choices.one(AWKWARD_TEXTS) } : {}),
      }),
    );
  }
  return { people, organisations, entities: [...people, ...organisations], topics };
}

function addArticle(world: World, cast: Cast, choices: Choices, number: number): void {
  const { people, organisations, entities, topics } = cast;
  const publishedAt = choices.one(TIMES);
  const article = world.article({
    slug: `article-${number}`,
    headline: choices.one(AWKWARD_TEXTS),
    status: choices.one(['PUBLISHED', 'PUBLISHED', 'PUBLISHED', 'DRAFT', 'WITHDRAWN']),
    bylines: choices.some(AWKWARD_TEXTS, 2),
    language: choices.one(['en', 'und', 'ur-Latn']),
    blocks: choices.one([['HEADLINE'], ['HEADLINE', 'STANDFIRST', 'CAPTION']]),
    standfirst: choices.chance(50) ? choices.one(AWKWARD_TEXTS) : null,
    ...(choices.chance(60) ? { publisher: choices.one(organisations) } : {}),
    ...(publishedAt === 'none' ? {} : { publishedAt }),
    ...(choices.chance(30) ? { uri: `urn:"${number}"` } : {}),
  });
  const quotes: QuoteHandle[] = [];
  for (let quote = choices.upTo(4); quote > 0; quote -= 1) addQuote(world, article, cast, choices, quotes);
  for (const entity of choices.some(entities, 5)) {
    world.mention(article, entity, entity.entity.name, {
      ...factOptions(choices),
      form: choices.one(['NAME', 'ALIAS', 'GROUP']),
    });
  }
  if (people.length > 0) {
    for (const organisation of choices.some(organisations, 3)) {
      world.affiliation(article, choices.one(people), organisation, {
        ...factOptions(choices),
        role: choices.one(['chief', null]),
        current: choices.one([true, false, null]),
      });
    }
  }
  for (const topic of choices.some(topics, 3)) {
    world.assign(article, topic, {
      ...factOptions(choices),
      score: choices.one([0.5, 1, 0.1234567890123]),
      words: choices.chance(30) ? ['topical words 𝒜'] : [],
    });
  }
}

/** Words that name entities, so that mentions fall inside them; some quotes are split, some stand within the one before. */
function addQuote(
  world: World,
  article: ArticleHandle,
  { organisations, entities, topics }: Cast,
  choices: Choices,
  quotes: QuoteHandle[],
): void {
  const outer = quotes.at(-1);
  const inner = outer !== undefined && choices.chance(30) ? outer : undefined;
  const words = `say ${choices
    .some(entities, 3)
    .map(({ entity }) => entity.name)
    .join(' and ')} № ${quotes.length}`;
  const exact =
    inner === undefined
      ? [words, ...(choices.chance(30) ? [`then ${words}`] : [])]
      : inner.exacts.slice(0, 1);
  quotes.push(
    world.quote(article, exact, {
      ...factOptions(choices),
      kind: choices.one(['DIRECT', 'INDIRECT', 'MIXED']),
      act: choices.one(['SPEECH', 'WRITING']),
      speakers: choices.some(entities, 2),
      topics: choices.some(topics, 2),
      ...(choices.chance(50) ? { cue: 'says "so"' } : {}),
      ...(choices.chance(30) ? { speakingFor: choices.one(organisations) } : {}),
      ...(choices.chance(30) ? { addressee: choices.one(entities) } : {}),
      ...(inner === undefined ? {} : { within: inner }),
    }),
  );
}

function factOptions(choices: Choices): FactOptions {
  return {
    review: choices.one(['CONFIRMED', 'CONFIRMED', 'CONFIRMED', 'SUGGESTED', 'REJECTED']),
    confidence: choices.one([1, 0.5, 0.1, 1e-7]),
    method: choices.one(['test', 'an "editor"']),
  };
}
