import type { Sentence, Tag } from '../grammar/token.ts';
import { grouped } from '../grouped.ts';
import { KNOWN_ORGANISATIONS } from '../lexicon/organisation-nouns.ts';
import { STATE_BY_CAPITAL } from '../lexicon/states.ts';
import { mentionOf, type NamedRun } from '../mentions/find-names.ts';
import { nameIn } from '../mentions/name-runs.ts';
import { type OrganisationCluster, type Organisations, stateOfCapital } from './organisations.ts';
import type { PersonCluster } from './people.ts';

const VERBAL: ReadonlySet<Tag> = new Set(['verb', 'auxiliary', 'modal']);

/** "Army" for the Pakistan Army, "Omega" for Omega Holdings, "Centcom" without its bracket, "Washington" for the United States. */
export function addShortForms(
  organisations: Organisations,
  rest: readonly NamedRun[],
  people: readonly PersonCluster[],
): void {
  const surnames = new Set(people.map(({ surname }) => surname));
  const byHead = grouped(
    organisations.clusters.filter(({ name, kind }) => kind !== 'STATE' && !KNOWN_ORGANISATIONS.has(name)),
    ({ name }) => name.split(' ').at(-1) ?? name,
  );
  const byFirst = grouped(
    organisations.clusters.filter(({ name, kind }) => kind === 'COMPANY' && name.includes(' ')),
    ({ name }) => name.split(' ')[0] ?? name,
  );
  for (const run of rest) {
    if (
      run.type === 'person' ||
      run.type === 'organisation' ||
      run.type === 'state' ||
      surnames.has(run.name)
    )
      continue;
    const exact = organisations.byName.get(run.name.toLowerCase());
    const bodies = run.kind === null ? [] : (byHead.get(run.name) ?? []);
    const capital =
      STATE_BY_CAPITAL.has(run.name) && isActing(run) ? stateOfCapital(run.name, organisations) : null;
    const companies = isPlaceHere(run) ? [] : (byFirst.get(run.name) ?? []);
    const cluster =
      exact ??
      (companies.length === 1 ? companies[0] : undefined) ??
      (bodies.length === 1 ? bodies[0] : undefined) ??
      capital;
    if (cluster == null) continue;
    const confidence = confidenceOfShortForm(cluster, exact, capital);
    cluster.mentions.push({ mention: mentionOf(run, 'organisation', 'ALIAS', confidence), confidence });
  }
}

/** "In Ashton": the town, and not Ashton Holdings. */
function isPlaceHere({ sentence, from }: NamedRun): boolean {
  return /^(?:in|near|to|from|outside|around|across|through)$/u.test(sentence.tokens[from - 1]?.lower ?? '');
}

function confidenceOfShortForm(
  cluster: OrganisationCluster,
  exact: OrganisationCluster | undefined,
  capital: OrganisationCluster | null,
): number {
  if (exact !== undefined) return SHORT_FORM.sameWords;
  return capital === cluster ? SHORT_FORM.capital : SHORT_FORM.head;
}

const SHORT_FORM = { sameWords: 0.95, head: 0.85, capital: 0.8 };

/** A verb follows and no preposition stands before: the city acts. */
function isActing({ sentence, from, to }: NamedRun): boolean {
  const { tokens } = sentence;
  const next = tokens[to]?.tag === 'adverb' ? tokens[to + 1] : tokens[to];
  const isVerb =
    next !== undefined &&
    (VERBAL.has(next.tag) ||
      /^(?:remains|wants|says|sees|hopes|insists|backs|supports|expects|believes|plans|seeks|needs)$/u.test(
        next.lower,
      ));
  return isVerb && tokens[from - 1]?.tag !== 'preposition' && tokens[from - 1]?.lower !== ',';
}

/** In a headline that capitalises every word only names that the text below tells are found. */
export function addHeadlineNames(
  headlines: readonly Sentence[],
  people: readonly PersonCluster[],
  organisations: Organisations,
): void {
  const bySurname = grouped(people, ({ surname }) => surname);
  const byName = new Map(people.map((cluster) => [cluster.name, cluster]));
  for (const { tokens } of headlines) {
    for (let at = 0; at < tokens.length; at += 1) {
      for (let length = MAX_HEADLINE_NAME; length > 0; length -= 1) {
        const words = tokens.slice(at, at + length);
        const name = nameIn(words);
        const namesakes = bySurname.get(name) ?? [];
        const person = byName.get(name) ?? (namesakes.length === 1 ? namesakes[0] : undefined);
        const cluster = person ?? organisations.byName.get(name.toLowerCase());
        if (cluster === undefined || words.length < length || !/^\p{Lu}/u.test(name)) continue;
        const type = person === undefined ? ('organisation' as const) : ('person' as const);
        const range = { start: words[0]?.start ?? 0, end: words.at(-1)?.end ?? 0 };
        const mention = {
          type,
          form: 'NAME' as const,
          range,
          name,
          rank: null,
          organisationKind: null,
          standsFor: null,
          confidence: HEADLINE_NAME,
        };
        cluster.mentions.push({ mention, confidence: HEADLINE_NAME });
        at += length - 1;
        break;
      }
    }
  }
}

/** Longest name looked for in a headline, in tokens, and how sure one is. */
const MAX_HEADLINE_NAME = 4;

const HEADLINE_NAME = 0.85;
