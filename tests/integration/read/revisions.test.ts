import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Transaction } from '../../../src/database/database.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { dataOf, runPlanned } from '../../support/planned.ts';
import { addArticle } from '../database/rows.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(() => database.reset());
afterAll(() => database.close());

type Status = 'DRAFT' | 'PUBLISHED' | 'WITHDRAWN';

function change(write: (transaction: Transaction) => Promise<unknown>, actor = 'editor:secret') {
  return database.change({ actor, reason: 'a correction' }, write);
}

async function write(text: string, status: Status): Promise<string> {
  const result = await change((t) => addArticle(t, text, { status, slug: 'story' }));
  if (result.outcome !== 'applied') throw new Error('It was written before');
  return (result.value as { id: string }).id;
}

async function correct(t: Transaction, id: string, revision: number, text: string): Promise<void> {
  const sha256 = createHash('sha256').update(text).digest('hex');
  await t.articleText.create({ data: { articleId: id, revision, text, sha256 } });
  await t.article.update({ where: { id }, data: { revision } });
}

const setStatus = (id: string, status: Status) => (t: Transaction) =>
  t.article.update({ where: { id }, data: { status } });

async function seen(id: string, viewer: 'reader' | 'editor' = 'reader'): Promise<readonly number[]> {
  const list = await dataOf(
    database,
    '{ article(slug: "story") { revisions { totalCount nodes { revision } } } }',
    {
      viewer,
    },
  );
  const { article } = list as {
    article: { revisions: { totalCount: number; nodes: { revision: number }[] } } | null;
  };
  const numbers = (article?.revisions.nodes ?? []).map(({ revision }) => revision);
  expect(article?.revisions.totalCount ?? 0).toBe(numbers.length);
  for (let revision = 0; revision <= 5; revision += 1) {
    const one = await dataOf(
      database,
      'query ($id: ID!, $revision: Int!) { articleRevision(id: $id, revision: $revision) { revision } }',
      { variables: { id: `article_${id}`, revision }, viewer },
    );
    expect(one).toEqual({ articleRevision: numbers.includes(revision) ? { revision } : null });
  }
  return numbers;
}

describe('readers see a text', () => {
  test('that is current, and each that was while the article was published', async () => {
    const id = await write('First draft.', 'DRAFT');
    expect(await seen(id)).toEqual([]);
    await change((t) => correct(t, id, 2, 'Second draft.'));
    await change(setStatus(id, 'PUBLISHED'));
    expect(await seen(id)).toEqual([2]);
    await change((t) => correct(t, id, 3, 'Put right.'));
    expect(await seen(id)).toEqual([3, 2]);
    expect(await seen(id, 'editor')).toEqual([3, 2, 1]);
    await change(setStatus(id, 'DRAFT'));
    expect(await seen(id)).toEqual([]);
    await change((t) => correct(t, id, 4, 'A draft again.'));
    await change((t) => correct(t, id, 5, 'And out.'));
    await change(setStatus(id, 'PUBLISHED'));
    expect(await seen(id)).toEqual([5, 3, 2]);
    await change(setStatus(id, 'WITHDRAWN'));
    expect(await seen(id)).toEqual([]);
  });

  test('not where it was published inside a change alone, which nobody saw', async () => {
    const id = await write('A draft.', 'DRAFT');
    await change(async (t) => {
      await setStatus(id, 'PUBLISHED')(t);
      await correct(t, id, 2, 'Public.');
    });
    expect(await seen(id)).toEqual([2]);
  });

  test('not of before, where no history says that it was published', async () => {
    const id = await write('One.', 'PUBLISHED');
    await change((t) => correct(t, id, 2, 'Two.'));
    await database.raw.run(
      'SET session_replication_role = replica; DELETE FROM revision; SET session_replication_role = origin',
    );
    expect(await seen(id)).toEqual([2]);
  });
});

test('a revision tells its text, when it came, and editors alone who brought it and why', async () => {
  const id = await write('He has said.', 'PUBLISHED');
  await change((t) => correct(t, id, 2, 'He had said.'), 'editor:one');
  const source =
    '{ article(slug: "story") { revisions { nodes { revision text textSha256 recordedAt actor reason } } } }';
  const read = async (viewer: 'reader' | 'editor') =>
    ((await dataOf(database, source, { viewer })) as { article: { revisions: { nodes: unknown[] } } }).article
      .revisions.nodes;
  const common = {
    textSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    recordedAt: expect.stringMatching(/Z$/),
  };
  expect(await read('reader')).toEqual([
    { ...common, revision: 2, text: 'He had said.', actor: null, reason: null },
    { ...common, revision: 1, text: 'He has said.', actor: null, reason: null },
  ]);
  expect(await read('editor')).toMatchObject([
    { actor: 'editor:one', reason: 'a correction' },
    { actor: 'editor:secret', reason: 'a correction' },
  ]);
});

describe('a diff', () => {
  const DIFF = `query ($since: Int) { article(slug: "story") { revisions(first: 1) { nodes { diff(since: $since) { kind text beforeStart afterEnd } } } } }`;

  test('is against the text before, or the one that is named', async () => {
    const id = await write('𝒜 one.', 'PUBLISHED');
    await change((t) => correct(t, id, 2, '𝒜 two.'));
    await change((t) => correct(t, id, 3, '𝒜 two three.'));
    const of = async (since: number | null) => {
      const { result, statements } = await runPlanned(database, DIFF, {
        variables: since === null ? {} : { since },
      });
      expect(statements).toHaveLength(1);
      const data = result.data as {
        article: { revisions: { nodes: { diff: { kind: string; text: string }[] | null }[] } };
      };
      return data.article.revisions.nodes[0]?.diff
        ?.filter(({ kind }) => kind !== 'EQUAL')
        .map(({ kind, text }) => `${kind} ${text}`);
    };
    expect(await of(null)).toEqual(['INSERTED  three']);
    expect(await of(1)).toEqual(['DELETED one', 'INSERTED two three']);
    expect(await of(3)).toEqual([]);
    expect(await of(9)).toBeUndefined();
    expect(await of(-2_147_483_648)).toBeUndefined();
  });

  test('is null for readers against a text that was never public', async () => {
    const id = await write('Zqsecret.', 'DRAFT');
    await change((t) => correct(t, id, 2, 'Public.'));
    await change(setStatus(id, 'PUBLISHED'));
    const none = { article: { revisions: { nodes: [{ diff: null }] } } };
    expect(await dataOf(database, DIFF, {})).toEqual(none);
    expect(await dataOf(database, DIFF, { variables: { since: 1 } })).toEqual(none);
    expect(
      JSON.stringify(await dataOf(database, DIFF, { variables: { since: 1 }, viewer: 'editor' })),
    ).toContain('Zqsecret');
  });
});

describe('corrections', () => {
  test('are listed with their notes, in their order, and purge what showed the article', async () => {
    const id = await write('One.', 'PUBLISHED');
    await change((t) => correct(t, id, 2, 'Two.'));
    const purged: (readonly string[])[] = [];
    const stop = database.onChange((committed) => purged.push(committed.purged));
    await change((t) =>
      t.articleCorrection.create({
        data: { articleId: id, position: 0, revision: 2, note: 'Not one: two.' },
      }),
    );
    await change((t) =>
      t.articleCorrection.create({ data: { articleId: id, position: 1, note: 'The byline.' } }),
    );
    stop();
    const source = '{ article(slug: "story") { corrections { note revision publishedAt } } }';
    const { result, tags, outlet } = await runPlanned(database, source, { isTagged: true });
    expect(outlet).toBe('text');
    expect(result.data).toEqual({
      article: {
        corrections: [
          { note: 'Not one: two.', revision: 2, publishedAt: expect.stringMatching(/Z$/) },
          { note: 'The byline.', revision: null, publishedAt: expect.stringMatching(/Z$/) },
        ],
      },
    });
    expect(purged).toHaveLength(2);
    for (const one of purged) expect(one.filter((tag) => tags.has(tag))).not.toEqual([]);
  });

  test('are refused by SQL without a note, and for a text that is not there', async () => {
    const id = await write('One.', 'PUBLISHED');
    const add = (data: { revision?: number; note: string }) =>
      change((t) => t.articleCorrection.create({ data: { articleId: id, position: 0, ...data } }));
    await expect(add({ note: ' ' })).rejects.toThrow();
    await expect(add({ note: 'Two.', revision: 2 })).rejects.toThrow();
    await expect(add({ note: 'One.', revision: 1 })).rejects.toThrow();
  });
});
