import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { importText } from '../support/edited-article.ts';
import { mutate, type Payload, refused } from '../support/mutate.ts';
import { askAsReader } from '../support/reader.ts';
import { type SharedServer, shareServer } from '../support/shared-server.ts';
import { expectNoFaults } from '../support/verified.ts';

const story = (town: string) => `Mayor opens a bridge 😀

By Jo Roe

${town.toUpperCase()}: Mayor Ada Example opened the “long bridge” on Monday 😀. Nobody came. Nobody came.

She let it be known that 😀 the town is “proud of it” and glad. “It stands,” she added, “and it will stay.”

Read more: Bridge opens late
`;

const SPAN = 'exact start end utf16Start utf16End state';
const SHOWN = `quote { id version text kind act cue attribution review method confidence span { ${SPAN} } spans { ${SPAN} }
  quotedSpans { exact } cueSpan { exact } speakerSpan { exact } speakers { name ... on Node { id } }
  speakingFor { name } addressee { name } topics(first: 5) { nodes { id } } }`;
const shown = z.object({ quote: z.looseObject({ id: z.string(), version: z.number() }) });

let server: SharedServer;
beforeAll(async () => {
  server = await shareServer();
});

const edit = (mutation: string, input: object) => mutate(server.url, mutation, { ...input }, SHOWN);
const quoteOf = (payload: Payload) => {
  expect(payload.userErrors).toEqual([]);
  return shown.parse(payload).quote;
};
async function create(name: string): Promise<string> {
  const payload = await mutate(server.url, 'createPerson', { name }, 'person { id }');
  return z.looseObject({ person: z.object({ id: z.string() }) }).parse(payload).person.id;
}
async function anOrganisation(): Promise<{ readonly id: string; readonly name: string }> {
  const node = z.object({ id: z.string(), name: z.string() });
  const answer = z.object({ organisations: z.object({ nodes: z.tuple([node]) }) });
  return answer.parse(await askAsReader(server.url, '{ organisations(first: 1) { nodes { id name } } }'))
    .organisations.nodes[0];
}

describe('a quote', () => {
  test('is added by its exact words, behind astral characters too, and attributed', async () => {
    const { id: article, text } = await importText(server.url, story('Leeds'));
    const ada = await create('Ada Quoted');
    const quote = quoteOf(
      await edit('addQuote', {
        article,
        kind: 'MIXED',
        spans: [{ exact: 'the town is “proud of it” and glad' }],
        quoted: [{ exact: 'proud of it' }],
        cue: { exact: 'let it be known' },
        speakerWords: { exact: 'She' },
        speakers: [ada],
      }),
    );
    const exact = 'the town is “proud of it” and glad';
    const utf16Start = text.indexOf(exact);
    expect(quote).toMatchObject({
      text: exact,
      kind: 'MIXED',
      act: 'SPEECH',
      cue: 'let it be known',
      attribution: 'IDENTIFIED',
      review: 'CONFIRMED',
      method: 'editor',
      confidence: 1,
      speakers: [{ id: ada }],
      span: { exact, utf16Start, start: Array.from(text.slice(0, utf16Start)).length, state: 'EXACT' },
      quotedSpans: [{ exact: 'proud of it' }],
      speakerSpan: { exact: 'She' },
    });
    const { id, version } = quote;
    const { id: town, name } = await anOrganisation();
    const attributed = quoteOf(
      await edit('attributeQuote', {
        id,
        version,
        speakers: [town],
        speakingFor: town,
        addressee: ada,
        cue: null,
      }),
    );
    expect(attributed).toMatchObject({
      version: version + 1,
      cue: null,
      cueSpan: null,
      speakers: [{ id: town }],
      speakingFor: { name },
      addressee: { name: 'Ada Quoted' },
      speakerSpan: { exact: 'She' },
    });
    const anonymous = quoteOf(
      await edit('attributeQuote', {
        id,
        version: version + 1,
        speakers: [],
        attribution: 'ANONYMOUS',
        addressee: null,
      }),
    );
    expect(anonymous).toMatchObject({
      attribution: 'ANONYMOUS',
      speakers: [],
      addressee: null,
      speakingFor: { name },
    });
    expect(refused(await edit('attributeQuote', { id, version, speakers: [] }))).toEqual([
      'version: CONFLICT',
    ]);
    const changed = quoteOf(
      await edit('updateQuote', { id, version: version + 2, kind: 'INDIRECT', act: 'WRITING' }),
    );
    expect(changed).toMatchObject({ kind: 'INDIRECT', act: 'WRITING', quotedSpans: [] });
  });

  test('that the pipeline found is attributed by a person, and confirmed by that', async () => {
    const { quotes } = await importText(server.url, story('Bath'));
    const found = quotes.nodes.find(({ text }) => text.startsWith('It stands'));
    const speakers = [await create('Bea Quoted')];
    const quote = quoteOf(await edit('attributeQuote', { id: found?.id, version: 1, speakers }));
    expect(quote).toMatchObject({ review: 'CONFIRMED', method: 'quotes@1', attribution: 'IDENTIFIED' });
    const all = await Promise.all(
      ['Cy', 'Di', 'Ed', 'Flo'].map(async (name) =>
        edit('attributeQuote', {
          id: quote.id,
          version: quote.version,
          speakers: [await create(`${name} Quoted`)],
        }),
      ),
    );
    expect(all.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
  });

  test('whose words are not there, or are there twice, or in no place for facts, is refused', async () => {
    const { id: article } = await importText(server.url, story('York'));
    const add = async (spans: readonly object[], extra: object = {}) =>
      refused(await edit('addQuote', { article, kind: 'INDIRECT', spans, ...extra }));
    expect(await add([{ exact: 'Nobody went.' }])).toEqual(['spans.0.exact: TEXT_NOT_FOUND']);
    expect(await add([{ exact: 'Nobody came.' }])).toEqual(['spans.0.exact: TEXT_AMBIGUOUS']);
    expect(await add([{ exact: 'Nobody came.', prefix: 'wrong ' }])).toEqual([
      'spans.0.exact: TEXT_NOT_FOUND',
    ]);
    expect(await add([{ exact: 'Bridge opens late' }])).toEqual(['spans.0.exact: INVALID']);
    expect(await add([{ exact: 'Nobody came.\n\nShe' }])).toEqual(['spans.0.exact: INVALID']);
    expect(await add([{ exact: '“proud of it”' }])).toEqual(['spans.0.exact: INVALID']);
    expect(await add([{ exact: '\ud83d' }])).toEqual(['spans.0.exact: INVALID']);
    expect(await add([{ exact: ' ' }])).toEqual(['spans.0.exact: REQUIRED']);
    expect(await add([{ exact: 'x'.repeat(20_001) }])).toEqual(['spans.0.exact: TOO_LONG']);
    expect(await add([])).toEqual(['spans: REQUIRED']);
    expect(await add([{ exact: 'She' }, { exact: 'Mayor Ada' }])).toEqual(['spans.1: INVALID']);
    expect(await add([{ exact: 'She' }], { kind: 'MIXED' })).toEqual(['quoted: REQUIRED']);
    expect(await add([{ exact: 'She let' }], { kind: 'MIXED', quoted: [{ exact: 'proud' }] })).toEqual([
      'quoted.0.exact: TEXT_NOT_FOUND',
    ]);
    const ghost = 'person_00000000-0000-7000-8000-000000000000';
    expect(await add([{ exact: 'She let' }], { speakers: [ghost] })).toEqual(['speakers.0: NOT_FOUND']);
    expect(await add([{ exact: 'She let' }], { speakers: [article], speakingFor: ghost })).toEqual([
      'speakers.0: INVALID',
      'speakingFor: INVALID',
    ]);
    expect(await add([{ exact: 'She let' }], { attribution: 'IDENTIFIED' })).toEqual([
      'attribution: INVALID',
    ]);
    expect(await add([{ exact: 'Nobody came.', suffix: ' Nobody' }])).toEqual([]);
    expect(await add([{ exact: 'Nobody came.', suffix: ' Nobody' }])).toEqual(['spans: NOT_UNIQUE']);
    const twenty = await Promise.all(Array.from({ length: 20 }, () => add([{ exact: 'on Monday' }])));
    expect(twenty.filter((errors) => errors.length === 0)).toHaveLength(1);
  });

  test('is deleted, and what stood within it stands within none, with a next version and its history', async () => {
    const { id: article } = await importText(server.url, story('Ely'));
    const outer = quoteOf(
      await edit('addQuote', { article, kind: 'INDIRECT', spans: [{ exact: 'She let it be known that' }] }),
    );
    const inner = { article, kind: 'DIRECT', spans: [{ exact: 'proud of it' }], within: outer.id };
    const nested = quoteOf(await edit('addQuote', inner));
    const { id, version } = outer;
    expect(refused(await edit('deleteQuote', { id, version: version + 1 }))).toEqual(['version: CONFLICT']);
    const once = { id, version, reason: 'Added by mistake', idempotencyKey: 'delete-quote' };
    const gone = { quote: null, userErrors: [] };
    expect(await edit('deleteQuote', once)).toEqual(gone);
    expect(await edit('deleteQuote', once)).toEqual(gone);
    expect(refused(await edit('deleteQuote', { id, version }))).toEqual(['id: NOT_FOUND']);
    const left = await mutate(
      server.url,
      'updateQuote',
      { id: nested.id, version: nested.version + 1, act: 'WRITING' },
      'quote { within { id } history(first: 2) { nodes { reason changes { field before after } } } }',
    );
    const within = { field: 'within', before: id, after: null };
    expect(left).toMatchObject({
      quote: {
        within: null,
        history: { nodes: [{ reason: 'updateQuote' }, { reason: 'Added by mistake', changes: [within] }] },
      },
      userErrors: [],
    });
    await expectNoFaults(server);
  });
});
