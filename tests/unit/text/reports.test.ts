import { describe, expect, test } from 'vitest';
import { analysed, nameOf, quoteLines } from '../../support/analysed.ts';

describe('who reports', () => {
  test.each([
    ['a year before the verb', 'A panel in 2001 found the dam was unsafe.', 'A panel'],
    ['a time before the verb', 'The firm earlier this month said the dam was unsafe.', 'The firm'],
    ['another phrase before it', 'It is the first time the firm has said the dam was unsafe.', 'the firm'],
    ['a day before the verb', 'Jane Roe on Monday said the dam was unsafe.', 'Jane Roe'],
    ['a quantity alone', 'Several suggested that the dam was unsafe.', 'Several'],
    ['a share of those named', 'Ashton has 40 farmers, many of whom say the dam was unsafe.', 'many of whom'],
    [
      'a relative clause without its pronoun',
      'All the engineers I met said the dam was unsafe.',
      'All the engineers',
    ],
    [
      'a phrase with an object pronoun',
      'Those close to him say that the dam was unsafe.',
      'Those close to him',
    ],
    [
      'a phrase with "close to"',
      'Sources close to the talks say the dam was unsafe.',
      'Sources close to the talks',
    ],
    [
      'two prepositional phrases joined',
      'Engineers in Ashton and around the county say the dam was unsafe.',
      'Engineers in Ashton and around the county',
    ],
    [
      'a name with a nickname in marks',
      'The engineer Jane "Cia" Roe said the dam was unsafe.',
      'The engineer Jane "Cia" Roe',
    ],
    [
      'a participle between commas',
      'The report, published on Friday, concludes that the dam was unsafe.',
      'The report',
    ],
    [
      'two descriptions between commas',
      'Ola Nord, of the University of Melby, who was not involved, said the dam was unsafe.',
      'Ola Nord',
    ],
    [
      'figures who are people',
      'Senior figures in the party concede that the dam was unsafe.',
      'Senior figures in the party',
    ],
    ['a body in the plural', 'The club insist the dam was unsafe.', 'The club'],
    [
      'the possessive that opens a phrase behind another',
      'At the fair in Ashton his aides said the dam was unsafe.',
      'his aides',
    ],
    ['a time that opens the sentence', 'Last week Jane Roe said the dam was unsafe.', 'Jane Roe'],
    [
      'what stands between verb and “that”',
      'Some experts warned, as did the bank itself, that the dam was unsafe.',
      'Some experts',
    ],
    [
      'an “as” clause with a place and a time',
      'Yet, as Jane Roe told the Ashton Post in May, the dam was unsafe.',
      'Jane Roe',
    ],
    [
      'a verb that only supports a noun',
      'The firm issued a clear warning that the dam was unsafe.',
      'The firm',
    ],
    ['the same with a second auxiliary', 'Jane Roe has made the claim that the dam was unsafe.', 'Jane Roe'],
    [
      'a name with “and” in it',
      'A spokesman for Kent Fire and Rescue Service said the dam was unsafe.',
      'A spokesman for Kent Fire and Rescue Service',
    ],
    ['an age that stands for who has it', 'The 29-year-old said the dam was unsafe.', 'The 29-year-old'],
    [
      'a participle with a particle',
      'A panel set up by her sister said the dam was unsafe.',
      'A panel set up by her sister',
    ],
    [
      'a year between a preposition and a name',
      'They knew in 2017 Ashton said the dam was unsafe.',
      'Ashton',
    ],
    [
      'a title with the comma inside its marks',
      'Jane Roe, in an interview with the show “Ashton Today,” said the dam was unsafe.',
      'Jane Roe',
    ],
    [
      'a work and its title between commas',
      'The firm’s book, “A Better Way,” argues the dam was unsafe.',
      'The firm’s book',
    ],
    ['“No” before a number', 'A No 10 spokesman said the dam was unsafe.', 'A No 10 spokesman'],
    [
      'a verb that is as often a noun, before a place',
      'Jane Roe claims in her book that the dam was unsafe.',
      'Jane Roe',
    ],
    ['"data" in the plural', 'Data from Ashton show that the dam was unsafe.', 'Data from Ashton'],
  ])('%s is read with its verb', (_, text, speaker) => {
    expect(quoteLines(text)).toEqual([`INDIRECT ${speaker}: the dam was unsafe`]);
  });

  test('“so” behind a verb stands for what was said and is nobody', () => {
    expect(quoteLines('Jane Roe, who was born in Ashton, said so.')).toEqual([]);
  });

  test('a relative clause parts no subject from a clause that begins with a noun', () => {
    expect(quoteLines('The union, which has 40 members, says pay has fallen.')).toEqual([
      'INDIRECT The union: pay has fallen',
    ]);
  });

  test('an adverb between commas parts no subject from its verb', () => {
    expect(quoteLines('Some farmers, however, question the wisdom of the plan.')).toEqual([
      'INDIRECT Some farmers: the wisdom of the plan',
    ]);
  });

  test('a participle has the subject behind “with”', () => {
    expect(quoteLines('Fans left early, with one writing: “It was a bad joke on us all.”')).toEqual([
      'DIRECT one: It was a bad joke on us all.',
    ]);
  });

  test('“that” before a plural verb means the plural noun before it', () => {
    expect(quoteLines('The bank has 40 clients that support the merger.')).toEqual([
      'INDIRECT that: the merger',
    ]);
  });

  test('a participle has the whole phrase behind “with”', () => {
    expect(quoteLines('Prices fell, with traders at Globex saying that the worst was over.')).toEqual([
      'INDIRECT traders at Globex: the worst was over',
    ]);
  });

  test('a relative clause without its pronoun takes no words from the sentence around it', () => {
    expect(
      quoteLines('Jane Roe accused the bank of “walking into a trap”, a charge ministers reject.'),
    ).toEqual(['MIXED Jane Roe: the bank of “walking into a trap”']);
  });

  test('whom somebody remembers saying it says it', () => {
    expect(quoteLines('Mr Obi remembers his father telling him: “Never trust a bank.”')).toEqual([
      'DIRECT his father: Never trust a bank.',
    ]);
  });

  test('a noun that “a” opens has no plural verb', () => {
    expect(
      quoteLines('A judge has rejected a media request to open the file, saying the town had no say.'),
    ).toEqual([
      'INDIRECT A judge: a media request to open the file',
      'INDIRECT A judge: the town had no say',
    ]);
  });

  test('what follows “what she said was that” is what she said', () => {
    expect(quoteLines('What Jane Roe said was that the dam was old.')).toEqual([
      'INDIRECT Jane Roe: the dam was old',
    ]);
  });

  test('an earlier past behind “and” stands beside the verb of what is said', () => {
    expect(quoteLines('Jane Roe said her client was ill and had pleaded guilty.')).toEqual([
      'INDIRECT Jane Roe: her client was ill and had pleaded guilty',
    ]);
  });

  test('words in marks may open with the verb of what is said', () => {
    expect(quoteLines('Jane Roe said her father “loves this town”.')).toEqual([
      'MIXED Jane Roe: her father “loves this town”',
    ]);
  });

  test('who was told something is told, and no part of it', () => {
    const [quote] = analysed('Jane Roe was told that the dam was old.').quotes;
    expect(quote?.spans.map(({ exact }) => exact)).toEqual(['the dam was old']);
    expect(quote?.addressee).not.toBeNull();
  });

  test.each([
    ['The gifts, which critics say were bribes, were sent back.', 'INDIRECT critics: were bribes'],
    ['Ann Cole, who police said was drunk, was fined.', 'INDIRECT police: was drunk'],
    ['She took gifts, which she said were given freely.', 'INDIRECT she: were given freely'],
  ])('a relative pronoun may be the subject of what is reported: %s', (text, expected) => {
    expect(quoteLines(text)).toEqual([expected]);
  });

  test.each([
    ['His claim that the dam is safe drew criticism.', 'INDIRECT His: the dam is safe'],
    ['Jane Roe’s promise to mend the dam won her the vote.', 'INDIRECT Jane Roe: to mend the dam'],
    [
      'Jane Roe’s claim that taxes imposed on trade have hurt the town angered the bank.',
      'INDIRECT Jane Roe: taxes imposed on trade have hurt the town',
    ],
  ])('what a noun reports ends before the verb of its sentence: %s', (text, expected) => {
    expect(quoteLines(text)).toEqual([expected]);
  });

  test('a thing threatens nobody in words, a letter does', () => {
    expect(quoteLines('The plan threatens jobs.')).toEqual([]);
    expect(quoteLines('The letter threatens legal action.')).toEqual(['INDIRECT The letter: legal action']);
  });
});

describe('what is reported', () => {
  test.each([
    ['a day that owns something', 'Jane Roe said Friday’s vote would go on.', 'Friday’s vote would go on'],
    ['a degree word', 'Jane Roe says too much is made of the leak.', 'too much is made of the leak'],
    ['more than a number', 'Police said more than 40 people were hurt.', 'more than 40 people were hurt'],
    ['at least a number', 'Police said at least nine people were hurt.', 'at least nine people were hurt'],
    ['about a number', 'Police said about 20 people were hurt.', 'about 20 people were hurt'],
    ['what could be an addressee', 'Globex warned profits would fall.', 'profits would fall'],
    ['what is talked about', 'Jane Roe talked about her time at the bank.', 'her time at the bank'],
    ['"that" as its subject', 'Jane Roe said that was wrong.', 'that was wrong'],
    [
      'what a poll finds',
      'The poll found a majority of voters against the plan.',
      'a majority of voters against the plan',
    ],
  ])('a clause that begins with %s', (_, text, words) => {
    expect(quoteLines(text).map((line) => line.replace(/^INDIRECT [^:]+: /u, ''))).toEqual([words]);
  });

  test('the marks may open right before the verb of the clause', () => {
    expect(quoteLines('Jane Roe said members “will not be bullied”.')).toEqual([
      'MIXED Jane Roe: members “will not be bullied”',
    ]);
  });

  test.each([
    'As Jane Roe noted, the dam was built by hand.',
    'The dam was built by hand, as Jane Roe noted last week.',
  ])('“as” joins a report to its clause: %s', (text) => {
    expect(quoteLines(text).map((line) => line.toLowerCase())).toEqual([
      'indirect jane roe: the dam was built by hand',
    ]);
  });

  test('a report with “as” inside its clause leaves it in two spans', () => {
    expect(quoteLines('The dam, as Jane Roe put it, is a gift to the town.')).toEqual([
      'INDIRECT Jane Roe: The dam | is a gift to the town',
    ]);
  });

  test('a clause whose verb no list knows stands before the report that ends the sentence', () => {
    expect(quoteLines('Six thousand jobs depend on the dam, one slide says.')).toEqual([
      'INDIRECT one slide: Six thousand jobs depend on the dam',
    ]);
  });

  test.each([
    ['a call beside the cue', 'Jane Roe said she would close the dam and called on the county to pay.'],
    ['a past verb beside the cue', 'Jane Roe said she would close the dam and blamed the county.'],
    [
      'a report that opens with a participle',
      'Jane Roe said she would close “the dam,” adding that it leaked.',
    ],
  ])('%s ends the words', (_, text) => {
    expect(quoteLines(text)[0]).toMatch(/^(?:INDIRECT|MIXED) Jane Roe: she would close \S?the dam\W*$/u);
    expect(quoteLines(text)).toHaveLength(2);
  });

  test('the main clause ends the words of a report below it', () => {
    expect(quoteLines('While Jane Roe said the dam was old, John Doe left the town.')).toEqual([
      'INDIRECT Jane Roe: the dam was old',
    ]);
  });

  test('a report at the end of the sentence holds the one before it', () => {
    expect(quoteLines('Engineers found that the dam leaks, the study shows.')).toEqual([
      'INDIRECT the study: Engineers found that the dam leaks',
      '  INDIRECT Engineers: the dam leaks',
    ]);
  });

  test.each([
    [
      'Jane Roe warned against floods in Ashton, Melby and Oxley last year.',
      'floods in Ashton, Melby and Oxley',
    ],
    ['Jane Roe accused John Doe, who built the dam, of fraud.', 'John Doe, who built the dam, of fraud'],
    ['Jane Roe denied the charges and will appeal.', 'the charges'],
    ['Jane Roe praised the workers, including the cooks.', 'the workers, including the cooks'],
    ['Jane Roe praised John Doe, Ann Poe, and Bo Li.', 'John Doe, Ann Poe, and Bo Li'],
    ['Jane Roe promised a review and visited the dam.', 'a review'],
    ['Jane Roe attacked John Doe in an article.', 'John Doe'],
  ])('an object ends where its phrase does: %s', (text, words) => {
    expect(quoteLines(text)).toEqual([`INDIRECT Jane Roe: ${words}`]);
  });

  test('words in marks end before the verb of the clause around them', () => {
    expect(quoteLines('The mayor — whom John Doe once called “a crook for life” — left the town.')).toEqual([
      'DIRECT John Doe: a crook for life',
    ]);
    expect(quoteLines('‘We can make this up,’ fumed one resident.')).toEqual([
      'DIRECT one resident: We can make this up,',
    ]);
  });

  test('another clause ends what somebody will do', () => {
    expect(quoteLines('The bank agreed to lend the money, and the union was glad.')).toEqual([
      'INDIRECT The bank: to lend the money',
    ]);
    expect(quoteLines('Jane Roe claimed that it was safe, although she refused to go there.')).toEqual([
      'INDIRECT Jane Roe: it was safe',
      'INDIRECT she: to go there',
    ]);
  });

  test('a participle before the speaker is no part of the words', () => {
    expect(quoteLines('Lamenting their luck, farmers often say, “We are too far from the sea.”')).toContain(
      'DIRECT farmers: We are too far from the sea.',
    );
  });

  test('somebody asked may be described before what is asked of them', () => {
    expect(quoteLines('The county asked John Doe, the engineer, to mend the dam.')).toEqual([
      'INDIRECT The county: John Doe, the engineer, to mend the dam',
    ]);
  });

  test.each([
    ['It is understood that the dam leaks.', 'the dam leaks'],
    ['Jane Roe was criticised for the delay.', 'Jane Roe | for the delay'],
    ['Jane Roe was described in court as a loner.', 'Jane Roe | as a loner'],
    ['The jury was told the dam was old.', 'the dam was old'],
    ['The vote is expected to end before noon.', 'The vote | to end before noon'],
    ['Jane Roe was once asked how the dam was built.', 'Jane Roe | how the dam was built'],
  ])('a passive leaves out who reports: %s', (text, words) => {
    expect(quoteLines(text)).toEqual([`INDIRECT nobody: ${words}`]);
  });

  test('to rule out, to refuse and to make clear are to say', () => {
    expect(quoteLines('Jane Roe ruled out an early vote.')).toEqual(['INDIRECT Jane Roe: an early vote']);
    expect(quoteLines('Jane Roe refused to resign.')).toEqual(['INDIRECT Jane Roe: to resign']);
    expect(quoteLines('Jane Roe made it clear the dam was old.')).toEqual([
      'INDIRECT Jane Roe: the dam was old',
    ]);
  });
});

describe('infinitives', () => {
  test.each([
    [
      'what somebody uses',
      'Jane Roe used the speech to accuse the bank of fraud.',
      'Jane Roe: the bank of fraud',
    ],
    ['a channel', 'Jane Roe took to Twitter to say that the bank lied.', 'Jane Roe: the bank lied'],
    ['what somebody is forced to', 'The leak forced the bank to admit that it lied.', 'the bank: it lied'],
  ])('behind %s report', (_, text, report) => {
    expect(quoteLines(text)).toEqual([`INDIRECT ${report}`]);
  });

  test.each([
    'The leak would force the bank to admit that it lied.',
    'It took the bank an hour to say that.',
    'Jane Roe came to town to say that the bank lied.',
  ])('that nothing says happened report nothing: %s', (text) => {
    expect(quoteLines(text)).toEqual([]);
  });
});

describe('words that another passes on', () => {
  test.each([
    'The paper quoted Ann Cole as saying that she was sorry.',
    'The agency, citing Ann Cole as saying that she was sorry, left.',
    'Ann Cole was quoted by the Post as saying that she was sorry.',
    'Ann Cole was quoted as saying that she was sorry.',
  ])('are whose they are: %s', (text) => {
    expect(quoteLines(text).join().replace(', left', '')).toBe('INDIRECT Ann Cole: she was sorry');
  });

  test.each([
    '“The dam is old,” Ann Cole was quoted by the Post as saying.',
    '“The dam is old,” the Ashton Post quoted Ann Cole as saying.',
    '“The dam is old,” state media have quoted Ann Cole as saying.',
  ])('stand before the clause that passes them on: %s', (text) => {
    const [quote, ...others] = analysed(text).quotes;
    expect(quote?.speakerSpan?.exact).toBe('Ann Cole');
    expect(quote?.cueSpan?.exact).toBe('saying');
    expect(others).toEqual([]);
  });

  test('belong to whom a pronoun means that is quoted', () => {
    const article = analysed(
      'Jane Roe left on Monday. “The dam is old,” the Ashton Post quoted her as saying.',
    );
    expect(article.quotes.map(({ speakers }) => speakers.map((key) => nameOf(article, key)))).toEqual([
      ['Jane Roe'],
    ]);
  });
});

describe('what is no report', () => {
  test.each([
    ['a name that a participle gives', 'The town lies near a stream called Miller Run.'],
    ['a participle before the verb of its sentence', 'Farmers worried about the dam might stop their work.'],
    ['a thing that is found', 'The firm will cut the use of gases, potent chemicals found in refrigerators.'],
    ['"that" with a particle', 'Officials have ruled that out.'],
    ['a participle behind a name', 'A man in Ashton Park supporting the plan left the town.'],
    ['an answer to claims', 'Jane Roe hit back at claims that the dam was unsafe.'],
    ['a call to a place', 'Firefighters were called to the dam at noon.'],
    ['an amount', 'Jane Roe said little about whether the dam was unsafe.'],
    ['a greeting', 'As Jane Roe said goodbye, the crowd cheered.'],
    ['a clause that only says when', 'That was what Jane Roe said when she left the bank.'],
    ['a thing’s name behind an article', 'The mines were placed in a separate “liquidating trust.”'],
    ['a noun with a relative clause', 'The town has new rules that could lead to the closing of the dam.'],
    ['a verb of more than saying', 'The town added a week to the fair that was held in May.'],
    ['a noun behind a preposition', 'She was met with insulting remarks he had made about the town.'],
    ['a bare infinitive', 'The guides help people understand the town so that it is not forgotten.'],
    ['a number of states', 'Twenty-seven states led by Norland are in the union.'],
    ['a denied clause', 'Jane Roe denied that she had taken bribes.'],
    ['what is not called so', 'Jane Roe refused to call the leak a “disaster for the town”.'],
    ['what is expected to be said', 'David Cole is expected to say on Tuesday that the leak was small.'],
    ['a passive without “as” of its own', 'The day is observed as a fast.'],
    ['a passive of a pronoun', 'They were backed by the bank.'],
    ['a passive still to come', 'There is a question to be decided by the court.'],
    ['a charge of a crime', 'John Doe was charged with theft.'],
  ])('%s', (_, text) => {
    expect(quoteLines(text)).toEqual([]);
  });

  test('a phrase before a verb that takes no clause is its subject', () => {
    expect(quoteLines('The farmers, who had been left out, derided the plan.')).toEqual([
      'INDIRECT The farmers: the plan',
    ]);
  });
});
