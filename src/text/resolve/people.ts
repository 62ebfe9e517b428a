import { MEN, WOMEN } from '../lexicon/given-names.ts';
import { isGivenName } from '../mentions/classify.ts';
import type { NameMention } from '../mentions/mention.ts';

/** Names of one person. */
export interface PersonCluster {
  name: string;
  readonly surname: string;
  readonly given: string;
  readonly mentions: { readonly mention: NameMention; readonly confidence: number }[];
  gender: 'man' | 'woman' | null;
}

const SUFFIX = /^(?:Jr\.?|Sr\.?|II|III|IV)$/u;
const MALE_RANK = /^(?:Mr\.?|Sir|Lord|King|Prince|Congressman|Father|Herr|Monsieur)\b/iu;
const FEMALE_RANK = /^(?:Mrs\.?|Ms\.?|Miss|Dame|Lady|Queen|Princess|Congresswoman|Sister|Frau|Madame)\b/iu;

/** Clusters by surname and by given name. */
type Index = Map<string, PersonCluster[]>;

/** Most people of one name that a mention is compared with. */
const MAX_NAMESAKES = 50;

function namesakes(index: Index, name: string): readonly PersonCluster[] {
  return (index.get(name) ?? []).slice(-MAX_NAMESAKES);
}

function put(index: Index, cluster: PersonCluster): void {
  for (const name of new Set([cluster.surname, cluster.given])) {
    const list = index.get(name);
    if (list === undefined) index.set(name, [cluster]);
    else list.push(cluster);
  }
}

/** Groups the mentions of people: one full name and its surname, or given name, alone. In the order of the text. */
export function clusterPeople(mentions: readonly NameMention[]): PersonCluster[] {
  const index: Index = new Map();
  for (const mention of mentions) if (partsOf(mention.name).length > 1) addFull(index, mention);
  for (const mention of mentions) if (partsOf(mention.name).length === 1) addShort(index, mention);
  const clusters = [...new Set([...index.values()].flat())];
  for (const cluster of clusters)
    cluster.mentions.sort((a, b) => a.mention.range.start - b.mention.range.start);
  return clusters.sort((a, b) => firstOf(a) - firstOf(b));
}

function firstOf({ mentions }: PersonCluster): number {
  return mentions[0]?.mention.range.start ?? 0;
}

function partsOf(name: string): string[] {
  return name.split(' ').filter((part) => !SUFFIX.test(part));
}

/** The surname that short forms are compared with. */
function surnameOf(name: string): string {
  return partsOf(name).at(-1) ?? name;
}

function addFull(index: Index, mention: NameMention): void {
  const [given = ''] = partsOf(mention.name);
  const surname = surnameOf(mention.name);
  const same = namesakes(index, surname).find(
    (cluster) => cluster.surname === surname && isSameGiven(cluster.given, given),
  );
  if (same === undefined) {
    put(index, {
      name: mention.name,
      surname,
      given,
      mentions: [{ mention, confidence: mention.confidence }],
      gender: genderOf(mention, given),
    });
    return;
  }
  same.mentions.push({ mention, confidence: mention.confidence });
  same.gender ??= genderOf(mention, given);
  if (mention.name.length > same.name.length) same.name = mention.name;
}

function isSameGiven(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.replace('.', '').length === 1
    ? long.startsWith(short.charAt(0))
    : short.length >= 3 && long.startsWith(short);
}

function addShort(index: Index, mention: NameMention): void {
  const gender = genderOf(mention, '');
  const fits = namesakes(index, mention.name).filter(
    (cluster) =>
      (cluster.surname === mention.name || cluster.given === mention.name) &&
      (gender === null || cluster.gender === null || cluster.gender === gender),
  );
  const bySurname = fits.filter(({ surname }) => surname === mention.name);
  const candidates = bySurname.length > 0 ? bySurname : fits;
  const [only] = candidates;
  if (only === undefined) {
    put(index, {
      name: mention.name,
      surname: mention.name,
      given: '',
      mentions: [{ mention, confidence: mention.confidence * LONE_NAME }],
      gender,
    });
    return;
  }
  const cluster = candidates.length === 1 ? only : latestBefore(candidates, mention);
  const confidence = mention.confidence * (candidates.length === 1 ? 1 : AMBIGUOUS_SURNAME);
  cluster.mentions.push({ mention, confidence });
  cluster.gender ??= gender;
}

/** What a name alone, never introduced, and a surname that two people share are believed by. */
const LONE_NAME = 0.9;
const AMBIGUOUS_SURNAME = 0.7;

function latestBefore(candidates: readonly PersonCluster[], mention: NameMention): PersonCluster {
  const lastMention = (cluster: PersonCluster) =>
    cluster.mentions.reduce(
      (last, { mention: other }) =>
        other.range.start < mention.range.start ? Math.max(last, other.range.start) : last,
      -1,
    );
  return candidates.reduce((best, cluster) => (lastMention(cluster) > lastMention(best) ? cluster : best));
}

function genderOf({ rank }: NameMention, given: string): 'man' | 'woman' | null {
  if (rank !== null && MALE_RANK.test(rank)) return 'man';
  if (rank !== null && FEMALE_RANK.test(rank)) return 'woman';
  if (!isGivenName(given) || (MEN.has(given) && WOMEN.has(given))) return null;
  return MEN.has(given) ? 'man' : 'woman';
}
