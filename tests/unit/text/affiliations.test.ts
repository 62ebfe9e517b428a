import { expect, test } from 'vitest';
import { analysed, nameOf } from '../../support/analysed.ts';

/** Affiliations as `person, organisation, role, until, current`. */
const affiliationsIn = (text: string) => {
  const article = analysed(text);
  return article.affiliations.map(({ person, organisation, role, to, receipts }) => [
    nameOf(article, person),
    nameOf(article, organisation),
    role,
    to,
    receipts[0]?.current ?? null,
  ]);
};

test.each([
  [
    'an apposition',
    'Jane Roe, president of the Springfield Council, left.',
    ['Jane Roe', 'Springfield Council', 'president', null, true],
  ],
  [
    'an apposition without "of"',
    'General Jane Roe, Commander Northern Command, left the town.',
    ['Jane Roe', 'Northern Command', 'commander', null, true],
  ],
  [
    'a title before the name',
    'Springfield Council chief Jane Roe left the town.',
    ['Jane Roe', 'Springfield Council', 'chief', null, true],
  ],
  [
    'a former office',
    'Jane Roe, the former director of the Springfield Council, left.',
    ['Jane Roe', 'Springfield Council', 'director', null, false],
  ],
  [
    'a verb of leading with its end',
    'Jane Roe, who headed the Springfield Council until 2019, left.',
    ['Jane Roe', 'Springfield Council', 'head', '2019', false],
  ],
  [
    'an office before whose it is',
    'The former chairman of the Springfield Council, Jane Roe, left.',
    ['Jane Roe', 'Springfield Council', 'chairman', null, false],
  ],
  [
    'an office of a body that nothing else tells of',
    'Globex’s chief executive, Kari Berg, left.',
    ['Kari Berg', 'Globex', 'chief executive', null, true],
  ],
  [
    'work at a university',
    'Kari Lund, a professor of law at Springfield University, left.',
    ['Kari Lund', 'Springfield University', 'professor of law', null, true],
  ],
  [
    'a possessive without a role',
    'Later the Springfield Council’s Jane Roe left the town.',
    ['Jane Roe', 'Springfield Council', null, null, null],
  ],
  [
    'a predicate in the past',
    'Jane Roe was the Springfield Council chief of staff.',
    ['Jane Roe', 'Springfield Council', 'chief of staff', null, false],
  ],
])('%s says an affiliation', (_, text, expected) => {
  expect(affiliationsIn(text)).toEqual([expected]);
});

test('an office alone means the one person who is said to hold it, and is a receipt too', () => {
  const article = analysed(
    'Jane Roe, director of the Springfield Council, left.\n\nThe Springfield Council director said the bridge was safe.',
  );
  expect(article.affiliations.map(({ receipts }) => receipts.map(({ span }) => span.exact))).toEqual([
    ['Jane Roe, director of the Springfield Council', 'The Springfield Council director'],
  ]);
  expect(article.quotes.map(({ speakers }) => nameOf(article, speakers[0]))).toEqual(['Jane Roe']);
});

test('an office that nobody is said to hold gives no affiliation', () => {
  expect(affiliationsIn('The Springfield Council director said the bridge was safe.')).toEqual([]);
});

/** Affiliations as `role, from, to, current`. */
const termsIn = (text: string) =>
  analysed(text).affiliations.map(({ role, from, to, receipts }) => [
    role,
    from,
    to,
    receipts[0]?.current ?? null,
  ]);

test.each([
  ['Jane Roe, who ran the Springfield Council from 2003 to 2009, left.', ['head', '2003', '2009', false]],
  ['Jane Roe headed the Springfield Council from 2003 until 2019.', ['head', '2003', '2019', false]],
  ['Jane Roe led the Springfield Council between May 2003 and 2009.', ['leader', '2003-05', '2009', false]],
  ['Jane Roe led the Springfield Council in 2011.', ['leader', '2011', '2011', false]],
  ['Jane Roe led the Springfield Council (2003–2009).', ['leader', '2003', '2009', false]],
  ['Jane Roe founded the Springfield Council in 2011.', ['founder', '2011', null, false]],
  ['Jane Roe, director of the Springfield Council since 2015, left.', ['director', '2015', null, true]],
  [
    'Jane Roe, director of the Springfield Council from 2003-2009, left.',
    ['director', '2003', '2009', false],
  ],
  ['Jane Roe was director of the Springfield Council until 2019.', ['director', null, '2019', false]],
  ['Jane Roe, director of the Springfield Council, left in 2011.', ['director', null, null, true]],
  ['Jane Roe leads the Springfield Council. Since 2015 much was built.', ['leader', null, null, true]],
])('the words of time behind an office are its term: %s', (text, expected) => {
  expect(termsIn(text)).toEqual([expected]);
});

test.each([
  ['Jane Roe, chief engineer of Globex Corporation, left.', 'chief engineer', true],
  ['Jane Roe, chief financial officer of Globex Corporation, left.', 'chief financial officer', true],
  ['Jane Roe, a professor of law at the University of Oslo, left.', 'professor of law', true],
  ['The Springfield Council’s president, Jane Roe, left.', 'president', true],
  ['The Springfield Council’s former president, Jane Roe, left.', 'president', false],
  ['Jane Roe, the incoming director of the Springfield Council, left.', 'director', false],
  ['Jane Roe, president-elect of the Springfield Council, left.', 'president-elect', false],
])('an office is read with its own words and its time: %s', (text, role, current) => {
  expect(termsIn(text)).toEqual([[role, null, null, current]]);
});

test.each([
  'Jane Roe, a supporter of the Springfield Council, left.',
  'Jane Roe was not director of the Springfield Council.',
  'The Springfield Council’s president, Jane Roe, and John Doe left.',
])('what is no office gives no affiliation: %s', (text) => {
  expect(termsIn(text)).toEqual([]);
});

test.each([
  'Ex-CIA director Jane Roe left.',
  'Later the then-CIA director Jane Roe left.',
  'An ex-CIA director, Jane Roe, left.',
])('a past that is written before the organisation puts the office into the past: %s', (text) => {
  expect(affiliationsIn(text)).toEqual([['Jane Roe', 'CIA', 'director', null, false]]);
});
