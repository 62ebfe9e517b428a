import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fetchDocument } from '../../../src/documents/fetch-url.ts';
import { isPublicAddress } from '../../../src/documents/public-address.ts';
import { found } from '../../support/documents.ts';

/** A server on this machine, ended with the test; gives its address without a path. */
async function serverOf(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}`;
}

const LIMITS = { maxBytes: 1000, allowPrivate: true };

describe('a URL', () => {
  test('gives the document with its media type and the address it came from in the end', async () => {
    const url = await serverOf((request, response) => {
      if (request.url === '/old') response.writeHead(301, { location: '/new?a=1' }).end();
      else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<p>text');
    });
    const document = await fetchDocument(`${url}/old`, LIMITS);
    expect(document).toMatchObject({ mediaType: 'text/html; charset=utf-8', url: `${url}/new?a=1` });
    expect(Buffer.from(document.bytes).toString()).toBe('<p>text');
  });

  test('whose answer is gzip is unpacked, to the limit and no further', async () => {
    const url = await serverOf((request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync(Buffer.alloc(request.url === '/bomb' ? 100_000_000 : 900, 'x')));
    });
    expect((await fetchDocument(`${url}/`, LIMITS)).bytes).toHaveLength(900);
    await expect(fetchDocument(`${url}/bomb`, LIMITS)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: 'The document is larger than 1,000 bytes, the limit for one document.',
    });
  });

  test.each([
    ['/large', 'The document is larger than 1,000 bytes, the limit for one document.'],
    ['/endless', 'The document is larger than 1,000 bytes, the limit for one document.'],
    ['/gone', 'It answers 404.'],
    ['/circle', 'It redirects more than 5 times.'],
    ['/nowhere', 'It answers 302 without saying where to go.'],
    ['/file', 'Only http and https are fetched, not file:'],
    ['/password', 'A URL with a password in it is not fetched.'],
    ['/brotli', 'It answers in the encoding br, which was not asked for.'],
    ['/broken', 'Its gzip encoding is damaged.'],
  ])('that leads to %s is refused', async (path, message) => {
    const url = await serverOf((request, response) => {
      const redirect = (location: string) => response.writeHead(302, { location }).end();
      switch (request.url) {
        case '/large':
          return response.writeHead(200, { 'content-length': '2000' }).end('x'.repeat(2000));
        case '/endless':
          response.writeHead(200);
          for (let index = 0; index < 50; index += 1) response.write('x'.repeat(100));
          return response;
        case '/circle':
          return redirect('/circle');
        case '/nowhere':
          return response.writeHead(302).end();
        case '/file':
          return redirect('file:///etc/passwd');
        case '/password':
          return redirect('http://a:b@127.0.0.1/');
        case '/brotli':
          return response.writeHead(200, { 'content-encoding': 'br' }).end('x');
        case '/broken':
          return response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip');
        default:
          return response.writeHead(404).end();
      }
    });
    await expect(fetchDocument(url + path, LIMITS)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message,
    });
  });

  test('that is never answered is given up in time', async () => {
    const url = await serverOf(() => undefined);
    await expect(fetchDocument(url, { ...LIMITS, timeoutMs: 50 })).rejects.toMatchObject({ code: 'TIMEOUT' });
  });

  test('where nobody listens says so, and the next operand is read', async () => {
    const url = await serverOf((_request, response) => response.end('text'));
    expect(
      await found(['http://127.0.0.1:1/', `${url}/`, 'ftp://example.com/a'], { allowPrivate: true }),
    ).toEqual([
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:1\/! It could not be fetched: .*ECONNREFUSED/u),
      `${url}/: text`,
      'ftp://example.com/a! Only http and https are fetched, not ftp:',
    ]);
  });

  test.each([
    '127.0.0.1',
    'localhost',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '0.0.0.0',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '169.254.169.254',
    '10.0.0.1',
    '100.64.0.1',
    '[fd00:ec2::254]',
    '[fe80::1]',
  ])('of %s is refused, and nobody is asked, unless private addresses are allowed', async (host) => {
    let requests = 0;
    const url = await serverOf((_request, response) => {
      requests += 1;
      response.end('secret');
    });
    const { port } = new URL(url);
    await expect(
      fetchDocument(`http://${host}:${port}/`, { ...LIMITS, allowPrivate: false }),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('is not a public address'),
    });
    expect(requests).toBe(0);
  });
});

test.each([
  ['8.8.8.8', true],
  ['2606:4700::1111', true],
  ['::ffff:8.8.8.8', true],
  ['172.15.255.255', true],
  ['172.16.0.1', false],
  ['192.168.1.1', false],
  ['198.18.0.1', false],
  ['203.0.113.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['::', false],
  ['::127.0.0.1', false],
  ['64:ff9b::7f00:1', false],
  ['2002:7f00:1::', false],
  ['2001::1', false],
  ['fec0::1', false],
  ['ff02::1', false],
  ['4000::1', false],
  ['fe80::1%eth0', false],
  ['example.com', false],
  ['', false],
])('%s is an address of the open internet: %s', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic);
});
