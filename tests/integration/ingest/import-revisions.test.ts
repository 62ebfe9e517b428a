import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verify } from '../../../src/database/verify.ts';
import { type ImportOptions, importArticles } from '../../../src/ingest/import-articles.ts';
import type { TextSpan } from '../../../src/kernel/text-span.ts';
import type { AnnotatedArticle, FactState } from '../../../src/text/annotated-article.ts';
import { nameKey } from '../../../src/text/name-key.ts';
import { analysed } from '../../support/analysed.ts';
import { arbitraryArticle, arbitraryEdition } from '../../support/arbitrary-article.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { compareDumps, dumpDatabase } from '../../support/dump.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(() => database.reset());
afterAll(() => database.close());

async function take(article: AnnotatedArticle, options: Partial<ImportOptions> = {}) {
  const given = { actor: 'import:test', reason: 'a test', publish: true, confirmAbove: null, ...options };
  const [imported] = await importArticles(database, [article], given);
  if (imported === undefined) throw new Error('nothing came of an article');
  if (imported.outcome === 'failed') throw imported.error;
  return imported;
}

const STORY = `Talks in Springfield

Jane Roe, Mayor of Springfield, arrived in the capital on Monday.

“We will go on with the talks for as long as it takes,” Jane Roe said.

John Doe, who was at the table too, said that nobody had asked him.`;

/** The story as one version of `urn:talks`. */
function story(text: string, version: string | null = null): AnnotatedArticle {
  const article = analysed(text);
  return { ...article, fields: { ...article.fields, uri: 'urn:talks', version } };
}

function review(table: 'mention' | 'quote', exact: string, state: string) {
  return database.change({ actor: 'editor:test', reason: 'review' }, (transaction) =>
    transaction.$executeRawUnsafe(
      `UPDATE ${table} SET review = $1::review_state WHERE exact LIKE $2`,
      state,
      `%${exact}%`,
    ),
  );
}

function facts(table: 'mention' | 'quote', exact: string) {
  return database.raw.query<{
    id: string;
    revision: number;
    review: string;
    method: string;
    span_state: string;
  }>(
    `SELECT id, revision, review, method, span_state FROM ${table} WHERE exact LIKE $1 ORDER BY span_start`,
    [`%${exact}%`],
  );
}

describe('a newer version', () => {
  it('is the next revision of its article, and an older one is outdated and changes nothing', async () => {
    const first = await take(story(STORY, '9'));
    const second = await take(story(`${STORY}\n\nMore will follow.`, '10'));
    expect(second).toMatchObject({ articleId: first.articleId, outcome: 'updated' });
    const before = await dumpDatabase(database.raw);
    expect(await take(story(`${STORY}\n\nLess.`, '9'))).toMatchObject({ outcome: 'outdated' });
    expect(await take(story(STORY, '9'))).toMatchObject({ outcome: 'outdated' });
    expect(await take(story(`${STORY}\n\nMore will follow.`, '10'))).toMatchObject({ outcome: 'unchanged' });
    expect(compareDumps(before, await dumpDatabase(database.raw))).toEqual({});
  });

  it('is whatever came last, where the format has no versions, and what came before it is outdated', async () => {
    await take(story(STORY));
    expect(await take(story(`${STORY}\n\nMore.`))).toMatchObject({ outcome: 'updated' });
    expect(await take(story(STORY))).toMatchObject({ outcome: 'outdated' });
  });

  it('keeps what people have reviewed, at its new place, and loses what it no longer says', async () => {
    await take(story(STORY));
    await review('quote', 'We will go on', 'CONFIRMED');
    await review('quote', 'nobody had asked', 'CONFIRMED');
    const [kept] = await facts('quote', 'We will go on');
    const corrected = STORY.replace('on Monday', 'on Monday evening').replace(
      'nobody had asked him',
      'he was asked',
    );
    await take(story(corrected));

    expect(await facts('quote', 'We will go on')).toEqual([{ ...kept, revision: 2, span_state: 'MOVED' }]);
    expect(await facts('quote', 'nobody had asked')).toMatchObject([
      { revision: 1, span_state: 'LOST', review: 'CONFIRMED' },
    ]);
    expect((await verify(database)).faults).toEqual([]);
  });

  it('finds again what an earlier version lost, when its words come back', async () => {
    await take(story(STORY));
    await review('quote', 'nobody had asked', 'CONFIRMED');
    await review('mention', 'John Doe', 'REJECTED');
    const [quote] = await facts('quote', 'nobody had asked');
    const [mention] = await facts('mention', 'John Doe');
    const without = STORY.replace(/\n\nJohn Doe.*$/su, '');
    await take(story(without));
    await take(story(`${without}\n\nMore will follow.`));
    expect(await facts('quote', 'nobody had asked')).toEqual([{ ...quote, span_state: 'LOST' }]);
    await take(story(`Updated. ${STORY}`));

    expect(await facts('quote', 'nobody had asked')).toEqual([
      { ...quote, revision: 4, span_state: 'MOVED' },
    ]);
    expect(await facts('mention', 'John Doe')).toEqual([{ ...mention, revision: 4, span_state: 'MOVED' }]);
    expect((await verify(database)).faults).toEqual([]);
  });

  it('has a mention once that was lost, and was confirmed elsewhere before its words came back', async () => {
    await take(story(STORY));
    await review('mention', 'John Doe', 'CONFIRMED');
    const without = STORY.replace(/\n\nJohn Doe.*$/su, '');
    await take(story(`${without}\n\nThen John Doe spoke.\n\nThen John Doe left.`));
    await review('mention', 'John Doe', 'CONFIRMED');
    const states = async () => (await facts('mention', 'John Doe')).map((one) => one.span_state).sort();
    expect(await states()).toEqual(['EXACT', 'EXACT', 'LOST']);
    await take(story(STORY.replace('John Doe,', 'Then John Doe,')));
    expect((await states()).filter((state) => state !== 'LOST')).toHaveLength(1);
    expect((await verify(database)).faults).toEqual([]);
  });

  it('may have another word for who speaks: then the quote stays, and only that is lost', async () => {
    await take(story(STORY));
    await review('quote', 'We will go on', 'CONFIRMED');
    await take(story(STORY.replace('Jane Roe said.', 'the Mayor added.')));
    expect(await facts('quote', 'We will go on')).toMatchObject([{ revision: 2, span_state: 'EXACT' }]);
    expect(
      await database.raw.query(
        "SELECT role, revision, span_state FROM quote_span WHERE role IN ('CUE', 'SPEAKER') AND span_state = 'LOST'",
      ),
    ).not.toEqual([]);
    expect((await verify(database)).faults).toEqual([]);
  });
});

it('what stood within a quote may come to hold it, with other changes beside', async () => {
  const article = story(STORY);
  const [outer, inner] = article.quotes;
  if (outer === undefined || inner === undefined) throw new Error('a story with fewer than two quotes');
  await take({ ...article, quotes: [outer, { ...inner, within: outer.key }] });
  const turned = [
    { ...outer, within: inner.key },
    { ...inner, confidence: inner.confidence / 2 },
  ];
  expect(await take({ ...article, quotes: turned })).toMatchObject({ outcome: 'updated' });
  const [held] = await facts('quote', outer.span.exact);
  const [holder] = await facts('quote', inner.span.exact);
  expect(await database.raw.query('SELECT id, within_id FROM quote WHERE within_id IS NOT NULL')).toEqual([
    { id: held?.id, within_id: holder?.id },
  ]);
});

describe('what people have reviewed', () => {
  it('is not suggested again once it was rejected, by the same text or a corrected one', async () => {
    await take(story(STORY));
    await review('quote', 'We will go on', 'REJECTED');
    expect(await take(story(STORY))).toMatchObject({ outcome: 'unchanged' });
    await take(story(`Updated. ${STORY}`));
    expect((await facts('quote', 'We will go on')).map((fact) => fact.review)).toEqual(['REJECTED']);
    expect((await verify(database)).faults).toEqual([]);
  });

  it('stays when a newer pipeline finds other things, and all that nobody reviewed is replaced', async () => {
    const article = story(STORY);
    await take(article);
    await review('mention', 'Jane Roe', 'CONFIRMED');
    const confirmed = await facts('mention', 'Jane Roe');
    expect(await take({ ...article, mentions: [], quotes: [], affiliations: [] })).toMatchObject({
      outcome: 'updated',
    });
    expect(await facts('mention', 'Jane Roe')).toEqual(confirmed);
    expect(await facts('mention', 'John Doe')).toEqual([]);
    expect(await facts('quote', '')).toEqual([]);
  });

  it('is not overwritten by the same bytes: a headline that an editor has put right', async () => {
    await take(story(STORY));
    await database.change({ actor: 'editor:test', reason: 'better' }, (transaction) =>
      transaction.article.updateMany({ data: { headline: 'Talks at last' } }),
    );
    expect(await take(story(STORY))).toMatchObject({ outcome: 'unchanged' });
  });
});

describe('confirm-above', () => {
  it('confirms what the machine is that sure of, says so in method and history, and is never taken back', async () => {
    const article = story(STORY);
    await take(article);
    const [sure] = [...article.quotes].sort((a, b) => b.confidence - a.confidence);
    if (sure === undefined) throw new Error('a story without a quote');
    expect(await take(article, { confirmAbove: sure.confidence })).toMatchObject({ outcome: 'updated' });
    const confirmed = await facts('quote', sure.span.exact);
    expect(confirmed).toMatchObject([
      { review: 'CONFIRMED', method: `quotes@1+confirmed-above-${sure.confidence}` },
    ]);
    expect(
      await database.raw.query('SELECT reason FROM change ORDER BY recorded_at DESC, id DESC LIMIT 1'),
    ).toEqual([{ reason: `a test; confirmed above ${sure.confidence}` }]);
    expect(await take(article)).toMatchObject({ outcome: 'unchanged' });
    expect(await take(article, { confirmAbove: 1 })).toMatchObject({ outcome: 'unchanged' });
    await take(article, { confirmAbove: 0 });
    expect(await facts('quote', sure.span.exact)).toEqual(confirmed);
    expect(await database.raw.query("SELECT FROM quote WHERE review <> 'CONFIRMED'")).toEqual([]);
  });
});

it('any edition of any article leaves every reviewed fact of the one before, and verify finds the record whole', async () => {
  const editions = arbitraryArticle.chain((first) => fc.tuple(fc.constant(first), arbitraryEdition(first)));
  await fc.assert(
    fc.asyncProperty(editions, async ([first, edition]) => {
      await database.reset();
      await take(first);
      const second = asSuggested(edition);
      const reviewed = await reviewedFacts();
      await take(second);
      const now = new Set(await reviewedFacts());
      expect(reviewed.filter((fact) => !now.has(fact))).toEqual([]);
      const again = await take(second);
      if (isTellable(second)) expect(again.outcome).toBe('unchanged');
      expect((await verify(database)).faults).toEqual([]);
    }),
    { numRuns: 10 },
  );
}, 300_000);

/** The article as a pipeline finds it: nobody has reviewed anything of it. */
function asSuggested(article: AnnotatedArticle): AnnotatedArticle {
  const suggest = <Fact extends FactState>(fact: Fact): Fact => ({
    ...fact,
    review: 'SUGGESTED',
    method: 'quotes@1',
  });
  return {
    ...article,
    mentions: article.mentions.map(suggest),
    quotes: article.quotes.map(suggest),
    affiliations: article.affiliations.map((affiliation) => ({
      ...affiliation,
      receipts: affiliation.receipts.map(suggest),
    })),
    topics: article.topics.map(suggest),
  };
}

/**
 * Whether the article is one that the pipeline could have made. Its entities can be told from each other, and each is
 * named by a mention or a quote: of others a second look may tie one to another of the same name. No two of its facts
 * stand nearly at one place: once stored, a reviewed one would settle what the machine says there.
 */
function isTellable({ entities, mentions, quotes }: AnnotatedArticle): boolean {
  const named = new Set<string | null>([
    ...mentions.map(({ entity }) => entity),
    ...quotes.flatMap(({ speakers, speakingFor, addressee }) => [...speakers, speakingFor, addressee]),
  ]);
  const names = entities.flatMap(({ type, name, aliases }) => [
    ...new Set([name, ...aliases].map((one) => `${type} ${nameKey(one)}`)),
  ]);
  const areNamedApart = entities.every(({ key }) => named.has(key)) && new Set(names).size === names.length;
  return areNamedApart && standApart(mentions) && standApart(quotes);
}

/** Whether no two share more than half of what they span. */
function standApart(facts: readonly { readonly span: TextSpan }[]): boolean {
  return facts.every(({ span }, position) =>
    facts.slice(position + 1).every(({ span: other }) => {
      const shared = Math.min(span.end, other.end) - Math.max(span.start, other.start);
      const all = Math.max(span.end, other.end) - Math.min(span.start, other.start);
      return shared * 2 <= all;
    }),
  );
}

async function reviewedFacts(): Promise<readonly string[]> {
  const tables = ['mention', 'quote', 'affiliation_receipt', 'topic_assignment'];
  const selects = tables.map(
    (table) =>
      `SELECT '${table} ' || id || ' ' || review AS fact FROM ${table} WHERE review = 'REJECTED' OR method = 'seed'`,
  );
  const rows = await database.raw.query<{ fact: string }>(selects.join(' UNION ALL '));
  return rows.map(({ fact }) => fact);
}
