import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { atomFeed } from '../../../src/export/atom.ts';
import type { Feed, FeedEntry } from '../../../src/export/feed-query.ts';

const ID = 'topic_018f0000-0000-7000-8000-000000000000';

function entry(fields: Partial<FeedEntry> = {}): FeedEntry {
  return {
    id: 'article_018f0000-0000-7000-8000-000000000001',
    slug: 'a',
    headline: 'Headline',
    standfirst: null,
    language: 'en',
    bylines: [],
    publishedAt: null,
    modifiedAt: null,
    recordedAt: '2024-01-01T00:00:00.000Z',
    sourceUrl: null,
    copyrightHolder: null,
    publisher: null,
    opening: null,
    ...fields,
  };
}

function feed(entries: readonly FeedEntry[], names: Partial<Feed> = {}): Feed {
  return {
    kind: 'topics',
    id: ID,
    slug: 'topic',
    name: 'Topic',
    definition: null,
    entries,
    tombstones: [],
    ...names,
  };
}

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** Reads XML as a strict parser has it. Throws where it is not well formed. */
function parse(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    expect(uri).toBe(
      ['deleted-entry', 'comment'].includes(local)
        ? 'http://purl.org/atompub/tombstones/1.0'
        : 'http://www.w3.org/2005/Atom',
    );
    const given = Object.entries(attributes).map(([key, { value }]) => [key, value]);
    const made: Element = { name: local, attributes: Object.fromEntries(given), children: [], text: '' };
    open.at(-1)?.children.push(made);
    open.push(made);
  });
  parser.on('text', (text) => {
    const last = open.at(-1);
    if (last !== undefined) last.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  const [document] = root.children;
  if (document === undefined) throw new Error('no root');
  return document;
}

function all(element: Element, name: string): readonly Element[] {
  return element.children.filter((child) => child.name === name);
}

/** What RFC 4287 asks of a feed (4.1.1) and an entry (4.1.2): these once, those at most once. */
function expectAtom(document: Element): void {
  expect(document.name).toBe('feed');
  for (const element of [document, ...all(document, 'entry')]) {
    for (const name of ['id', 'title', 'updated']) expect(all(element, name), name).toHaveLength(1);
    for (const name of ['published', 'summary', 'rights', 'subtitle', 'generator']) {
      expect(all(element, name).length, name).toBeLessThanOrEqual(1);
    }
    expect(all(element, 'id')[0]?.text).toMatch(/^urn:uuid:[\da-f-]{36}$/);
    for (const name of ['updated', 'published']) {
      for (const { text } of all(element, name)) expect(text).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    }
    for (const author of all(element, 'author')) expect(all(author, 'name')).toHaveLength(1);
    for (const { attributes } of all(element, 'link')) expect(attributes['href']).toBeDefined();
  }
  // An entry without an author has the feed's, and one without content an alternate link.
  expect(all(document, 'author').length).toBeGreaterThan(0);
  for (const element of all(document, 'entry')) {
    const alternates = all(element, 'link').filter(({ attributes }) => attributes['rel'] === 'alternate');
    const kinds = alternates.map(({ attributes }) => `${attributes['type']} ${attributes['hreflang']}`);
    expect(new Set(kinds).size).toBe(kinds.length);
    expect(kinds.length).toBeGreaterThan(0);
  }
}

test('any words make a well-formed feed that says them, but for what XML cannot say', () => {
  const words = fc.string({
    unit: fc.oneof(
      fc.constantFrom('&', '<', ']]>', '"', "'", '\0', '\u0008', '\uFFFE', '\uD800', '\r', '\n', '\t'),
      fc.constantFrom('ש', '\u202E', '😀', '\u2028', 'a', ' ', '&amp;'),
    ),
    maxLength: 20,
  });
  fc.assert(
    fc.property(words, words, words, (headline, standfirst, name) => {
      const document = parse(
        atomFeed(
          feed([entry({ headline, standfirst, bylines: [name], slug: `${name.toWellFormed()}/é` })], {
            name,
          }),
          null,
        ),
      );
      expectAtom(document);
      const sayable = (text: string) =>
        ['\0', '\u0008', '\uFFFE']
          .reduce((left, character) => left.replaceAll(character, ''), text)
          .replace(/\p{Surrogate}/gu, '');
      const [first] = all(document, 'entry');
      expect(first && all(first, 'title')[0]?.text).toBe(sayable(headline));
      expect(first && all(first, 'summary')[0]?.text).toBe(sayable(standfirst));
      expect(all(document, 'title')[0]?.text).toBe(sayable(name));
    }),
  );
});

test('a feed is as new as its newest change: the publisher’s own date, or else when an article came in', () => {
  const entries = [
    entry({ modifiedAt: '2023-05-01T00:00:00.000Z', recordedAt: '2024-03-01T00:00:00.000Z' }),
    entry({ recordedAt: '2024-02-01T00:00:00.000Z' }),
  ];
  const document = parse(atomFeed(feed(entries), null));
  expect(all(document, 'updated')[0]?.text).toBe('2024-02-01T00:00:00.000Z');
  const updates = all(document, 'entry').map((one) => all(one, 'updated')[0]?.text);
  expect(updates).toEqual(['2023-05-01T00:00:00.000Z', '2024-02-01T00:00:00.000Z']);
});

test('a feed without articles is one, dated when its topic was made', () => {
  const document = parse(atomFeed(feed([]), null));
  expectAtom(document);
  expect(all(document, 'updated')[0]?.text).toBe(new Date(0x018f00000000).toISOString());
});

test('an article is summed up by its standfirst, or as many whole words of its first paragraph', () => {
  const long = `${'word '.repeat(100)}end`;
  const document = parse(
    atomFeed(
      feed([entry({ opening: long }), entry({ opening: 'Short' }), entry({ standfirst: long })]),
      null,
    ),
  );
  const [cut, short, whole] = all(document, 'entry').map((one) => all(one, 'summary')[0]?.text);
  expect([short, whole]).toEqual(['Short', long]);
  expect(cut).toMatch(/^(?:word ){59}word …$/);
});

test('what was withdrawn is a deleted entry, and makes the feed as new as that', () => {
  const tombstone = {
    id: 'article_018f0000-0000-7000-8000-000000000002',
    withdrawnAt: '2024-05-01T00:00:00.000Z',
    reason: 'It was <made up>.',
  };
  const document = parse(atomFeed(feed([entry()], { tombstones: [tombstone] }), null));
  expectAtom(document);
  const [deleted, ...others] = all(document, 'deleted-entry');
  expect(others).toEqual([]);
  expect(deleted).toMatchObject({
    attributes: { ref: 'urn:uuid:018f0000-0000-7000-8000-000000000002', when: tombstone.withdrawnAt },
    children: [{ name: 'comment', text: tombstone.reason }],
  });
  expect(all(document, 'updated')[0]?.text).toBe(tombstone.withdrawnAt);
});
