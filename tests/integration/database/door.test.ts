import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Transaction } from '../../../src/database/database.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addArticle, addMention, addPerson, addQuote } from './rows.ts';

const BY = { actor: 'editor:test', reason: 'a test' };

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(() => database.reset());
afterAll(() => database.close());

function rows(table: string): Promise<readonly Record<string, unknown>[]> {
  return database.raw.query(`SELECT * FROM ${table} ORDER BY 1`);
}

describe('the write door', () => {
  test('a write outside a change is refused with a message that names the table and the door', async () => {
    await expect(
      database.raw.run(`INSERT INTO topic (id, slug, name) VALUES (gen_random_uuid(), 'a', 'A')`),
    ).rejects.toThrow('writes to topic go through database.change');
    await expect(database.raw.run('DELETE FROM article')).rejects.toThrow(
      'writes to article go through database.change',
    );
    await expect(database.raw.run('TRUNCATE quote_mention')).rejects.toThrow('go through database.change');
  });

  test('a change writes who, why and what, with the row before for all but creations', async () => {
    const created = await database.change(BY, (transaction) => addPerson(transaction, 'Asim Munir'));
    if (created.outcome !== 'applied') throw new Error('not applied');
    const { id } = created.value;
    await database.change(BY, (transaction) =>
      transaction.person.update({ where: { id }, data: { name: 'A. Munir' } }),
    );
    await database.change(BY, (transaction) => transaction.person.delete({ where: { id } }));

    const history = await database.raw.query(
      'SELECT actor, reason, table_name, row_key, kind, before FROM revision JOIN change ON change.id = change_id ORDER BY revision.id',
    );
    expect(history).toEqual([
      { ...BY, table_name: 'person', row_key: { id }, kind: 'CREATED', before: null },
      {
        ...BY,
        table_name: 'person',
        row_key: { id },
        kind: 'UPDATED',
        before: expect.objectContaining({ name: 'Asim Munir', version: 1 }),
      },
      {
        ...BY,
        table_name: 'person',
        row_key: { id },
        kind: 'DELETED',
        before: expect.objectContaining({ name: 'A. Munir', version: 2 }),
      },
    ]);
  });

  test('the creation of a row stands for the parts that came with it; one that comes later is told of', async () => {
    const created = await database.change(BY, async (transaction) => {
      const article = await addArticle(transaction, 'Ada waits for Grace.');
      const [ada, grace] = [await addPerson(transaction, 'Ada'), await addPerson(transaction, 'Grace')];
      const quote = await addQuote(transaction, article, 'waits', [{ personId: ada.id }]);
      return { quoteId: quote.id, articleId: article.id, grace };
    });
    if (created.outcome !== 'applied') throw new Error('not applied');
    const { quoteId, articleId, grace } = created.value;
    const tables = async () =>
      (await rows('revision')).map(({ table_name, kind }) => `${table_name} ${kind}`).sort();
    const withTheQuote = ['article', 'article_text', 'person', 'person', 'quote'].map(
      (name) => `${name} CREATED`,
    );
    expect(await tables()).toEqual(withTheQuote);

    await database.change(BY, async (transaction) => {
      await transaction.quoteSpeaker.create({ data: { quoteId, position: 1, personId: grace.id } });
      await transaction.block.update({
        where: { articleId_revision_position: { articleId, revision: 1, position: 0 } },
        data: { kind: 'HEADING' },
      });
    });
    expect(await tables()).toEqual([...withTheQuote, 'quote_speaker CREATED', 'block UPDATED'].sort());
  });

  test('history holds what a writer wrote and no derived column', async () => {
    const created = await database.change(BY, (transaction) => addPerson(transaction, 'Asim Munir'));
    if (created.outcome !== 'applied') throw new Error('not applied');
    const { id } = created.value;
    await database.change(BY, (transaction) => transaction.person.delete({ where: { id } }));
    const [deleted] = await database.raw.query<{ before: object }>(
      `SELECT before FROM revision WHERE kind = 'DELETED'`,
    );
    expect(Object.keys(deleted?.before ?? {}).sort()).toEqual([
      'aliases',
      'id',
      'merged_into_id',
      'name',
      'recorded_at',
      'slug',
      'version',
    ]);
  });

  test('the version grows with each real update and not with one that changes nothing', async () => {
    const created = await database.change(BY, (transaction) => addPerson(transaction, 'Asim Munir'));
    if (created.outcome !== 'applied') throw new Error('not applied');
    const { id } = created.value;
    const update = (data: { name: string; version?: number }) =>
      database.change(BY, (transaction) => transaction.person.update({ where: { id }, data }));
    await update({ name: 'Asim Munir' });
    expect(await rows('person')).toMatchObject([{ version: 1 }]);
    await update({ name: 'A. Munir', version: 7 });
    expect(await rows('person')).toMatchObject([{ version: 2 }]);
    expect(await rows('revision')).toHaveLength(2);
  });

  test('becoming visible is neither a new version of a person nor history', async () => {
    await database.change(BY, async (transaction) => {
      const person = await addPerson(transaction, 'Asim Munir');
      const article = await addArticle(transaction, 'Asim Munir spoke.');
      await addMention(transaction, article, 'Asim Munir', { personId: person.id });
    });
    expect(await rows('person')).toMatchObject([{ is_visible: true, version: 1 }]);
    expect(await database.raw.query(`SELECT kind FROM revision WHERE kind <> 'CREATED'`)).toEqual([]);
  });

  test('each change leaves one outbox row, its id alone', async () => {
    const first = await database.change(BY, (transaction) => addPerson(transaction, 'One'));
    const second = await database.change(BY, (transaction) => addPerson(transaction, 'Two'));
    expect(await rows('outbox')).toEqual([{ change_id: first.changeId }, { change_id: second.changeId }]);
  });

  test('a change that writes nothing leaves no trace and tells nobody', async () => {
    const told: string[] = [];
    database.onChange((change) => told.push(change.changeId));
    await expect(database.change(BY, async () => 'nothing')).resolves.toMatchObject({
      outcome: 'applied',
      value: 'nothing',
    });
    expect([await rows('change'), await rows('outbox'), told]).toEqual([[], [], []]);
  });

  test('a second change with the same key does not run and gives the first one’s id', async () => {
    const keyed = { ...BY, key: 'import-7' };
    const first = await database.change(keyed, (transaction) => addPerson(transaction, 'One'));
    const second = await database.change(keyed, () => {
      throw new Error('it ran');
    });
    expect(second).toEqual({ outcome: 'repeated', changeId: first.changeId });
  });

  test('a key whose change failed can be used again', async () => {
    const keyed = { ...BY, key: 'import-7' };
    await expect(database.change(keyed, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(
      database.change(keyed, (transaction) => addPerson(transaction, 'One')),
    ).resolves.toMatchObject({ outcome: 'applied' });
  });

  test('of two changes that use one key at the same time, one runs', async () => {
    const keyed = { ...BY, key: 'import-7' };
    const results = await Promise.all(
      ['One', 'Two', 'Three'].map((name) =>
        database.change(keyed, (transaction) => addPerson(transaction, name)),
      ),
    );
    expect(results.map((result) => result.outcome).sort()).toEqual(['applied', 'repeated', 'repeated']);
    expect(new Set(results.map((result) => result.changeId)).size).toBe(1);
    expect(await rows('person')).toHaveLength(1);
  });

  test('a change that throws leaves nothing and tells nobody', async () => {
    const told: string[] = [];
    database.onChange((change) => told.push(change.changeId));
    const failing = async (transaction: Transaction) => {
      await addPerson(transaction, 'One');
      throw new Error('second thoughts');
    };
    await expect(database.change(BY, failing)).rejects.toThrow('second thoughts');
    for (const table of ['person', 'change', 'revision', 'outbox']) expect(await rows(table)).toEqual([]);
    expect(told).toEqual([]);
  });

  test('listeners are told after the commit, until they stop', async () => {
    const seen: unknown[] = [];
    const stop = database.onChange((change) => seen.push(change));
    const { changeId } = await database.change(BY, async (transaction) => {
      await addPerson(transaction, 'One');
      expect(seen).toEqual([]);
    });
    expect(seen).toEqual([{ changeId, actor: BY.actor, purged: [] }]);
    stop();
    await database.change(BY, (transaction) => addPerson(transaction, 'Two'));
    expect(seen).toHaveLength(1);
  });

  test('a listener that throws does not fail the change', async () => {
    const stop = database.onChange(() => {
      throw new Error('deaf');
    });
    await expect(database.change(BY, (transaction) => addPerson(transaction, 'One'))).resolves.toMatchObject({
      outcome: 'applied',
    });
    stop();
  });

  test('reading or changing through the database inside a change throws at once', async () => {
    await database.change(BY, async (transaction) => {
      await addPerson(transaction, 'One');
      await expect(database.read({ text: 'SELECT 1', values: [] })).rejects.toThrow(
        'read was called inside change',
      );
      await expect(database.change(BY, async () => undefined)).rejects.toThrow(
        'change was called inside change',
      );
      await expect(database.ping()).rejects.toThrow('inside change');
    });
  });

  test('a read beside a change waits for it or sees the state before, and never half of it', async () => {
    const change = database.change(BY, async (transaction) => {
      await addPerson(transaction, 'One');
      await addPerson(transaction, 'Two');
    });
    const [row] = await database.read<{ people: number }>({
      text: 'SELECT count(*) AS people FROM person',
      values: [],
    });
    expect([0, 2]).toContain(row?.people);
    await change;
  });

  test('closing waits for the change under way; later ones are refused; closing twice is safe', async () => {
    const own = await openTestDatabase();
    const change = own.change(BY, (transaction) => addPerson(transaction, 'One'));
    await Promise.all([own.close(), expect(change).resolves.toMatchObject({ outcome: 'applied' })]);
    await expect(own.change(BY, async () => undefined)).rejects.toThrow('closed');
    await own.close();
  });
});

describe('old slugs', () => {
  test('a slug that was given up resolves and is free for nobody else', async () => {
    await database.change(BY, async (transaction) => {
      const person = await addPerson(transaction, 'First');
      await transaction.person.update({ where: { id: person.id }, data: { slug: 'renamed' } });
    });
    expect(await rows('slug')).toMatchObject([{ kind: 'PERSON', slug: 'first' }]);
    await expect(database.change(BY, (transaction) => addPerson(transaction, 'First'))).rejects.toThrow();
    await expect(
      database.change(BY, (transaction) =>
        transaction.organisation.create({ data: { slug: 'first', name: 'First' } }),
      ),
    ).resolves.toMatchObject({ outcome: 'applied' });
  });

  test('what gave a slug up may take it back', async () => {
    await database.change(BY, async (transaction) => {
      const { id } = await addPerson(transaction, 'First');
      await transaction.person.update({ where: { id }, data: { slug: 'renamed' } });
      await transaction.person.update({ where: { id }, data: { slug: 'first' } });
    });
    expect(await rows('slug')).toMatchObject([{ slug: 'renamed' }]);
  });

  test('deleting an article frees its old slugs', async () => {
    await database.change(BY, async (transaction) => {
      const { id } = await addArticle(transaction, 'A text.', { slug: 'first' });
      await transaction.article.update({ where: { id }, data: { slug: 'second' } });
      await transaction.article.delete({ where: { id } });
    });
    expect(await rows('slug')).toEqual([]);
  });
});
