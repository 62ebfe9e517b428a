import { describe, expect, test } from 'vitest';
import { analysed, nameOf } from '../../support/analysed.ts';

/** Speakers by name and the attribution of each quote. */
const speakersIn = (text: string) => {
  const article = analysed(text);
  return article.quotes.map(({ speakers, attribution }) => [
    attribution,
    ...speakers.map((key) => nameOf(article, key)),
  ]);
};

describe('who speaks', () => {
  test('a pronoun inside somebody’s words means who was named before them, and not the speaker', () => {
    const text =
      'John Pell left on Monday.\n\n“He told me ‘never again’ and left,” said Maria Stone.\n\n' +
      'Then John K. Smith said the bridge was closed.';
    expect(speakersIn(text)).toEqual([
      ['IDENTIFIED', 'Maria Stone'],
      ['IDENTIFIED', 'John K. Smith'],
      ['IDENTIFIED', 'John Pell'],
    ]);
    expect(speakersIn('“He told me ‘never again’ and left,” said John Pell.')).toEqual([
      ['IDENTIFIED', 'John Pell'],
      ['UNRESOLVED'],
    ]);
  });

  test('“it” behind a document’s words is the document, and “its spokesman” has no name', () => {
    const text = 'Globex was sold in May. The report found that the dam was old. It recommended an inquiry.';
    expect(speakersIn(text)).toEqual([['DOCUMENT'], ['DOCUMENT']]);
    expect(speakersIn('Its spokesman said that the dam was old.')).toEqual([['ANONYMOUS']]);
  });

  test('surnames joined by commas and “and” speak together', () => {
    const named = 'The talks ended here.\n\nCarl Pell left. Maria Stone left. Ann Holm left.';
    expect(speakersIn(`${named}\n\nPell, Stone and Holm said the work was late.`)).toEqual([
      ['IDENTIFIED', 'Carl Pell', 'Maria Stone', 'Ann Holm'],
    ]);
  });

  test('who is named before “and” speaks with who is named behind the comma', () => {
    expect(
      speakersIn('Mayor Lena Ostrov and her deputy, Tom Reed, said: “The bridge is shut for now.”'),
    ).toEqual([['IDENTIFIED', 'Lena Ostrov', 'Tom Reed']]);
  });

  test('a report is whose verb it hangs on, and not whose noun stands between', () => {
    expect(
      speakersIn('The Centre for Marine Safety said in its annual report that accidents had doubled.'),
    ).toEqual([['IDENTIFIED', 'Centre for Marine Safety']]);
  });

  test.each([
    ['“It is a bad plan for us,” said miller Hob Carey.', 'Hob Carey'],
    ['“It is a bad plan for us,” said Councillor Ada Brightling.', 'Ada Brightling'],
    ['The board’s engineer, Ulf Strand, said the plan was old.', 'Ulf Strand'],
    ['Norbank’s chief economist, Per Aas, said the plan was old.', 'Per Aas'],
  ])('a trade, a rank or an office tells a person’s name: %s', (text, name) => {
    expect(speakersIn(text)).toEqual([['IDENTIFIED', name]]);
  });

  test.each([
    ['three words', 'Tedros Adhanom Ghebreyesus'],
    ['a hyphen', 'Ngozi Okonjo-Iweala'],
    ['two particles', 'Ursula von der Leyen'],
    ['two initials', 'J. K. Rowling'],
    ['initials without a space', 'J.K. Rowling'],
  ])('a name of %s that says words in marks is a person', (_, name) => {
    expect(speakersIn(`“We must act now,” said ${name}, the director-general.`)).toEqual([
      ['IDENTIFIED', name],
    ]);
    expect(speakersIn(`“We must act now,” ${name} added.`)).toEqual([['IDENTIFIED', name]]);
  });

  test('an organisation by its words stays one where it says words in marks', () => {
    const [entity] = analysed('“We must act now,” said Globex Holdings Corporation.').entities;
    expect(entity?.type).toBe('organisation');
  });

  test.each([
    'One aide to Mr. Roe said the plan was good.',
    'An aide to President John Roe said the plan was good.',
    'A spokesman for John Roe said the plan was good.',
    '“The plan is good,” said an adviser to John Roe.',
  ])('who is named behind the speaker’s noun did not say it: %s', (text) => {
    expect(speakersIn(text)).toEqual([['ANONYMOUS']]);
  });

  test.each([
    'A spokesman for Ford Motor Company, Tom Roe, said that sales fell.',
    '“Sales fell,” said a spokesman for Ford Motor Company, Tom Roe.',
  ])('a name behind the comma of a description says who speaks, and for whom: %s', (text) => {
    const article = analysed(text);
    expect(speakersIn(text)).toEqual([['IDENTIFIED', 'Tom Roe']]);
    expect(nameOf(article, article.quotes[0]?.speakingFor)).toBe('Ford Motor Company');
  });

  test.each([
    'The bank’s director, Kari Berg, said that sales fell.',
    'Globex’s director, Kari Berg, said that sales fell.',
    'An analyst at Initech, Kari Berg, said that sales fell.',
    'In the book “The Long Harbour” the historian Kari Berg said that sales fell.',
  ])('a name that no list has is a person’s by what stands before it: %s', (text) => {
    expect(speakersIn(text)).toEqual([['IDENTIFIED', 'Kari Berg']]);
  });

  test.each(['The governor said that sales fell.', '“Sales fell,” the governor said.'])(
    'an office alone means the one who is named with it: %s',
    (text) => {
      const introduced = `Gov. Kari Berg came to Springfield with John Doe.\n\n${text}`;
      expect(speakersIn(introduced)).toEqual([['IDENTIFIED', 'Kari Berg']]);
      const article = analysed(introduced);
      expect(article.mentions.filter(({ form }) => form === 'TITLE').map(({ span }) => span.exact)).toEqual([
        /the governor/iu.exec(text)?.[0],
      ]);
    },
  );

  test.each([
    ['The Globex Corporation closed its mine.', 'the company', 'Globex Corporation'],
    ['The University of Springfield closed.', 'the university', 'University of Springfield'],
    ['The Commerce Committee met.', 'the committee', 'Commerce Committee'],
  ])('what a body is, alone, means the one that is named: %s', (introduced, noun, name) => {
    const article = analysed(`${introduced} “We had to,” ${noun} said.`);
    expect(article.quotes.map(({ speakers }) => speakers.map((key) => nameOf(article, key)))).toEqual([
      [name],
    ]);
    expect(article.mentions.map(({ form, span }) => `${form} ${span.exact}`)).toContain(
      `DESCRIPTION ${noun}`,
    );
  });

  test.each([
    ['One of the rescuers said that sales fell.', 'ANONYMOUS'],
    ['Farmers and fishermen alike said that sales fell.', 'COLLECTIVE'],
  ])('who is not named is told apart: %s', (text, attribution) => {
    expect(speakersIn(text)).toEqual([[attribution]]);
  });

  test.each(['Passenger Lito Reyes said that sales fell.', 'President Reyes said that sales fell.'])(
    'what somebody is, with the capital of a sentence, is no name: %s',
    (text) => {
      const [[attribution, name] = []] = speakersIn(`The president came.\n\n${text}`);
      expect([attribution, name]).toEqual(['IDENTIFIED', text.startsWith('Pass') ? 'Lito Reyes' : 'Reyes']);
    },
  );

  test('an office alone is nobody’s where two are named with it, or one had it before', () => {
    const two = 'Governor Kari Berg met Governor John Doe.\n\nThe governor said that sales fell.';
    expect(speakersIn(two)).toEqual([['UNRESOLVED']]);
    const before = 'Former governor Kari Berg came.\n\nThe governor said that sales fell.';
    expect(speakersIn(before)).toEqual([['UNRESOLVED']]);
  });

  test('who is spoken to before the subject does not speak', () => {
    const text = 'Speaking to the Tribune, Jane Roe, secretary of the union, said that sales fell.';
    expect(speakersIn(text)).toEqual([['IDENTIFIED', 'Jane Roe']]);
  });

  test('who is only named in the words does not speak them', () => {
    const text = 'Maria Lopez shrugged. “Senator Rand Keller has his opinion,” she said.';
    expect(speakersIn(text)).toEqual([['IDENTIFIED', 'Maria Lopez']]);
  });

  test.each([
    'Reed himself said that sales fell.',
    'CEO Pat Gelman and Globex’s Jane Roe said that sales fell.',
  ])('who is stressed, or has a title in capitals, speaks: %s', (text) => {
    const [speakers = []] = speakersIn(`President Reed came.\n\n${text}`);
    expect(speakers).toEqual(
      text.startsWith('Reed') ? ['IDENTIFIED', 'Reed'] : ['IDENTIFIED', 'Pat Gelman', 'Jane Roe'],
    );
  });

  test('two verbs before one clause report it once', () => {
    expect(speakersIn('Jane Roe laughed and said that sales fell.')).toEqual([['IDENTIFIED', 'Jane Roe']]);
  });

  test('the spokesperson of a body is unnamed', () => {
    expect(speakersIn('Globex’s spokesperson said that sales fell.')).toEqual([['ANONYMOUS']]);
  });

  test('who has left a body does not speak for it', () => {
    const article = analysed('The former chairman of Globex, Kari Berg, said that sales fell.');
    expect(article.quotes.map(({ speakingFor }) => speakingFor)).toEqual([null]);
  });

  test('a speaker who is nobody known is less sure than one who is', () => {
    const [unknown] = analysed('“We must act now,” said Grumbleson.').quotes;
    const [known] = analysed('“We must act now,” said Tedros Adhanom Ghebreyesus.').quotes;
    expect(unknown?.attribution).toBe('UNRESOLVED');
    expect(unknown?.confidence).toBeLessThan(known?.confidence ?? 0);
  });

  test('a surname means the person whose full name stands before it', () => {
    expect(speakersIn('Jane Roe met the council.\n\n“The plan is good,” Roe said.')).toEqual([
      ['IDENTIFIED', 'Jane Roe'],
    ]);
  });

  test('“he added” goes on with the last speaker', () => {
    expect(speakersIn('“The plan is good,” John Doe said.\n\n“The bridge is not,” he added.')).toEqual([
      ['IDENTIFIED', 'John Doe'],
      ['IDENTIFIED', 'John Doe'],
    ]);
  });

  test('“she” is not the man who spoke last', () => {
    expect(
      speakersIn('Jane Roe met John Doe. “The plan is good,” Doe said. “It is not,” she replied.').at(-1),
    ).toEqual(['IDENTIFIED', 'Jane Roe']);
  });

  test('“it” is the organisation that spoke', () => {
    expect(
      speakersIn('The Springfield Council said the bridge was open. “The work is done,” it added.').at(-1),
    ).toEqual(['IDENTIFIED', 'Springfield Council']);
  });

  test('two who share the words are both speakers', () => {
    expect(speakersIn('“The plan is good,” Jane Roe and John Doe said.')).toEqual([
      ['IDENTIFIED', 'Jane Roe', 'John Doe'],
    ]);
  });

  test('“both leaders” are the two people that the article names', () => {
    expect(speakersIn('Jane Roe met John Doe. Both leaders said that the plan was good.')).toEqual([
      ['IDENTIFIED', 'Jane Roe', 'John Doe'],
    ]);
  });
});

describe('whom the text leaves unnamed', () => {
  test.each([
    ['a document', 'The report said that the bridge was unsafe.', 'DOCUMENT'],
    ['one person by what they do', 'One negotiator said that the bridge was unsafe.', 'ANONYMOUS'],
    ['people by what they do', 'Astronomers said that the bridge was unsafe.', 'COLLECTIVE'],
    ['people taken together', 'Officials said that the bridge was unsafe.', 'COLLECTIVE'],
    ['one who hides', 'A senior official said that the bridge was unsafe.', 'ANONYMOUS'],
    ['a source', 'Sources said that the bridge was unsafe.', 'ANONYMOUS'],
  ])('%s', (_, text, attribution) => {
    const [quote] = analysed(text).quotes;
    expect(quote?.attribution).toBe(attribution);
    expect(quote?.speakers).toEqual([]);
  });

  test('a spokesman speaks for the organisation that the text gives him', () => {
    const article = analysed('A spokesman for the Springfield Council said that the bridge was unsafe.');
    expect(article.quotes.map(({ speakingFor }) => nameOf(article, speakingFor))).toEqual([
      'Springfield Council',
    ]);
  });
});

describe('to whom', () => {
  test('whoever was told is the addressee', () => {
    const article = analysed('Jane Roe told The Springfield Times that the bridge was unsafe.');
    expect(article.quotes.map(({ addressee }) => nameOf(article, addressee))).toEqual([
      'The Springfield Times',
    ]);
  });
});
