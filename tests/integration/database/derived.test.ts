import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Transaction } from '../../../src/database/database.ts';
import { verify } from '../../../src/database/verify.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import {
  addAffiliation,
  addArticle,
  addMention,
  addOrganisation,
  addPerson,
  addQuote,
  addReceipt,
  assignTopic,
} from './rows.ts';

const BY = { actor: 'editor:test', reason: 'a test' };

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(() => database.reset());
// Whatever a test did through the door, the derived data of the whole database must be right.
afterEach(async () => expect((await verify(database)).faults).toEqual([]));
afterAll(() => database.close());

async function change<T>(write: (transaction: Transaction) => Promise<T>): Promise<T> {
  const result = await database.change(BY, write);
  if (result.outcome !== 'applied') throw new Error('not applied');
  return result.value;
}

function ask(sql: string): Promise<readonly Record<string, unknown>[]> {
  return database.raw.query(sql);
}

const TEXT = 'Kurilla met Munir. “We stand with Munir and the Army,” Kurilla said for Centcom.';

/** One article in which Kurilla, for Centcom, speaks of Munir and the Army. */
async function addInterview(transaction: Transaction, data: Parameters<typeof addArticle>[2] = {}) {
  const kurilla = await addPerson(transaction, 'Kurilla');
  const munir = await addPerson(transaction, 'Munir');
  const centcom = await addOrganisation(transaction, 'Centcom');
  const army = await addOrganisation(transaction, 'Army');
  const article = await addArticle(transaction, TEXT, data);
  const quote = await addQuote(
    transaction,
    article,
    'We stand with Munir and the Army,',
    [{ personId: kurilla.id }],
    { speakingForId: centcom.id },
  );
  const inside = await addMention(transaction, { ...article }, 'Munir and', { personId: munir.id });
  await addMention(transaction, article, 'Army', { organisationId: army.id });
  return { kurilla, munir, centcom, army, article, quote, inside };
}

describe('visibility', () => {
  test('an article’s publication shows it, its facts and all they name; withdrawing hides them again', async () => {
    const { article } = await change((transaction) => addInterview(transaction, { status: 'DRAFT' }));
    const visible = () =>
      ask(`SELECT (SELECT count(*) FROM article WHERE is_visible) AS articles,
        (SELECT count(*) FROM mention WHERE is_visible) AS mentions, (SELECT count(*) FROM quote WHERE is_visible) AS quotes,
        (SELECT string_agg(name, ' ' ORDER BY name) FROM (SELECT name, is_visible FROM person UNION ALL SELECT name, is_visible FROM organisation) AS e
          WHERE is_visible) AS names`);
    expect(await visible()).toEqual([{ articles: 0, mentions: 0, quotes: 0, names: null }]);
    const setStatus = (status: 'PUBLISHED' | 'WITHDRAWN') =>
      change((transaction) => transaction.article.update({ where: { id: article.id }, data: { status } }));
    await setStatus('PUBLISHED');
    expect(await visible()).toEqual([
      { articles: 1, mentions: 2, quotes: 1, names: 'Army Centcom Kurilla Munir' },
    ]);
    await setStatus('WITHDRAWN');
    expect(await visible()).toEqual([{ articles: 0, mentions: 0, quotes: 0, names: null }]);
  });

  test('deleting an article takes its own rows with it and no person, organisation or topic', async () => {
    const { article, kurilla } = await change(async (transaction) => {
      const interview = await addInterview(transaction);
      const topic = await transaction.topic.create({ data: { slug: 'defence', name: 'Defence' } });
      await assignTopic(transaction, interview.article, topic.id);
      await addAffiliation(
        transaction,
        interview.article,
        'for Centcom',
        interview.kurilla.id,
        interview.centcom.id,
      );
      return interview;
    });
    await change((transaction) => transaction.article.delete({ where: { id: article.id } }));
    const counts = await verify(database);
    expect(counts.counts).toMatchObject({
      article: 0,
      article_text: 0,
      block: 0,
      mention: 0,
      quote: 0,
      quote_span: 0,
    });
    expect(counts.counts).toMatchObject({
      topic_assignment: 0,
      affiliation: 0,
      affiliation_receipt: 0,
      article_person: 0,
    });
    expect(counts.counts).toMatchObject({ person: 2, organisation: 2, topic: 1 });
    expect(
      await ask(`SELECT is_visible, quote_count, article_count FROM person WHERE id = '${kurilla.id}'`),
    ).toEqual([{ is_visible: false, quote_count: 0, article_count: 0 }]);
  });

  test('a suggested fact shows nobody, and its confirmation does', async () => {
    const mention = await change(async (transaction) => {
      const person = await addPerson(transaction, 'Kurilla');
      const article = await addArticle(transaction, 'Kurilla spoke.');
      return addMention(transaction, article, 'Kurilla', { personId: person.id }, { review: 'SUGGESTED' });
    });
    expect(await ask('SELECT is_visible FROM person')).toEqual([{ is_visible: false }]);
    expect(await ask('SELECT mention_count, is_visible FROM article_person')).toEqual([
      { mention_count: 0, is_visible: false },
    ]);
    await change((transaction) =>
      transaction.mention.update({ where: { id: mention.id }, data: { review: 'CONFIRMED' } }),
    );
    expect(await ask('SELECT is_visible, article_count FROM person')).toEqual([
      { is_visible: true, article_count: 1 },
    ]);
    await change((transaction) =>
      transaction.mention.update({ where: { id: mention.id }, data: { review: 'REJECTED' } }),
    );
    expect(await ask('SELECT * FROM article_person')).toEqual([]);
    expect(await ask('SELECT is_visible, article_count FROM person')).toEqual([
      { is_visible: false, article_count: 0 },
    ]);
  });

  test('an organisation is visible for the sake of one under it, through any depth, and moves with it', async () => {
    const [top, other, , office] = await change(async (transaction) => {
      const first = await addOrganisation(transaction, 'Top');
      const second = await addOrganisation(transaction, 'Other');
      const middle = await addOrganisation(transaction, 'Middle', first.id);
      const leaf = await addOrganisation(transaction, 'Office', middle.id);
      const article = await addArticle(transaction, 'The Office closed.');
      await addMention(transaction, article, 'Office', { organisationId: leaf.id });
      return [first, second, middle, leaf] as const;
    });
    const visible = () => ask('SELECT name FROM organisation WHERE is_visible ORDER BY name');
    expect(await visible()).toEqual([{ name: 'Middle' }, { name: 'Office' }, { name: 'Top' }]);
    await change((transaction) =>
      transaction.organisation.update({ where: { id: office.id }, data: { parentId: other.id } }),
    );
    expect(await visible()).toEqual([{ name: 'Office' }, { name: 'Other' }]);
    await expect(
      change((transaction) =>
        transaction.organisation.update({ where: { id: other.id }, data: { parentId: office.id } }),
      ),
    ).rejects.toThrow('would be part of itself');
    expect(top.isVisible).toBe(false);
  });

  test('a publisher is visible while an article of its is', async () => {
    const article = await change(async (transaction) => {
      const publisher = await addOrganisation(transaction, 'Tribune');
      return addArticle(transaction, 'A text.', { publisherId: publisher.id });
    });
    expect(await ask('SELECT is_visible FROM organisation')).toEqual([{ is_visible: true }]);
    await change((transaction) =>
      transaction.article.update({ where: { id: article.id }, data: { publisherId: null } }),
    );
    expect(await ask('SELECT is_visible FROM organisation')).toEqual([{ is_visible: false }]);
  });
});

describe('joins and counts', () => {
  test('what a quote mentions is what stands inside its spans; whom it is about leaves its speakers out', async () => {
    const { quote, munir, army } = await change(async (transaction) => {
      const interview = await addInterview(transaction);
      await addMention(
        transaction,
        interview.article,
        'We',
        { personId: interview.kurilla.id },
        { form: 'PRONOUN' },
      );
      await addMention(transaction, interview.article, 'Kurilla met', { personId: interview.kurilla.id });
      return interview;
    });
    expect(await ask('SELECT count(*) AS mentions FROM quote_mention')).toEqual([{ mentions: 3 }]);
    expect(
      await ask(
        'SELECT quote_id, person_id, organisation_id, is_visible FROM quote_about ORDER BY person_id NULLS LAST',
      ),
    ).toEqual([
      { quote_id: quote.id, person_id: munir.id, organisation_id: null, is_visible: true },
      { quote_id: quote.id, person_id: null, organisation_id: army.id, is_visible: true },
    ]);
  });

  test('a mention on a LOST span has no part in today’s joins', async () => {
    const { inside } = await change((transaction) => addInterview(transaction));
    await change(async (transaction) => {
      const text = await transaction.articleText.findFirstOrThrow();
      await transaction.articleText.create({ data: { ...text, revision: 2 } });
      await transaction.block.create({
        data: { ...(await transaction.block.findFirstOrThrow()), revision: 2 },
      });
      await transaction.article.updateMany({ data: { revision: 2 } });
      const moved = { data: { revision: 2, spanState: 'MOVED' } } as const;
      await transaction.mention.updateMany(moved);
      await transaction.quote.updateMany(moved);
      await transaction.quoteSpan.updateMany(moved);
      await transaction.mention.update({
        where: { id: inside.id },
        data: { revision: 1, spanState: 'LOST' },
      });
    });
    expect(await ask('SELECT count(*) AS n FROM article_person')).toEqual([{ n: 0 }]);
    expect(await ask('SELECT count(*) AS n FROM quote_mention')).toEqual([{ n: 1 }]);
  });

  test('counts are over what readers see', async () => {
    const { kurilla } = await change(async (transaction) => {
      const interview = await addInterview(transaction);
      await addQuote(transaction, interview.article, 'Kurilla said', [{ personId: interview.kurilla.id }], {
        review: 'SUGGESTED',
      });
      return interview;
    });
    expect(await ask(`SELECT quote_count FROM person WHERE id = '${kurilla.id}'`)).toEqual([
      { quote_count: 1 },
    ]);
    expect(await ask('SELECT quote_count FROM article')).toEqual([{ quote_count: 1 }]);
  });

  test('the first mention is the first visible one of the text', async () => {
    const mentions = await change(async (transaction) => {
      const person = await addPerson(transaction, 'Kurilla');
      const article = await addArticle(transaction, 'One, two and three.');
      const add = (exact: string, review: 'CONFIRMED' | 'SUGGESTED') =>
        addMention(transaction, article, exact, { personId: person.id }, { review });
      return [
        await add('three', 'CONFIRMED'),
        await add('One', 'SUGGESTED'),
        await add('two', 'CONFIRMED'),
      ] as const;
    });
    expect(await ask('SELECT first_mention_id, mention_count FROM article_person')).toEqual([
      { first_mention_id: mentions[2].id, mention_count: 2 },
    ]);
  });

  test('everything is ordered by the article’s publication, or its recording where that is unknown', async () => {
    const { article } = await change((transaction) => addInterview(transaction));
    const publishedAt = new Date('2022-12-17T10:00:00.000Z');
    await change((transaction) =>
      transaction.article.update({ where: { id: article.id }, data: { publishedAt } }),
    );
    for (const table of ['article', 'mention', 'quote', 'quote_speaker', 'quote_about', 'article_person']) {
      expect(await ask(`SELECT DISTINCT sort_at FROM ${table}`)).toEqual([{ sort_at: publishedAt }]);
    }
  });
});

describe('affiliations', () => {
  test('an affiliation follows its newest visible receipt and ends with its last one', async () => {
    const { affiliation, older, newer } = await change(async (transaction) => {
      const person = await addPerson(transaction, 'Munir');
      const organisation = await addOrganisation(transaction, 'ISI');
      const first = await addArticle(transaction, 'ISI chief Munir', { publishedAt: new Date('2019-01-01') });
      const second = await addArticle(transaction, 'former ISI chief Munir', {
        publishedAt: new Date('2022-01-01'),
      });
      const said = await addAffiliation(transaction, first, 'ISI chief Munir', person.id, organisation.id, {
        current: true,
      });
      const again = await addReceipt(transaction, second, 'former ISI chief', said.affiliation.id, {
        current: false,
      });
      return { affiliation: said.affiliation, older: said.receipt, newer: again };
    });
    const now = () => ask('SELECT current, newest_receipt_id, is_visible, version FROM affiliation');
    expect(await now()).toEqual([
      { current: false, newest_receipt_id: newer.id, is_visible: true, version: 1 },
    ]);
    await change((transaction) =>
      transaction.affiliationReceipt.update({ where: { id: newer.id }, data: { review: 'REJECTED' } }),
    );
    expect(await now()).toMatchObject([{ current: true, newest_receipt_id: older.id }]);
    await change((transaction) => transaction.article.deleteMany());
    expect(await now()).toEqual([]);
    expect(
      await ask(`SELECT row_key FROM revision WHERE table_name = 'affiliation' AND kind = 'DELETED'`),
    ).toEqual([{ row_key: { id: affiliation.id } }]);
    expect(await ask('SELECT is_visible FROM person')).toEqual([{ is_visible: false }]);
  });
});

describe('topics', () => {
  test('the closure holds every pair of a topic and what is under it, and follows a move', async () => {
    const [, b, , d] = await change(async (transaction) => {
      const add = (slug: string, broaderId: string | null) =>
        transaction.topic.create({ data: { slug, name: slug, broaderId } });
      const first = await add('a', null);
      const second = await add('b', first.id);
      return [first, second, await add('c', second.id), await add('d', null)] as const;
    });
    const closure = () =>
      ask(`SELECT string_agg(a.slug || t.slug || depth, ' ' ORDER BY a.slug, t.slug) AS pairs
        FROM topic_closure JOIN topic a ON a.id = ancestor_id JOIN topic t ON t.id = descendant_id`);
    expect(await closure()).toEqual([{ pairs: 'aa0 ab1 ac2 bb0 bc1 cc0 dd0' }]);
    await change((transaction) =>
      transaction.topic.update({ where: { id: b.id }, data: { broaderId: d.id } }),
    );
    expect(await closure()).toEqual([{ pairs: 'aa0 bb0 bc1 cc0 db1 dc2 dd0' }]);
    await expect(
      change((transaction) => transaction.topic.update({ where: { id: d.id }, data: { broaderId: b.id } })),
    ).rejects.toThrow('would be broader than itself');
  });

  test('a topic counts the visible articles assigned to itself, and a retired one is never assigned', async () => {
    const article = await change((transaction) => addArticle(transaction, 'A text.'));
    const topic = await change(async (transaction) => {
      const created = await transaction.topic.create({ data: { slug: 'war', name: 'War' } });
      await assignTopic(transaction, article, created.id);
      return created;
    });
    expect(await ask('SELECT article_count FROM topic')).toEqual([{ article_count: 1 }]);
    await change((transaction) =>
      transaction.topic.update({ where: { id: topic.id }, data: { retiredAt: new Date() } }),
    );
    await expect(
      change(async (transaction) => assignTopic(transaction, await addArticle(transaction, 'B'), topic.id)),
    ).rejects.toThrow('is retired and cannot be assigned');
  });
});
