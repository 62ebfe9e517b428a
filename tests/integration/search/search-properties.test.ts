import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { runPlanned } from '../../support/planned.ts';
import { type Found, found } from './found.ts';
import { type Asked, naiveSearch } from './naive-search.ts';
import { randomBeginning, randomQuery, randomWorld, writeWorld } from './random-search.ts';

/** SEARCH_SEED, SEARCH_WORLDS and SEARCH_QUERIES (in each world) ask for other or more than the default run. */
const SEED = Number(process.env['SEARCH_SEED'] ?? Date.now() % 1_000_000);
const WORLDS = Number(process.env['SEARCH_WORLDS'] ?? 2);
const QUERIES = Number(process.env['SEARCH_QUERIES'] ?? 60);

const viewer = fc.constantFrom('reader', 'editor');

describe.each(Array.from({ length: WORLDS }, (_, index) => SEED + index))(
  'in the world of seed %i',
  (seed) => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await openTestDatabase();
      const [world] = fc.sample(randomWorld, { seed, numRuns: 1 });
      if (world !== undefined) await writeWorld(database, world);
    });
    afterAll(() => database.close());

    const parameters = { seed, numRuns: QUERIES, endOnFailure: true } as const;

    async function compare(asked: Asked, by: 'reader' | 'editor'): Promise<readonly Found[]> {
      const hits = await found(database, asked.query, { viewer: by, prefix: asked.completed !== undefined });
      const ids = hits.map(({ id }) => id);
      expect([...ids].sort()).toEqual(await naiveSearch(database.raw, asked, by));
      const ranks = hits.map(({ rank }) => rank);
      expect(ranks).toEqual([...ranks].sort((one, other) => other - one));
      return hits;
    }

    test('a search finds what the words of every row, made on the spot, say it ought to', async () => {
      await fc.assert(
        fc.asyncProperty(randomQuery, viewer, async (asked, by) => {
          fc.pre(asked.query.trim() !== '');
          await compare(asked, by);
        }),
        parameters,
      );
    });

    test('a beginning finds every row that has a word with it', async () => {
      await fc.assert(
        fc.asyncProperty(randomBeginning, viewer, async ({ head, beginning }, by) => {
          const query = `${head}${beginning}`;
          await compare({ query, wanted: query, completed: { head, beginning } }, by);
        }),
        parameters,
      );
    });

    test('every highlight is of a word that was looked for', async () => {
      await fc.assert(
        fc.asyncProperty(randomQuery, fc.boolean(), async ({ query }, prefix) => {
          fc.pre(query.trim() !== '');
          for (const { highlights } of await found(database, query, { prefix })) {
            for (const word of highlights.flatMap(({ words }) => words)) {
              const [shared] = await database.raw.query<{ is_found: boolean }>(
                `SELECT EXISTS (
                SELECT FROM unnest(ARRAY['search_plain', 'english', 'german', 'french']) AS c,
                    unnest(tsvector_to_array(to_tsvector(c::regconfig, $1))) AS had,
                    unnest(tsvector_to_array(to_tsvector(c::regconfig, $2 || ' ' || $3))) AS wanted
                  WHERE had = wanted OR ($3 <> '' AND starts_with(had, wanted))) OR strpos(lower($2), lower($1)) > 0 AS is_found`,
                [word, query, prefix ? (/[\p{L}\p{M}\p{N}]+$/u.exec(query)?.[0] ?? '') : ''],
              );
              expect([word, shared?.is_found]).toEqual([word, true]);
            }
          }
        }),
        parameters,
      );
    });

    test('whatever is typed is answered, or refused as BAD_USER_INPUT', async () => {
      const anything = fc.oneof(
        fc.string({ unit: 'binary', maxLength: 1_010 }),
        fc.string({
          unit: fc.constantFrom('-', '"', '(', ')', '&', '|', '!', ':', '*', '<', '>', '\\', "'", ' ', 'a'),
          maxLength: 40,
        }),
        fc.constantFrom(
          'the',
          'the of',
          '"',
          '""',
          '-',
          '- -',
          'or',
          'or or',
          '"unbalanced',
          "it's",
          '\u0007',
          '🗞️',
          '\uFDD0',
          'a'.repeat(1_000),
          'é'.repeat(1_000),
          '-a '.repeat(50),
          '-a '.repeat(51),
        ),
      );
      await fc.assert(
        fc.asyncProperty(anything, fc.boolean(), async (query, prefix) => {
          const { result } = await runPlanned(
            database,
            'query ($query: String!, $prefix: Boolean) { search(query: $query, prefix: $prefix) { nodes { rank highlights { field } } } }',
            { variables: { query, prefix } },
          );
          const codes = result.errors?.map(({ extensions }) => extensions['code']);
          const words = query.match(/[\p{L}\p{M}\p{N}]+/gu)?.length ?? 0;
          const isRefused =
            query.trim() === '' ||
            query.length > 1_000 ||
            words > 50 ||
            query.includes('\0') ||
            !query.isWellFormed();
          expect(codes).toEqual(isRefused ? ['BAD_USER_INPUT'] : undefined);
        }),
        parameters,
      );
    });
  },
);
