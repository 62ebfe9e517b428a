import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readSeedDocument } from '../../../src/ingest/seed-document.ts';
import { SpannedText, type TextSpan } from '../../../src/kernel/text-span.ts';

const NAME = 'seeds/coas-centcom-chief-discuss-regional-security';
const { article } = readSeedDocument(
  readFileSync(`${NAME}.yaml`, 'utf8'),
  readFileSync(`${NAME}.txt`),
  `${NAME}.yaml`,
);
const spanned = new SpannedText(article.text);

/** A place by its words and what stands around them. */
type Place = readonly [before: string, words: string, after: string];

/** Every form in which the document names somebody, and the places where the form names nobody, with the reason. */
const FORMS: Readonly<
  Record<
    string,
    { readonly of: readonly string[]; readonly exempt?: Readonly<Record<string, readonly Place[]>> }
  >
> = {
  Kurilla: { of: ['kurilla'] },
  Munir: { of: ['munir'] },
  COAS: { of: ['munir'] },
  general: {
    of: ['kurilla', 'munir'],
    exempt: { 'of headquarters': [['the ', 'General', ' Headquarters']] },
  },
  chief: {
    of: ['kurilla', 'munir'],
    exempt: { 'what he was, not what he is called': [['the Centcom ', 'chief', ' of staff']] },
  },
  commander: { of: ['kurilla'] },
  dignitary: { of: ['kurilla'] },
  leaders: { of: ['kurilla', 'munir'] },
  generals: { of: ['kurilla', 'munir'] },
  he: { of: ['kurilla'] },
  his: { of: ['munir'] },
  Centcom: { of: ['centcom'] },
  'Central Command': { of: ['centcom'] },
  ISPR: { of: ['ispr'] },
  'Inter-Services Public Relations': { of: ['ispr'] },
  it: { of: ['ispr'], exempt: { 'stands for a clause': [['', 'It', ' is because of this reason']] } },
  army: { of: ['pakistan-army'] },
  'General Headquarters': {
    of: ['ghq'],
    exempt: { 'where they met': [['at the ', 'General Headquarters', ' in Rawalpindi']] },
  },
  GHQ: { of: ['ghq'] },
  'Express Tribune': { of: ['express-tribune'] },
  'spy agency': { of: ['isi'] },
  'Inter-Services Intelligence': { of: ['isi'] },
  ISI: { of: ['isi'] },
  Daesh: { of: ['daesh'] },
  'Al-Qaeda': { of: ['al-qaeda'] },
  'Tehreek-e-Taliban Pakistan': { of: ['ttp'] },
  TTP: { of: ['ttp'] },
  Taliban: { of: ['ttp', 'afghan-taliban'] },
  Pentagon: { of: ['pentagon'] },
  Washington: { of: ['us'] },
  its: {
    of: ['us', 'pakistan'],
    exempt: {
      'of the relationship': [
        ['on ', 'its', ' own'],
        ['through ', 'its', ' own'],
        ['and ', 'its', ' potential'],
      ],
    },
  },
  US: {
    of: ['us', 'centcom'],
    exempt: {
      'a modifier': [
        ['senior ', 'US', ' military commander'],
        ['Top ', 'US', ' military commander'],
        ['The ', 'US', '-led'],
      ],
    },
  },
  Pakistan: {
    of: ['pakistan', 'pakistan-army', 'ttp'],
    exempt: {
      'a place': [
        ['command in ', 'Pakistan', '.'],
        ['attacks in ', 'Pakistan', ' in'],
        ['security of ', 'Pakistan', ' “'],
        ['security of ', 'Pakistan', ',”'],
      ],
      'a modifier': [['heading ', 'Pakistan', '’s premier']],
    },
  },
};

/** Blocks that give no facts. */
const BARREN = article.blocks
  .filter(({ kind }) => kind === 'RELATED' || kind === 'FURNITURE')
  .map(({ span }) => span);

/** Every place, in blocks that give facts, where a form stands as a word, in capitals or not. */
function placesOf(form: string) {
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${form}(?![\\p{L}\\p{N}])`, form === 'US' ? 'gu' : 'giu');
  return Array.from(article.text.matchAll(pattern), ({ index, 0: words }) =>
    spanned.spanFromUtf16(index, index + words.length),
  ).filter(({ start }) => !BARREN.some((barren) => start >= barren.start && start < barren.end));
}

function isExempt({ exact, utf16Start, utf16End }: TextSpan, places: readonly Place[]): boolean {
  return places.some(
    ([before, words, after]) =>
      words === exact &&
      article.text.endsWith(before, utf16Start) &&
      article.text.startsWith(after, utf16End),
  );
}

describe('the seed, form by form', () => {
  test.each(Object.entries(FORMS))(
    'every "%s" is annotated, or left out for a reason',
    (form, { of, exempt = {} }) => {
      const exempted = Object.values(exempt).flat();
      const places = placesOf(form);
      expect(places).not.toEqual([]);
      expect(places.filter((place) => isExempt(place, exempted))).toHaveLength(exempted.length);
      for (const place of places) {
        const mentions = article.mentions.filter(
          ({ entity, span }) => of.includes(entity) && span.start <= place.start && span.end >= place.end,
        );
        const context = `${place.prefix}[${place.exact}]${place.suffix}`;
        if (isExempt(place, exempted)) expect(mentions, context).toEqual([]);
        else expect(mentions, context).not.toEqual([]);
      }
    },
  );

  test('every mention has one of these forms in it', () => {
    const places = Object.keys(FORMS).flatMap(placesOf);
    for (const { span } of article.mentions) {
      expect(
        places.some((place) => place.start >= span.start && place.end <= span.end),
        span.exact,
      ).toBe(true);
    }
  });

  test('every quotation mark in a block that gives facts opens or closes a passage of a quote', () => {
    const edges = new Set(
      article.quotes.flatMap(({ quotedSpans }) =>
        quotedSpans.flatMap(({ utf16Start, utf16End }) => [utf16Start - 1, utf16End]),
      ),
    );
    for (const { index } of article.text.matchAll(/[“”]/gu)) expect(edges, `at ${index}`).toContain(index);
  });

  test('nobody of the link to another story is among the entities', () => {
    for (const { name, aliases } of article.entities) {
      for (const form of [name, ...aliases])
        expect(form).not.toMatch(/authorities|influencers|Twitter|forces/iu);
    }
  });
});
