import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { bearer, issueKey } from '../support/keys.ts';
import { shareServer } from '../support/shared-server.ts';

const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));
const COLUMNS = ['no key', 'READER', 'EDITOR', 'ADMIN'] as const;

/** Field, who asks, and what docs/access-matrix.md says of that. */
const matrix = [
  ...readFileSync('docs/access-matrix.md', 'utf8').matchAll(/^\| `(\w+)` +\|(.*)\|$/gm),
].flatMap(([, field = '', cells = '']) =>
  cells.split('|').map((cell, column) => [field, COLUMNS[column] ?? '', cell.trim()] as const),
);

type Headers = Readonly<Record<string, string>>;

let url: string;
let headersOf: Readonly<Record<string, Headers>>;
beforeAll(async () => {
  const server = await shareServer({ NODE_ENV: 'production' });
  ({ url } = server);
  const key = async (role: 'READER' | 'EDITOR' | 'ADMIN') =>
    bearer((await issueKey({ DATA_DIR: server.dataDir }, role)).key);
  headersOf = {
    'no key': {},
    READER: await key('READER'),
    EDITOR: await key('EDITOR'),
    ADMIN: await key('ADMIN'),
  };
});

/** Some value of a type, only what is required within it: what it says does not matter. */
function someValue(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return someValue(type.ofType);
  if (isListType(type)) return [someValue(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
    return Object.fromEntries(required.map((field) => [field.name, someValue(field.type)]));
  }
  return { Int: 1, Float: 0.5, Boolean: false, DateTime: '2030-01-01T00:00:00Z' }[type.name] ?? 'something';
}

function fieldOf(name: string): { readonly kind: string; readonly field: GraphQLField<unknown, unknown> } {
  const query = schema.getQueryType()?.getFields()[name];
  if (query !== undefined) return { kind: 'query', field: query };
  const mutation = schema.getMutationType()?.getFields()[name];
  if (mutation === undefined) throw new Error(`the schema has no ${name}`);
  return { kind: 'mutation', field: mutation };
}

/** The codes of what is refused when the field is asked for with its required arguments. */
async function askFor(name: string, headers: Headers): Promise<{ status: number; codes: readonly string[] }> {
  const { kind, field } = fieldOf(name);
  const args = field.args.filter((arg) => isNonNullType(arg.type));
  const declared = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const given = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const shown = isLeafType(getNamedType(field.type)) ? '' : '{ __typename }';
  const query = `${kind} Q${declared && `(${declared})`} { ${name}${given && `(${given})`} ${shown} }`;
  const variables = Object.fromEntries(args.map((arg) => [arg.name, someValue(arg.type)]));
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const answer = z.object({
    errors: z.array(z.object({ extensions: z.object({ code: z.string() }) })).default([]),
  });
  const { errors } = answer.parse(await response.json());
  return { status: response.status, codes: errors.map(({ extensions }) => extensions.code) };
}

test('the matrix has every root field', () => {
  const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.keys(type?.getFields() ?? {}),
  );
  expect([...new Set(matrix.map(([field]) => field))].sort()).toEqual(fields.sort());
});

test.each(matrix)('%s for %s: %s', async (field, role, cell) => {
  const { status, codes } = await askFor(field, headersOf[role] ?? {});
  if (cell === '—') expect({ status, codes }).toEqual({ status: 403, codes: ['FORBIDDEN'] });
  else expect(codes.filter((code) => !CALLERS_OWN.includes(code))).toEqual([]);
});

/** What a made-up value is refused with, after who asks was let in. */
const CALLERS_OWN = ['BAD_USER_INPUT', 'INVALID_ID', 'INVALID_CURSOR'];
