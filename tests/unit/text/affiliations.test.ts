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
