import { getIntrospectionQuery, getOperationAST, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { Planner, type PlannerLimits } from '../../../src/planner/planner.ts';
import { schema } from '../../support/planned.ts';

/** What a planner refuses an operation for: codes and details. */
function refusal(source: string, limits: PlannerLimits = {}) {
  const document = parse(source);
  expect(validate(schema, document)).toEqual([]);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('No operation');
  const prepared = new Planner(schema, limits).prepare({
    document,
    operation,
    variables: {},
    viewer: 'reader',
  });
  return prepared.kind === 'refused'
    ? prepared.faults.map(({ code, details }) => ({ code, ...details }))
    : [];
}

/** `field { field { … leaf } }`, so many levels of it. */
function nested(levels: number, open: string, leaf: string): string {
  return `${open.repeat(levels)} ${leaf} ${'}'.repeat(levels)}`;
}

describe('an operation’s cost', () => {
  test('is its rows: pages, references inside them, counts', () => {
    const source =
      '{ articles(first: 10) { totalCount nodes { publisher { name } quotes(first: 5) { nodes { text } } } } }';
    // 1,000 for the count, 10 articles, a publisher each, 5 quotes each.
    expect(refusal(source, { maxCost: 1_069 })).toEqual([
      { code: 'QUERY_TOO_EXPENSIVE', cost: 1_070, limit: 1_069 },
    ]);
    expect(refusal(source, { maxCost: 1_070 })).toEqual([]);
  });

  test('is over any limit where pages stand in pages', () => {
    const level = 'articles(first: 100) { nodes { people(first: 100) { nodes { ';
    const source = `{ ${nested(3, level, 'name').replaceAll('}', '}}}}')} }`.replace(
      /\}+ \}$/,
      `${'}'.repeat(12)} }`,
    );
    expect(refusal(source, { maxCost: 500_000 })).toMatchObject([
      { code: 'QUERY_TOO_EXPENSIVE', limit: 500_000 },
    ]);
  });
});

test('an operation of more than 15 levels is refused', () => {
  const deep = (levels: number) => `{ topic(slug: "x") { ${nested(levels, 'broader {', 'name')} } }`;
  expect(refusal(deep(13))).toEqual([]);
  expect(refusal(deep(15))).toEqual([{ code: 'QUERY_TOO_DEEP' }]);
});

test('fragments that multiply are refused before they are written out', () => {
  const fragments = Array.from(
    { length: 13 },
    (_, level) =>
      `fragment F${level} on Topic { a: broader { ...F${level + 1} } b: broader { ...F${level + 1} } c: broader { ...F${level + 1} } }`,
  );
  const source = `{ topic(slug: "x") { ...F0 } } ${fragments.join(' ')} fragment F13 on Topic { name }`;
  expect(refusal(source)).toMatchObject([{ code: 'QUERY_TOO_EXPENSIVE' }]);
});

describe('a filter', () => {
  test('of more than 10 levels is refused', () => {
    const filter = (levels: number) =>
      `{ topics(where: ${'{ not: '.repeat(levels)} { slug: { equals: "x" } } ${'}'.repeat(levels)}) { totalCount } }`;
    expect(refusal(filter(7))).toEqual([]);
    expect(refusal(filter(9))).toEqual([{ code: 'QUERY_TOO_DEEP' }]);
  });

  test('of more than 200 conditions is refused', () => {
    const filter = (count: number) =>
      `{ topics(where: { or: [${Array.from({ length: count }, () => '{ slug: { equals: "x" } }').join()}] }) { totalCount } }`;
    expect(refusal(filter(60))).toEqual([]);
    expect(refusal(filter(201))).toEqual([{ code: 'QUERY_TOO_DEEP' }]);
  });
});

describe('what has no rows of its own costs all the same', () => {
  const limits = { maxCost: 50_000 };

  test('the query that tools introspect with is let through', () => {
    expect(refusal(getIntrospectionQuery({ descriptions: true, schemaDescription: true }), limits)).toEqual(
      [],
    );
  });

  test('introspection upon introspection is refused', () => {
    const aliases = (name: string, count: number, fields: string) =>
      Array.from({ length: count }, (_, number) => `${name}${number}: ${fields}`).join(' ');
    const source = `{ __schema { types { ${aliases('f', 20, `fields { type { ${aliases('g', 100, 'name')} } }`)} } } }`;
    expect(refusal(source)).toMatchObject([{ code: 'QUERY_TOO_EXPENSIVE', limit: 30_000 }]);
  });

  test('a filter that follows list upon list is refused', () => {
    const some = (levels: number): string =>
      levels === 0
        ? '{ headline: { contains: "a" } }'
        : `{ people: { some: { articles: { some: ${some(levels - 1)} } } } }`;
    expect(refusal(`{ articles(first: 1, where: ${some(1)}) { nodes { id } } }`, { maxCost: 5e6 })).toEqual(
      [],
    );
    expect(
      refusal(`{ articles(first: 1, where: ${some(2)}) { nodes { id } } }`, { maxCost: 500_000 }),
    ).toMatchObject([{ code: 'QUERY_TOO_EXPENSIVE' }]);
  });

  test('a list’s place is read from its page', () => {
    const lists = Array.from(
      { length: 60 },
      (_, number) => `a${number}: articles(first: 100) { pageInfo { endCursor } }`,
    );
    const source = `{ topics(first: 100) { nodes { ${lists.join(' ')} } } }`;
    expect(refusal(source, { maxCost: 500_000 })).toMatchObject([
      { code: 'QUERY_TOO_EXPENSIVE', cost: 600_100 },
    ]);
  });

  test('names of types are fields as others are', () => {
    const fragments = Array.from({ length: 9 }, (_, number) => {
      const inner =
        number === 8 ? Array.from({ length: 100 }, (_, key) => `t${key}: __typename`).join(' ') : '';
      const next =
        number === 8
          ? inner
          : `a${number}: broader { ...F${number + 1} } b${number}: broader { ...F${number + 1} }`;
      return `fragment F${number} on Topic { ${next} }`;
    });
    expect(refusal(`{ topic(slug: "x") { ...F0 } } ${fragments.join(' ')}`)).toMatchObject([
      { code: 'QUERY_TOO_EXPENSIVE' },
    ]);
  });
});
