import type { OrganisationKind } from '../annotated-article.ts';
import { STATE_BY_CAPITAL, STATE_BY_DEMONYM, STATE_BY_NAME } from '../lexicon/states.ts';
import { isAcronymOf } from '../mentions/acronyms.ts';
import type { NameMention } from '../mentions/mention.ts';

/** Names of one organisation. */
export interface OrganisationCluster {
  name: string;
  readonly identity: string;
  kind: OrganisationKind | null;
  readonly forms: Set<string>;
  readonly mentions: { readonly mention: NameMention; readonly confidence: number }[];
}

/** The organisations of an article, by the names that they go by. */
export interface Organisations {
  /** In the order in which they were met. */
  readonly clusters: OrganisationCluster[];
  /** By every form in small letters, and by identity. */
  readonly byName: Map<string, OrganisationCluster>;
}

/** Most names that an unexplained acronym is compared with. */
const MAX_COMPARED = 300;

/**
 * Groups the mentions of organisations: the same name but for case, article and the form of a state's name, and
 * acronyms with what they stand for.
 *
 * @param otherNames organisations' names that stand in the text without being spoken of: "at the General Headquarters"
 */
export function clusterOrganisations(
  mentions: readonly NameMention[],
  otherNames: readonly string[],
): Organisations {
  const found: Organisations = { clusters: [], byName: new Map() };
  const isExplained = ({ standsFor }: NameMention) => standsFor !== null;
  const isLoneAcronym = (mention: NameMention) => !isExplained(mention) && isAcronym(mention.name);
  for (const mention of mentions)
    if (!isExplained(mention) && !isLoneAcronym(mention)) add(found, mention, mention.name);
  for (const mention of mentions) if (mention.standsFor !== null) add(found, mention, mention.standsFor);
  const names = found.clusters.filter(({ kind }) => kind !== 'STATE').map(({ name }) => name);
  const full = [...names.slice(0, MAX_COMPARED), ...otherNames.slice(0, MAX_COMPARED)];
  for (const mention of mentions)
    if (isLoneAcronym(mention)) add(found, mention, fullNameOf(mention.name, found, full));
  return found;
}

function isAcronym(name: string): boolean {
  return /^(?:\p{Lu}{2,}|(?:\p{Lu}\.){2,})$/u.test(name) && !STATE_BY_NAME.has(name);
}

function fullNameOf(acronym: string, { byName }: Organisations, names: readonly string[]): string {
  return (
    byName.get(acronym.toLowerCase())?.name ?? names.find((name) => isAcronymOf(acronym, name)) ?? acronym
  );
}

function add({ clusters, byName }: Organisations, mention: NameMention, fullName: string): void {
  const identity = identityOf(fullName);
  const form = mention.name.toLowerCase();
  const found = byName.get(identity) ?? byName.get(form);
  const cluster = found ?? {
    name: fullName,
    identity,
    kind: mention.organisationKind,
    forms: new Set<string>(),
    mentions: [],
  };
  if (found === undefined) clusters.push(cluster);
  cluster.kind ??= mention.standsFor === null ? mention.organisationKind : null;
  for (const name of [form, fullName.toLowerCase(), identity]) {
    cluster.forms.add(name);
    if (!byName.has(name)) byName.set(name, cluster);
  }
  cluster.mentions.push({ mention, confidence: mention.confidence });
}

/** What two names of one organisation share: "Pakistani Army" and "the Pakistan Army", "US" and "United States". */
function identityOf(name: string): string {
  const state = STATE_BY_NAME.get(name);
  if (state !== undefined) return `state ${state.names[0]?.toLowerCase()}`;
  const words = name.replace(/^[Tt]he /u, '').split(' ');
  const [first = ''] = words;
  const place = STATE_BY_DEMONYM.get(first) ?? (words.length > 1 ? STATE_BY_NAME.get(first) : undefined);
  return [place?.names[0] ?? first, ...words.slice(1)]
    .join(' ')
    .toLowerCase()
    .replace(/\.|[’'](?:s\b|(?=\s))/gu, '');
}

/** The state that a capital stands for, where the text speaks of that state. */
export function stateOfCapital(capital: string, { byName }: Organisations): OrganisationCluster | null {
  const state = STATE_BY_CAPITAL.get(capital);
  return state === undefined ? null : (byName.get(`state ${state.names[0]?.toLowerCase()}`) ?? null);
}
