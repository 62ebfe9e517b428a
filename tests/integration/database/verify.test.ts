import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { verify } from '../../../src/database/verify.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import {
  addAffiliation,
  addArticle,
  addMention,
  addOrganisation,
  addPerson,
  addQuote,
  assignTopic,
} from './rows.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

/** A small, sound record, with a character outside the Basic Multilingual Plane before every span. */
beforeEach(async () => {
  await database.reset();
  await database.change({ actor: 'test', reason: 'a test' }, async (transaction) => {
    const speaker = await addPerson(transaction, 'Kurilla');
    const other = await addPerson(transaction, 'Munir');
    const parent = await addOrganisation(transaction, 'Department');
    const office = await addOrganisation(transaction, 'Centcom', parent.id);
    const article = await addArticle(
      transaction,
      '😀 Centcom chief Kurilla met Munir: “We stand with Munir’s army.”',
    );
    await addMention(transaction, article, 'Kurilla', { personId: speaker.id });
    await addMention(transaction, article, 'Munir’s', { personId: other.id });
    await addMention(transaction, article, 'Centcom', { organisationId: office.id });
    await addQuote(transaction, article, 'We stand with Munir’s army.', [{ personId: speaker.id }]);
    await addAffiliation(transaction, article, 'Centcom chief', speaker.id, office.id);
    const broader = await transaction.topic.create({ data: { slug: 'conflict', name: 'Conflict' } });
    const topic = await transaction.topic.create({
      data: { slug: 'war', name: 'War', broaderId: broader.id },
    });
    await assignTopic(transaction, article, topic.id);
    await transaction.person.update({ where: { id: other.id }, data: { slug: 'asim-munir' } });
  });
});

/** Writes around the door, as a faulty bulk loader would. */
async function spoil(sql: string): Promise<void> {
  await database.raw.run(
    `SET session_replication_role = replica; ${sql}; SET session_replication_role = origin;`,
  );
}

test('a sound record has no fault, and its rows are counted', async () => {
  const { counts, faults } = await verify(database);
  expect(faults).toEqual([]);
  expect(counts).toMatchObject({ article: 1, person: 2, mention: 3, quote: 1, topic_closure: 3, slug: 1 });
});

test('progress names each check before it runs', async () => {
  const seen: { check: string; done: number; total: number }[] = [];
  await verify(database, (progress) => seen.push(progress));
  expect(seen[0]).toMatchObject({ check: 'block-span', done: 0, total: seen.length });
  expect(new Set(seen.map(({ check }) => check)).size).toBe(seen.length);
});

describe('each kind of fault is found', () => {
  const ARTICLE = '(SELECT id FROM article)';
  test.each([
    ['mention-span', `UPDATE mention SET exact = 'Kurillo' WHERE exact = 'Kurilla'`],
    ['mention-span', `UPDATE mention SET prefix = 'x' WHERE exact = 'Kurilla'`],
    ['mention-span', `UPDATE mention SET suffix = 'x' WHERE exact = 'Kurilla'`],
    [
      'mention-span',
      `UPDATE mention SET utf16_start = utf16_start + 1, utf16_end = utf16_end + 1 WHERE exact = 'Kurilla'`,
    ],
    [
      'mention-span',
      `UPDATE mention SET span_start = span_start + 1, span_end = span_end + 1, utf16_start = utf16_start + 1, utf16_end = utf16_end + 1`,
    ],
    ['quote-span', `UPDATE quote SET suffix = 'x'`],
    ['quote-span-span', `UPDATE quote_span SET suffix = 'x'`],
    ['affiliation-receipt-span', `UPDATE affiliation_receipt SET suffix = 'x'`],
    ['block-span', `UPDATE block SET suffix = 'x'`],
    [
      'text-hash',
      `ALTER TABLE article_text DROP CONSTRAINT article_text_sha256; UPDATE article_text SET sha256 = 'no'`,
    ],
    ['mention-block', `UPDATE block SET kind = 'FURNITURE'`],
    ['mention-block', 'DELETE FROM block'],
    ['block-order', `INSERT INTO block SELECT (json_populate_record(b, '{"position": 1}')).* FROM block b`],
    ['block-position', 'UPDATE block SET position = 1'],
    ['article-revision', 'UPDATE article SET revision = 2'],
    ['mention-revision', `UPDATE mention SET span_state = 'LOST' WHERE exact = 'Kurilla'`],
    [
      'source-revision',
      `INSERT INTO article_source (id, article_id, revision, media_type, reader, bytes, sha256)
      VALUES (gen_random_uuid(), ${ARTICLE}, 2, 'text/plain', 'plain@1', '', encode(sha256(''), 'hex'))`,
    ],
    ['quote-text', `UPDATE quote SET text = 'We stand.'`],
    [
      'quote-extent',
      `UPDATE quote_span SET span_end = span_end - 1, utf16_end = utf16_end - 1, exact = left(exact, -1) WHERE role = 'CONTENT'`,
    ],
    [
      'quoted-span',
      `UPDATE quote_span SET span_end = span_end - 1, utf16_end = utf16_end - 1, exact = left(exact, -1) WHERE role = 'QUOTED'`,
    ],
    ['quote-kind', `DELETE FROM quote_span WHERE role = 'QUOTED'`],
    ['quote-kind', `UPDATE quote SET kind = 'INDIRECT'`],
    ['quote-cue', `UPDATE quote SET cue = 'said'`],
    ['quote-attribution', `UPDATE quote SET attribution = 'UNATTRIBUTED'`],
    ['quote-attribution', 'DELETE FROM quote_speaker'],
    [
      'quote-within',
      'ALTER TABLE quote DROP CONSTRAINT quote_not_within_itself; UPDATE quote SET within_id = id',
    ],
    ['person-old-slug', `UPDATE slug SET target_id = gen_random_uuid()`],
    ['person-old-slug', `UPDATE person SET slug = 'munir' WHERE name = 'Kurilla'`],
    [
      'article-withdrawal',
      `INSERT INTO article_withdrawal (article_id, reason) VALUES (${ARTICLE}, 'It was made up.')`,
    ],
    [
      'article-correction-order',
      `INSERT INTO article_correction (article_id, position, note) VALUES (${ARTICLE}, 1, 'It was Tuesday.')`,
    ],
    ['affiliation-receipt', 'DELETE FROM affiliation_receipt'],
    [
      'organisation-parent',
      `UPDATE organisation o SET parent_id = c.id FROM organisation c WHERE c.parent_id = o.id`,
    ],
    ['topic-broader', `UPDATE topic t SET broader_id = n.id FROM topic n WHERE n.broader_id = t.id`],
    ['derived-article', 'UPDATE article SET quote_count = 7'],
    ['derived-article', `UPDATE article SET is_visible = false`],
    ['derived-mention', 'UPDATE mention SET is_visible = false'],
    ['derived-mention', `UPDATE mention SET sort_at = '2000-01-01'`],
    ['derived-quote', 'UPDATE quote SET is_visible = false'],
    ['derived-quote-speaker', 'UPDATE quote_speaker SET is_visible = false'],
    ['derived-quote-mention', 'DELETE FROM quote_mention'],
    ['derived-quote-about', 'DELETE FROM quote_about'],
    ['derived-topic-assignment', 'UPDATE topic_assignment SET is_visible = false'],
    ['derived-affiliation-receipt', 'UPDATE affiliation_receipt SET is_visible = false'],
    ['derived-affiliation', 'UPDATE affiliation SET newest_receipt_id = NULL'],
    ['derived-article-person', 'UPDATE article_person SET mention_count = 7'],
    ['derived-article-organisation', 'DELETE FROM article_organisation'],
    ['derived-person', `UPDATE person SET quote_count = 7`],
    ['derived-person', `UPDATE person SET is_visible = false WHERE name = 'Munir'`],
    ['derived-organisation', `UPDATE organisation SET is_visible = false WHERE name = 'Department'`],
    ['derived-topic', 'UPDATE topic SET article_count = 7'],
    ['derived-topic-closure', 'DELETE FROM topic_closure WHERE depth = 1'],
    ['derived-article-search', `UPDATE article_search SET words = 'other'`],
    ['derived-article-search', 'UPDATE article_search SET is_visible = false'],
    ['derived-quote-search', 'DELETE FROM quote_search'],
    ['derived-person-search', `UPDATE person_search SET names = 'kurillo'`],
    ['derived-organisation-search', 'UPDATE organisation SET name = lower(name) || 1'],
    ['derived-topic-search', `UPDATE topic SET definition = 'A definition'`],
    ['derived-search-word', `DELETE FROM search_word WHERE word = 'stand'`],
    ['reference-mention_person_id_fkey', `DELETE FROM person WHERE name = 'Munir'`],
    ['reference-mention_article_id_fkey', 'DELETE FROM article'],
    ['mention-span', 'DELETE FROM article_text'],
    ['reference-revision_change_id', 'DELETE FROM change'],
  ])('%s: %s', async (check, sql) => {
    await spoil(sql);
    const { faults } = await verify(database);
    expect(faults.map((fault) => fault.check)).toContain(check);
    // Constraints that a case had to drop come back for the next one.
    await database.reset();
    await database.raw.run(`
      ALTER TABLE article_text DROP CONSTRAINT IF EXISTS article_text_sha256,
        ADD CONSTRAINT article_text_sha256 CHECK (sha256 = encode(sha256(convert_to(text, 'UTF8')), 'hex'));
      ALTER TABLE quote DROP CONSTRAINT IF EXISTS quote_not_within_itself, ADD CONSTRAINT quote_not_within_itself CHECK (within_id <> id);`);
  });
});

test('a fault names its row and says what is wrong with it', async () => {
  await spoil(`UPDATE mention SET exact = 'Kurillo' WHERE exact = 'Kurilla'`);
  const [mention] = await database.raw.query<{ id: string }>(
    `SELECT id FROM mention WHERE exact = 'Kurillo'`,
  );
  expect((await verify(database)).faults).toEqual([
    {
      check: 'mention-span',
      row: `mention ${mention?.id}`,
      message: 'the text from 16 to 23 is "Kurilla", not "Kurillo"',
    },
  ]);
});
