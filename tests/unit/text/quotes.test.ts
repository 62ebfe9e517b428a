import { describe, expect, test } from 'vitest';
import { analysed, quoteLines } from '../../support/analysed.ts';

describe('quotation marks', () => {
  test.each([
    ['straight', '"We agree on this plan," Jane Roe said.'],
    ['curly', '“We agree on this plan,” Jane Roe said.'],
    ['single', '‘We agree on this plan,’ Jane Roe said.'],
    ['French', '« We agree on this plan, » Jane Roe said.'],
    ['German', '„We agree on this plan,“ Jane Roe said.'],
    ['doubled single', "''We agree on this plan,'' Jane Roe said."],
  ])('%s marks hold a direct quote', (_, text) => {
    const [quote] = analysed(text).quotes;
    expect(quote?.kind).toBe('DIRECT');
    expect(quote?.text.trim()).toBe('We agree on this plan,');
    expect(quote?.speakerSpan?.exact).toBe('Jane Roe');
  });

  test.each([
    ['„', '“'],
    ['„', '”'],
    ['»', '«'],
    ['»', '»'],
    ['«', '»'],
    ['« ', ' »'],
    ['«\u202F', '\u202F»'],
    ['‚', '‘'],
    ['‹', '›'],
  ])(
    'two quotations in %s…%s are two quotes, without their marks and the space inside them',
    (open, close) => {
      const text =
        `Jane Roe said: ${open}We must act quickly.${close} ` +
        `Then John Doe said: ${open}We will not act at all.${close} ${open}Never,${close} said Ann Poe.`;
      expect(quoteLines(text)).toEqual([
        'DIRECT Jane Roe: We must act quickly.',
        'DIRECT John Doe: We will not act at all.',
        'DIRECT Ann Poe: Never,',
      ]);
    },
  );

  test('marks of two languages in one paragraph are told apart', () => {
    expect(quoteLines('„We must act,“ said Jane Roe. »We are lost and late,« she added.')).toEqual([
      'DIRECT Jane Roe: We must act,',
      'DIRECT she: We are lost and late,',
    ]);
  });

  test('a plural’s apostrophe before the last word ends no quotation', () => {
    expect(quoteLines('John Doe said: ‘I don’t care about the Smiths’ dog.’')).toEqual([
      'DIRECT John Doe: I don’t care about the Smiths’ dog.',
    ]);
  });

  test('an apostrophe ends no quotation', () => {
    expect(quoteLines('‘The towns’ mayors don’t agree,’ Jane Roe said.')).toEqual([
      'DIRECT Jane Roe: The towns’ mayors don’t agree,',
    ]);
  });

  test('a quotation inside a quotation belongs to it', () => {
    expect(quoteLines('“He called it ‘a good day’ for us all,” Jane Roe said.')[0]).toBe(
      'DIRECT Jane Roe: He called it ‘a good day’ for us all,',
    );
  });

  test.each([
    ['dashes inside the marks', '“We — ” she paused “— will go on.”', 'she: We —  | — will go on.'],
    ['dashes outside them', '“It was” — Jane Roe looked up — “a bad day.”', 'Jane Roe: It was | a bad day.'],
    ['two interruptions', '“A bad” — she coughed — “bad” — she sat — “day.”', 'she: A bad | bad | day.'],
    [
      'an interruption behind a report',
      '“We are,” Jane Roe said, “as far as I know” — she paused — “in good shape.”',
      'Jane Roe: We are, | as far as I know | in good shape.',
    ],
    [
      'an interruption before a report',
      '“It was” — she looked up — “a bad day for us,” Jane Roe said.',
      'Jane Roe: It was | a bad day for us,',
    ],
    [
      'what the speaker does meanwhile',
      '“I wanted,” Jane Roe began, then paused, “to say thank you.”',
      'Jane Roe: I wanted, | to say thank you.',
    ],
  ])('the parts around %s are one quote', (_, text, expected) => {
    expect(quoteLines(text)).toEqual([`DIRECT ${expected}`]);
  });

  test('a dash before words of their own interrupts nothing', () => {
    expect(
      quoteLines('“It was a bad day,” Jane Roe said. “A day” — the mayor left — “Without End” was shown.'),
    ).toEqual(['DIRECT Jane Roe: It was a bad day,']);
  });

  test('words in marks that the reporter ends, with no subject of their own, are the last speaker’s', () => {
    const text = 'The dam is old, Jane Roe said. “It was built by men who knew nothing” of the river.';
    expect(quoteLines(text)).toEqual([
      'INDIRECT Jane Roe: The dam is old',
      'DIRECT Jane Roe: It was built by men who knew nothing',
    ]);
  });

  test.each([
    [
      'a phrasal verb',
      'The mayor hit back: “She should check her facts.”',
      'The mayor: She should check her facts.',
    ],
    [
      '“only” before the colon',
      'The mayor said only: “These things take time.”',
      'The mayor: These things take time.',
    ],
    [
      'a past that was still to come',
      '“I was wrong,” the mayor would later admit.',
      'the mayor: I was wrong,',
    ],
    [
      'an addressee with a name',
      '“See you in court,” the mayor told the bank’s head, Jane Roe.',
      'the mayor: See you in court,',
    ],
  ])('words in marks are a quote beside %s', (_, text, expected) => {
    expect(quoteLines(text)).toEqual([`DIRECT ${expected}`]);
  });

  test('an object in marks ends with the comma inside them, where a clause follows', () => {
    expect(quoteLines('In what Jane Roe called a “coordinated attack,” two banks went down.')).toEqual([
      'MIXED Jane Roe: a “coordinated attack,”',
    ]);
  });

  test('what somebody likes to say is speech', () => {
    const [quote] = analysed('“It is not about me,” Jane Roe likes to say.').quotes;
    expect([quote?.act, quote?.cueSpan?.exact]).toEqual(['SPEECH', 'likes to say']);
  });

  test('an advertisement that calls somebody something speaks', () => {
    expect(quoteLines('The firm released an ad calling Jane Roe “too risky.”')).toEqual([
      'MIXED The firm: Jane Roe “too risky.”',
    ]);
  });

  test('who warns may stand behind the verb', () => {
    expect(quoteLines('“The dam is old,” warned Jane Roe, the council’s lead on rivers.')).toEqual([
      'DIRECT Jane Roe: The dam is old,',
    ]);
  });

  test('a part with a report of its own is a quote of its own', () => {
    expect(quoteLines('“One thing,” Jane Roe said, “is the money,” adding, “and one is time.”')).toEqual([
      'DIRECT Jane Roe: One thing, | is the money,',
      'DIRECT Jane Roe: and one is time.',
    ]);
  });

  test('a paragraph left open behind somebody else’s closed words goes with what follows', () => {
    const text =
      '“We are done with all of this,” said Carl Pell.\n\n“The first part of it was hard.\n\n' +
      '“The second part was easier for us,” Jane Roe said.';
    expect(quoteLines(text)).toEqual([
      'DIRECT Carl Pell: We are done with all of this,',
      'DIRECT Jane Roe: The first part of it was hard. | The second part was easier for us,',
    ]);
  });

  test.each([
    ['how or when they were said', 'Protesters chanted “Out! Out!” outside on Monday.', 'Out! Out!'],
    ['another verb', 'Protesters chanted “out with them all” and left.', 'out with them all'],
  ])('words in marks end with them where %s follows', (_, text, words) => {
    expect(quoteLines(text)).toEqual([`DIRECT Protesters: ${words}`]);
  });

  test('paragraphs that each open and of which only the last closes are one quote', () => {
    const text =
      'Jane Roe said: “The first part of it was hard.\n\n“The second part was easier for us.”\n\nNobody left.';
    expect(quoteLines(text)).toEqual([
      'DIRECT Jane Roe: The first part of it was hard. | The second part was easier for us.',
    ]);
  });
});

describe('where the cue stands', () => {
  test('a cue in the middle leaves one quote in two spans', () => {
    expect(quoteLines('“We agree,” Jane Roe said, “on the whole plan.”')).toEqual([
      'DIRECT Jane Roe: We agree, | on the whole plan.',
    ]);
  });

  test('a few words that end a sentence are somebody’s, around another’s verb too', () => {
    expect(quoteLines('“It is not the firm and” — he paused — “not the press.”')).toEqual([
      'DIRECT he: It is not the firm and | not the press.',
    ]);
  });

  test('words that go on behind the cue’s sentence belong to the same quote', () => {
    expect(quoteLines('“We agree,” said Jane Roe. “The plan is good for everybody.”')).toEqual([
      'DIRECT Jane Roe: We agree, | The plan is good for everybody.',
    ]);
  });

  test('a fragment has its clause and the words in marks', () => {
    const [quote] = analysed('Jane Roe said that the plan was “a gift to the town” and would pass.').quotes;
    expect(quote?.kind).toBe('MIXED');
    expect(quote?.spans.map(({ exact }) => exact)).toEqual([
      'the plan was “a gift to the town” and would pass',
    ]);
    expect(quote?.quotedSpans.map(({ exact }) => exact)).toEqual(['a gift to the town']);
    expect(quote?.cueSpan?.exact).toBe('said');
  });

  test('an apposition does not hide the speaker', () => {
    expect(quoteLines('Jane Roe, the mayor of Springfield, said the bridge would open in May.')).toEqual([
      'INDIRECT Jane Roe: the bridge would open in May',
    ]);
  });

  test.each([
    ['warned that the budget would fail', 'the budget would fail'],
    ['warned on Monday that the budget would fail', 'the budget would fail'],
    ['warned the council on Monday that the budget would fail', 'the budget would fail'],
    ['said in a statement on Friday she had no plans', 'she had no plans'],
  ])('phrases of time and place, and an addressee or none, may stand behind the cue: %s', (report, words) => {
    expect(quoteLines(`Jane Roe ${report}.`)).toEqual([`INDIRECT Jane Roe: ${words}`]);
  });

  test('“according to” takes the clause beside it', () => {
    expect(quoteLines('According to the council, the bridge was closed for repairs.')).toEqual([
      'INDIRECT the council: the bridge was closed for repairs',
    ]);
    expect(quoteLines('The bridge was closed for repairs, according to Jane Roe.')).toEqual([
      'INDIRECT Jane Roe: The bridge was closed for repairs',
    ]);
  });

  test('a question is asked by whoever the next sentence names', () => {
    expect(quoteLines('“Did we agree on all of this?” Jane Roe asked.')).toEqual([
      'DIRECT Jane Roe: Did we agree on all of this?',
    ]);
  });

  test('a name behind a dash signs the words', () => {
    expect(quoteLines('“The bridge is finally open for all of us.” — Jane Roe')).toEqual([
      'DIRECT Jane Roe: The bridge is finally open for all of us.',
    ]);
  });

  test('a transcript’s label names the speaker and is no part of the words', () => {
    expect(
      quoteLines(
        'The talk went as follows:\n\n“ROE: The bridge is open for everybody now.”\n\nThe council met again.',
      ),
    ).toEqual(['DIRECT ROE: The bridge is open for everybody now.']);
  });

  test('a quotation behind a missing full stop is a quote of its own', () => {
    const text =
      'Jane Roe said that she had a plan for the town “In two weeks we will have a plan for the town,” John Doe said.';
    expect(quoteLines(text)).toEqual([
      'INDIRECT Jane Roe: she had a plan for the town',
      'DIRECT John Doe: In two weeks we will have a plan for the town,',
    ]);
  });
});

describe('what gives no quote', () => {
  test.each([
    ['negated', 'Jane Roe did not say that the plan was ready.'],
    ['modal', 'Jane Roe would say that the plan was ready.'],
    ['future', 'Jane Roe will say that the plan is ready.'],
    ['conditional', 'If Jane Roe said the plan was ready, the council could vote.'],
    ['declined', 'Jane Roe declined to comment.'],
    ['without content', 'Jane Roe held talks on the plan with the council.'],
  ])('a cue that is %s', (_, text) => {
    expect(quoteLines(text)).toEqual([]);
  });

  test.each([
    ['negated', 'Jane Roe did not say “the bridge is safe”.'],
    ['negated with “never”', 'Jane Roe never said “I am guilty of it”.'],
    ['nearly negated', 'Jane Roe hardly ever says that she is wrong.'],
    ['future', 'Jane Roe will say on Monday that “taxes must rise”.'],
    ['modal', 'Jane Roe may say: “I am sorry for that.”'],
    ['modal of duty', 'Jane Roe should say “I am sorry for that”.'],
    ['conditional', 'If Jane Roe says “I am sorry for that”, she will stay.'],
    ['conditional by inversion', 'Had Jane Roe said that “the bridge is safe”, it would be open.'],
    ['of a negative subject', 'No one at the company said “we are very sorry”.'],
    ['of two negative subjects', 'Neither Jane Roe nor John Doe said “we are very sorry”.'],
    ['below a denial', 'It is not true that Jane Roe said “the bridge is safe”.'],
    ['below a denied noun', 'There is no proof that Jane Roe said “the bridge is safe”.'],
    ['behind its words', '“I am guilty of all of it,” Jane Roe never said.'],
  ])('words in marks of a cue that is %s', (_, text) => {
    expect(quoteLines(text)).toEqual([]);
  });

  test('a negation outside the subject takes no words away', () => {
    expect(quoteLines('With no money left, officials in no hurry said “the bridge is safe”.')).toEqual([
      'DIRECT officials in no hurry: the bridge is safe',
    ]);
    expect(
      quoteLines('Jane Roe did not say why, but John Doe said “the bridge is safe for all of us”.'),
    ).toEqual(['DIRECT John Doe: the bridge is safe for all of us']);
  });

  test.each(['refused', 'declined', 'was unable'])('words that somebody %s to say are nobody’s', (verb) => {
    expect(analysed(`Jane Roe ${verb} to say “who pays for all of this here”.`).quotes).toEqual([]);
  });

  test('a title of a work is nobody’s words', () => {
    expect(quoteLines('The band played on “The Evening Show” and left town.')).toEqual([]);
    expect(quoteLines('Jane Roe read “The Long Evening” aloud.')).toEqual([]);
    expect(quoteLines('The sign read “Keep Out Of Here”.')).toEqual(['DIRECT The sign: Keep Out Of Here']);
  });

  test('one or two words are somebody’s where a report is made, and nobody’s elsewhere', () => {
    expect(quoteLines('Jane Roe told the council that she was not a “quitter”.')).toHaveLength(1);
    expect(quoteLines('Jane Roe accused the bank of being “duped” by “a con”.')).toEqual([
      'MIXED Jane Roe: the bank of being “duped” by “a con”',
    ]);
    expect(quoteLines('The bank said nothing about the loan for the “green” bridge.')).toHaveLength(1);
    expect(quoteLines('Jane Roe did not say who the “expert” was.')).toEqual([]);
    expect(quoteLines('The “green” bridge is open.')).toEqual([]);
  });

  test('a nickname and a word held at a distance are nobody’s words', () => {
    expect(quoteLines('James “Jim” Roe crossed the bridge. The “expert” was absent.')).toEqual([]);
  });
});

describe('what a quote is', () => {
  test('speech, writing and thought are told apart', () => {
    const acts = analysed(
      'Jane Roe said the plan was good. John Doe wrote that the plan was bad. Jane Roe believes that the plan will pass.',
    ).quotes.map(({ act }) => act);
    expect(acts).toEqual(['SPEECH', 'WRITING', 'THOUGHT']);
  });

  test('a report inside a report stands within it', () => {
    expect(quoteLines('Jane Roe said that John Doe told the council that the bridge was closed.')).toEqual([
      'INDIRECT Jane Roe: John Doe told the council that the bridge was closed',
      '  INDIRECT John Doe: the bridge was closed',
    ]);
  });

  test('a report inside quotation marks stands within the quote', () => {
    expect(quoteLines('Ann Poe said that John Doe had told her that the bridge was closed.')).toEqual([
      'INDIRECT Ann Poe: John Doe had told her that the bridge was closed',
      '  INDIRECT John Doe: the bridge was closed',
    ]);
    expect(quoteLines('“The mayor said that the bridge was closed,” John Doe said.')).toEqual([
      'DIRECT John Doe: The mayor said that the bridge was closed,',
      '  INDIRECT The mayor: the bridge was closed',
    ]);
  });
});
