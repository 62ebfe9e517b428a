import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import {
  decodeArticles,
  decodeOutcomes,
  encodeArticle,
  encodeArticles,
  encodeOutcomes,
} from '../../../src/importer/article-wire.ts';
import { readTopics } from '../../../src/ingest/media-topics.ts';
import { topicIndexOf } from '../../../src/text/topics/topic-index.ts';
import { analysed } from '../../support/analysed.ts';

const SEEDS = fileURLToPath(new URL('../../../seeds', import.meta.url));

test('an article is the same after the socket, with every fact, byte and date, in one line', () => {
  const topics = topicIndexOf(readTopics(readFileSync(`${SEEDS}/iptc-media-topics.json`, 'utf8')).topics);
  const text = readFileSync(`${SEEDS}/coas-centcom-chief-discuss-regional-security.txt`, 'utf8');
  const article = analysed(`${text}\nA line \u2028 and a \u{1F600} face.\n`, { topics });
  const dated = {
    ...article,
    fields: {
      ...article.fields,
      publishedAt: new Date('2023-07-24T10:00:00.123Z'),
      embargoedUntil: new Date('2023-07-25T10:00:00Z'),
      isWithheld: true,
    },
  };
  const sent = [
    { outcome: 'analysed', article: dated },
    { outcome: 'analysed', article },
  ] as const;
  expect(article.quotes.length * article.affiliations.length * article.topics.length).toBeGreaterThan(0);
  const line = encodeArticles(sent.map(encodeArticle));
  expect(line).not.toContain('\n');
  const received = decodeArticles(line);
  expect(received).toEqual(
    sent.map((one) => ({
      ...one,
      article: {
        ...one.article,
        source: { ...one.article.source, bytes: Buffer.from(one.article.source.bytes) },
      },
    })),
  );
});

test('a cancellation is the same after the socket', () => {
  const source = {
    mediaType: 'application/ninjs+json',
    reader: 'cancellation@1',
    bytes: Buffer.from([0, 255]),
    metadata: { pubStatus: 'canceled' },
  };
  const publisher = { name: 'A Paper', identifiers: [{ scheme: 'WIKIDATA', value: 'Q1' }] } as const;
  const cancellation = { uri: 'urn:item:1', version: null, publisher, source };
  const sent = [{ outcome: 'cancelled', cancellation }] as const;
  expect(decodeArticles(encodeArticles(sent.map(encodeArticle)))).toEqual(sent);
});

test('outcomes are the same after the socket', () => {
  const outcomes = [
    { outcome: 'created', articleId: 'a', slug: 's' },
    { outcome: 'withdrawn', articleId: 'a', slug: 's' },
    { outcome: 'refused', refusal: { code: 'BAD_USER_INPUT', message: 'm' } },
  ] as const;
  expect(decodeOutcomes(encodeOutcomes(outcomes))).toEqual(outcomes);
});

test('what is no list of articles is refused', () => {
  expect(() => decodeArticles('[{"outcome":"analysed","article":{}}]')).toThrow();
  expect(() => decodeArticles('nonsense')).toThrow();
});
