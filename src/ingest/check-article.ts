import type { AnnotatedArticle, AnnotatedEntity, AnnotatedQuote } from '../text/annotated-article.ts';
import { checkSpans, contains, placeOf, type Report } from './check-spans.ts';

declare const whole: unique symbol;

/** An article that `checkArticle` has found to be whole. */
export type WholeArticle = AnnotatedArticle & { readonly [whole]: true };

/**
 * Throws an Error that lists every fault of the article's making, each naming the thing: keys that lead nowhere or are
 * given twice, references to the wrong type, spans that are not in the text or not in one block that gives facts, spans
 * and blocks out of order, facts given twice, quotes and parents that stand in themselves, quotes that contradict their
 * spans. What passes is what `onrecord verify` finds whole.
 *
 * Nothing has been written when it throws.
 */
export function checkArticle(article: AnnotatedArticle): asserts article is WholeArticle {
  const faults: string[] = [];
  const report: Report = (fault) => faults.push(fault);
  checkEntities(article, report);
  checkMentions(article, report);
  checkQuotes(article, report);
  checkAffiliations(article, report);
  checkTopics(article, report);
  checkSpans(article, report);
  if (faults.length > 0) {
    throw new Error(
      `The article "${article.fields.headline}" cannot be taken in:\n${faults.map((fault) => `- ${fault}`).join('\n')}`,
    );
  }
}

function checkEntities(article: AnnotatedArticle, report: Report): void {
  const { entities, fields } = article;
  reportRepeated(
    'entity key',
    entities.map(({ key }) => key),
    report,
  );
  const slugs = entities.flatMap(({ type, slug }) => (slug === null ? [] : [`${type} ${slug}`]));
  reportRepeated('slug of a', slugs, report);
  expectEntity(article, 'organisation', fields.publisher, 'the publisher', report);
  for (const entity of entities) {
    if (entity.type !== 'organisation') continue;
    expectEntity(article, 'organisation', entity.parent, `the parent of ${entity.key}`, report);
  }
  const parents = new Map(
    entities.map((entity) => [entity.key, entity.type === 'organisation' ? entity.parent : null]),
  );
  reportCircles('organisation', parents, report);
}

function checkMentions(article: AnnotatedArticle, report: Report): void {
  for (const { entity, span } of article.mentions) {
    expectEntity(article, 'any', entity, `the mention "${span.exact}"`, report);
  }
  const places = article.mentions.map(({ entity, span }) => `${entity} at ${placeOf(span)}`);
  reportRepeated('mention of', places, report);
}

function checkQuotes(article: AnnotatedArticle, report: Report): void {
  const { quotes } = article;
  reportRepeated(
    'quote key',
    quotes.map(({ key }) => key),
    report,
  );
  for (const quote of quotes) checkQuote(article, quote, report);
  const keys = new Set(quotes.map(({ key }) => key));
  for (const { key, within } of quotes) {
    if (within !== null && !keys.has(within))
      report(`the quote ${key} stands within ${within}, which is not there`);
  }
  reportCircles('quote', new Map(quotes.map(({ key, within }) => [key, within])), report);
}

function checkQuote(article: AnnotatedArticle, quote: AnnotatedQuote, report: Report): void {
  const what = `the quote ${quote.key}`;
  for (const speaker of quote.speakers) expectEntity(article, 'any', speaker, `a speaker of ${what}`, report);
  expectEntity(article, 'organisation', quote.speakingFor, `whom ${what} speaks for`, report);
  expectEntity(article, 'any', quote.addressee, `the addressee of ${what}`, report);
  reportRepeated(`speaker of ${what}`, quote.speakers, report);
  reportRepeated(`topic of ${what}`, quote.topics, report);
  if ((quote.attribution === 'IDENTIFIED') !== quote.speakers.length > 0) {
    report(
      `${what} is ${quote.attribution} and has ${quote.speakers.length} speakers: IDENTIFIED, and nothing else, has speakers`,
    );
  }
  const first = quote.spans[0];
  const last = quote.spans.at(-1);
  if (first === undefined || last === undefined) report(`${what} has no span`);
  else if (first.start !== quote.span.start || last.end !== quote.span.end) {
    report(`the span of ${what} does not run from its first to its last span`);
  }
  const words = quote.spans.map(({ exact }) => exact).join(' ');
  if (quote.text !== words) report(`the text of ${what} is "${quote.text}", and its spans say "${words}"`);
  checkQuotedSpans(quote, what, report);
}

function checkQuotedSpans(quote: AnnotatedQuote, what: string, report: Report): void {
  if (hasRightQuotedSpans(quote)) return;
  report(`the words in quotation marks of ${what} are not those of a ${quote.kind} quote`);
}

function hasRightQuotedSpans({ kind, spans, quotedSpans }: AnnotatedQuote): boolean {
  switch (kind) {
    case 'DIRECT':
      return quotedSpans.map(placeOf).join() === spans.map(placeOf).join();
    case 'MIXED':
      return (
        quotedSpans.length > 0 && quotedSpans.every((quoted) => spans.some((span) => contains(span, quoted)))
      );
    case 'INDIRECT':
      return quotedSpans.length === 0;
  }
}

function checkAffiliations(article: AnnotatedArticle, report: Report): void {
  for (const { person, organisation, role, receipts } of article.affiliations) {
    const what = `the affiliation of ${person} with ${organisation}${role === null ? '' : ` as ${role}`}`;
    expectEntity(article, 'person', person, what, report);
    expectEntity(article, 'organisation', organisation, what, report);
    if (receipts.length === 0) report(`${what} has no receipt`);
    reportRepeated(
      `receipt of ${what} at`,
      receipts.map(({ span }) => placeOf(span)),
      report,
    );
  }
  const facts = article.affiliations.map(({ person, organisation, role }) =>
    JSON.stringify([person, organisation, role]),
  );
  reportRepeated('affiliation', facts, report);
}

function checkTopics({ topics }: AnnotatedArticle, report: Report): void {
  reportRepeated(
    'topic',
    topics.map(({ code }) => code),
    report,
  );
}

function expectEntity(
  article: AnnotatedArticle,
  type: AnnotatedEntity['type'] | 'any',
  key: string | null,
  what: string,
  report: Report,
): void {
  if (key === null) return;
  const entity = article.entities.find((candidate) => candidate.key === key);
  if (entity === undefined) report(`${what} names ${key}, which is not among the entities`);
  else if (type !== 'any' && entity.type !== type)
    report(`${what} names ${key}, which is a ${entity.type}, not a ${type}`);
}

function reportRepeated(what: string, names: readonly string[], report: Report): void {
  const seen = new Set<string>();
  const repeated = names.filter((name) => seen.size === seen.add(name).size);
  for (const name of new Set(repeated)) report(`the ${what} ${name} is given more than once`);
}

function reportCircles(what: string, containers: ReadonlyMap<string, string | null>, report: Report): void {
  for (const key of containers.keys()) {
    const seen = new Set<string>();
    let outer = containers.get(key) ?? null;
    while (outer !== null && outer !== key && !seen.has(outer)) {
      seen.add(outer);
      outer = containers.get(outer) ?? null;
    }
    if (outer === key) report(`the ${what} ${key} stands, through others, in itself`);
  }
}
