import { given, listed, mediaTopicUri, urnOf } from './export-names.ts';
import type {
  ExportedArticle,
  ExportedOrganisation,
  ExportedPerson,
  ExportedTopic,
} from './exported-article.ts';
import type { JsonLdNode } from './json-ld-node.ts';
import { quoteJsonLd } from './json-ld-quote.ts';

/** The IPTC Media Topics, as a set of terms. */
const MEDIA_TOPICS = 'http://cv.iptc.org/newscodes/mediatopic/';

/** Blocks that are the article's own words, without its head, pictures and the page around it. */
const BODY = new Set(['DATELINE', 'HEADING', 'PARAGRAPH']);

/**
 * An article as schema.org's NewsArticle, in JSON-LD: what it says of itself, whom it mentions, what it is about, and
 * what it quotes (`Quotation`) and reports (`Claim`). docs/exports.md has the whole mapping.
 *
 * What the article does not say is left out. Nodes are named by their UUIDs, so that they are the same in every export.
 */
export function newsArticleJsonLd(article: ExportedArticle): JsonLdNode {
  const { publisher, sourceUrl, language } = article;
  const body = article.blocks.filter(({ kind }) => BODY.has(kind));
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': urnOf(article.id),
    headline: article.headline,
    ...given('identifier', article.uri),
    ...given('url', sourceUrl),
    ...given('description', article.standfirst),
    ...given('dateline', article.dateline),
    ...(language === 'und' ? {} : { inLanguage: language }),
    ...given('datePublished', article.publishedAt),
    ...given('dateModified', article.modifiedAt),
    ...listed(
      'author',
      article.bylines.map((name) => authorJsonLd(name, article)),
    ),
    ...(publisher === null ? {} : { publisher: organisationJsonLd(publisher) }),
    ...given('copyrightNotice', article.copyrightHolder),
    ...given('conditionsOfAccess', article.usageTerms),
    ...given('articleBody', body.length === 0 ? null : body.map(({ text }) => text).join('\n\n')),
    ...listed(
      'correction',
      article.corrections.map(({ note, publishedAt }) => ({
        '@type': 'CorrectionComment',
        text: note,
        datePublished: publishedAt,
      })),
    ),
    ...listed('about', article.topics.map(topicJsonLd)),
    ...listed('mentions', [
      ...article.people.map(personJsonLd),
      ...article.organisations.map(organisationJsonLd),
    ]),
    ...listed('hasPart', article.quotes.map(quoteJsonLd)),
  };
}

/** A byline is a person's unless it names an organisation that the article knows: "Reuters". */
function authorJsonLd(name: string, { publisher, organisations }: ExportedArticle): JsonLdNode {
  const known = [...(publisher === null ? [] : [publisher]), ...organisations].find((organisation) =>
    [organisation.name, ...organisation.aliases].includes(name),
  );
  return known === undefined
    ? { '@type': 'Person', name }
    : { '@type': 'Organization', '@id': urnOf(known.id), name };
}

function personJsonLd({ id, name, aliases, identifiers, affiliations }: ExportedPerson): JsonLdNode {
  // A past place without its end would read as one that is held still.
  const told = affiliations.nodes.filter(({ current, to }) => current !== false || to !== null);
  const places = told.map(({ role, from, to, organisation }) => ({
    '@type': 'OrganizationRole',
    affiliation: organisationReference(organisation),
    ...given('roleName', role),
    ...given('startDate', from),
    ...given('endDate', to),
  }));
  return {
    '@type': 'Person',
    '@id': urnOf(id),
    name,
    ...listed('alternateName', aliases),
    ...identified(identifiers),
    ...listed('affiliation', places),
  };
}

function organisationJsonLd({ id, name, aliases, identifiers, parent }: ExportedOrganisation): JsonLdNode {
  return {
    '@type': 'Organization',
    '@id': urnOf(id),
    name,
    ...listed('alternateName', aliases),
    ...identified(identifiers),
    ...(parent === null ? {} : { parentOrganization: organisationReference(parent) }),
  };
}

function organisationReference({ id, name }: { readonly id: string; readonly name: string }): JsonLdNode {
  return { '@type': 'Organization', '@id': urnOf(id), name };
}

function topicJsonLd({ node: { id, name, code } }: ExportedTopic): JsonLdNode {
  if (code === null) return { '@type': 'DefinedTerm', '@id': urnOf(id), name };
  const uri = mediaTopicUri(code);
  return {
    '@type': 'DefinedTerm',
    '@id': uri ?? urnOf(id),
    name,
    termCode: code,
    ...(uri === null ? {} : { inDefinedTermSet: MEDIA_TOPICS }),
  };
}

/** Addresses are `sameAs`; what has none is an identifier in its scheme. */
function identified(identifiers: ExportedPerson['identifiers']): Readonly<Record<string, unknown>> {
  const addresses = identifiers.flatMap(({ uri }) => uri ?? []);
  const others = identifiers
    .filter(({ uri }) => uri === null)
    .map(({ scheme, value }) => ({ '@type': 'PropertyValue', propertyID: scheme, value }));
  return { ...listed('sameAs', addresses), ...listed('identifier', others) };
}
