import type { Sentence } from '../grammar/token.ts';
import { certainNames, mentionOf, type NamedRun, namedRunsOf } from '../mentions/find-names.ts';
import type { NameMention } from '../mentions/mention.ts';
import { isTitleCase, wordFormsOf } from '../mentions/name-runs.ts';
import type { Resolved, ResolvedEntity, ResolvedMention } from './entity.ts';
import { clusterOrganisations, type OrganisationCluster } from './organisations.ts';
import { clusterPeople, type PersonCluster } from './people.ts';
import { addHeadlineNames, addShortForms } from './short-forms.ts';
import { singleNames } from './single-names.ts';
import { isStaffed, STAFFED } from './staffed.ts';

/** Finds the names of an article and groups those of one person or organisation. */
export function resolve(sentences: readonly Sentence[]): Resolved {
  const forms = wordFormsOf(sentences);
  const runs = namedRunsOf(sentences, forms);
  const certain = certainNames(runs);
  const taken = new Set(certain.map(({ range }) => range.start));
  const open = runs.filter((run) => !taken.has(run.tokens[0]?.start ?? -1));
  const people = clusterPeople([
    ...certain.filter(({ type }) => type === 'person'),
    ...singleNames(open, certain, forms),
  ]);
  const peopleAt = new Set(
    certain
      .filter(({ type, name }) => type === 'person' && name.includes(' '))
      .map(({ range }) => range.start),
  );
  const heads = new Set(
    certain.filter(({ type }) => type === 'organisation').map(({ name }) => name.split(' ').at(-1)),
  );
  // "The Post" is the Washington Post, where that is named.
  const peopleNames = new Set(people.flatMap(({ name, surname, given }) => [name, surname, given]));
  const company = { peopleNames, peopleAt };
  const companies = new Set(
    certain
      .filter(({ organisationKind }) => organisationKind === 'COMPANY')
      .map(({ name }) => firstWord(name)),
  );
  const isNamedInFull = ({ name }: NamedRun) => heads.has(name) || companies.has(name);
  const staffed = new Set(open.filter((run) => !isNamedInFull(run) && isStaffed(run, company)));
  const rest = open.filter((run) => !staffed.has(run));
  const otherNames = runs.filter(({ type }) => type === 'organisation').map(({ name }) => name);
  const organisations = clusterOrganisations(
    [
      ...certain.filter(({ type }) => type === 'organisation'),
      ...Array.from(staffed, (run) => mentionOf(run, 'organisation', 'NAME', STAFFED)),
    ],
    otherNames,
  );
  addShortForms(organisations, rest, people);
  addHeadlineNames(sentences.filter(isTitleCase), people, organisations);
  return assembleEntities(people, organisations.clusters);
}

function assembleEntities(
  people: readonly PersonCluster[],
  organisations: readonly OrganisationCluster[],
): Resolved {
  for (const { mentions } of [...people, ...organisations])
    mentions.sort((a, b) => a.mention.range.start - b.mention.range.start);
  const found = [
    ...people.map((cluster) => ({
      type: 'person' as const,
      cluster,
      organisationKind: null,
      gender: cluster.gender,
    })),
    ...organisations.map((cluster) => ({
      type: 'organisation' as const,
      cluster,
      organisationKind: cluster.kind,
      gender: null,
    })),
  ].sort((a, b) => startOf(a.cluster) - startOf(b.cluster));
  const counts = { person: 0, organisation: 0 };
  const entities: ResolvedEntity[] = [];
  const mentions: ResolvedMention[] = [];
  for (const { type, cluster, organisationKind, gender } of found) {
    counts[type] += 1;
    const key = `${type}-${counts[type]}`;
    const forms = new Set(cluster.mentions.map(({ mention }) => mention.name));
    forms.delete(cluster.name);
    entities.push({
      key,
      type,
      name: cluster.name,
      aliases: [...forms],
      organisationKind: organisationKind === 'OTHER' ? null : organisationKind,
      gender,
    });
    for (const { mention, confidence } of cluster.mentions) {
      const form = type === 'organisation' && mention.name !== cluster.name ? 'ALIAS' : mention.form;
      mentions.push({
        entity: key,
        form: type === 'organisation' ? form : 'NAME',
        range: mention.range,
        confidence,
      });
    }
  }
  return {
    entities,
    mentions: mentions.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end),
  };
}

function firstWord(name: string): string {
  return name.split(' ')[0] ?? name;
}

function startOf({ mentions }: { readonly mentions: readonly { readonly mention: NameMention }[] }): number {
  return mentions[0]?.mention.range.start ?? 0;
}
