import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boundTags, coarseTag, ENTITY_KINDS } from '../../../src/kernel/entity-tag.ts';

const ID = '01920000-0000-7000-8000-000000000000';

test.each([
  [`person:${ID}`, 'person'],
  [`person:${ID}+`, 'person+'],
  ['person', 'person'],
  ['person+', 'person+'],
])('the coarse form of %s is %s', (tag, coarse) => {
  expect(coarseTag(tag)).toBe(coarse);
});

describe('bounded tags', () => {
  const tag = fc
    .tuple(fc.constantFrom(...ENTITY_KINDS), fc.option(fc.uuid()), fc.constantFrom('', '+'))
    .map(([kind, id, suffix]) => `${kind}${id === null ? '' : `:${id}`}${suffix}`);

  test('are at most as many as fit, and each given tag is there or its coarse form is', () => {
    fc.assert(
      fc.property(fc.array(tag, { maxLength: 60 }), fc.integer({ min: 8, max: 40 }), (given, most) => {
        const bounded = boundTags(new Set(given), (tags) => tags.length <= most);
        expect(bounded.length).toBeLessThanOrEqual(most);
        for (const one of given) {
          expect(bounded.includes(one) || bounded.includes(coarseTag(one))).toBe(true);
        }
        expect(new Set(bounded).size).toBe(bounded.length);
      }),
    );
  });

  test('are the given ones, sorted, where they fit', () => {
    expect(boundTags(new Set(['topic', `person:${ID}`]), () => true)).toEqual([`person:${ID}`, 'topic']);
  });

  test('are coarse first where one kind has the most', () => {
    const topics = [1, 2, 3].map((number) => `topic:${ID.slice(0, -1)}${number}`);
    const bounded = boundTags(new Set([`person:${ID}`, ...topics]), (tags) => tags.length <= 2);
    expect(bounded).toEqual([`person:${ID}`, 'topic']);
  });
});
