import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createKey } from '../../../src/access/key-store.ts';
import type { ChangeResult } from '../../../src/database/database.ts';
import { IS_SERVER, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { startExportsServer } from '../../support/exports-server.ts';
import { addArticle, addMention, addPerson } from './rows.ts';

const BY = { actor: 'editor:test', reason: 'a test' };
/** Changes that the database takes at once. */
const AT_ONCE = IS_SERVER ? 5 : 1;
/** On a server as many as once were refused for want of connections. */
const REVIEWS = IS_SERVER ? 200 : 50;

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(() => database.reset());
afterAll(() => database.close());

/** Has changes of a database take all turns until `end` is called. */
function occupy(occupied: TestDatabase): { readonly end: () => Promise<unknown> } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const changes = Array.from({ length: AT_ONCE }, () => occupied.change(BY, () => opened));
  return {
    end: () => {
      open();
      return Promise.all(changes);
    },
  };
}

function times<T>(count: number, make: (number: number) => T): T[] {
  return Array.from({ length: count }, (_, number) => make(number));
}

describe('writers that come at once', () => {
  test('are all answered: reviews of the facts of one article', async () => {
    const ids = await applied(
      database.change(BY, async (transaction) => {
        const words = times(20, (number) => `Name${100 + number}`);
        const article = await addArticle(transaction, words.join(', '));
        const mentions: string[] = [];
        for (const word of words) {
          const { id: personId } = await addPerson(transaction, word);
          mentions.push((await addMention(transaction, article, word, { personId })).id);
        }
        return mentions;
      }),
    );
    const key = await createKey(database, {
      name: 'desk',
      role: 'EDITOR',
      expiresAt: null,
      createdBy: 'test',
    });
    const server = await startExportsServer(database);
    const review = async (number: number) => {
      const id = `mention_${ids[number % ids.length]}`;
      const state = number % 3 === 0 ? 'REJECTED' : 'CONFIRMED';
      const response = await server.get('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key.text}` },
        body: JSON.stringify({
          query: `mutation { reviewFacts(input: { facts: [{ id: "${id}", state: ${state} }] }) { facts { review } userErrors { code } } }`,
        }),
      });
      return [state, await response.json()];
    };
    try {
      const answers = await Promise.all(times(REVIEWS, review));
      expect(answers).toEqual(
        answers.map(([state]) => [
          state,
          { data: { reviewFacts: { facts: [{ review: state }], userErrors: [] } } },
        ]),
      );
    } finally {
      await server.stop();
    }
  });

  test('have no read wait for all of them', async () => {
    const done: string[] = [];
    const [first, ...others] = times(50, async (number) => {
      await database.change(BY, (transaction) => addPerson(transaction, `Person ${number}`));
      done.push('write');
    });
    await first;
    const reading = database.ping().then(() => done.push('read'));
    await Promise.all([...others, reading]);
    expect(done.indexOf('read')).toBeLessThan(10);
  });

  test('wait, a thousand of them; one more is told when to come again, and nothing of it is written', async () => {
    const { end } = occupy(database);
    const waiting = times(1_000, () => database.change(BY, async () => 'written'));
    await expect(
      database.change(BY, (transaction) => addPerson(transaction, 'Too Many')),
    ).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      message: expect.stringContaining('1000 writes are waiting already'),
      details: { retryAfterS: 5 },
    });
    await end();
    const results = await Promise.all(waiting);
    expect(results.filter(({ outcome }) => outcome === 'applied')).toHaveLength(1_000);
    expect(await database.raw.query('SELECT FROM person')).toEqual([]);
  });

  test('and wait when the database is closed are refused', async () => {
    const own = await openTestDatabase();
    const { end } = occupy(own);
    const waiting = own.change(BY, (transaction) => addPerson(transaction, 'Late'));
    const refused = expect(waiting).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    const closed = own.close();
    await refused;
    await end();
    await closed;
  });
});

async function applied<T>(change: Promise<ChangeResult<T>>): Promise<T> {
  const result = await change;
  if (result.outcome !== 'applied') throw new Error('a change without a key was not applied');
  return result.value;
}
