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
    'an office with its field',
    'Jane Roe, director of communications at the Springfield Council, left.',
    ['Jane Roe', 'Springfield Council', 'director of communications', null, true],
  ],
  [
    'an office with its field at a university',
    'Kari Lund, head of research and development at Springfield University, left.',
    ['Kari Lund', 'Springfield University', 'head of research and development', null, true],
  ],
  [
    'an office with its field behind whose it is',
    'The Springfield Council’s head of policy, Jane Roe, left.',
    ['Jane Roe', 'Springfield Council', 'head of policy', null, true],
  ],
  [
    'the command of a numbered unit',
    'Colonel Jane Roe, commander of the 4th Brigade, left.',
    ['Jane Roe', '4th Brigade', 'commander', null, true],
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
  [
    'an office in capitals between commas',
    'Jane Roe, Chief Executive Officer, Springfield Council, left the town on foot.',
    ['Jane Roe', 'Springfield Council', 'chief executive officer', null, true],
  ],
  [
    'an office in capitals before the name',
    'Later Springfield Council Chief Financial Officer Jane Roe left the town.',
    ['Jane Roe', 'Springfield Council', 'chief financial officer', null, true],
  ],
  [
    'an abbreviated office before the name',
    'Springfield Council CEO Jane Roe left the town.',
    ['Jane Roe', 'Springfield Council', 'ceo', null, true],
  ],
  [
    'an office behind whose it is, in commas behind the name',
    'Jane Roe, 54, a former Springfield Council director, left.',
    ['Jane Roe', 'Springfield Council', 'director', null, false],
  ],
  [
    'a bracket behind the name',
    'Jane Roe (L), who headed the Springfield Council (SC) until 2019, left.',
    ['Jane Roe', 'Springfield Council', 'head', '2019', false],
  ],
  [
    'an office that somebody is said to be',
    'The director of the Springfield Council is Jane Roe.',
    ['Jane Roe', 'Springfield Council', 'director', null, true],
  ],
  [
    'an office that was given up',
    'Jane Roe stepped down as director of the Springfield Council in 2019.',
    ['Jane Roe', 'Springfield Council', 'director', '2019', false],
  ],
])('%s says an affiliation', (_, text, expected) => {
  expect(affiliationsIn(text)).toEqual([expected]);
});

test('two offices of one body are two affiliations', () => {
  expect(
    affiliationsIn('Jane Roe, co-founder and chief executive of the Springfield Council, left.'),
  ).toEqual([
    ['Jane Roe', 'Springfield Council', 'co-founder', null, true],
    ['Jane Roe', 'Springfield Council', 'chief executive', null, true],
  ]);
});

test('an office in capitals is nobody’s name', () => {
  const article = analysed(
    'Jane Roe, Chief Executive Officer, Globex Corporation, met the Chief Justice in the old town hall.',
  );
  expect(article.entities.flatMap(({ type, name }) => (type === 'person' ? [name] : []))).toEqual([
    'Jane Roe',
  ]);
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
  [
    'Jane Roe served as director of the Springfield Council from 2003 to 2009.',
    ['director', '2003', '2009', false],
  ],
  [
    'Jane Roe has served as director of the Springfield Council since 2015.',
    ['director', '2015', null, true],
  ],
  ['Jane Roe was appointed director of the Springfield Council in 2019.', ['director', '2019', null, null]],
  ['Jane Roe became director of the Springfield Council in May 2019.', ['director', '2019-05', null, null]],
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
  ['Jane Roe, now the director of the Springfield Council, left.', 'director', true],
  ['Jane Roe, the new director of the Springfield Council, left.', 'director', true],
  ['Jane Roe, once a director of the Springfield Council, left.', 'director', false],
  ['Jane Roe, president-elect of the Springfield Council, left.', 'president-elect', false],
])('an office is read with its own words and its time: %s', (text, role, current) => {
  expect(termsIn(text)).toEqual([[role, null, null, current]]);
});

test.each([
  'Jane Roe, a supporter of the Springfield Council, left.',
  'Jane Roe was not director of the Springfield Council.',
  'The Springfield Council’s president, Jane Roe, and John Doe left.',
  'Speaking after Jane Roe, the Springfield Council director left.',
  'The director of the Springfield Council is Jane Roe’s brother.',
  'Jane Roe could be named director of the Springfield Council.',
  'Jane Roe never served as director of the Springfield Council.',
  'Later Springfield Army General Jane Roe left.',
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

test.each([
  ['was the Springfield Council’s treasurer from 2001 to 2005', 'treasurer', '2005', false],
  ['was treasurer of the Springfield Council from 2001 to 2005', 'treasurer', '2005', false],
  ['and chairman of the Springfield Council, left', 'chairman', null, true],
  ['and was director of the Springfield Council until 2010', 'director', '2010', false],
])('an office that follows another is the same person’s: “%s”', (predicate, role, to, current) => {
  const text = `Jane Roe, now president of Globex Holdings${predicate.startsWith('and') ? '' : ','} ${predicate}.`;
  expect(affiliationsIn(text)).toEqual([
    ['Jane Roe', 'Globex Holdings', 'president', null, true],
    ['Jane Roe', 'Springfield Council', role, to, current],
  ]);
});

test('an office before another name is that name’s', () => {
  const text = 'Jane Roe, president of Globex Holdings and director of Springfield Bank John Doe met.';
  expect(affiliationsIn(text)).toEqual([
    ['Jane Roe', 'Globex Holdings', 'president', null, true],
    ['John Doe', 'Springfield Bank', 'director', null, true],
  ]);
});
