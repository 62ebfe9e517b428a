import { readFile } from 'node:fs/promises';
import { builtFile, REPOSITORY } from '../project.ts';
import { at, Random, Zipf } from './random.ts';
import { uuid7 } from './uuid.ts';
import { FIRST_NAMES, placeName, ROLES, surname } from './vocabulary.ts';

/** Somebody or something that articles name. */
export interface Entity {
  readonly kind: 'person' | 'organisation';
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  /** How a text names it after the first time. */
  readonly shortName: string;
}

export interface Person extends Entity {
  readonly kind: 'person';
  readonly affiliations: readonly Affiliation[];
}

export interface Organisation extends Entity {
  readonly kind: 'organisation';
  readonly organisationKind: string;
  readonly parent: Organisation | null;
}

export interface Affiliation {
  readonly id: string;
  readonly role: string | null;
  readonly organisation: Organisation;
}

export interface Topic {
  readonly id: string;
  readonly code: string;
  readonly slug: string;
  readonly name: string;
  readonly definition: string | null;
  readonly broader: Topic | null;
  readonly retiredAt: Date | null;
}

/** What stands before the first article: all that articles may name, and how often they do. */
export interface World {
  readonly people: readonly Person[];
  readonly organisations: readonly Organisation[];
  readonly topics: readonly Topic[];
  readonly assignableTopics: readonly Topic[];
  readonly publishers: readonly Organisation[];
  /** The most named organisation stands in almost half of all articles, the most named person in a fifth. */
  readonly organisationRanks: Zipf;
  readonly personRanks: Zipf;
  /** The commonest topic is that of a tenth of all articles. */
  readonly topicRanks: Zipf;
  readonly publisherRanks: Zipf;
}

const PEOPLE_IN_20000 = 5_000;
const ORGANISATIONS_IN_20000 = 600;
const PUBLISHERS = 40;

/** Before any article was recorded. */
export const WORLD_MADE_AT = Date.UTC(2019, 11, 1);

const ORGANISATION_FORMS: readonly (readonly [kind: string, form: (place: string) => string])[] = [
  ['GOVERNMENT_BODY', (place) => `Ministry of Trade of ${place}`],
  ['GOVERNMENT_BODY', (place) => `${place} Electoral Commission`],
  ['GOVERNMENT_BODY', (place) => `Ministry of Health of ${place}`],
  ['STATE', (place) => `Republic of ${place}`],
  ['MILITARY', (place) => `${place} Armed Forces`],
  ['COMPANY', (place) => `${place} Energy`],
  ['COMPANY', (place) => `${place} Holdings`],
  ['NGO', (place) => `${place} Relief`],
  ['PARTY', (place) => `${place} Democratic Alliance`],
  ['INTERNATIONAL', (place) => `Conference of ${place}`],
  ['OTHER', (place) => `University of ${place}`],
];

/** More articles know more people, though not in proportion. */
function grown(inTwentyThousand: number, articles: number): number {
  return Math.max(60, Math.round(inTwentyThousand * Math.sqrt(articles / 20_000)));
}

/** The world that a database of so many articles speaks of; the same for the same seed and number. */
export async function makeWorld(seed: number, articles: number): Promise<World> {
  const random = new Random(seed, 2);
  const slugs = await slugMaker();
  const organisations = makeOrganisations(random, slugs, grown(ORGANISATIONS_IN_20000, articles));
  const people = makePeople(random, slugs, grown(PEOPLE_IN_20000, articles), organisations);
  const topics = await readTopics(random);
  const assignableTopics = random.shuffled(topics.filter(({ retiredAt }) => retiredAt === null));
  const publishers = organisations.filter(({ organisationKind }) => organisationKind === 'MEDIA');
  return {
    people,
    organisations,
    topics,
    assignableTopics,
    publishers,
    organisationRanks: new Zipf(organisations.length, 1.2),
    personRanks: new Zipf(people.length, 0.9),
    topicRanks: new Zipf(assignableTopics.length, 0.7),
    publisherRanks: new Zipf(publishers.length, 1),
  };
}

function makeOrganisations(
  random: Random,
  slug: (kind: string, name: string) => string,
  count: number,
): Organisation[] {
  const names = new Set<string>();
  const made: Organisation[] = [];
  for (let number = 0; made.length < count; number += 1) {
    const isPublisher = made.length >= count - PUBLISHERS;
    const place = placeName(number);
    const [organisationKind, form] = isPublisher
      ? ([
          'MEDIA',
          (name: string) => `The ${name} ${random.pick(['Times', 'Post', 'Gazette', 'Tribune', 'Agency'])}`,
        ] as const)
      : at(ORGANISATION_FORMS, number % ORGANISATION_FORMS.length);
    const name = form(place);
    if (names.has(name)) continue;
    names.add(name);
    const initials = name
      .split(' ')
      .filter((word) => /^[A-Z]/.test(word))
      .map((word) => word.charAt(0))
      .join('');
    const parent = !isPublisher && made.length > 20 && random.chance(0.2) ? random.pick(made) : null;
    const id = uuid7(WORLD_MADE_AT + made.length, 0, random);
    made.push({
      kind: 'organisation',
      id,
      slug: slug('organisation', name),
      name,
      shortName: initials.length > 2 ? initials : name,
      organisationKind,
      parent,
    });
  }
  return made;
}

function makePeople(
  random: Random,
  slug: (kind: string, name: string) => string,
  count: number,
  organisations: readonly Organisation[],
): Person[] {
  const names = new Set<string>();
  const made: Person[] = [];
  const employers = new Zipf(organisations.length, 0.6);
  for (let number = 0; made.length < count; number += 1) {
    const last = surname(number);
    const name = `${random.pick(FIRST_NAMES)} ${last}`;
    if (names.has(name)) continue;
    names.add(name);
    const madeAt = WORLD_MADE_AT + 100_000 + made.length * 10;
    const places = employers.drawDistinct(random, random.pick([0, 1, 1, 1, 2, 2, 3]));
    const affiliations = places.map((rank, index) => ({
      id: uuid7(madeAt + 1, index, random),
      role: random.pick(ROLES),
      organisation: at(organisations, rank),
    }));
    made.push({
      kind: 'person',
      id: uuid7(madeAt, 0, random),
      slug: slug('person', name),
      name,
      shortName: last,
      affiliations,
    });
  }
  return made;
}

interface SlugModule {
  slugOf(name: string): string;
  numberedSlug(slug: string, number: number): string;
}

/** Gives each name of a kind a slug of its own, as the project makes them. */
export async function slugMaker(): Promise<(kind: string, name: string) => string> {
  const { slugOf, numberedSlug }: SlugModule = await import(builtFile('kernel/slug.js'));
  const taken = new Map<string, number>();
  return (kind, name) => {
    const base = slugOf(name);
    const number = (taken.get(`${kind} ${base}`) ?? 0) + 1;
    taken.set(`${kind} ${base}`, number);
    return numberedSlug(base, number);
  };
}

interface TopicRecord {
  readonly code: string;
  readonly slug: string;
  readonly name: string;
  readonly definition: string | null;
  readonly broader: string | null;
  readonly retiredAt: Date | null;
}

/** The IPTC Media Topics of the project's seeds. */
async function readTopics(random: Random): Promise<Topic[]> {
  const module: { readTopics(json: string): { readonly topics: readonly TopicRecord[] } } = await import(
    builtFile('ingest/media-topics.js')
  );
  const { topics } = module.readTopics(await readFile(`${REPOSITORY}seeds/iptc-media-topics.json`, 'utf8'));
  const made = new Map<string, Topic>();
  for (const record of topics) {
    const broader = record.broader === null ? null : (made.get(record.broader) ?? null);
    made.set(record.code, {
      ...record,
      broader,
      id: uuid7(WORLD_MADE_AT - 10_000_000 + made.size, 0, random),
    });
  }
  return [...made.values()];
}
