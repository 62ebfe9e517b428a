import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readTopics } from '../../../src/ingest/media-topics.ts';
import { analyse } from '../../../src/text/analyse.ts';
import { topicIndexOf } from '../../../src/text/topics/topic-index.ts';
import { readOne } from '../../support/read-one.ts';

const topics = topicIndexOf(readTopics(readFileSync('seeds/iptc-media-topics.json', 'utf8')).topics);

const NINJS_3 = {
  uri: 'urn:example:1',
  type: 'text',
  standard: { name: 'ninjs', version: '3.0' },
  version: '3',
  firstCreated: '2026-01-01T10:00:00Z',
  versionCreated: '2026-01-02T10:00:00Z',
  embargoedUntil: '2026-01-04T00:00:00Z',
  pubStatus: 'withheld',
  language: 'en_GB',
  by: 'By Jane Doe and John Roe',
  located: 'SPRINGFIELD',
  copyrightHolder: 'Example Ltd',
  usageTerms: 'None.',
  infoSources: [
    { name: 'A Stringer', rel: 'originator' },
    { name: 'The Example Agency', rel: 'provider', uri: 'https://www.wikidata.org/entity/Q7' },
  ],
  headlines: [
    { role: 'short', value: 'Bridge' },
    { role: 'main', value: 'Mayor opens bridge.' },
    { role: 'sub', value: 'It took ten years.' },
  ],
  bodies: [
    { role: 'text', contentType: 'text/plain', value: 'Plain.' },
    {
      role: 'xhtml',
      contentType: 'text/html',
      value:
        '<h1>Mayor opens bridge.</h1><p>“It is good,” said Ann Poe of the Example Agency.</p><h2>Ten years</h2><p>It was late.</p>',
    },
  ],
  subjects: [
    { name: 'War', uri: 'http://cv.iptc.org/newscodes/mediatopic/20000056' },
    { name: 'Retired', literal: 'medtop:20000999' },
    { name: 'Ours', uri: 'https://example.org/subjects/12345678' },
  ],
  edNote: 'Not for readers.',
  associations: [{ name: 'picture', uri: 'urn:example:2', type: 'picture' }],
};

describe('reading ninjs', () => {
  const item = readOne(JSON.stringify(NINJS_3));

  test('3: headline and subheadline stand before the body with markup, and are not said twice', () => {
    expect(item.text).toBe(
      'Mayor opens bridge.\n\nIt took ten years.\n\n“It is good,” said Ann Poe of the Example Agency.\n\nTen years\n\nIt was late.',
    );
  });

  test('3: what it says of itself has its field', () => {
    expect(item.fields).toEqual({
      uri: 'urn:example:1',
      version: '3',
      headline: 'Mayor opens bridge.',
      standfirst: 'It took ten years.',
      bylines: ['Jane Doe', 'John Roe'],
      dateline: 'SPRINGFIELD',
      publishedAt: new Date('2026-01-01T10:00:00Z'),
      modifiedAt: new Date('2026-01-02T10:00:00Z'),
      embargoedUntil: new Date('2026-01-04T00:00:00Z'),
      status: 'withheld',
      language: 'en-GB',
      publisher: { name: 'The Example Agency', identifiers: [{ scheme: 'WIKIDATA', value: 'Q7' }] },
      subjects: [
        { code: 'medtop:20000056', name: 'War' },
        { code: 'medtop:20000999', name: 'Retired' },
      ],
      sourceUrl: null,
      copyrightHolder: 'Example Ltd',
      usageTerms: 'None.',
    });
  });

  test('the whole object is kept, what has no field and what is not for readers too', () => {
    expect(item.metadata).toEqual(NINJS_3);
  });

  test('its publisher is the organisation that the text names so, and its subjects are topics from the metadata', () => {
    const article = analyse(item, { topics });
    expect(article.blocks.slice(0, 2).map(({ kind }) => kind)).toEqual(['HEADLINE', 'STANDFIRST']);
    const publisher = article.entities.find(({ key }) => key === article.fields.publisher);
    expect(publisher).toMatchObject({ name: 'Example Agency', identifiers: [{ value: 'Q7' }] });
    expect(article.topics.filter(({ origin }) => origin === 'METADATA')).toEqual([
      {
        code: 'medtop:20000056',
        score: 1,
        origin: 'METADATA',
        spans: [],
        review: 'SUGGESTED',
        confidence: 1,
        method: 'ninjs@1',
      },
    ]);
    expect(new Set(article.topics.map(({ code }) => code)).size).toBe(article.topics.length);
  });

  test('2 and 3: of several sources of information the publisher is the one whose role says so', () => {
    const { fields } = readOne(
      JSON.stringify({
        uri: 'urn:example:3',
        bodies: [{ value: 'It was late.' }],
        infoSources: [
          { name: 'A Witness', role: 'https://example.org/roles/source' },
          { name: 'Example Agency', role: 'https://example.org/roles/publisher' },
        ],
      }),
    );
    expect(fields.publisher).toMatchObject({ name: 'Example Agency' });
  });

  test('2: names are in small letters, and a plain body that begins with the headline says it once', () => {
    const { text, fields } = readOne(
      JSON.stringify({
        uri: 'urn:example:2',
        versioncreated: '2026-01-02T10:00:00+02:00',
        embargoed: '2026-01-04T00:00:00Z',
        pubstatus: 'usable',
        copyrightholder: 'Example',
        headlines: [{ value: 'Mayor opens bridge' }],
        bodies: [{ value: 'Mayor opens bridge\nBy Jane Doe\n\nIt was  late.' }],
        infosources: [{ name: 'Example Agency' }],
      }),
    );
    expect(text).toBe('Mayor opens bridge\n\nBy Jane Doe\n\nIt was  late.');
    expect(fields).toMatchObject({
      status: 'usable',
      copyrightHolder: 'Example',
      publisher: { name: 'Example Agency' },
      publishedAt: new Date('2026-01-02T08:00:00Z'),
      modifiedAt: null,
      embargoedUntil: new Date('2026-01-04T00:00:00Z'),
    });
  });

  test('a uri, headline and publisher that no index can hold are left out or cut short; text and metadata have them', () => {
    const long = `${'国😀'.repeat(700)} end`;
    const ninjs = { uri: long, headline: long, body_text: 'It was late.', infosource: [{ name: long }] };
    const item = readOne(JSON.stringify(ninjs));
    const { fields, entities, text, source } = analyse(item);
    expect(fields).toMatchObject({ uri: null, publisher: null });
    expect(fields.headline.length).toBeLessThan(900);
    expect(fields.headline.isWellFormed()).toBe(true);
    expect({ entities, text, metadata: source.metadata }).toEqual({
      entities: [],
      text: `${long}\n\nIt was late.`,
      metadata: ninjs,
    });
  });

  test('1: bodies have the role in their name, subjects a scheme and a code', () => {
    const { text, fields } = readOne(
      JSON.stringify({
        uri: 'urn:example:3',
        headline: 'Mayor &amp; bridge',
        byline: 'Jane Doe',
        body_xhtml: '<p>It was <em>late</em>.</p>',
        body_text: 'Plain.',
        subject: [{ name: 'War', scheme: 'http://cv.iptc.org/newscodes/mediatopic/', code: '20000056' }],
      }),
    );
    expect(text).toBe('Mayor & bridge\n\nIt was late.');
    expect(fields).toMatchObject({ bylines: ['Jane Doe'], subjects: [{ code: 'medtop:20000056' }] });
  });
});

describe('reading an object with an id and a text', () => {
  test('the text is taken verbatim and the rest kept', () => {
    const { text, fields, metadata, reader } = readOne(
      '{ "id": 7, "text": "  One\\n\\ntwo. ", "language": "de", "desk": "city" }',
    );
    expect({ text, reader, metadata }).toEqual({
      text: '  One\n\ntwo. ',
      reader: 'text-line@2',
      metadata: { id: 7, language: 'de', desk: 'city' },
    });
    expect(fields).toMatchObject({ uri: '7', language: 'de', headline: null });
  });

  test('a headline and standfirst beside the text stand above it', () => {
    const { text, fields, marked } = readOne(
      '{ "headline": "Head", "standfirst": "Stand", "text": "Body." }',
    );
    expect(text).toBe('Head\n\nStand\n\nBody.');
    expect(fields).toMatchObject({ headline: 'Head', standfirst: 'Stand' });
    expect(marked.map(({ kind }) => kind)).toEqual(['HEADLINE', 'STANDFIRST']);
  });
});
