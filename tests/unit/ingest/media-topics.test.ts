import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readTopics } from '../../../src/ingest/media-topics.ts';

describe('the IPTC Media Topics', () => {
  const { topics, ...scheme } = readTopics(readFileSync('seeds/iptc-media-topics.json', 'utf8'));

  test('are 1,370, of which 270 are retired', () => {
    expect(topics).toHaveLength(1370);
    expect(topics.filter(({ retiredAt }) => retiredAt !== null)).toHaveLength(270);
  });

  test('carry the attribution that their licence asks for', () => {
    expect(scheme).toEqual({
      name: 'IPTC Media Topics',
      uri: 'http://cv.iptc.org/newscodes/mediatopic/',
      licence: 'CC BY 4.0',
      copyright: 'IPTC, International Press Telecommunications Council, https://iptc.org',
    });
  });

  test('each have a slug of their own, with the code only where a name occurs twice', () => {
    expect(new Set(topics.map(({ slug }) => slug)).size).toBe(topics.length);
    const withCode = topics.filter(({ slug, code }) => slug.endsWith(code.slice('medtop:'.length)));
    expect(withCode.length).toBeGreaterThan(0);
    for (const { name } of withCode) {
      expect(
        topics.filter((topic) => topic.name.toLowerCase() === name.toLowerCase()).length,
        name,
      ).toBeGreaterThan(1);
    }
    expect(topics.find(({ code }) => code === 'medtop:20000639')?.slug).toBe('diplomacy');
  });

  test('come with the broader ones first', () => {
    const seen = new Set<string>();
    for (const { code, broader } of topics) {
      if (broader !== null) expect(seen).toContain(broader);
      seen.add(code);
    }
  });

  test('retire on a day, and have no empty definition', () => {
    expect(topics.find(({ code }) => code === 'medtop:20000229')?.retiredAt).toEqual(
      new Date('2023-03-31T00:00:00Z'),
    );
    expect(topics.filter(({ definition }) => definition === '')).toEqual([]);
  });
});

describe('a faulty file of topics is refused', () => {
  const scheme = (concepts: readonly object[]) =>
    JSON.stringify({ scheme: 'X', uri: 'https://example.org/', licence: 'CC0', copyright: 'X', concepts });
  const concept = (number: number, more: object = {}) => ({
    code: `medtop:0000000${number}`,
    name: `n${number}`,
    ...more,
  });

  test.each([
    ['that is not JSON', '{', 'not JSON'],
    ['without its licence', JSON.stringify({ concepts: [] }), 'licence'],
    ['with a code of another shape', scheme([{ code: 'x:1', name: 'n' }]), 'concepts[0].code'],
    ['with a code twice', scheme([concept(1), concept(1)]), 'a code twice'],
    [
      'with a broader topic that is not there',
      scheme([concept(1, { broader: 'medtop:00000009' })]),
      'medtop:00000001 is under medtop:00000009',
    ],
    [
      'with a circle',
      scheme([concept(1, { broader: 'medtop:00000002' }), concept(2, { broader: 'medtop:00000001' })]),
      'under itself',
    ],
  ])('%s', (_what, json, message) => {
    expect(() => readTopics(json)).toThrow(message);
  });
});
