import { fieldsOfSearch, isFields } from './plain-request.ts';
import { type TrustedDocuments, trustedText } from './trusted-documents.ts';

/** What Apollo is given of a request: its body, or the parameters of a GET. */
export interface GraphqlRequestParts {
  readonly search: string;
  readonly body: unknown;
}

/**
 * The same request with its trusted document written out, and nothing by which Apollo would register another. One that names
 * no document is left as it is: Apollo says what is wrong with it.
 *
 * @throws AppError OPERATION_NOT_TRUSTED
 */
export function trustedRequest(
  trusted: TrustedDocuments,
  method: string,
  parts: GraphqlRequestParts,
): GraphqlRequestParts {
  if (method === 'GET') {
    const fields = fieldsOfSearch(parts.search);
    const query = trustedText(trusted, fields);
    // What is left of an unreadable search has no document either.
    if (query === undefined) return { ...parts, search: '' };
    const search = new URLSearchParams({ query });
    for (const name of ['operationName', 'variables']) {
      const value = fields[name];
      if (value !== undefined) search.set(name, typeof value === 'string' ? value : JSON.stringify(value));
    }
    return { ...parts, search: `?${search}` };
  }
  if (!isFields(parts.body)) return parts;
  const query = trustedText(trusted, parts.body);
  if (query === undefined) return { ...parts, body: {} };
  const { operationName, variables } = parts.body;
  return {
    ...parts,
    body: {
      query,
      ...(operationName !== undefined && { operationName }),
      ...(variables !== undefined && { variables }),
    },
  };
}
