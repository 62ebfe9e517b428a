import { expect, test } from 'vitest';
import { type LinkCandidate, LinkIndex, link } from '../../../src/text/link.ts';
import { analysed } from '../../support/analysed.ts';

const jane: LinkCandidate = { id: 'person-a', type: 'person', name: 'Jane Roe', aliases: ['Roe'] };
const council: LinkCandidate = {
  id: 'organisation-a',
  type: 'organisation',
  name: 'Springfield Council',
  aliases: ['SC'],
};

test('a full name ties an entity to the one known entity that has it', () => {
  const [first] = link(analysed('Jane Roe left the town.'), new LinkIndex([jane, council]));
  expect(first?.known?.id).toBe('person-a');
  expect(first?.candidates).toEqual([]);
});

test('a name that two known entities have ties to neither and lists both', () => {
  const [first] = link(
    analysed('Jane Roe left the town.'),
    new LinkIndex([jane, { ...jane, id: 'person-b' }]),
  );
  expect(first?.known).toBeNull();
  expect(first?.candidates.map(({ id }) => id)).toEqual(['person-a', 'person-b']);
});

test('who has a name as their own is meant before somebody who also goes by it', () => {
  const other = { ...jane, id: 'person-b', name: 'Jane Q. Roe', aliases: ['Jane Roe'] };
  const [first] = link(analysed('Jane Roe left the town.'), new LinkIndex([other, jane]));
  expect(first?.known).toMatchObject({ id: 'person-a', reason: 'same name' });
});

test('a surname alone is a candidate and never a link', () => {
  const [first] = link(analysed('Mrs. Roe left the town.'), new LinkIndex([jane]));
  expect(first?.known).toBeNull();
  expect(first?.candidates.map(({ reason }) => reason)).toEqual(['same surname']);
});

test('who is added again is found by what they are called since', () => {
  const known = { ...jane, aliases: new Set<string>() };
  const index = new LinkIndex([known]);
  known.aliases.add('Janet Roe');
  index.add(known);
  const [first] = link(analysed('Janet Roe left the town.'), index);
  expect(first?.known).toMatchObject({ id: 'person-a', reason: 'same alias' });
});

test('a person and an organisation of one name are never the same', () => {
  const [first] = link(
    analysed('Jane Roe left the town.'),
    new LinkIndex([{ ...council, name: 'Jane Roe' }]),
  );
  expect(first).toMatchObject({ known: null, candidates: [] });
});

test('case, accents and a leading article make no other name', () => {
  const links = link(
    analysed('The Springfield Council met.'),
    new LinkIndex([{ ...council, name: 'the Springfield Còuncil' }]),
  );
  expect(links.map(({ known }) => known?.id)).toEqual(['organisation-a']);
});
