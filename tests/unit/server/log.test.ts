import { expect, test } from 'vitest';
import { newKey } from '../../../src/access/api-key.ts';
import { createLog } from '../../../src/server/log.ts';

/** The lines that a logger at its loudest writes. */
function lines(write: (log: ReturnType<typeof createLog>) => void): string {
  let written = '';
  write(createLog('trace', { write: (line) => (written += line) }));
  return written;
}

const KEY = newKey().text;
const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJl-_x';

test.each([
  ['a key in a message', KEY, (secret: string) => lines((log) => log.info(`asked with ${secret}`))],
  [
    'a token in a stack',
    TOKEN,
    (secret: string) => lines((log) => log.error({ err: new Error(secret) }, 'failed')),
  ],
  [
    'credentials in headers',
    'c2VzYW1lOnNlc2FtZQ==',
    (secret: string) => lines((log) => log.trace({ headers: { Authorization: `Basic ${secret}` } })),
  ],
  [
    'a password of any form',
    'ses"ame\\ ',
    (secret: string) => lines((log) => log.warn({ a: { b: { password: secret } } })),
  ],
  [
    'a token in variables',
    'sesame',
    (secret: string) => lines((log) => log.debug({ variables: [{ token: secret }] })),
  ],
  [
    'a password in a URL',
    'sesame',
    (secret: string) => lines((log) => log.error({ url: `postgres://u:${secret}@host/db` })),
  ],
  [
    'a key in a child’s fields',
    KEY,
    (secret: string) => lines((log) => log.child({ requestId: secret }).info('x')),
  ],
])('%s is hidden, and the line is still one of JSON', (_what, secret, write) => {
  const written = write(secret);
  expect(written).not.toContain(secret);
  expect(written).not.toContain('sesame');
  expect(written).not.toContain(KEY.slice(-64));
  expect(JSON.parse(written)).toMatchObject({ level: expect.any(String) });
});

test('what is no secret is written as it is', () => {
  const fields = { path: '/graphql', tokens: 163, message: 'the basic token: see https://news.example/a' };
  expect(JSON.parse(lines((log) => log.info(fields)))).toMatchObject(fields);
});
