import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberedSlug, slugOf } from '../../../src/kernel/slug.ts';

const SLUG = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(-[\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*$/u;
const names = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 200 }),
);

describe('slugOf', () => {
  it.each([
    ['Michael Erik Kurilla', 'michael-erik-kurilla'],
    ['Recep Tayyip Erdoğan', 'recep-tayyip-erdogan'],
    ['Łukasz Æbelø & Strauß', 'lukasz-aebelo-strauss'],
    ['Pakistan’s army', 'pakistans-army'],
    ['İSTANBUL', 'istanbul'],
    ['Владимир Зеленский', 'владимир-зеленский'],
    ['नरेन्द्र मोदी', 'नरेन्द्र-मोदी'],
    ['习近平', '习近平'],
    ['  --Al-Qaeda (AQ)-- ', 'al-qaeda-aq'],
    ['!!!', 'unnamed'],
    ['', 'unnamed'],
  ])('makes %j into %j', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });

  it('gives words of letters and digits joined by hyphens, at most 80 code points, for any name', () => {
    fc.assert(
      fc.property(names, (name) => {
        const slug = slugOf(name);
        expect(slug).toMatch(SLUG);
        expect(Array.from(slug).length).toBeLessThanOrEqual(80);
        expect(slug.toLowerCase()).toBe(slug);
      }),
      { numRuns: 500 },
    );
  });

  it('gives a slug back as it is', () => {
    fc.assert(
      fc.property(names, (name) => {
        expect(slugOf(slugOf(name))).toBe(slugOf(name));
      }),
      { numRuns: 500 },
    );
  });

  it('cuts a long name at a word', () => {
    expect(slugOf(`${'a'.repeat(70)} ${'b'.repeat(20)}`)).toBe('a'.repeat(70));
    expect(slugOf(`${'a'.repeat(80)} b`)).toBe('a'.repeat(80));
    expect(slugOf('a'.repeat(90))).toBe('a'.repeat(80));
  });
});

describe('numberedSlug', () => {
  it('numbers from the second on and stays as short as a slug', () => {
    expect(numberedSlug('name', 1)).toBe('name');
    expect(numberedSlug('name', 2)).toBe('name-2');
    expect(numberedSlug('a'.repeat(80), 12)).toBe(`${'a'.repeat(77)}-12`);
  });

  it('gives different slugs for different numbers, each a slug', () => {
    fc.assert(
      fc.property(
        names,
        fc.uniqueArray(fc.integer({ min: 1, max: 100_000 }), { minLength: 2 }),
        (name, numbers) => {
          const slugs = numbers.map((number) => numberedSlug(slugOf(name), number));
          expect(new Set(slugs).size).toBe(numbers.length);
          for (const slug of slugs) expect(slug).toMatch(SLUG);
        },
      ),
    );
  });
});
