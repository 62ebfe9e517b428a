import { readFileSync } from 'node:fs';
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  printSchema,
  validateSchema,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { ERROR_CODES } from '../../src/kernel/app-error.ts';
import { sourceOf } from '../../src/planner/declaration.ts';
import { schema } from '../support/planned.ts';

const ownTypes = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
const objectTypes = ownTypes.filter(isObjectType);

/** Fields that graphql-js resolves: the parts of a highlight, which is finished outside the statement, and mutations' errors. */
const RESOLVED_BY_GRAPHQL = new Set(['Highlight', 'HighlightRange', 'DiffHunk', 'UserError', 'Mutation']);

describe('the schema', () => {
  test('is valid GraphQL', () => {
    expect(validateSchema(schema)).toEqual([]);
  });

  test('is the committed schema.graphql, to the letter', async () => {
    await expect(`${printSchema(schema)}\n`).toMatchFileSnapshot('../../schema.graphql');
  });

  test('describes every type, field, argument, input field and enum value', () => {
    const bare: string[] = [];
    const check = (name: string, description: string | null | undefined) => {
      if (!description?.trim()) bare.push(name);
    };
    for (const type of ownTypes) {
      check(type.name, type.description);
      if (isEnumType(type))
        for (const value of type.getValues()) check(`${type.name}.${value.name}`, value.description);
      if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        check(`${type.name}.${field.name}`, field.description);
        if ('args' in field)
          for (const arg of field.args) check(`${type.name}.${field.name}(${arg.name})`, arg.description);
      }
    }
    expect(bare).toEqual([]);
  });

  test('is read by the planner in every field but those of a highlight, and what a mutation itself tells', () => {
    const unplanned = objectTypes
      .filter(({ name }) => !RESOLVED_BY_GRAPHQL.has(name))
      .flatMap((type) =>
        Object.values(type.getFields())
          .filter((field) => sourceOf(field) === undefined && field.name !== 'userErrors')
          .map((field) => `${type.name}.${field.name}`),
      );
    expect(unplanned).toEqual(['ImportArticlePayload.outcome']);
  });

  test('has mutations that take one input object, give a payload with userErrors, and say who may run them', () => {
    const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
    expect(mutations.map(({ name }) => name)).toContain('importArticle');
    for (const { name, args, type, extensions } of mutations) {
      const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
      expect(args.map((arg) => `${arg.name}: ${String(arg.type)}`)).toEqual([`input: ${title}Input!`]);
      expect(String(type)).toBe(`${title}Payload!`);
      const payload = getNamedType(type);
      if (!isObjectType(payload)) throw new Error(`${String(type)} is no object type`);
      expect(String(payload.getFields()['userErrors']?.type)).toBe('[UserError!]!');
      expect(extensions.permission).toMatch(/^(?:editor|admin)$/);
    }
  });

  test('has two fields that take an operation out of the text outlet: the highlights of a search, and a diff', () => {
    const finished = objectTypes.flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => sourceOf(field)?.kind === 'finished')
        .map((field) => `${type.name}.${field.name}`),
    );
    expect(finished.sort()).toEqual(['ArticleRevision.diff', 'SearchHit.highlights']);
  });

  test('pages every connection by Relay’s arguments, and says how many rows a page has', () => {
    const wrong = objectTypes.flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => getNamedType(field.type).name.endsWith('Connection'))
        .filter((field) => {
          const names = field.args.map(({ name }) => name);
          return (
            !names.includes('first') || !names.includes('after') || !field.description?.includes('20 a page')
          );
        })
        .map((field) => `${type.name}.${field.name}`),
    );
    expect(wrong).toEqual([]);
  });
});

test('docs/errors.md lists the error codes that a client can meet, and no others', () => {
  const page = readFileSync('docs/errors.md', 'utf8');
  const listed = [...page.matchAll(/^\| `([A-Z_]+)` +\|/gm)].map(([, code]) => code);
  expect(listed.sort()).toEqual(Object.keys(ERROR_CODES).sort());
});
