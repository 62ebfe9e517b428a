import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scoreSeed } from '../../../eval/score-seed.ts';
import { readTopics } from '../../../src/ingest/media-topics.ts';
import { readSeedDocument } from '../../../src/ingest/seed-document.ts';
import { SpannedText, type TextSpan } from '../../../src/kernel/text-span.ts';
import { analyse } from '../../../src/text/analyse.ts';
import type { AnnotatedArticle } from '../../../src/text/annotated-article.ts';
import { NO_FIELDS } from '../../../src/text/read/source-text.ts';
import { topicIndexOf } from '../../../src/text/topics/topic-index.ts';
import { analysed } from '../../support/analysed.ts';

const topics = topicIndexOf(readTopics(readFileSync('seeds/iptc-media-topics.json', 'utf8')).topics);
const SEED = 'seeds/coas-centcom-chief-discuss-regional-security';

describe('the seed document, without its annotations', () => {
  const bytes = readFileSync(`${SEED}.txt`);
  const reviewed = readSeedDocument(readFileSync(`${SEED}.yaml`, 'utf8'), bytes, `${SEED}.yaml`).article;
  const found = analysed(bytes.toString('utf8'), { topics });
  const score = scoreSeed(reviewed, found);

  test('gives every person and organisation that a person found, and no other', () => {
    expect(score.differences.filter((difference) => difference.startsWith('entity'))).toEqual([]);
  });

  test('gives every form of the names of its two people', () => {
    const people = new Set(reviewed.entities.filter(({ type }) => type === 'person').map(({ key }) => key));
    const missing = reviewed.mentions.filter(
      ({ entity, form, span }) =>
        people.has(entity) &&
        form === 'NAME' &&
        !found.mentions.some((mention) => mention.span.start === span.start && mention.span.end === span.end),
    );
    expect(missing.map(({ span }) => span.exact)).toEqual([]);
  });

  test('gives its quoted passages with their speakers, its affiliations and its topics', () => {
    expect(score).toMatchObject({
      quotedPassages: '5 of 5',
      affiliations: '4 of 4',
      topics: '3 of 3, 3 given',
    });
  });
});

function spansOf({ blocks, mentions, quotes, affiliations, topics: found }: AnnotatedArticle): TextSpan[] {
  return [
    ...blocks.map(({ span }) => span),
    ...mentions.map(({ span }) => span),
    ...quotes.flatMap(({ span, spans, quotedSpans, cueSpan, speakerSpan }) => [
      span,
      ...spans,
      ...quotedSpans,
      ...[cueSpan, speakerSpan].filter((one) => one !== null),
    ]),
    ...affiliations.flatMap(({ receipts }) => receipts.map(({ span }) => span)),
    ...found.flatMap(({ spans }) => spans),
  ];
}

/** Words, marks and breaks that news is made of, in any order: more trying than letters at random. */
const newsLike = fc
  .array(
    fc.constantFrom(
      'Jane',
      'Roe',
      'General',
      'Gen.',
      'said',
      'says',
      'told',
      'that',
      'the',
      'The',
      'mayor',
      'of',
      'council',
      'Council',
      'Springfield',
      'he',
      'she',
      'it',
      'who',
      'according',
      'to',
      'and',
      'but',
      'not',
      'will',
      'was',
      'called',
      'for',
      'adding',
      'wants',
      'US',
      'Army',
      'chief',
      '(SC)',
      '(L)',
      '’s',
      'U.S.',
      'Photo:',
      '“',
      '”',
      '"',
      '‘',
      '’',
      "'",
      "''",
      '«',
      '»',
      '„',
      ',',
      '.',
      '?',
      ':',
      ';',
      '—',
      '―',
      '-',
      '\n',
      '\n\n',
      '😀',
      'é',
      '٣',
      '\u202e',
      '国',
    ),
    { maxLength: 120 },
  )
  .map((words) => words.join(' '));

const anyText = fc
  .oneof(
    newsLike,
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.string({ unit: 'binary', maxLength: 300 }),
  )
  .filter((text) => /\S/u.test(text) && !text.includes('\0'));

function analyseText(text: string): AnnotatedArticle {
  return analyse(
    {
      text,
      mediaType: 'text/plain',
      reader: 'plain@1',
      fields: NO_FIELDS,
      marked: [],
      metadata: {},
      bytes: new Uint8Array(),
    },
    { topics },
  );
}

describe('any text', () => {
  test('gives spans that lie inside it and hold their exact words', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const spanned = new SpannedText(text);
        for (const span of spansOf(analyseText(text))) {
          expect(span.start).toBeLessThan(span.end);
          expect(span).toEqual(spanned.span(span.start, span.end));
          expect(text.slice(span.utf16Start, span.utf16End)).toBe(span.exact);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('gives the same answer twice', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(analyseText(text)).toEqual(analyseText(text));
      }),
      { numRuns: 100 },
    );
  });

  test('gives references that lead to its own entities and quotes, and confidences from 0 to 1', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { entities, mentions, quotes, affiliations } = analyseText(text);
        const keys = new Set(entities.map(({ key }) => key));
        const quoteKeys = new Set(quotes.map(({ key }) => key));
        const named = [
          ...mentions.map(({ entity }) => entity),
          ...affiliations.flatMap(({ person, organisation }) => [person, organisation]),
        ];
        for (const key of named) expect(keys).toContain(key);
        for (const { key, speakers, within, attribution, confidence, spans, kind, quotedSpans } of quotes) {
          for (const speaker of speakers) expect(keys).toContain(speaker);
          if (within !== null) expect(quoteKeys).toContain(within);
          expect(within).not.toBe(key);
          expect(speakers.length > 0).toBe(attribution === 'IDENTIFIED');
          expect(confidence).toBeGreaterThanOrEqual(0);
          expect(confidence).toBeLessThanOrEqual(1);
          expect(spans.length).toBeGreaterThan(0);
          if (kind !== 'INDIRECT') expect(quotedSpans.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('gives quotes whose spans are in order and do not overlap', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { spans } of analyseText(text).quotes) {
          spans.slice(1).forEach((span, index) => {
            expect(span.start).toBeGreaterThanOrEqual(spans[index]?.end ?? 0);
          });
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('hostile text', () => {
  // Quadratic work over as much would not end within the test's time limit.
  const LENGTH = 200_000;

  test.each([
    ['opening marks', '“a '],
    ['apostrophes', "'a "],
    ['doubled apostrophes', "''a "],
    ['cues', 'said '],
    ['names', 'Jane Roe '],
    ['acronyms', '(AB) '],
    ['names that speak', 'Jane Roe said. '],
    ['quoted speakers', '“Yes, it is so,” Jane Roe said. '],
    ['commas', ', '],
    ['brackets', '( '],
    ['capitals', 'A'],
    ['dots', '.'],
    ['lines', 'Roe said:\n'],
    ['paragraphs', '“Yes, it is so.\n\n'],
    ['offices', 'US Army chief '],
    ['clauses', 'Roe said that '],
    ['dashes', '— '],
    ['possessives', 'Roe’s '],
  ])('of many characters of %s is read to its end', (_, piece) => {
    const text = piece.repeat(Math.ceil(LENGTH / piece.length));
    expect(analyseText(text).text).toBe(text);
  });

  test('of ten thousand different names is read to its end', () => {
    const letters = (value: number) =>
      value.toString(26).replace(/\d/gu, (digit) => String.fromCharCode(113 + Number(digit)));
    const text = Array.from({ length: 12_000 }, (_, index) => `Jane Q${letters(index)} said.`).join(' ');
    expect(analyseText(text).entities.length).toBeGreaterThan(10_000);
  });
});

test('a text of more sentences than a function may have arguments is analysed', () => {
  const article = analysed('We go. '.repeat(150_000));
  expect(article.blocks).toHaveLength(1);
});
