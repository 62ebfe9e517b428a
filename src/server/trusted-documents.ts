import { readFile } from 'node:fs/promises';
import { GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import { z } from 'zod';
import { AppError } from '../kernel/app-error.ts';
import { isFields } from './plain-request.ts';

/** The documents that clients may run, and no others. */
export interface TrustedDocuments {
  /** The document that the list has under an id, also where that is written with its algorithm: `sha256:…`. */
  textOf(id: string): string | undefined;
  has(text: string): boolean;
}

/** What GraphQL Code Generator's client preset writes as `persisted-documents.json`. */
const CODEGEN_MANIFEST = z.record(z.string(), z.string());

/** What Apollo's `generate-persisted-query-manifest` writes. */
const APOLLO_MANIFEST = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string(), body: z.string() })),
});

/**
 * Reads the list of trusted documents.
 *
 * @throws AppError BAD_USER_INPUT where it can't be read, has another form, or has a document that the schema does not allow; each
 * such document is named.
 */
export async function readTrustedDocuments(path: string, schema: GraphQLSchema): Promise<TrustedDocuments> {
  const texts = manifestIn(path, await contentOf(path));
  const faults = [...texts].flatMap(([id, text]) =>
    faultsOf(schema, text).map((fault) => `TRUSTED_DOCUMENTS ${path}: document ${id}: ${fault}`),
  );
  if (faults.length > 0) throw refusal(faults.join('\n'));
  const known = new Set(texts.values());
  return {
    textOf: (id) => texts.get(id) ?? texts.get(id.replace(/^sha256:/, '')),
    has: (text) => known.has(text),
  };
}

function refusal(message: string): AppError {
  return new AppError('BAD_USER_INPUT', message);
}

async function contentOf(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'it can’t be read';
    throw refusal(`TRUSTED_DOCUMENTS ${path}: ${reason}.`);
  }
}

function manifestIn(path: string, content: unknown): ReadonlyMap<string, string> {
  const ofApollo = APOLLO_MANIFEST.safeParse(content);
  if (ofApollo.success) return new Map(ofApollo.data.operations.map(({ id, body }) => [id, body]));
  const ofCodegen = CODEGEN_MANIFEST.safeParse(content);
  if (ofCodegen.success) return new Map(Object.entries(ofCodegen.data));
  throw refusal(
    `TRUSTED_DOCUMENTS ${path}: it must be { "hash": "document" }, as GraphQL Code Generator writes it, or Apollo's manifest of version 1.`,
  );
}

function faultsOf(schema: GraphQLSchema, text: string): readonly string[] {
  try {
    return validate(schema, parse(text)).map(({ message }) => message);
  } catch (error) {
    if (error instanceof GraphQLError) return [error.message];
    throw error;
  }
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * The document that a request's fields name, by `documentId`, by Apollo's persisted-query extension or by its whole text;
 * undefined where they name none.
 *
 * @throws AppError OPERATION_NOT_TRUSTED where it is not in the list.
 * @see https://github.com/graphql/graphql-over-http/pull/264 for `documentId`
 */
export function trustedText(trusted: TrustedDocuments, fields: Fields): string | undefined {
  const { query, documentId } = fields;
  const id = documentId ?? hashIn(fields['extensions']);
  if (id === undefined && query === undefined) return undefined;
  const text = typeof id === 'string' ? trusted.textOf(id) : undefined;
  if (text !== undefined) return text;
  if (typeof query === 'string' && trusted.has(query)) return query;
  throw new AppError(
    'OPERATION_NOT_TRUSTED',
    'This server runs the documents of its list alone, and this is none of them: send one’s hash as `documentId` or `extensions.persistedQuery.sha256Hash`. New ones are added by whoever runs the server.',
  );
}

function hashIn(extensions: unknown): unknown {
  const persisted = isFields(extensions) ? extensions['persistedQuery'] : undefined;
  return isFields(persisted) ? persisted['sha256Hash'] : undefined;
}
