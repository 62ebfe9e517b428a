import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { importText } from '../support/edited-article.ts';
import { mutate, type Payload, refused } from '../support/mutate.ts';
import { type SharedServer, shareServer } from '../support/shared-server.ts';

const STORY = `Mayor opens a bridge

By Jo Roe

LEEDS: Mayor Ada Example opened the bridge on Monday.

“We will build a second one,” Ms Example said. She thanked the engineers.

Engineer Bob Sample said that the work took nine years.
`;

const shown = z.object({
  facts: z.array(
    z.object({
      __typename: z.string(),
      id: z.string(),
      review: z.string(),
      method: z.string(),
      version: z.number(),
    }),
  ),
});
const SHOWN = 'facts { __typename ... on Node { id } review method version }';

const NINJS = { mediaType: 'application/json' };
const item = (version: string, text: string) =>
  JSON.stringify({
    uri: 'urn:example:bridge',
    version,
    type: 'text',
    headline: 'Mayor opens a bridge',
    body_text: text,
  });

let server: SharedServer;
beforeAll(async () => {
  server = await shareServer();
});

const review = (facts: readonly object[], extra: object = {}) =>
  mutate(server.url, 'reviewFacts', { facts, ...extra }, SHOWN);
const factsOf = (payload: Payload) => shown.parse(payload).facts;
const unknown = 'mention_00000000-0000-7000-8000-000000000000';

describe('facts', () => {
  test('of several kinds are reviewed in one call, and imports leave them alone', async () => {
    const { quotes, mentions } = await importText(server.url, item('1', STORY), NINJS);
    const [quote] = quotes.nodes;
    const [first, second] = mentions.nodes;
    expect(quote).toMatchObject({ review: 'SUGGESTED', method: 'quotes@1' });
    const payload = await review([
      { id: second?.id, state: 'REJECTED', version: 1 },
      { id: quote?.id, state: 'CONFIRMED', version: 1 },
      { id: first?.id, state: 'CONFIRMED' },
    ]);
    expect(payload.userErrors).toEqual([]);
    expect(factsOf(payload)).toMatchObject([
      { __typename: 'Mention', id: second?.id, review: 'REJECTED', version: 2 },
      { __typename: 'Quote', id: quote?.id, review: 'CONFIRMED', version: 2 },
      { __typename: 'Mention', id: first?.id, review: 'CONFIRMED', version: 2 },
    ]);
    const again = await importText(
      server.url,
      item('2', STORY.replace('nine years', 'ten long years')),
      NINJS,
    );
    expect(again.text).toContain('ten long years');
    expect(again.quotes.nodes.find(({ id }) => id === quote?.id)).toMatchObject({
      review: 'CONFIRMED',
      version: 3,
    });
    const kept = again.mentions.nodes.filter(({ review }) => review !== 'SUGGESTED');
    expect(kept.map(({ id, review }) => [id, review]).toSorted()).toEqual(
      [
        [first?.id, 'CONFIRMED'],
        [second?.id, 'REJECTED'],
      ].toSorted(),
    );
    expect(again.mentions.nodes.filter(({ span }) => span.start === second?.span.start)).toHaveLength(1);
  });

  test('that a threshold confirmed become a person’s when a person confirms them', async () => {
    const { quotes } = await importText(
      server.url,
      STORY.replaceAll('Leeds', 'Bath').replace('LEEDS', 'BATH'),
      {
        confirmAbove: 0.01,
      },
    );
    const [quote] = quotes.nodes;
    expect(quote).toMatchObject({ review: 'CONFIRMED', method: 'quotes@1+confirmed-above-0.01' });
    const [confirmed] = factsOf(await review([{ id: quote?.id, state: 'CONFIRMED' }]));
    expect(confirmed).toMatchObject({ review: 'CONFIRMED', method: 'quotes@1', version: 2 });
    const [same] = factsOf(await review([{ id: quote?.id, state: 'CONFIRMED' }]));
    expect(same).toMatchObject({ version: 2 });
    const [open] = factsOf(await review([{ id: quote?.id, state: 'SUGGESTED' }]));
    expect(open).toMatchObject({ review: 'SUGGESTED', version: 3 });
  });

  test('are all reviewed or none, and each one that stands in the way is named', async () => {
    const { id, mentions } = await importText(server.url, STORY.replace('LEEDS', 'YORK'));
    const [first, second] = mentions.nodes;
    const payload = await review([
      { id: first?.id, state: 'CONFIRMED', version: 1 },
      { id: unknown, state: 'CONFIRMED' },
      { id: second?.id, state: 'CONFIRMED', version: 7 },
    ]);
    expect(refused(payload)).toEqual(['facts.1.id: NOT_FOUND', 'facts.2.version: CONFLICT']);
    expect(factsOf(payload)).toMatchObject([{ id: second?.id, version: 1, review: 'SUGGESTED' }]);
    const [still] = factsOf(await review([{ id: first?.id, state: 'SUGGESTED' }]));
    expect(still).toMatchObject({ version: 1, review: 'SUGGESTED' });
    expect(
      refused(
        await review([
          { id, state: 'CONFIRMED' },
          { id: 'nonsense', state: 'CONFIRMED' },
          { id: unknown, state: 'CONFIRMED' },
          { id: unknown, state: 'REJECTED' },
        ]),
      ),
    ).toEqual(['facts.0.id: INVALID', 'facts.1.id: INVALID', 'facts.3.id: NOT_UNIQUE']);
    expect(refused(await review([]))).toEqual(['facts: REQUIRED']);
    const many = Array.from({ length: 501 }, () => ({ id: unknown, state: 'CONFIRMED' }));
    expect(refused(await review(many))).toEqual(['facts: TOO_LONG']);
    const distinct = Array.from({ length: 500 }, (_, n) => ({
      id: `quote_00000000-0000-7000-8000-${String(n).padStart(12, '0')}`,
      state: 'CONFIRMED',
    }));
    expect(refused(await review(distinct))).toHaveLength(500);
  });

  test('that two editors review at once, in any order, are as one of them said, and the other is told', async () => {
    const { mentions, quotes } = await importText(server.url, STORY.replace('LEEDS', 'HULL'));
    const all = [...mentions.nodes, ...quotes.nodes].map(({ id }) => id);
    const decide = (ids: readonly string[], state: string) =>
      review(ids.map((id) => ({ id, state, version: 1 })));
    const payloads = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        n % 2 === 0 ? decide(all, 'CONFIRMED') : decide(all.toReversed(), 'REJECTED'),
      ),
    );
    const won = payloads.filter(({ userErrors }) => userErrors.length === 0);
    expect(won).toHaveLength(1);
    const states = new Set(
      factsOf(await review(all.map((id) => ({ id, state: 'SUGGESTED', version: 2 })))).map(
        ({ version }) => version,
      ),
    );
    expect(states).toEqual(new Set([3]));
  });

  test('asked for twice with one key have one effect, and the payload is the same', async () => {
    const { mentions } = await importText(server.url, STORY.replace('LEEDS', 'DERBY'));
    const facts = mentions.nodes.map(({ id }) => ({ id, state: 'CONFIRMED', version: 1 }));
    const once = await review(facts, { idempotencyKey: 'review-once' });
    const twice = await review(facts, { idempotencyKey: 'review-once' });
    expect(once.userErrors).toEqual([]);
    expect(twice).toEqual(once);
  });
});
