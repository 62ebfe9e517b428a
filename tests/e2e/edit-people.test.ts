import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { mutate, type Payload, refused } from '../support/mutate.ts';
import { type SharedServer, shareServer } from '../support/shared-server.ts';

const SHOWN = 'person { id slug name aliases version identifiers { scheme value } }';
const shown = z.object({
  person: z.looseObject({ id: z.string(), version: z.number() }),
});

let server: SharedServer;
beforeAll(async () => {
  server = await shareServer();
});

const edit = (mutation: string, input: Record<string, unknown>) => mutate(server.url, mutation, input, SHOWN);
const personOf = (payload: Payload) => shown.parse(payload).person;

describe('a person', () => {
  test('is created, put right and deleted; the old slug leads to them while they are there', async () => {
    const created = personOf(
      await edit('createPerson', { name: ' Ada Example ', aliases: ['A. Example', 'A. Example'] }),
    );
    expect(created).toMatchObject({
      slug: 'ada-example',
      name: 'Ada Example',
      version: 1,
      aliases: ['A. Example'],
    });
    const { id, version } = created;
    const identifiers = [{ scheme: 'WIKIDATA', value: 'Q42000001' }];
    const updated = personOf(
      await edit('updatePerson', { id, version, name: 'Ada B. Example', slug: 'ada-b-example', identifiers }),
    );
    expect(updated).toMatchObject({
      id,
      slug: 'ada-b-example',
      name: 'Ada B. Example',
      version: 2,
      identifiers,
    });
    expect(refused(await edit('createPerson', { name: 'Other', slug: 'ada-example' }))).toEqual([
      'slug: NOT_UNIQUE',
    ]);
    expect(refused(await edit('createPerson', { name: 'Other', identifiers }))).toEqual([
      'identifiers.0: NOT_UNIQUE',
    ]);
    const deleted = await edit('deletePerson', { id, version: 2 });
    expect(deleted).toEqual({ person: null, userErrors: [] });
    expect(refused(await edit('deletePerson', { id, version: 2 }))).toEqual(['id: NOT_FOUND']);
  });

  test('whom somebody changed meanwhile is a conflict that shows how they are now', async () => {
    const { id } = personOf(await edit('createPerson', { name: 'Conflict Example' }));
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, n) => edit('updatePerson', { id, version: 1, name: `Name ${n}` })),
    );
    const won = all.filter((payload) => payload.userErrors.length === 0);
    expect(won).toHaveLength(1);
    const lost = all.filter((payload) => payload.userErrors.length > 0);
    expect(new Set(lost.flatMap(refused))).toEqual(new Set(['version: CONFLICT']));
    for (const payload of lost) expect(personOf(payload).version).toBe(2);
  });

  test('whose identifiers four put right at once has those of one, and the others are told', async () => {
    const { id } = personOf(await edit('createPerson', { name: 'Identified Example' }));
    const all = await Promise.all(
      Array.from({ length: 4 }, (_, n) =>
        edit('updatePerson', { id, version: 1, identifiers: [{ scheme: 'VIAF', value: `4200000${n}` }] }),
      ),
    );
    expect(all.flatMap(refused)).toEqual(Array.from({ length: 3 }, () => 'version: CONFLICT'));
    expect(new Set(all.map((payload) => personOf(payload).version))).toEqual(new Set([2]));
    expect(new Set(all.map((payload) => JSON.stringify(personOf(payload)['identifiers']))).size).toBe(1);
  });

  test('whose identifiers alone were put right has another version, which history has, and a stale one is a conflict', async () => {
    const { id } = personOf(await edit('createPerson', { name: 'Identified Example' }));
    const identifiers = [{ scheme: 'WIKIDATA', value: 'Q42000002' }];
    const known = personOf(await edit('updatePerson', { id, version: 1, identifiers }));
    expect(known).toMatchObject({ version: 2, identifiers });
    expect(personOf(await edit('updatePerson', { id, version: 2, identifiers }))).toMatchObject({
      version: 2,
    });
    expect(refused(await edit('updatePerson', { id, version: 1, identifiers: [] }))).toEqual([
      'version: CONFLICT',
    ]);
    const told = await mutate(
      server.url,
      'updatePerson',
      { id, version: 2, identifiers: [] },
      'person { history(first: 2) { nodes { changes { field before after } } } }',
    );
    const has = '[{"value": "Q42000002", "scheme": "WIKIDATA"}]';
    expect(told).toMatchObject({
      person: {
        history: {
          nodes: [
            { changes: [{ field: 'identifiers', before: has, after: '[]' }] },
            { changes: [{ field: 'identifiers', before: '[]', after: has }] },
          ],
        },
      },
    });
  });

  test('asked for twice with one idempotency key is one person, twenty times at once too', async () => {
    const input = { name: 'Once Example', idempotencyKey: 'once' };
    const all = await Promise.all(Array.from({ length: 20 }, () => edit('createPerson', input)));
    expect(new Set(all.map((payload) => personOf(payload).id)).size).toBe(1);
    expect(refused(await edit('createPerson', { ...input, name: 'Twice Example' }))).toEqual([
      'idempotencyKey: CONFLICT',
    ]);
  });

  test('with bad input is refused with everything that is wrong, and nothing is written', async () => {
    const half = '\ud800';
    expect(
      refused(
        await edit('createPerson', {
          name: ' ',
          slug: 'Not A Slug',
          aliases: ['x'.repeat(1_001), 'nul \0'],
          identifiers: [
            { scheme: 'ISNI', value: '0000000121032683' },
            { scheme: 'ISNI', value: '0000000121032683' },
          ],
          reason: '',
          idempotencyKey: 'k'.repeat(201),
        }),
      ),
    ).toEqual([
      'identifiers.1: NOT_UNIQUE',
      'name: REQUIRED',
      'slug: INVALID',
      'aliases.0: TOO_LONG',
      'aliases.1: INVALID',
      'reason: REQUIRED',
      'idempotencyKey: TOO_LONG',
    ]);
    expect(refused(await edit('createPerson', { name: `half ${half}` }))).toEqual(['name: INVALID']);
    expect(refused(await edit('updatePerson', { id: 'organisation_1', version: 1 }))).toEqual([
      'id: INVALID',
    ]);
    for (const blank of ['\u00a0\u200b', '\u2060', '\u00ad\ufe0f'])
      expect(refused(await edit('createPerson', { name: blank, aliases: [blank] }))).toEqual([
        'name: REQUIRED',
        'aliases.0: REQUIRED',
      ]);
    for (const lines of ['a\nb', 'a\u2028b', 'a\u0007b'])
      expect(refused(await edit('createPerson', { name: lines, aliases: [lines] }))).toEqual([
        'name: INVALID',
        'aliases.0: INVALID',
      ]);
    const unlike = Object.entries({
      WIKIDATA: '<script>',
      ISNI: '0000 0001 2103 2683',
      VIAF: 'x1',
      LEI: 'X',
      ROR: 'https://ror.org/02nr0ka47',
      ORCID: '0000000218250097',
      PROVIDER: '\u200b',
    }).map(([scheme, value]) => ({ scheme, value }));
    expect(refused(await edit('createPerson', { name: 'Unlike Example', identifiers: unlike }))).toEqual(
      unlike.map((_, n) => `identifiers.${n}.value: ${n < 6 ? 'INVALID' : 'REQUIRED'}`),
    );
    const alike = Object.entries({
      WIKIDATA: 'Q42000011',
      ISNI: '000000012103268X',
      VIAF: '113230702',
      LEI: '529900T8BM49AURSDO55',
      ROR: '02nr0ka47',
      ORCID: '0000-0002-1825-0097',
      PROVIDER: 'p:1',
    }).map(([scheme, value]) => ({ scheme, value }));
    const known = await edit('createPerson', { name: 'Alike \u200d Example', identifiers: alike });
    expect(personOf(known)['identifiers']).toEqual(expect.arrayContaining(alike));
    const { id, version } = personOf(
      await edit('createPerson', { name: 'Null Example', slug: null, aliases: null, identifiers: null }),
    );
    const nulls = { name: null, slug: null, aliases: null, identifiers: null };
    expect(new Set(refused(await edit('updatePerson', { id, version, ...nulls })))).toEqual(
      new Set(Object.keys(nulls).map((field) => `${field}: REQUIRED`)),
    );
    const unknown = 'person_00000000-0000-7000-8000-000000000000';
    expect(refused(await edit('updatePerson', { id: unknown, version: 1, name: 'X' }))).toEqual([
      'id: NOT_FOUND',
    ]);
  });
});
