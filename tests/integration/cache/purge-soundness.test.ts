import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EntityTag, EVERY_TAG } from '../../../src/kernel/entity-tag.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { runPlanned, schema } from '../../support/planned.ts';
import { readTables } from '../../support/reference-tables.ts';
import { cursorPairs } from '../read/reference/cursors.ts';
import { poolsOf } from '../read/reference/pools.ts';
import { RandomOperations } from '../read/reference/random-operation.ts';
import { Choices, writeRandomWorld } from '../read/reference/random-world.ts';
import { renderOperation } from '../read/reference/render-operation.ts';
import { plainQueries, plainSearches } from './plain-pages.ts';
import { randomWrites } from './random-change.ts';

/** PURGE_SEED, PURGE_WORLDS, PURGE_OPERATIONS and PURGE_CHANGES (in each world) ask for other or more than the daily run. */
const SEED = Number(process.env['PURGE_SEED'] ?? Date.now() % 1_000_000);
const WORLDS = Number(process.env['PURGE_WORLDS'] ?? 2);
const OPERATIONS = Number(process.env['PURGE_OPERATIONS'] ?? 60);
const CHANGES = Number(process.env['PURGE_CHANGES'] ?? 30);

type Variables = Readonly<Record<string, unknown>>;

/** An answer as a cache keeps it. */
interface Kept {
  readonly source: string;
  readonly variables: Variables;
  readonly answer: string;
  readonly tags: ReadonlySet<EntityTag>;
}

describe.each(Array.from({ length: WORLDS }, (_, index) => SEED + index))(
  'in the world of seed %i',
  (seed) => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await openTestDatabase();
      await writeRandomWorld(database, seed);
    });
    afterAll(() => database.close());

    async function ask(source: string, variables: Variables): Promise<Kept> {
      const { result, tags } = await runPlanned(database, source, { variables, isTagged: true });
      return { source, variables, answer: JSON.stringify(result), tags };
    }

    /** Answers about one thing each. */
    async function plainAnswers(): Promise<readonly Kept[]> {
      const { article, person, organisation, topic } = await readTables(database.raw);
      const pages = [
        ...article.map(({ slug }) => ({ type: 'Article', slug }) as const),
        ...person.map(({ slug }) => ({ type: 'Person', slug }) as const),
        ...organisation.map(({ slug }) => ({ type: 'Organisation', slug }) as const),
        ...topic.map(({ slug }) => ({ type: 'Topic', slug }) as const),
      ];
      const kept: Kept[] = [];
      for (const source of [...plainQueries(schema, pages), ...plainSearches()])
        kept.push(await ask(source, {}));
      return kept;
    }

    /** Answers of random operations, some of them pages after a cursor. */
    async function randomAnswers(): Promise<readonly Kept[]> {
      const tables = await readTables(database.raw);
      const { query } = new RandomOperations(schema, poolsOf(tables), new Set());
      const kept: Kept[] = [];
      for (const selections of fc.sample(query, { seed, numRuns: OPERATIONS })) {
        const { source, variables, cursors } = renderOperation(selections);
        if (validate(schema, parse(source)).length > 0) continue;
        const first = await ask(source, variables[0]);
        kept.push(first);
        const data: unknown = JSON.parse(first.answer).data;
        const pairs = cursorPairs(data, data);
        const after = Object.fromEntries(
          cursors.flatMap(({ name, list }) => {
            const pair = pairs.find((one) => one.list === list);
            return pair === undefined ? [] : [[name, pair.planned] as const];
          }),
        );
        if (Object.keys(after).length > 0) kept.push(await ask(source, { ...variables[0], ...after }));
      }
      return kept;
    }

    test('every answer that a change alters is purged by it', async () => {
      let kept = [...(await randomAnswers()), ...(await plainAnswers())];
      const choices = new Choices(seed);
      let purged: readonly EntityTag[] = [];
      const stop = database.onChange((change) => {
        purged = change.purged;
      });
      const count = { altered: 0, purged: 0, applied: 0 };
      for (let number = 0; number < CHANGES; number += 1) {
        const { names, write } = randomWrites(choices);
        purged = [];
        // Chance also asks for what the record's rules refuse.
        const applied = await database.change({ actor: 'test', reason: 'chance' }, write).then(
          () => true,
          () => false,
        );
        if (applied) count.applied += 1;
        const now: Kept[] = [];
        for (const one of kept) {
          const fresh = await ask(one.source, one.variables);
          const isPurged = purged.some((tag) => tag === EVERY_TAG || one.tags.has(tag));
          if (fresh.answer !== one.answer) {
            count.altered += 1;
            if (!isPurged) {
              expect.fail(
                `${names} purged ${purged.join(' ')} but not\n${one.source}\n${JSON.stringify(one.variables)}\n${[...one.tags].join(' ')}\n${one.answer}\n${fresh.answer}`,
              );
            }
          }
          if (isPurged) count.purged += 1;
          now.push(isPurged ? fresh : one);
        }
        kept = now;
      }
      stop();
      console.log(
        `seed ${seed}: ${kept.length} answers, ${count.applied} changes, ${count.altered} altered of ${count.purged} purged`,
      );
      expect(count.altered).toBeGreaterThan(0);
    }, 600_000);

    test('an answer with tags taken out is the answer without them', async () => {
      for (const { source, variables, answer } of await randomAnswers()) {
        const { result } = await runPlanned(database, source, { variables });
        expect(JSON.stringify(result)).toBe(answer);
      }
    });
  },
);
