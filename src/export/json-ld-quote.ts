import { given, listed, urnOf } from './export-names.ts';
import type { ExportedQuote, ExportedSpeaker } from './exported-article.ts';
import type { JsonLdNode } from './json-ld-node.ts';

/**
 * A quote as schema.org has it. Words in quotation marks of a speaker who is identified, and whom nobody else reports,
 * are a `Quotation` by that speaker. Everything else is a `Claim`, for its words are the reporter's, or come through
 * somebody; what in a claim stands in quotation marks is a part of it.
 */
export function quoteJsonLd(quote: ExportedQuote): JsonLdNode {
  const { id, text, kind, speakers, isReported, attribution, within } = quote;
  const isFirstHand = attribution === 'IDENTIFIED' && speakers.length > 0 && !isReported;
  if (kind === 'DIRECT' && isFirstHand) {
    return { '@type': 'Quotation', '@id': urnOf(id), text, creator: speakers.map(speakerJsonLd) };
  }
  const quoted =
    kind === 'MIXED' && isFirstHand
      ? quote.quotedSpans.map(({ exact }) => ({
          '@type': 'Quotation',
          text: exact,
          creator: speakers.map(speakerJsonLd),
        }))
      : [];
  return {
    '@type': 'Claim',
    '@id': urnOf(id),
    text,
    ...listed('author', speakers.map(speakerJsonLd)),
    ...given('isPartOf', within && { '@id': urnOf(within.id) }),
    ...listed('hasPart', quoted),
  };
}

function speakerJsonLd({ __typename, id, name }: ExportedSpeaker): JsonLdNode {
  return { '@type': __typename === 'Person' ? 'Person' : 'Organization', '@id': urnOf(id), name };
}
