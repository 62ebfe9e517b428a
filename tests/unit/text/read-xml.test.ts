import { describe, expect, test } from 'vitest';
import { readDocument } from '../../../src/text/read/read-document.ts';
import { readAll, readOne } from '../../support/read-one.ts';

const NEWS_ITEM = `<newsItem guid="urn:newsml:example:1" version="2" standard="NewsML-G2" xml:lang="en-US">
<rightsInfo><copyrightHolder><name>Example Ltd</name></copyrightHolder><usageTerms>None 😀</usageTerms></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:EX"><name>The Example Agency</name></provider><versionCreated>2026-01-02T10:00:00Z</versionCreated>
<firstCreated>2026-01-01T10:00:00Z</firstCreated><embargoed>2026-01-04T00:00:00Z</embargoed><pubStatus qcode="stat:canceled"/><edNote>Not for readers.</edNote></itemMeta>
<contentMeta><located><name>Oslo</name></located><by>Jane Doe</by><language tag="nb"/><subject type="cpnat:abstract" qcode="medtop:20000056"><name>War</name></subject>
<headline>Mayor opens
  bridge 😀</headline></contentMeta><partMeta partid="p1"><icon/></partMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>No</title></head><body><h1>Mayor opens bridge 😀</h1>
<p>One &amp; two 😀.</p><p><![CDATA[Three < four.]]></p></body></html></inlineXML></contentSet></newsItem>`;

const MESSAGE = `<?xml version="1.0" encoding="UTF-8"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2026-01-02T10:00:00Z</sent></header><itemSet>${NEWS_ITEM}
<packageItem guid="urn:example:package"/>
<newsItem guid="urn:example:nitf" version="1"><contentSet><inlineXML contenttype="application/nitf+xml"><nitf><head><title>No</title></head><body><body.head><hedline><hl1>Boat sinks</hl1></hedline><byline>By <person>Ann Poe</person>, <byttl>Staff Reporter</byttl></byline><abstract><p>It was old.</p></abstract></body.head>
<body.content><p>One.</p><hl2>Then</hl2><p>Two.</p><media><media-caption>A boat.</media-caption></media></body.content></body></nitf></inlineXML></contentSet></newsItem></itemSet></newsMessage>`;

describe('reading NewsML-G2', () => {
  test('a newsItem gives its text from the XHTML in it, and its fields', () => {
    const item = readOne(NEWS_ITEM);
    expect(item.text).toBe('Mayor opens bridge 😀\n\nOne & two 😀.\n\nThree < four.');
    expect(item.fields).toEqual({
      uri: 'urn:newsml:example:1',
      version: '2',
      headline: 'Mayor opens bridge 😀',
      standfirst: null,
      bylines: ['Jane Doe'],
      dateline: 'Oslo',
      publishedAt: new Date('2026-01-01T10:00:00Z'),
      modifiedAt: new Date('2026-01-02T10:00:00Z'),
      embargoedUntil: new Date('2026-01-04T00:00:00Z'),
      status: 'canceled',
      language: 'nb',
      publisher: { name: 'The Example Agency', identifiers: [] },
      subjects: [{ code: 'medtop:20000056', name: 'War' }],
      sourceUrl: null,
      copyrightHolder: 'Example Ltd',
      usageTerms: 'None 😀',
    });
    expect(item.metadata).toMatchObject({
      newsItem: {
        '@xml:lang': 'en-US',
        itemMeta: { edNote: 'Not for readers.' },
        partMeta: { '@partid': 'p1' },
      },
    });
  });

  test('an embargo without an end keeps the item back', () => {
    const item = NEWS_ITEM.replace(/<embargoed>.*<\/embargoed>/, '<embargoed/>').replace(
      'stat:canceled',
      'stat:usable',
    );
    expect(readOne(item).fields).toMatchObject({
      embargoedUntil: null,
      status: 'withheld',
    });
  });

  test('a message gives each item with its own bytes; one without text does not lose the others', () => {
    const items = readDocument({ bytes: new TextEncoder().encode(MESSAGE) });
    expect(items.map(({ place, outcome }) => `${place} ${outcome}`)).toEqual([
      'item 1 read',
      'item 2 refused',
      'item 3 read',
    ]);
    const [first, second, third] = items;
    expect(first?.outcome === 'read' && new TextDecoder().decode(first.item.bytes)).toBe(NEWS_ITEM);
    expect(second?.outcome === 'refused' && second.error.message).toBe(
      'The document has no text in its packageItem urn:example:package.',
    );
    expect(third?.outcome === 'read' && third.item).toMatchObject({
      text: 'Boat sinks\n\nIt was old.\n\nOne.\n\nThen\n\nTwo.\n\nA boat.',
      fields: { headline: 'Boat sinks', standfirst: 'It was old.', bylines: ['Ann Poe'] },
      metadata: { header: { sent: '2026-01-02T10:00:00Z' } },
    });
  });
});

const RSS = `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Daily</title><language>en-gb</language><copyright>All rights.</copyright>
<item><title>Salt &amp;amp; pepper</title><link>https://daily.example/1</link><guid isPermaLink="false">g1</guid><pubDate>Fri, 02 Jan 2026 10:00:00 +0100</pubDate><dc:creator>Jane Doe</dc:creator>
<category domain="http://cv.iptc.org/newscodes/mediatopic/">20000056</category><description>Short.</description><content:encoded><![CDATA[<p>One.</p><script>no()</script><p>Two 😀.</p>]]></content:encoded></item>
<item><title>Nothing</title></item><item><title>Plain</title><guid>https://daily.example/3</guid><author>jane@daily.example (Jane Doe)</author><description>One &lt; two.</description></item></channel></rss>`;
const ATOM = `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Der Tag</title><entry><id>tag:1</id><title type="html">Ein &lt;b&gt;Tag&lt;/b&gt;</title><link rel="self" href="/self"/><link href="/1"/>
<published>2026-01-01T10:00:00Z</published><updated>2026-01-02T10:00:00Z</updated><author><name>Jane Roe</name></author><rights>Keine.</rights><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Guten <b>Tag</b>.</p></div></content></entry></feed>`;

describe('reading feeds', () => {
  test('RSS gives an item for each entry that has text, the whole article where the feed has it', () => {
    const entries = readDocument({ bytes: new TextEncoder().encode(RSS) });
    expect(entries.map(({ place, outcome }) => `${place} ${outcome}`)).toEqual([
      'entry 1 read',
      'entry 2 refused',
      'entry 3 read',
    ]);
    const [first, , third] = entries;
    expect(first?.outcome === 'read' && first.item).toMatchObject({
      text: 'Salt & pepper\n\nOne.\n\nTwo 😀.',
      reader: 'rss@1',
      fields: {
        uri: 'g1',
        sourceUrl: 'https://daily.example/1',
        bylines: ['Jane Doe'],
        publishedAt: new Date('2026-01-02T09:00:00Z'),
        language: 'en-GB',
        publisher: { name: 'The Daily' },
        subjects: [{ code: 'medtop:20000056' }],
        usageTerms: 'All rights.',
      },
      metadata: { feed: { title: 'The Daily' }, entry: { description: 'Short.' } },
    });
    expect(first?.outcome === 'read' && new TextDecoder().decode(first.item.bytes)).toMatch(
      /^<item><title>Salt.*<\/item>$/su,
    );
    expect(third?.outcome === 'read' && third.item).toMatchObject({
      text: 'Plain\n\nOne < two.',
      fields: { sourceUrl: 'https://daily.example/3', bylines: ['Jane Doe'] },
    });
  });

  test('Atom gives its XHTML, and addresses in full', () => {
    const item = readOne(ATOM, { url: 'https://tag.example/feed' });
    expect(item).toMatchObject({
      text: 'Ein Tag\n\nGuten Tag.',
      reader: 'atom@1',
      fields: {
        uri: 'tag:1',
        sourceUrl: 'https://tag.example/1',
        bylines: ['Jane Roe'],
        publishedAt: new Date('2026-01-01T10:00:00Z'),
        modifiedAt: new Date('2026-01-02T10:00:00Z'),
        language: 'de',
        usageTerms: 'Keine.',
      },
    });
  });

  test('an Atom entry without an author is by those of the feed that it came from, else of its own feed', () => {
    const entry = (title: string, more = '') =>
      `<entry><title>${title}</title>${more}<content>Words.</content></entry>`;
    const by = (name: string) => `<author><name>${name}</name></author>`;
    const feed = `<feed xmlns="http://www.w3.org/2005/Atom"><title>The Day</title>${by('Jane Roe')}
      ${entry('One')}${entry('Two', by('Mary Poe'))}${entry('Three', `<source><title>Other</title>${by('Ann Low')}</source>`)}</feed>`;
    expect(readAll(new TextEncoder().encode(feed)).map(({ fields }) => fields.bylines)).toEqual([
      ['Jane Roe'],
      ['Mary Poe'],
      ['Ann Low'],
    ]);
  });

  test('a feed in the encoding that it declares is decoded', () => {
    const xml = `<?xml version="1.0" encoding="ISO-8859-1"?><rss><channel><item><title>Caf\u00e9</title><description>Na\u00efve.</description></item></channel></rss>`;
    const bytes = Uint8Array.from(xml, (character) => character.charCodeAt(0));
    const [item] = readAll(bytes);
    expect(item?.text).toBe('Café\n\nNaïve.');
    expect(new TextDecoder().decode(item?.bytes)).toContain('<title>Café</title>');
  });
});
