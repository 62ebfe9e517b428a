import { type GraphQLField, type GraphQLObjectType, isNonNullType, isObjectType } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Compilation } from '../../../src/planner/compilation.ts';
import { modelOf, sourceOf } from '../../../src/planner/declaration.ts';
import { NO_INPUTS } from '../../../src/planner/input.ts';
import { Row } from '../../../src/planner/row.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { schema } from '../../support/planned.ts';

/** Nullable columns behind fields that are never null, and why. */
const NEVER_NULL_FOR_READERS: Readonly<Record<string, string>> = {
  'Affiliation.article':
    'newest_receipt_id is derived: an affiliation is there, and visible, while a receipt says it',
  'Affiliation.span': 'as Affiliation.article',
};

let database: TestDatabase;
let nullable: ReadonlyMap<string, boolean>;

beforeAll(async () => {
  database = await openTestDatabase();
  const rows = await database.read<{ readonly name: string; readonly nullable: boolean }>({
    text: `SELECT table_name || '.' || column_name AS name, is_nullable = 'YES' AS nullable FROM information_schema.columns WHERE table_schema = 'public'`,
    values: [],
  });
  nullable = new Map(rows.map((row) => [row.name, row.nullable]));
});
afterAll(() => database.close());

/** Types that are read from rows of other types' tables, or of tables without a model, and those tables. */
const TABLES: Readonly<Record<string, readonly string[]>> = {
  Block: ['block'],
  TextSpan: ['mention', 'quote', 'quote_span', 'affiliation_receipt', 'topic_span', 'block'],
  Identifier: ['identifier'],
  ArticlePersonEdge: ['article_person'],
  ArticleOrganisationEdge: ['article_organisation'],
};

function tablesOf(type: GraphQLObjectType): readonly string[] {
  return type.extensions.planner === undefined ? (TABLES[type.name] ?? []) : [modelOf(type).table];
}

/** Fields that read columns of their type's table, with those columns. */
function fieldsOverColumns() {
  const compilation = new Compilation({ schema, fragments: {}, variables: {}, viewer: 'reader' }, 'text');
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  const read = types.flatMap((type) => tablesOf(type).map((table) => ({ type, table })));
  return read.flatMap(({ type, table }) =>
    Object.values(type.getFields()).map((field: GraphQLField<unknown, unknown>) => {
      const source = sourceOf(field);
      const row = new Row('r', table);
      if (source?.kind === 'value') source.expression(row, compilation);
      if (source?.kind === 'one') source.match(new Row('t', 'target'), row, NO_INPUTS, compilation);
      const isColumn = source?.kind === 'value' || source?.kind === 'one';
      return {
        name: `${type.name}.${field.name}`,
        field,
        columns: isColumn ? row.columns.map((column) => `${table}.${column}`) : [],
      };
    }),
  );
}

test('every column that the schema reads is there', () => {
  const missing = fieldsOverColumns().flatMap(({ name, columns }) =>
    columns.filter((column) => !nullable.has(column)).map((column) => `${name}: ${column}`),
  );
  expect(missing).toEqual([]);
});

test('a field that is never null reads columns that are never null', () => {
  const found = fieldsOverColumns()
    .filter(({ field, name }) => isNonNullType(field.type) && !(name in NEVER_NULL_FOR_READERS))
    .flatMap(({ name, columns }) =>
      columns.filter((column) => nullable.get(column) === true).map((column) => `${name}: ${column}`),
    );
  expect(found).toEqual([]);
});

test('a field that may be null reads a column that may be null', () => {
  const found = fieldsOverColumns()
    .filter(({ field, columns }) => !isNonNullType(field.type) && columns.length > 0)
    .filter(({ columns }) => columns.every((column) => nullable.get(column) === false))
    .map(({ name }) => name);
  // A scheme may have no address; a quote has at most one cue and one speaker's span: their rows may be missing.
  expect(found).toEqual(['Identifier.uri', 'Quote.cueSpan', 'Quote.speakerSpan']);
});
