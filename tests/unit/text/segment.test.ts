import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SpannedText } from '../../../src/kernel/text-span.ts';
import { segment } from '../../../src/text/segment/segment.ts';

const kindsOf = (text: string) => segment(new SpannedText(text)).map(({ kind, span }) => [kind, span.exact]);

/** Blocks of a text whose paragraphs are given one by one. */
const kindsOfParagraphs = (...paragraphs: string[]) => kindsOf(paragraphs.join('\n\n'));

const BODY = ['The council met on Monday. It agreed on the plan.', 'Nobody objected to it.'];

describe('the seed document', () => {
  const text = readFileSync('seeds/coas-centcom-chief-discuss-regional-security.txt', 'utf8');
  const blocks = kindsOf(text);

  test('has a headline, a standfirst, a caption, a credit, a dateline, 12 paragraphs, one link and two pieces of furniture', () => {
    const before = Array.from({ length: 7 }, () => 'PARAGRAPH');
    const after = Array.from({ length: 5 }, () => 'PARAGRAPH');
    expect(blocks.map(([kind]) => kind)).toEqual([
      ...['HEADLINE', 'STANDFIRST', 'CAPTION', 'CREDIT', 'DATELINE'],
      ...before,
      'RELATED',
      ...after,
      ...['FURNITURE', 'FURNITURE'],
    ]);
  });

  test('has its photo credit apart from the caption on the same line', () => {
    expect(blocks.slice(2, 5)).toEqual([
      [
        'CAPTION',
        'General Michael Erik Kurilla, Commander US Central Command (Centcom)(L) and COAS Gen Asim Munir (R).',
      ],
      ['CREDIT', 'Photo: Centcom/Twitter'],
      ['DATELINE', 'ISLAMABAD:'],
    ]);
  });

  test('ends with the furniture of its page', () => {
    expect(blocks.slice(-2)).toEqual([
      ['FURNITURE', 'RELATED'],
      ['FURNITURE', 'Load Next Story'],
    ]);
  });
});

describe('before the body', () => {
  test('a first line that ends as a sentence is a paragraph, not a headline', () => {
    expect(kindsOfParagraphs(...BODY).map(([kind]) => kind)).toEqual(['PARAGRAPH', 'PARAGRAPH']);
  });

  test('a headline that ends with a dotted abbreviation is a headline', () => {
    expect(kindsOfParagraphs('Talks move to the U.S.', ...BODY)[0]).toEqual([
      'HEADLINE',
      'Talks move to the U.S.',
    ]);
  });

  test.each([
    'By Jane Doe',
    'BY JANE DOE AND J. R. ROE',
    'By Jane van der Berg, Political Editor, in Paris',
    'Von Käthe Müller und Jörg Öst',
  ])('"%s" is a byline', (byline) => {
    expect(kindsOfParagraphs('Council agrees', byline, ...BODY)[1]).toEqual(['BYLINE', byline]);
  });

  test('a sentence that begins with "By" is no byline', () => {
    expect(kindsOfParagraphs('Council agrees', 'By Monday the council had agreed.')[1]?.[0]).toBe(
      'PARAGRAPH',
    );
  });

  test('a full sentence above the byline is the standfirst', () => {
    expect(
      kindsOfParagraphs('Council agrees', 'The plan will cost millions.', 'By Jane Doe', ...BODY)[1],
    ).toEqual(['STANDFIRST', 'The plan will cost millions.']);
  });

  test('a full sentence below the headline with nothing between is the first paragraph', () => {
    expect(kindsOfParagraphs('Council agrees', ...BODY).map(([kind]) => kind)).toEqual([
      'HEADLINE',
      'PARAGRAPH',
      'PARAGRAPH',
    ]);
  });

  test.each([
    ['PARIS: ', 'PARIS:'],
    ['NEW YORK, Jan. 6 (AP) — ', 'NEW YORK, Jan. 6 (AP) —'],
    ['London (Reuters) - ', 'London (Reuters) -'],
    ['PORT-AU-PRINCE, Haiti – ', 'PORT-AU-PRINCE, Haiti –'],
    ['ÉVREUX, 9 December -- ', 'ÉVREUX, 9 December --'],
    ['Manila — ', 'Manila —'],
    ['San Pedro – ', 'San Pedro –'],
  ])('the dateline "%s" is parted from the paragraph it begins', (given, dateline) => {
    expect(kindsOfParagraphs('Council agrees', `${given}${BODY[0]}`)).toEqual([
      ['HEADLINE', 'Council agrees'],
      ['DATELINE', dateline],
      ['PARAGRAPH', BODY[0]],
    ]);
  });

  test.each([
    'UPDATE: The council met.',
    'The verdict: guilty on all counts.',
    'Jane Doe - the mayor - agreed.',
    'NATO agreed.',
    'Exclusive — The council met again.',
    'Jane Doe — the mayor — agreed.',
  ])('"%s" begins with no dateline', (paragraph) => {
    expect(kindsOfParagraphs('Council agrees', paragraph)[1]).toEqual(['PARAGRAPH', paragraph]);
  });
});

describe('pictures', () => {
  test.each([
    ['Jane Doe (left) with Richard Roe.', '(AP Photo/Ann Other)'],
    ['The town hall on Monday.', 'PHOTO: REUTERS'],
    ['The town hall on Monday.', '(Photo by Ann Other/Getty Images)'],
    ['The town hall', '| Image credit: Ann Other'],
  ])('"%s %s" is a caption and a credit', (caption, credit) => {
    const blocks = kindsOfParagraphs('Council agrees', `${caption} ${credit}`, ...BODY);
    expect(blocks.slice(1, 3).map(([kind]) => kind)).toEqual(['CAPTION', 'CREDIT']);
  });

  test('a credit on its own line has no caption', () => {
    expect(kindsOfParagraphs('Council agrees', ...BODY, 'Photo: Ann Other', 'It was late.').slice(3)).toEqual(
      [
        ['CREDIT', 'Photo: Ann Other'],
        ['PARAGRAPH', 'It was late.'],
      ],
    );
  });

  test('positions in brackets make a caption without a credit', () => {
    expect(kindsOfParagraphs('Council agrees', 'Jane Doe (L) and Richard Roe (R)', ...BODY)[1]?.[0]).toBe(
      'CAPTION',
    );
  });

  test.each([
    '“I will not sign them,” said Jane Doe (L), who chairs the council.',
    'Sen. Jane Doe (R) said that the harbour would close.',
    'Gov. Jane Doe (R) signed the harbour bill. The council had asked for it.',
  ])('a letter behind a name makes no caption of a report: "%s"', (paragraph) => {
    expect(kindsOfParagraphs('Council agrees', ...BODY, paragraph)[3]).toEqual(['PARAGRAPH', paragraph]);
  });

  test.each([
    'She held up a picture. The photo: it showed the town hall.',
    'Picture by picture, the mayor went through the album.',
  ])('"%s" is a paragraph', (sentence) => {
    expect(kindsOfParagraphs('Council agrees', ...BODY, sentence)[3]).toEqual(['PARAGRAPH', sentence]);
  });

  test('a sentence about a photo is a paragraph', () => {
    const sentence = 'She held up the photo: it showed the town hall, and the man in it was the mayor.';
    expect(kindsOfParagraphs('Council agrees', ...BODY, sentence)[3]).toEqual(['PARAGRAPH', sentence]);
  });
});

describe('between and after paragraphs', () => {
  test('a short line without a full stop above a paragraph is a heading', () => {
    expect(kindsOfParagraphs('Council agrees', ...BODY, 'What comes next', 'Work begins in May.')[3]).toEqual(
      ['HEADING', 'What comes next'],
    );
  });

  test.each([
    'Read more: Mayor resigns',
    'ALSO READ Mayor resigns over plan',
    'Read “Mayor resigns”',
    'Related: Mayor resigns.',
  ])('"%s" is a link to another story', (link) => {
    expect(kindsOfParagraphs('Council agrees', ...BODY, link, 'Work begins in May.')[3]).toEqual([
      'RELATED',
      link,
    ]);
  });

  test.each(['Read the plan aloud, she told them.', 'Watch out for it, he said.'])(
    '"%s" is a paragraph',
    (sentence) => {
      expect(kindsOfParagraphs('Council agrees', ...BODY, sentence, 'Work begins in May.')[3]?.[0]).toBe(
        'PARAGRAPH',
      );
    },
  );

  test('titles below "RELATED" are links, buttons are furniture', () => {
    const blocks = kindsOfParagraphs(
      'Council agrees',
      ...BODY,
      'RELATED',
      'Mayor resigns over the plan',
      'Load Next Story',
    );
    expect(blocks.slice(3)).toEqual([
      ['FURNITURE', 'RELATED'],
      ['RELATED', 'Mayor resigns over the plan'],
      ['FURNITURE', 'Load Next Story'],
    ]);
  });

  test('an advertisement label between paragraphs is furniture', () => {
    expect(kindsOfParagraphs('Council agrees', ...BODY, 'ADVERTISEMENT', 'Work begins in May.')[3]?.[0]).toBe(
      'FURNITURE',
    );
  });

  test('a last paragraph that lacks its full stop is a paragraph', () => {
    const last = 'Work on the new town hall begins in May and will go on until the autumn of next year';
    expect(kindsOfParagraphs('Council agrees', ...BODY, last)[3]).toEqual(['PARAGRAPH', last]);
  });
});

describe('layout', () => {
  test('hard-wrapped lines are one paragraph', () => {
    const wrapped =
      'The council met on Monday and agreed, after a debate of three hours,\non the plan that the mayor had put forward.';
    expect(kindsOf(`Council agrees\n\n${wrapped}\n\nNobody objected to it.`)[1]).toEqual([
      'PARAGRAPH',
      wrapped,
    ]);
  });

  test('a line end in the middle of a sentence parts nothing', () => {
    expect(
      kindsOf('Council agrees\nby Jane Doe\n\nThe council met on\nthe plan\nand agreed.\nNobody objected.'),
    ).toEqual([
      ['HEADLINE', 'Council agrees'],
      ['BYLINE', 'by Jane Doe'],
      ['PARAGRAPH', 'The council met on\nthe plan\nand agreed.'],
      ['PARAGRAPH', 'Nobody objected.'],
    ]);
  });

  test('without blank lines, each line is a block', () => {
    expect(kindsOf(['Council agrees', ...BODY].join('\r\n')).map(([kind]) => kind)).toEqual([
      'HEADLINE',
      'PARAGRAPH',
      'PARAGRAPH',
    ]);
  });

  test('a text in a script without capitals is segmented', () => {
    expect(
      kindsOfParagraphs('市議会が合意', '市議会は月曜日に会合した。', '反対はなかった。').map(
        ([kind]) => kind,
      ),
    ).toEqual(['HEADLINE', 'PARAGRAPH', 'PARAGRAPH']);
  });
});

const line = fc.oneof(
  fc.constantFrom(
    'Council agrees',
    'By Jane Doe',
    'PARIS:',
    'PARIS: The council met.',
    'Jane Doe (L). Photo: Ann Other',
    'Photo: Ann Other',
    'Read Mayor resigns',
    'RELATED',
    'Load Next Story',
    '“We agree,” she said.',
    '',
    '  ',
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom('A', 'b', ' ', '.', ':', '—', '(', ')', '“', '”', '😀', '\n', '\u2029', '語', '。'),
  }),
);
const anyText = fc
  .array(fc.tuple(line, fc.constantFrom('\n', '\n\n', '\r\n', '\r\n\r\n', ' \n \n ', '\u2028')), {
    maxLength: 20,
  })
  .map((lines) => lines.flat().join(''));

describe('in any text', () => {
  test('blocks are in order, do not overlap, and leave out white space only', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let end = 0;
        for (const { span } of segment(new SpannedText(text))) {
          expect(text.slice(end, span.utf16Start)).toMatch(/^\s*$/u);
          expect(span.exact).toMatch(/^\S(?:[\s\S]*\S)?$/u);
          expect(text.slice(span.utf16Start, span.utf16End)).toBe(span.exact);
          end = span.utf16End;
        }
        expect(text.slice(end)).toMatch(/^\s*$/u);
      }),
    );
  });

  test('there is at most one headline, one standfirst and one dateline, and the headline comes first', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const kinds = kindsOf(text).map(([kind]) => kind);
        for (const kind of ['HEADLINE', 'STANDFIRST', 'DATELINE']) {
          expect(kinds.filter((found) => found === kind).length).toBeLessThanOrEqual(1);
        }
        expect(kinds.indexOf('HEADLINE')).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('a second run gives the same blocks', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(kindsOf(text)).toEqual(kindsOf(text));
      }),
    );
  });
});
