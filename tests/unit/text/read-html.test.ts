import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../src/text/analyse.ts';
import { readOne } from '../../support/read-one.ts';
import { escaped, lines } from '../../support/structured-text.ts';

const PAGE = `<!doctype html><html lang="en-gb"><head><meta charset="utf-8"><title>Mayor opens bridge &amp; road | The Daily</title>
<link rel="canonical" href="/news/1"><link rel="license" href="https://daily.example/licence"><meta property="og:site_name" content="Daily online">
<meta name="description" content="The bridge took ten years."><script>var said = "</p>";</script><style>p { color: red }</style>
<script type="application/ld+json">{ "@graph": [{ "@type": "WebPage" }, { "@type": "NewsArticle", "headline": "Mayor opens bridge &amp; road",
"author": [{ "@type": "Person", "name": "Jane Doe" }, { "name": "J. R. Roe" }], "publisher": { "name": "The Daily", "sameAs": "https://www.wikidata.org/wiki/Q42" },
"datePublished": "2026-01-02T10:00:00+01:00", "dateModified": "2026-01-03" }] }</script></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><h1>Mayor opens  bridge &amp; road</h1><article><p>The bridge took ten years.</p>
<p>SPRINGFIELD: Mayor Jane Roe opened the <b>bridge</b> on Monday<!-- it was late -->. “It is a good day,” she said, “for all of us.”</p>
<figure><img src="x.jpg" alt="A bridge"><figcaption>Jane Roe (L) at the bridge. Photo: Max Poe</figcaption></figure><h2>Ten years</h2>
<p>The bridge, which crosses the river,
   cost &pound;10&nbsp;million 😀, said the council.<br><br>Its opening was delayed twice, <q>a shame</q>, the council said on Monday evening.</p>
<p hidden>Unseen words, said nobody.</p><p style="display:none">More unseen words.</p>
<p>"We are happy," said John Poe of the council, who led the project for many years with much success and much joy for all of its staff.</p>
<form><button>Subscribe</button></form></article></body></html>`;

const TEXT = `Mayor opens bridge & road

The bridge took ten years.

SPRINGFIELD: Mayor Jane Roe opened the bridge on Monday. “It is a good day,” she said, “for all of us.”

Jane Roe (L) at the bridge. Photo: Max Poe

Ten years

The bridge, which crosses the river, cost £10\u00a0million 😀, said the council.

Its opening was delayed twice, “a shame”, the council said on Monday evening.

"We are happy," said John Poe of the council, who led the project for many years with much success and much joy for all of its staff.`;

describe('reading a web page', () => {
  const item = readOne(PAGE, { url: 'https://daily.example/news/1?from=feed' });

  test('gives the words of the article as they are shown, and nothing of scripts, comments, menus or what is hidden', () => {
    expect(item.text).toBe(TEXT);
    expect(item).toMatchObject({ reader: 'html@1', mediaType: 'text/html' });
  });

  test('takes from JSON-LD, OpenGraph, meta and link what they say', () => {
    expect(item.fields).toMatchObject({
      uri: 'https://daily.example/news/1',
      sourceUrl: 'https://daily.example/news/1?from=feed',
      headline: 'Mayor opens bridge & road',
      standfirst: 'The bridge took ten years.',
      bylines: ['Jane Doe', 'J. R. Roe'],
      publishedAt: new Date('2026-01-02T09:00:00Z'),
      modifiedAt: new Date('2026-01-03T00:00:00Z'),
      language: 'en-GB',
      publisher: { name: 'The Daily', identifiers: [{ scheme: 'WIKIDATA', value: 'Q42' }] },
      usageTerms: 'https://daily.example/licence',
    });
    expect(item.metadata).toMatchObject({ title: 'Mayor opens bridge & road | The Daily', jsonLd: [{}] });
  });

  test('tells analyse which block is what, so that every kind has its receipt', () => {
    const { blocks, fields, entities } = analyse(item);
    expect(blocks.map(({ kind, span }) => `${kind} ${span.exact.slice(0, 12)}`)).toEqual([
      'HEADLINE Mayor opens ',
      'STANDFIRST The bridge t',
      'DATELINE SPRINGFIELD:',
      'PARAGRAPH Mayor Jane R',
      'CAPTION Jane Roe (L)',
      'CREDIT Photo: Max P',
      'HEADING Ten years',
      'PARAGRAPH The bridge, ',
      'PARAGRAPH Its opening ',
      'PARAGRAPH "We are happ',
    ]);
    expect(fields).toMatchObject({
      headline: 'Mayor opens bridge & road',
      dateline: 'SPRINGFIELD',
      language: 'en-GB',
    });
    expect(entities.find(({ key }) => key === fields.publisher)).toMatchObject({
      name: 'The Daily',
      type: 'organisation',
    });
  });

  test('a page that says nothing has its title for a headline, and no language', () => {
    const { text, fields } = readOne('<title>A day out</title><p>It rained, said Jane Roe.</p>');
    expect(text).toBe('A day out\n\nIt rained, said Jane Roe.');
    expect(fields).toMatchObject({
      headline: 'A day out',
      language: null,
      publisher: null,
      uri: null,
      standfirst: null,
    });
  });

  test.each([
    ['by its meta element', '<meta charset="iso-8859-1"><p>caf\u00e9 said.</p>', undefined],
    ['by HTTP', '<p>caf\u00e9 said.</p>', 'text/html; charset="latin1"'],
  ])('a legacy encoding is decoded where it is declared %s', (_, html, mediaType) => {
    const bytes = Uint8Array.from(html, (character) => character.charCodeAt(0));
    const { text, metadata } = readOne(bytes, {
      name: 'a.html',
      ...(mediaType !== undefined && { mediaType }),
    });
    expect(text).toBe('café said.');
    expect(metadata).toMatchObject({ encoding: 'windows-1252' });
  });

  test.each([
    ['a dialog', '<div role="dialog" aria-label="Before you read"><p>We value you.</p></div>'],
    ['a banner', '<section class="site cookie-banner"><p>We value you.</p></section>'],
    ['a vendor’s', '<div id="onetrust-consent-sdk" class="otOverlay notice"><p>We value you.</p></div>'],
  ])('%s about cookies gives no text, above or below a short article', (_, notice) => {
    const story =
      '<div class="story has-cookie-banner"><h1>Rain</h1><p>It rained on Monday, said Jane Roe.</p></div>';
    for (const body of [notice + story, story + notice])
      expect(readOne(`<html><body>${body}</body></html>`).text).toBe(
        'Rain\n\nIt rained on Monday, said Jane Roe.',
      );
  });

  test('a recipe for cookies is no notice about cookies', () => {
    const page = '<h1>Baking</h1><div class="recipe cookie"><p>Cookies need butter, said Jane Roe.</p></div>';
    expect(readOne(`<html><body>${page}</body></html>`).text).toContain('Cookies need butter');
  });

  test('UTF-16 with its byte order mark is decoded', () => {
    const bytes = Buffer.from('\uFEFF<html><p>One 😀 said.</p></html>', 'utf16le');
    expect(readOne(bytes).text).toBe('One 😀 said.');
  });

  test('JSON-LD that is no JSON, or cannot be stored, is kept as its characters', () => {
    for (const script of ['{ "headline": ', '{ "headline": "\\ud800" }', '{ "headline": "\\u0000" }']) {
      const { metadata } = readOne(
        `<html><script type="application/ld+json">${script}</script><p>One said.</p></html>`,
      );
      expect(metadata).toMatchObject({ jsonLd: [script] });
    }
  });

  test('any words come back as they went in, whatever characters they have', () => {
    fc.assert(
      fc.property(lines, (paragraphs) => {
        const html = `<html><article>${paragraphs.map((words) => `<p>${escaped(words)}</p>`).join('\n')}</article></html>`;
        expect(readOne(html).text).toBe(paragraphs.join('\n\n'));
      }),
      { numRuns: 60 },
    );
  });
});

test.each(['windows-1252', 'iso-8859-1', 'latin1'])(
  'a page in %s keeps its quotation marks and dashes',
  (label) => {
    const page = `<html><head><meta charset="${label}"></head><body><p>\x93We will go now,\x94 said Anna Smith \x96 at the caf\xe9 for 5 \x80.</p></body></html>`;
    const { text } = readOne(Buffer.from(page, 'latin1'), { name: 'w.html' });
    expect(text).toBe('“We will go now,” said Anna Smith – at the café for 5 €.');
  },
);
