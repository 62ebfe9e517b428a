import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type SharedServer, shareServer } from '../support/shared-server.ts';

/** Every mutation of the schema with its input type: one that is added is tried here too. */
const mutations = Object.values(
  buildSchema(readFileSync('schema.graphql', 'utf8')).getMutationType()?.getFields() ?? {},
).map(({ name, args }) => {
  const input = getNamedType(args[0]?.type);
  if (!isInputObjectType(input)) throw new Error(`${name} takes no input object`);
  return { name, input };
});

/** What is given for text, and for ids, versions and numbers, in one try. */
interface Bad {
  readonly what: string;
  readonly text: unknown;
  readonly id: unknown;
  readonly int: unknown;
  readonly instant: unknown;
}

const UUID = '00000000-0000-7000-8000-000000000000';
const FAR = '9999-01-01T00:00:00Z';
const PREFIXES = ['article', 'person', 'organisation', 'topic', 'quote', 'mention', 'topicAssignment'];
const BAD: readonly Bad[] = [
  { what: 'blank', text: ' ', id: '', int: 0, instant: FAR },
  { what: 'nul', text: 'a\0b', id: 'article_\0', int: 1, instant: FAR },
  { what: 'half a character', text: '\ud800', id: 'person_\ud800', int: 1, instant: '0000-01-01T00:00:00Z' },
  { what: 'long', text: 'x'.repeat(50_000), id: 'x'.repeat(50_000), int: 2_147_483_647, instant: FAR },
  { what: 'negative', text: '-1', id: '-1', int: -2_147_483_648, instant: '0001-01-01T00:00:00+14:00' },
  { what: 'a number where text goes', text: 1, id: 1.5, int: '1', instant: 1 },
  { what: 'a list where one goes', text: [['x']], id: [[]], int: [[1]], instant: [[FAR]] },
  { what: 'an object where text goes', text: { a: 1 }, id: {}, int: {}, instant: {} },
  { what: 'null', text: null, id: null, int: null, instant: null },
  { what: 'an integer that is none', text: 'x', id: `article_${UUID}`, int: 2_147_483_648, instant: FAR },
  ...PREFIXES.map((prefix) => ({
    what: `an unknown ${prefix}`,
    text: 'unknown-thing',
    id: `${prefix}_${UUID}`,
    int: 1,
    instant: FAR,
  })),
];

/** Where an input has no id, version or instant, these are right. */
const MAY_BE_RIGHT = new Set(['negative', 'an integer that is none']);

/** An input of this type, all of whose fields are bad in this way; `depth` ends types that hold themselves. */
function badInput(type: GraphQLInputObjectType, bad: Bad, depth = 0): Record<string, unknown> {
  const entries = Object.values(type.getFields()).map((field) => [
    field.name,
    badValue(field.type, bad, depth),
  ]);
  return Object.fromEntries(entries);
}

function badValue(type: GraphQLInputType, bad: Bad, depth: number): unknown {
  if (isNonNullType(type)) return badValue(type.ofType, bad, depth);
  if (isListType(type)) return depth > 3 ? [] : [badValue(type.ofType, bad, depth + 1)];
  if (isInputObjectType(type)) return depth > 3 ? null : badInput(type, bad, depth + 1);
  if (isEnumType(type)) return type.getValues()[0]?.name;
  switch (type.name) {
    case 'ID':
      return bad.id;
    case 'Int':
    case 'Float':
      return bad.int;
    case 'Boolean':
      return false;
    case 'DateTime':
      return bad.instant;
    default:
      return bad.text;
  }
}

/** Where `badInput` has ids, as paths of errors have it. */
function idPaths(type: GraphQLInputType, at: string): readonly string[] {
  if (isNonNullType(type)) return idPaths(type.ofType, at);
  if (isListType(type)) return idPaths(type.ofType, `${at}.0`);
  if (!isInputObjectType(type)) return getNamedType(type).name === 'ID' ? [at] : [];
  return Object.values(type.getFields()).flatMap((field) =>
    idPaths(field.type, at === '' ? field.name : `${at}.${field.name}`),
  );
}

const shown = z.object({
  data: z
    .record(
      z.string(),
      z.object({ userErrors: z.array(z.object({ code: z.string(), path: z.array(z.string()) })) }).nullable(),
    )
    .nullish(),
  errors: z.array(z.object({ extensions: z.object({ code: z.string() }) })).optional(),
});

let server: SharedServer;
beforeAll(async () => {
  server = await shareServer();
});

/** Sends an input, and gives the status, the codes of errors, and whether something was written. */
async function send(mutation: string, type: GraphQLInputObjectType, input: unknown) {
  const query = `mutation M($input: ${type.name}!) { ${mutation}(input: $input) { userErrors { code path } } }`;
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const { data, errors = [] } = shown.parse(await response.json());
  const codes = errors.map(({ extensions }) => extensions.code);
  const userErrors = data?.[mutation]?.userErrors ?? [];
  return { status: response.status, codes, userErrors, isRefused: codes.length + userErrors.length > 0 };
}

/** How much readers and editors can count. */
async function counts(): Promise<unknown> {
  const kinds = ['articles', 'people', 'organisations', 'topics', 'quotes'];
  const query = `{ ${kinds.map((kind) => `${kind} { totalCount }`).join(' ')} }`;
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

describe('bad input', () => {
  test.each(mutations)(
    'of $name is the caller’s to mend in every way that it can be bad',
    async ({ name, input }) => {
      const before = await counts();
      const unfit: unknown[] = [];
      for (const bad of BAD) {
        const { status, codes, isRefused } = await send(name, input, badInput(input, bad));
        if (status >= 500 || codes.includes('INTERNAL_SERVER_ERROR')) unfit.push([bad.what, status, codes]);
        // A text alone can be right: what has no id in its input may be made of it.
        if (!isRefused && !bad.what.startsWith('an unknown') && !MAY_BE_RIGHT.has(bad.what))
          unfit.push([bad.what, 'done']);
      }
      for (const whole of [undefined, null, {}, [], 'x', 1, { input: {} }, { unknown: 1 }]) {
        const { status, codes } = await send(name, input, whole);
        if (status >= 500 || codes.length === 0 || codes.includes('INTERNAL_SERVER_ERROR'))
          unfit.push([whole, status, codes]);
      }
      expect(unfit).toEqual([]);
      if (name.startsWith('update') || name.startsWith('delete')) expect(await counts()).toEqual(before);
    },
  );

  test.each(mutations)('of $name is told of each id that is empty', async ({ name, input }) => {
    const empty: Bad = { what: 'empty', text: 'x', id: '', int: 1, instant: FAR };
    const { codes, userErrors } = await send(name, input, badInput(input, empty));
    const invalid = userErrors.filter(({ code }) => code === 'INVALID').map(({ path }) => path.join('.'));
    expect({ codes, invalid }).toMatchObject({
      codes: [],
      invalid: expect.arrayContaining([...idPaths(input, '')]),
    });
  });

  test('of every mutation, two hundred at once, is refused each', async () => {
    const bad = BAD.find(({ what }) => what === 'half a character');
    if (bad === undefined) throw new Error('half a character is not among what is bad');
    const all = Array.from({ length: 200 }, (_, n) => mutations[n % mutations.length]);
    const answers = await Promise.all(
      all.map((mutation) => mutation && send(mutation.name, mutation.input, badInput(mutation.input, bad))),
    );
    expect(answers.filter((answer) => !answer?.isRefused || answer.status >= 500)).toEqual([]);
  });
});
