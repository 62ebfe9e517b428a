import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ingestArticle, ingestArticles } from '../../../src/ingest/ingest-articles.ts';
import type { IngestOptions } from '../../../src/ingest/options.ts';
import { SpannedText } from '../../../src/kernel/text-span.ts';
import type {
  AnnotatedArticle,
  AnnotatedMention,
  AnnotatedOrganisation,
  AnnotatedPerson,
  ArticleFields,
} from '../../../src/text/annotated-article.ts';
import { IS_SERVER, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { countedIds, createWorld } from '../../support/world.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const CHANGE = { actor: 'test', reason: 'ingest' };
const REVIEWED = { review: 'CONFIRMED', confidence: 1, method: 'test' } as const;

function person(name: string, fields: Partial<AnnotatedPerson> = {}): AnnotatedPerson {
  return { type: 'person', key: name, slug: null, name, aliases: [], identifiers: [], ...fields };
}

function organisation(name: string, fields: Partial<AnnotatedOrganisation> = {}): AnnotatedOrganisation {
  const names = { type: 'organisation', key: name, slug: null, name, aliases: [], identifiers: [] } as const;
  return { ...names, organisationKind: null, parent: null, ...fields };
}

function mention(text: string, entity: string, exact = entity): AnnotatedMention {
  const span = new SpannedText(text).locateAll({ exact })[0];
  if (span === undefined) throw new Error(`"${exact}" is not in the text`);
  return { entity, form: 'NAME', span, ...REVIEWED };
}

function wholeOf(text: string) {
  const spanned = new SpannedText(text);
  return spanned.span(0, spanned.length);
}

function article(
  text: string,
  parts: Partial<Omit<AnnotatedArticle, 'fields'>> & { readonly fields?: Partial<ArticleFields> } = {},
): AnnotatedArticle {
  return {
    source: { mediaType: 'text/plain', reader: 'test@1', bytes: Buffer.from(text), metadata: { text } },
    text,
    blocks: [{ kind: 'PARAGRAPH', span: wholeOf(text) }],
    entities: [],
    mentions: [],
    quotes: [],
    affiliations: [],
    topics: [],
    ...parts,
    fields: {
      slug: null,
      uri: null,
      headline: text,
      standfirst: null,
      dateline: null,
      bylines: [],
      language: 'en',
      publishedAt: null,
      modifiedAt: null,
      publisher: null,
      sourceUrl: null,
      copyrightHolder: null,
      usageTerms: null,
      ...parts.fields,
    },
  };
}

async function take(given: AnnotatedArticle, options: Partial<IngestOptions> = {}) {
  const result = await database.change(CHANGE, (transaction) =>
    ingestArticle(transaction, given, { status: 'PUBLISHED', ...options }),
  );
  if (result.outcome === 'repeated') throw new Error('repeated');
  return result.value;
}

describe('which article it is', () => {
  it('is found by publisher and uri, whatever the text has become', async () => {
    const paper = organisation('Uri Paper');
    const fields = { uri: 'urn:1', publisher: paper.key };
    const first = await take(article('Uri one', { entities: [paper], fields }));
    const second = await take(article('Uri one, corrected', { entities: [paper], fields }));
    const elsewhere = await take(article('Uri one elsewhere', { fields: { uri: 'urn:1' } }));

    expect(second).toMatchObject({ articleId: first.articleId, slug: 'uri-one', outcome: 'updated' });
    expect(elsewhere).toMatchObject({ outcome: 'created' });
    expect(elsewhere.articleId).not.toBe(first.articleId);
  });

  it('is found by the bytes of its source, so that the same bytes twice are one article', async () => {
    const first = await take(article('Bytes one'));
    const again = await take(article('Bytes one', { fields: { headline: 'Another headline' } }));
    expect(again).toMatchObject({ articleId: first.articleId, outcome: 'updated', slug: 'bytes-one' });
  });

  it('is found by the slug given, an old one too, unless that article has another uri', async () => {
    const first = await take(article('Slug one', { fields: { slug: 'slug-given' } }));
    expect(
      await take(article('Slug two', { fields: { slug: 'slug-given', uri: 'urn:slug' } })),
    ).toMatchObject({
      articleId: first.articleId,
      outcome: 'updated',
    });
    expect(
      await take(article('Slug three', { fields: { slug: 'slug-given', uri: 'urn:other' } })),
    ).toMatchObject({ outcome: 'created', slug: 'slug-given-2' });

    await database.change(CHANGE, (transaction) =>
      transaction.article.update({ where: { id: first.articleId }, data: { slug: 'slug-renamed' } }),
    );
    expect(await take(article('Slug four', { fields: { slug: 'slug-given' } }))).toMatchObject({
      articleId: first.articleId,
      slug: 'slug-renamed',
    });
  });

  it('has a slug of its own: the next free number where a headline is there already, or was', async () => {
    const headline = 'Same headline';
    const slugs: string[] = [];
    for (const text of ['a', 'b']) slugs.push((await take(article(text, { fields: { headline } }))).slug);
    const [third, fourth] = ['c', 'd'].map((text) => article(text, { fields: { headline } }));
    if (third === undefined || fourth === undefined) throw new Error('two articles');
    const both = await database.change(CHANGE, (transaction) =>
      ingestArticles(transaction, [third, fourth], { status: 'DRAFT' }),
    );
    if (both.outcome === 'applied') slugs.push(...both.value.articles.map(({ slug }) => slug));
    expect(slugs).toEqual(['same-headline', 'same-headline-2', 'same-headline-3', 'same-headline-4']);

    const texts = Array.from({ length: 8 }, (_, number) => `many ${number}`);
    for (const text of texts) slugs.push((await take(article(text, { fields: { headline } }))).slug);
    expect(slugs.at(-1)).toBe('same-headline-12');
  });

  it('keeps its status when it is taken in again', async () => {
    const given = article('Status kept');
    await take(given, { status: 'PUBLISHED' });
    expect(await take(given, { status: 'DRAFT' })).toMatchObject({ outcome: 'unchanged' });
    expect(await take(given, { status: 'WITHDRAWN', mode: 'replace' })).toMatchObject({ outcome: 'updated' });
  });

  it('is not two of one batch', async () => {
    const twins = [
      article('Twin', { fields: { headline: 'One' } }),
      article('Twin', { fields: { headline: 'Two' } }),
    ];
    await expect(
      database.change(CHANGE, (transaction) => ingestArticles(transaction, twins, { status: 'DRAFT' })),
    ).rejects.toThrow('"One" and "Two" are the same article');
  });
});

describe('which entity it is', () => {
  it('is the one with the slug, an old slug too', async () => {
    const text = 'Anna Alt spoke';
    await take(article(text, { entities: [person('Anna Alt')], mentions: [mention(text, 'Anna Alt')] }));
    const anna = await database.change(CHANGE, (transaction) =>
      transaction.person.update({ where: { slug: 'anna-alt' }, data: { slug: 'anna-neu' } }),
    );
    const later = 'Anna Alt spoke again';
    await take(article(later, { entities: [person('Anna Alt')], mentions: [mention(later, 'Anna Alt')] }));

    const mentions = await database.raw.query('SELECT person_id FROM mention WHERE exact = $1', ['Anna Alt']);
    const id = anna.outcome === 'applied' ? anna.value.id : '';
    expect(mentions).toEqual([{ person_id: id }, { person_id: id }]);
  });

  it('is another one for each key, where two of one article have one name', async () => {
    const text = 'John Twin met John Twin';
    const second = new SpannedText(text).span(14, 23);
    const given = article(text, {
      entities: [person('John Twin', { key: 'a' }), person('John Twin', { key: 'b' })],
      mentions: [mention(text, 'a', 'John Twin'), { entity: 'b', form: 'NAME', span: second, ...REVIEWED }],
    });
    expect((await take(given)).counts.person).toMatchObject({ created: 2 });
    expect(await take(given)).toMatchObject({ outcome: 'unchanged', counts: { person: { unchanged: 2 } } });
    expect(
      await database.raw.query("SELECT slug FROM person WHERE name = 'John Twin' ORDER BY slug"),
    ).toEqual([{ slug: 'john-twin' }, { slug: 'john-twin-2' }]);
  });

  it('learns from an article that extends it, and loses nothing', async () => {
    const known = organisation('Known Org', { aliases: ['KO'], organisationKind: 'NGO' });
    await take(article('Known one', { entities: [known] }));
    const parent = organisation('Parent Org');
    const more = organisation('Known Org', {
      aliases: ['Known'],
      organisationKind: 'COMPANY',
      parent: parent.key,
      identifiers: [{ scheme: 'LEI', value: '1' }],
    });
    await take(article('Known two', { entities: [more, parent] }));
    await take(article('Known three', { entities: [organisation('Known Org')] }));

    expect(
      await database.raw.query(
        `SELECT o.aliases, o.organisation_kind, p.name AS parent, i.value, o.version
         FROM organisation o JOIN organisation p ON p.id = o.parent_id JOIN identifier i ON i.organisation_id = o.id
         WHERE o.slug = 'known-org'`,
      ),
    ).toEqual([
      { aliases: ['KO', 'Known'], organisation_kind: 'NGO', parent: 'Parent Org', value: '1', version: 2 },
    ]);
  });

  it('is one for many articles of a batch', async () => {
    const articles = Array.from({ length: 20 }, (_, number) => {
      const text = `Batch ${number} of Bela Batch`;
      return article(text, { entities: [person('Bela Batch')], mentions: [mention(text, 'Bela Batch')] });
    });
    await database.change(CHANGE, (transaction) =>
      ingestArticles(transaction, articles, { status: 'PUBLISHED' }),
    );
    expect(await database.raw.query("SELECT article_count FROM person WHERE slug = 'bela-batch'")).toEqual([
      { article_count: 20 },
    ]);
  });
});

describe('what cannot be taken in', () => {
  const text = 'Ada met Bob';
  const ada = person('Ada');
  const at = mention(text, 'Ada');
  const quote = {
    key: 'q',
    kind: 'INDIRECT',
    act: 'SPEECH',
    text: 'met Bob',
    span: new SpannedText(text).span(4, 11),
    spans: [new SpannedText(text).span(4, 11)],
    quotedSpans: [],
    cueSpan: null,
    speakers: [],
    speakerSpan: null,
    attribution: 'UNATTRIBUTED',
    speakingFor: null,
    addressee: null,
    within: null,
    topics: [],
    ...REVIEWED,
  } as const;
  const role = { person: 'Ada', organisation: 'Org', role: null, from: null, to: null };
  const receipts = [{ span: at.span, current: null, ...REVIEWED }];

  it.each<[string, Parameters<typeof article>[1], RegExp]>([
    ['an unknown entity', { mentions: [at] }, /the mention "Ada" names Ada, which is not among the entities/],
    ['a key twice', { entities: [ada, ada] }, /the entity key Ada is given more than once/],
    [
      'a person as publisher',
      { entities: [ada], fields: { publisher: 'Ada' } },
      /Ada, which is a person, not a organisation/,
    ],
    [
      'a span that says something else',
      { entities: [ada], mentions: [{ ...at, span: { ...at.span, exact: 'Bob' } }] },
      /the text at 0 to 3 is "Ada", not "Bob"/,
    ],
    [
      'a span outside the text',
      { entities: [ada], mentions: [{ ...at, span: { ...at.span, end: 99 } }] },
      /is no span of a text of 11 code points/,
    ],
    [
      'wrong UTF-16 positions',
      { entities: [ada], mentions: [{ ...at, span: { ...at.span, utf16End: 4 } }] },
      /wrong UTF-16 position/,
    ],
    [
      'a mention twice',
      { entities: [ada], mentions: [at, at] },
      /the mention of Ada at 0 to 3 is given more than once/,
    ],
    [
      'a fact in furniture',
      { entities: [ada], mentions: [at], blocks: [{ kind: 'FURNITURE', span: at.span }] },
      /FURNITURE block, which gives no facts/,
    ],
    [
      'blocks that overlap',
      {
        blocks: [
          { kind: 'HEADLINE', span: at.span },
          { kind: 'PARAGRAPH', span: at.span },
        ],
      },
      /the blocks overlap or are out of order: 0 to 3 comes before 0 to 3/,
    ],
    [
      'a fact outside the blocks',
      { entities: [ada], mentions: [at], blocks: [] },
      /"Ada" at 0 to 3 does not stand in one block/,
    ],
    [
      'a quote whose text is not its spans',
      { quotes: [{ ...quote, text: 'met' }] },
      /is "met", and its spans say "met Bob"/,
    ],
    [
      'a direct quote without marks',
      { quotes: [{ ...quote, kind: 'DIRECT' }] },
      /not those of a DIRECT quote/,
    ],
    [
      'a quote within itself',
      { quotes: [{ ...quote, within: 'q' }] },
      /the quote q stands, through others, in itself/,
    ],
    [
      'a quote within nothing',
      { quotes: [{ ...quote, within: 'x' }] },
      /stands within x, which is not there/,
    ],
    ['a quote without spans', { quotes: [{ ...quote, spans: [] }] }, /the quote q has no span/],
    [
      'an identified quote of nobody',
      { quotes: [{ ...quote, attribution: 'IDENTIFIED' }] },
      /IDENTIFIED and has 0 speakers/,
    ],
    [
      'a quote of an unknown topic',
      { quotes: [{ ...quote, topics: ['medtop:00000000'] }] },
      /No topic has the code medtop:00000000/,
    ],
    [
      'an affiliation with nothing',
      { entities: [ada], affiliations: [{ ...role, receipts }] },
      /names Org, which is not among/,
    ],
    [
      'an affiliation that nothing says',
      { entities: [ada, organisation('Org')], affiliations: [{ ...role, receipts: [] }] },
      /has no receipt/,
    ],
    [
      'parents in a circle',
      { entities: [organisation('A', { parent: 'B' }), organisation('B', { parent: 'A' })] },
      /the organisation A stands, through others, in itself/,
    ],
    ['a NUL character', { fields: { standfirst: 'a\0b' } }, /article\.standfirst holds a NUL character/],
  ])('is %s, refused with the reason and nothing written', async (_, parts, reason) => {
    const count = () => database.raw.query('SELECT count(*)::int AS changes FROM change');
    const before = await count();
    await expect(take(article(text, parts))).rejects.toThrow(reason);
    expect(await count()).toEqual(before);
  });

  it('lists every fault at once', async () => {
    const faulty = article(text, { mentions: [at], quotes: [{ ...quote, spans: [] }] });
    await expect(take(faulty)).rejects.toThrow(/Ada met Bob(.|\n)*not among the entities(.|\n)*has no span/);
  });
});

it('gives new rows the ids and times that it is told to', async () => {
  const text = 'Told by Tom Told';
  const given = article(text, { entities: [person('Tom Told')], mentions: [mention(text, 'Tom Told')] });
  const at = new Date('2020-02-02T02:02:02.000Z');
  await take(given, { newId: countedIds(), now: () => at });
  const [row] = await database.raw.query<{ id: string; recorded_at: Date; sort_at: Date }>(
    "SELECT id::text, recorded_at, sort_at FROM article WHERE slug = 'told-by-tom-told'",
  );
  expect(row?.id).toMatch(/^00000000-0000-7000-8000-/);
  expect(row).toMatchObject({ recorded_at: at, sort_at: at });
});

it('a topic that has retired is not assigned', async () => {
  const world = createWorld(database);
  const topic = world.topic('gone', { code: 'medtop:91000001', retiredAt: new Date('2020-01-01') });
  world.assign(world.article({ headline: 'On a retired topic' }), topic);
  await expect(world.save()).rejects.toThrow(/retired/);
});

it.runIf(IS_SERVER)(
  'five articles that come twice at once are five, and whom they all name is one person',
  async () => {
    const changes = Array.from({ length: 10 }, (_, number) => {
      const text = `At once ${number % 5}: Nina New of New Org`;
      const entities = [
        person('Nina New'),
        organisation('New Org', { parent: 'Over' }),
        organisation('Over'),
      ];
      return take(
        article(text, {
          entities: number % 2 === 0 ? entities : entities.toReversed(),
          mentions: [mention(text, 'Nina New'), mention(text, 'New Org')],
          affiliations: [
            {
              person: 'Nina New',
              organisation: 'New Org',
              role: null,
              from: null,
              to: null,
              receipts: [{ span: mention(text, 'New Org').span, current: true, ...REVIEWED }],
            },
          ],
        }),
      );
    });
    const outcomes = (await Promise.all(changes)).map(({ outcome }) => outcome).sort();
    expect(outcomes).toEqual([...Array(5).fill('created'), ...Array(5).fill('unchanged')]);
    expect(await database.raw.query("SELECT article_count FROM person WHERE slug LIKE 'nina-new%'")).toEqual([
      { article_count: 5 },
    ]);
  },
  // Changes that fill the same organisation's parent may meet head-on; PostgreSQL breaks each such knot after a second.
  120_000,
);
