import { serverAudits } from 'graphql-http';
import { beforeAll, describe, expect, test } from 'vitest';
import { type SharedServer, shareServer } from '../support/shared-server.ts';

let server: SharedServer;
beforeAll(async () => {
  server = await shareServer();
});

const AUDITS = serverAudits({ url: () => `${server.url}/graphql` });

/**
 * What is refused on purpose: a GET that a page of another origin could send without a preflight. Apollo asks such
 * requests for a header (`x-apollo-operation-name`, or a content type), and the audit sends none. All three are MAY.
 */
const REFUSED_BY_CSRF_PREVENTION = ['5A70', 'D6D5', '6A70'];

describe('the audit of graphql-http finds that the server', () => {
  const asked = AUDITS.filter(({ id }) => !REFUSED_BY_CSRF_PREVENTION.includes(id));
  test.each(asked.map((audit) => [`${audit.id} ${audit.name}`, audit] as const))(
    '%s',
    async (_name, audit) => {
      const result = await audit.fn();
      expect(result.status, 'reason' in result ? result.reason : '').toBe('ok');
    },
  );
});

describe('the exceptions from the audit', () => {
  const exceptions = AUDITS.filter(({ id }) => REFUSED_BY_CSRF_PREVENTION.includes(id));
  test('are all of them optional', () => {
    expect(exceptions.map(({ name }) => name.split(' ')[0])).toEqual(['MAY', 'MAY', 'MAY']);
  });

  test('are met by a GET that no other origin can send unasked', async () => {
    const url = new URL(`${server.url}/graphql`);
    url.searchParams.set('query', 'query Q($yes: Boolean!) { __typename @include(if: $yes) }');
    url.searchParams.set('variables', '{"yes":true}');
    const response = await fetch(url, { headers: { 'x-apollo-operation-name': 'Q' } });
    expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
  });
});
