import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';

/** For one answer, after which the request is given up. */
const TIMEOUT_MS = 10_000;

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string }[];
}

/**
 * Sends an operation and gives its data, typed by the document.
 *
 * Throws an `Error` that names the address when there is no answer in 10 s, the answer is no GraphQL, or it has errors.
 */
export async function ask<Data, Variables>(
  url: string,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query: print(document), variables }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw new Error(`${url} does not answer: is the server running?`, { cause });
  });
  if (!response.headers.get('content-type')?.includes('json')) {
    throw new Error(`${url} answers ${response.status} without JSON: is it a GraphQL endpoint?`);
  }
  // The server checked the operation against the schema that the types were generated from.
  const { data, errors } = (await response.json()) as Answer<Data>;
  if (errors || !data) {
    throw new Error(`${url} refuses: ${errors?.map(({ message }) => message).join(' ') ?? 'no data'}`);
  }
  return data;
}
