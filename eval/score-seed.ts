import type { AnnotatedArticle, AnnotatedMention } from '../src/text/annotated-article.ts';

/** How the pipeline does against a reviewed article; F1 in per cent, the rest as found of expected. */
export interface SeedScore {
  readonly entityF1: number;
  readonly mentionF1: number;
  readonly quotedPassages: string;
  readonly affiliations: string;
  readonly topics: string;
  /** What was not found, or found and not reviewed. */
  readonly differences: readonly string[];
}

/** Scores what the pipeline finds in the seed's text against its reviewed annotations. */
export function scoreSeed(reviewed: AnnotatedArticle, found: AnnotatedArticle): SeedScore {
  const same = entityMap(reviewed, found);
  const goldMentions = new Set(reviewed.mentions.map(mentionKey));
  const mentions = found.mentions.flatMap((mention) => {
    const entity = same.get(mention.entity);
    return entity === undefined
      ? [`${mention.span.start} ${mention.span.end}`]
      : [mentionKey({ ...mention, entity })];
  });
  const hits = new Set(mentions.filter((mention) => goldMentions.has(mention)));
  const passages = reviewed.quotes.filter(
    ({ quotedSpans, within }) => quotedSpans.length > 0 && within === null,
  );
  const passageHits = passages.filter((quote) =>
    found.quotes.some(
      (other) =>
        quote.quotedSpans.every(({ start, end }) =>
          other.quotedSpans.some((span) => span.start === start && span.end === end),
        ) &&
        sameKeys(
          quote.speakers,
          other.speakers.map((key) => same.get(key)),
        ),
    ),
  );
  const affiliations = reviewed.affiliations.filter((gold) =>
    found.affiliations.some(
      ({ person, organisation, role }) =>
        same.get(person) === gold.person &&
        same.get(organisation) === gold.organisation &&
        role === gold.role,
    ),
  );
  const topics = reviewed.topics.filter(({ code }) => found.topics.some((topic) => topic.code === code));
  const matched = new Set(same.values());
  return {
    entityF1: f1(matched.size, reviewed.entities.length, found.entities.length),
    mentionF1: f1(hits.size, goldMentions.size, mentions.length),
    quotedPassages: `${passageHits.length} of ${passages.length}`,
    affiliations: `${affiliations.length} of ${reviewed.affiliations.length}`,
    topics: `${topics.length} of ${reviewed.topics.length}, ${found.topics.length} given`,
    differences: [
      ...reviewed.entities
        .filter(({ key }) => !matched.has(key))
        .map(({ name }) => `entity not found: ${name}`),
      ...found.entities.filter(({ key }) => !same.has(key)).map(({ name }) => `entity not reviewed: ${name}`),
      ...reviewed.mentions
        .filter((mention) => !hits.has(mentionKey(mention)))
        .map(({ span, form, entity }) => `mention not found: ${span.exact} (${form} of ${entity})`),
      ...found.mentions
        .filter(
          (mention) => !goldMentions.has(mentionKey({ ...mention, entity: same.get(mention.entity) ?? '' })),
        )
        .map(({ span, form }) => `mention not reviewed: ${span.exact} (${form}) at ${span.start}`),
    ],
  };
}

/** Found entities by the reviewed one that most of their names are mentions of. */
function entityMap(reviewed: AnnotatedArticle, found: AnnotatedArticle): Map<string, string> {
  const byPlace = new Map(
    reviewed.mentions.map(
      (mention) => [`${mention.span.start} ${mention.span.end}`, mention.entity] as const,
    ),
  );
  const same = new Map<string, string>();
  for (const { key, name } of found.entities) {
    const votes = new Map<string, number>();
    for (const { entity, span, form } of found.mentions) {
      const gold = entity === key && form !== 'GROUP' ? byPlace.get(`${span.start} ${span.end}`) : undefined;
      if (gold !== undefined) votes.set(gold, (votes.get(gold) ?? 0) + 1);
    }
    const best =
      [...votes].toSorted((a, b) => b[1] - a[1])[0]?.[0] ??
      reviewed.entities.find((entity) => entity.name === name)?.key;
    if (best !== undefined && ![...same.values()].includes(best)) same.set(key, best);
  }
  return same;
}

function mentionKey({ entity, span }: Pick<AnnotatedMention, 'entity' | 'span'>): string {
  return `${entity} ${span.start} ${span.end}`;
}

function sameKeys(a: readonly string[], b: readonly (string | undefined)[]): boolean {
  return a.length === b.length && a.every((key) => b.includes(key));
}

function f1(hits: number, gold: number, found: number): number {
  return Math.round((2000 * hits) / (gold + found)) / 10;
}
