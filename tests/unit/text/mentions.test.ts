import { describe, expect, test } from 'vitest';
import { isAcronymOf } from '../../../src/text/mentions/acronyms.ts';
import { analysed } from '../../support/analysed.ts';

/** Entities as `type name`, with the words of their mentions. */
const entitiesIn = (text: string) => {
  const { entities, mentions } = analysed(text);
  return Object.fromEntries(
    entities.map(({ key, name, type }) => [
      `${type} ${name}`,
      mentions.filter(({ entity }) => entity === key).map(({ span }) => span.exact),
    ]),
  );
};

describe('names', () => {
  test('a rank belongs to the mention and not to the name', () => {
    expect(entitiesIn('General Jane Roe left. Later General Roe returned to the town.')).toEqual({
      'person Jane Roe': ['General Jane Roe', 'General Roe'],
    });
  });

  test('two people with one surname stay two', () => {
    const found = entitiesIn('Jane Roe met Peter Roe. Mrs. Roe spoke to the council.');
    expect(found['person Jane Roe']).toEqual(['Jane Roe', 'Mrs. Roe']);
    expect(found['person Peter Roe']).toEqual(['Peter Roe']);
  });

  test.each([
    'Labour MP Jane Roe',
    'Liberal Democrat MP Jane Roe',
    'Tory peer Jane Roe',
    'Republican senator Jane Roe',
    'Ashton MP Jane Roe',
    'The Labour MP for Ashton, Jane Roe,',
  ])('a party or a place before a seat in a legislature is no part of a name: %s', (words) => {
    expect(Object.keys(entitiesIn(`${words} voted for the plan.`))).toEqual(['person Jane Roe']);
  });

  test.each([
    ['an agent noun', 'Striker Jane Roe'],
    ['an office', 'Manager Jane Roe'],
    ['a compound', 'Mother-of-two Jane Roe'],
  ])('%s with a sentence’s capital is no part of a name', (_, words) => {
    expect(entitiesIn(`${words} left the town on Monday.`)).toEqual({ 'person Jane Roe': ['Jane Roe'] });
  });

  test.each(['Det Insp Jane Roe', 'PC Jane Roe'])('a short rank belongs to the mention: %s', (words) => {
    expect(entitiesIn(`${words} said: “The town was quiet.”`)).toEqual({ 'person Jane Roe': [words] });
  });

  test('an office behind a body with “of” in its name is not the body’s name', () => {
    expect(entitiesIn('Bank of Ashton Governor Jane Roe left the town.')).toMatchObject({
      'organisation Bank of Ashton': ['Bank of Ashton'],
      'person Jane Roe': ['Governor Jane Roe'],
    });
  });

  test.each([
    ['Nobody left University College London, which opened in May.', 'University College London'],
    ['Blue Heron said its rocket was ready.', 'Blue Heron'],
    ['Ashton United said he had left.', 'Ashton United'],
    ['Amnesty International called on the town to free him.', 'Amnesty International'],
  ])('is an organisation and nobody: %s', (text, name) => {
    expect(entitiesIn(text)).toEqual({ [`organisation ${name}`]: [name] });
  });

  test.each([
    ['FBI Director Jane Roe left the town.', 'FBI'],
    ['Ashton Council Director Jane Roe left the town.', 'Ashton Council'],
  ])('an office between a body and its holder is part of neither name: %s', (text, body) => {
    expect(Object.keys(entitiesIn(text))).toEqual([`organisation ${body}`, 'person Jane Roe']);
  });

  test.each([
    'Centers for Disease Control and Prevention',
    'Department for Business and Trade',
    'Ministry of Agriculture and Rural Development',
  ])('a body for two things has both in its name: the %s', (name) => {
    expect(entitiesIn(`The ${name} said the road was open.`)).toEqual({ [`organisation ${name}`]: [name] });
  });

  test('a body beside a person is not for her', () => {
    expect(Object.keys(entitiesIn('The Bank of Ashton and Jane Roe said the road was open.'))).toEqual([
      'organisation Bank of Ashton',
      'person Jane Roe',
    ]);
  });

  test('an attorney general is no general', () => {
    expect(entitiesIn('Attorney General Jane Roe left the town.')).toEqual({
      'person Jane Roe': ['Jane Roe'],
    });
  });

  test('the title of a work with a comma inside its marks is nobody', () => {
    expect(entitiesIn('Jane Roe, on Ashton’s “Good Morning,” said the plan had failed.')).toEqual({
      'person Jane Roe': ['Jane Roe'],
    });
  });

  test('what is named after somebody is not that person', () => {
    expect(entitiesIn('The James Webb Space Telescope and the Jane Roe Memorial Airport opened.')).toEqual(
      {},
    );
  });

  test.each(['A Labour MP', 'The Energy Secretary', 'Conservative MPs'])(
    'a seat or an office in capitals is nobody’s name: %s',
    (words) => {
      expect(entitiesIn(`${words} said the plan had failed.`)).toEqual({});
    },
  );

  test.each(['4th Brigade', '82nd Airborne Division', '9th Circuit Court of Appeals', 'Seventh Fleet'])(
    'a number belongs to the name of what is numbered: the %s',
    (name) => {
      expect(entitiesIn(`The ${name} said the road was open.`)).toEqual({ [`organisation ${name}`]: [name] });
    },
  );

  test('a number before a street or a race belongs to no organisation', () => {
    expect(entitiesIn('The 4th Street Bridge was closed. She won the 3rd Ashton Marathon.')).toEqual({});
  });

  test('a state is an organisation where it acts and not where it is a place', () => {
    expect(entitiesIn('Jane Roe lives in Norway.')['organisation Norway']).toBeUndefined();
    expect(entitiesIn('Norway has blamed the council for the delay.')['organisation Norway']).toEqual([
      'Norway',
    ]);
  });

  test('an office inside a name is no name', () => {
    expect(Object.keys(entitiesIn('Jane Roe met the council on Monday in March.'))).toEqual([
      'person Jane Roe',
    ]);
  });
});

describe('short and foreign names', () => {
  test('a company goes by the first word of its name, but not where that is a place', () => {
    const found = entitiesIn(
      'Omega Holdings was sold in May. Then Omega’s Lisa Farr left. Nobody in Omega was there.',
    );
    expect(found['organisation Omega Holdings']).toEqual(['Omega Holdings', 'Omega']);
  });

  test('a body that is named for its members keeps them in its name', () => {
    const found = entitiesIn(
      "The National Anglers’ Union (NAU) left the hall. Later the Women's Institute and the NAU met the Pakistanis’ Council. The National Anglers' Union was late.",
    );
    expect(found['organisation National Anglers’ Union']).toEqual([
      'National Anglers’ Union',
      'NAU',
      'NAU',
      "National Anglers' Union",
    ]);
    expect(Object.keys(found)).toContain("organisation Women's Institute");
    expect(Object.keys(found)).toHaveLength(2);
  });

  test('who is an example of people is a person', () => {
    const found = entitiesIn(
      'Critics of the plan, such as Gretel Voss of the Lighthouse Trust, left the hall.',
    );
    expect(Object.keys(found)).toContain('person Gretel Voss');
  });
});

describe('organisations that no word of their name tells', () => {
  test.each([
    'The chairman of Globex left.',
    'Globex’s chief executive left.',
    'A spokeswoman for Globex declined to comment.',
    'An economist at Globex declined to comment.',
    'Then Globex chief executive Jane Roe left.',
    'Then Globex’s Jane Roe left.',
    'Globex’s chief economist, Per Aas, left.',
    'Analysts at Globex declined to comment.',
  ])('are those that people hold such an office in: %s', (text) => {
    const { entities } = analysed(`${text} Later Globex closed.`);
    expect(entities.filter(({ type }) => type === 'organisation').map(({ name }) => name)).toEqual([
      'Globex',
    ]);
  });

  test.each([
    ['the Institute for Fiscal Studies', 'Institute for Fiscal Studies'],
    ['the London School of Economics', 'London School of Economics'],
    ['the Guardian', 'Guardian'],
    ['Downing Street', 'Downing Street'],
  ])('have all of their name: %s', (words, name) => {
    const sentence = `${words.charAt(0).toUpperCase()}${words.slice(1)} closed.`;
    for (const text of [sentence, `Then ${words} closed.`])
      expect(Object.keys(entitiesIn(text))).toEqual([`organisation ${name}`]);
  });

  test('a newspaper’s short name means the one whose name is given', () => {
    expect(Object.keys(entitiesIn('The Springfield Post closed. Nobody missed the Post.'))).toEqual([
      'organisation Springfield Post',
    ]);
  });

  test('are not people whom somebody speaks for, nor towns', () => {
    const { entities } = analysed('Jane Roe left. A spokesman for Roe said so. The mayor of Utopia left.');
    expect(entities.map(({ type, name }) => [type, name])).toEqual([['person', 'Jane Roe']]);
  });

  test('nobody is named in the title of a work', () => {
    expect(analysed('In her book “The Long Harbour” she described a quay.').entities).toEqual([]);
  });
});

describe('acronyms', () => {
  test('one introduced in brackets is the same organisation', () => {
    expect(entitiesIn('The National Bridge Council (NBC) met. The NBC agreed on a plan.')).toEqual({
      'organisation National Bridge Council': ['National Bridge Council', 'NBC', 'NBC'],
    });
  });

  test.each([
    ['Federal Highway Administration', 'FHWA'],
    ['Centers for Disease Control and Prevention', 'CDC'],
    ['Office for Budget Responsibility', 'OBR'],
    ['Department of Health and Human Services', 'HHS'],
    ['Bureau of Alcohol, Tobacco, Firearms and Explosives', 'ATF'],
    ['National Oceanic and Atmospheric Administration', 'NOAA'],
  ])('%s (%s) is one organisation with its whole name, wherever either form stands', (name, short) => {
    expect(entitiesIn(`The ${name} (${short}) met.\n\n${short} agreed. Then the ${name} agreed.`)).toEqual({
      [`organisation ${name}`]: [name, short, short, name],
    });
  });

  test('the letters of a person in brackets join no names', () => {
    expect(Object.keys(entitiesIn('Jane Roe met the Council for Roads (CR) and others (L).'))).toEqual([
      'person Jane Roe',
      'organisation Council for Roads',
    ]);
  });

  test('a letter that says who stands left is none', () => {
    expect(isAcronymOf('L', 'Jane Lee')).toBe(false);
  });

  test.each([
    ['CENTCOM', 'US Central Command', true],
    ['ISPR', 'Inter-Services Public Relations', true],
    ['GHQ', 'General Headquarters', true],
    ['NBC', 'National Road Council', false],
    ['FHWA', 'Federal Highway Administration', true],
    ['CDC', 'Centers for Disease Control and Prevention', true],
    ['CDC', 'Centers for Disease and Prevention', false],
    ['FQWA', 'Federal Highway Administration', false],
  ])('%s of %s: %s', (short, name, expected) => {
    expect(isAcronymOf(short, name)).toBe(expected);
  });
});
