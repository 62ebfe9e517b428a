import { describe, expect, test } from 'vitest';
import type { ExportedArticle } from '../../../src/export/exported-article.ts';
import { newsArticleJsonLd } from '../../../src/export/json-ld.ts';
import { safeJson } from '../../../src/export/json-text.ts';
import { schemaOrgFaults } from '../../support/schema-org.ts';

const uuid = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const council = {
  id: `organisation_${uuid(1)}`,
  name: 'Council',
  aliases: ['The Council'],
  identifiers: [
    { scheme: 'WIKIDATA', value: 'Q1', uri: 'https://www.wikidata.org/entity/Q1' },
    { scheme: 'PROVIDER', value: 'c-1', uri: null },
  ],
  parent: { id: `organisation_${uuid(2)}`, name: 'State' },
};
const speaker = { __typename: 'Person' as const, id: `person_${uuid(3)}`, name: 'Jane Roe' };

/** An article that says everything that an article can. */
const FULL: ExportedArticle = {
  id: `article_${uuid(4)}`,
  revision: 1,
  slug: 'full',
  uri: 'https://example.org/1',
  headline: 'Headline',
  standfirst: 'Standfirst',
  dateline: 'SPRINGFIELD',
  bylines: ['Ann Author', 'The Council'],
  language: 'en',
  status: 'PUBLISHED',
  publishedAt: '2024-01-01T00:00:00.000Z',
  modifiedAt: '2024-01-02T00:00:00.000Z',
  sourceUrl: 'https://example.org/1.html',
  copyrightHolder: 'Example',
  usageTerms: 'Ask',
  publisher: council,
  blocks: [
    { kind: 'HEADLINE', text: 'Headline' },
    { kind: 'PARAGRAPH', text: 'One.' },
    { kind: 'RELATED', text: 'Read more' },
    { kind: 'PARAGRAPH', text: 'Two.' },
  ],
  corrections: [{ note: 'It was Tuesday.', publishedAt: '2024-01-03T00:00:00.000Z' }],
  people: [
    {
      ...council,
      id: speaker.id,
      name: speaker.name,
      affiliations: {
        nodes: [
          { role: 'mayor', from: '2020', to: '2024-05', current: false },
          { role: null, from: null, to: null, current: null },
          { role: 'clerk', from: null, to: null, current: false },
        ].map((place) => ({ ...place, organisation: council, receipts: { nodes: [] } })),
      },
    },
  ],
  organisations: [council],
  topics: ['medtop:11000000', 'own:1', null].map((code) => ({
    assignment: { score: 1, review: 'CONFIRMED', confidence: 1, method: 'test' },
    node: { id: `topic_${uuid(5)}`, name: 'politics', code },
  })),
  quotes: (['DIRECT', 'MIXED', 'INDIRECT'] as const).flatMap((kind, index) =>
    [false, true].map((isReported) => ({
      id: `quote_${uuid(10 + index)}`,
      review: 'CONFIRMED',
      text: 'We agree',
      kind,
      attribution: 'IDENTIFIED',
      within: isReported ? { id: `quote_${uuid(9)}` } : null,
      speakers: [speaker, { ...speaker, __typename: 'Organisation' as const, id: council.id }],
      quotedSpans: [{ exact: 'agree' }],
      isReported,
    })),
  ),
};

describe('an article in JSON-LD', () => {
  test('uses types and properties of schema.org, each with what it may hold', () => {
    expect(schemaOrgFaults(newsArticleJsonLd(FULL))).toEqual([]);
  });

  test('and the check of that finds wrong types, a wrong property, and wrong values', () => {
    const faulty = {
      '@type': 'NewsArticle',
      publisher: { '@type': 'Place', name: 'x' },
      jobTitle: 'x',
      isPartOf: { '@type': 'Persona' },
      hasPart: { '@type': 'Quotation', creator: 'Jane' },
    };
    expect(schemaOrgFaults(faulty)).toHaveLength(5);
  });

  test('leaves out a past place whose end is not said, and keeps one whose end is', () => {
    const [person] = Object(newsArticleJsonLd(FULL)['mentions']);
    expect(person.affiliation).toEqual([
      expect.objectContaining({ roleName: 'mayor', startDate: '2020', endDate: '2024-05' }),
      expect.not.objectContaining({ roleName: expect.anything() }),
    ]);
  });

  test('takes a byline for a person unless the article knows an organisation of that name', () => {
    expect(newsArticleJsonLd(FULL)['author']).toEqual([
      { '@type': 'Person', name: 'Ann Author' },
      { '@type': 'Organization', '@id': `urn:uuid:${uuid(1)}`, name: 'The Council' },
    ]);
  });

  test('says nothing of what the article does not say', () => {
    const silent: ExportedArticle = {
      ...FULL,
      ...{ uri: null, standfirst: null, dateline: null, bylines: [], language: 'und', publishedAt: null },
      ...{ modifiedAt: null, sourceUrl: null, copyrightHolder: null, usageTerms: null, publisher: null },
      ...{ blocks: [], corrections: [], people: [], organisations: [], topics: [], quotes: [] },
    };
    expect(Object.keys(newsArticleJsonLd(silent))).toEqual(['@context', '@type', '@id', 'headline']);
  });
});

test('JSON that is put into a page means the same, and ends neither an element nor a line', () => {
  const value = { text: '</script><!--\u2028\u2029 & ש \u0000 😀 "' };
  expect(safeJson(value)).not.toMatch(/[<>&\u2028\u2029]/u);
  expect(JSON.parse(safeJson(value))).toEqual(value);
});
