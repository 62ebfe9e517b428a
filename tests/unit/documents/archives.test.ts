import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { create } from 'tar';
import { describe, expect, test } from 'vitest';
import { countDocuments } from '../../../src/documents/find-documents.ts';
import { folderOf, found } from '../../support/documents.ts';
import { tarOf } from '../../support/tar.ts';
import { type ZipEntry, zipOf } from '../../support/zip.ts';

/** What an archive of this name and content gives. */
async function inArchive(name: string, content: Uint8Array, maxBytes?: number): Promise<string[]> {
  const folder = folderOf({ [name]: content });
  return found([folder], { folder, ...(maxBytes === undefined ? {} : { maxBytes }) });
}

const LINK_MODE = 0o120777;

describe('a ZIP archive', () => {
  test('gives its entries in their order, lines of JSON lines too, without folders and hidden files', async () => {
    const zip = zipOf([
      { name: 'z.txt', content: 'z' },
      { name: 'folder/', content: '' },
      { name: 'folder/ä 中.txt', content: 'inner' },
      { name: '__MACOSX/z.txt', content: 'no' },
      { name: '.DS_Store', content: 'no' },
      { name: 'a.jsonl', content: '{"a":1}\n{"b":2}\n' },
    ]);
    expect(await inArchive('x.zip', zip)).toEqual([
      'x.zip/z.txt: z',
      'x.zip/folder/ä 中.txt: inner',
      'x.zip/a.jsonl:1: {"a":1}',
      'x.zip/a.jsonl:2: {"b":2}',
    ]);
    expect(await countDocuments([join(folderOf({ 'x.zip': zip }), 'x.zip')])).toBe(6);
  });

  const bad: readonly (readonly [string, ZipEntry, string])[] = [
    ['a path up', { name: '../up.txt', content: 'x' }, 'Its path leads out of the archive.'],
    [
      'a path up by backslashes',
      { name: 'a\\..\\..\\up.txt', content: 'x' },
      'Its path leads out of the archive.',
    ],
    ['an absolute path', { name: '/etc/up.txt', content: 'x' }, 'Its path leads out of the archive.'],
    ['a drive', { name: 'C:up.txt', content: 'x' }, 'Its path leads out of the archive.'],
    ['a NUL', { name: 'a\0.txt', content: 'x' }, 'Its path leads out of the archive.'],
    [
      'an archive',
      { name: 'inner.tar.gz', content: 'x' },
      'It is an archive inside an archive: unpack it first.',
    ],
    ['encryption', { name: 'secret.txt', content: 'x', isEncrypted: true }, 'It is encrypted.'],
    ['a link', { name: 'link.txt', content: '/etc/passwd', mode: LINK_MODE }, 'It is a link, not a file.'],
    [
      'a wrong checksum',
      { name: 'broken.txt', content: 'x', crc: 1 },
      'It is damaged: its checksum is another.',
    ],
    [
      'an unknown method',
      { name: 'lzma.txt', content: 'x', method: 14 },
      'It is packed by a method that is not known here (14): only DEFLATE is.',
    ],
    [
      'too much',
      { name: 'large.txt', content: 'x'.repeat(2000) },
      'The document is larger than 1,000 bytes, the limit for one document.',
    ],
  ];
  test.each(bad)('with an entry that has %s names it, and gives the others', async (_what, entry, reason) => {
    const zip = zipOf([{ name: 'a.txt', content: 'a' }, entry, { name: 'z.txt', content: 'z' }]);
    const [first, second, third, ...more] = await inArchive('x.zip', zip, 1000);
    expect(first).toBe('x.zip/a.txt: a');
    expect(second).toContain(`! ${reason}`);
    expect([third, ...more]).toEqual(['x.zip/z.txt: z']);
  });

  test('whose entry unpacks to more than it says is caught at the size it says', async () => {
    const zip = zipOf([
      { name: 'liar.txt', content: 'x'.repeat(5_000_000), declaredSize: 10 },
      { name: 'z.txt', content: 'z' },
    ]);
    expect(await inArchive('x.zip', zip)).toEqual([
      expect.stringMatching(/^x\.zip\/liar\.txt! It is no ZIP archive, or a damaged one: .*too many bytes/u),
      'x.zip/z.txt: z',
    ]);
  });

  test('that unpacks to thousands of times its size ends there', async () => {
    const bomb = zipOf(
      Array.from({ length: 20 }, (_, index) => ({ name: `${index}.txt`, content: Buffer.alloc(9_000_000) })),
    );
    const lines = await inArchive('bomb.zip', bomb);
    expect(lines.at(-1)).toBe(
      'bomb.zip! It unpacks to more than 200 times its size: no archive of texts does.',
    );
    expect(lines.length).toBeLessThan(10);
  });

  test('that is cut off, or none, is named', async () => {
    const zip = zipOf([{ name: 'a.txt', content: 'a' }]);
    for (const content of [zip.subarray(0, -10), Buffer.from('no archive'), Buffer.alloc(0)]) {
      expect(await inArchive('x.zip', content)).toEqual([
        expect.stringMatching(/^x\.zip! It is no ZIP archive, or a damaged one: /u),
      ]);
    }
  });
});

describe('a tar archive', () => {
  const entries = [
    { path: 'z.txt', content: 'z' },
    { path: 'folder/', type: 'Directory' as const },
    { path: 'folder/a.txt', content: 'a'.repeat(600) },
    { path: 'folder/.hidden', content: 'no' },
    { path: 'empty.txt', content: '' },
    { path: 'a.ndjson', content: '{"a":1}\n{"b":2}' },
  ];
  const lines = (archive: string) => [
    `${archive}/z.txt: z`,
    `${archive}/folder/a.txt: ${'a'.repeat(600)}`,
    `${archive}/empty.txt: `,
    `${archive}/a.ndjson:1: {"a":1}`,
    `${archive}/a.ndjson:2: {"b":2}`,
  ];

  test('gives its entries in their order, packed or not, from a file or a stream', async () => {
    const tar = tarOf(entries);
    expect(await inArchive('x.tar', tar)).toEqual(lines('x.tar'));
    expect(await inArchive('x.tar.gz', gzipSync(tar))).toEqual(lines('x.tar.gz'));
    expect(await inArchive('x.tgz', gzipSync(tar))).toEqual(lines('x.tgz'));
    expect(await found(['-'], { standardInput: [gzipSync(tar)] })).toEqual(lines('-'));
    expect(await found(['-'], { standardInput: [tar.subarray(0, 100), tar.subarray(100)] })).toEqual(
      lines('-'),
    );
  });

  test('of a thousand files, made by tar itself, gives each', async () => {
    const names = Array.from({ length: 1000 }, (_, index) => `${String(index).padStart(4, '0')}.txt`);
    const folder = folderOf(Object.fromEntries(names.map((name) => [name, `text of ${name}`])));
    const archives = folderOf();
    await create({ gzip: true, cwd: folder, file: join(archives, 'x.tar.gz') }, names);
    expect(await found([archives], { folder: archives })).toEqual(
      names.map((name) => `x.tar.gz/${name}: text of ${name}`),
    );
  });

  test.each([
    ['a path up', { path: 'a/../../up.txt', content: 'x' }, 'Its path leads out of the archive.'],
    ['an absolute path', { path: '/etc/up.txt', content: 'x' }, 'Its path leads out of the archive.'],
    [
      'an archive',
      { path: 'inner.zip', content: 'x' },
      'It is an archive inside an archive: unpack it first.',
    ],
    [
      'a link',
      { path: 'link.txt', type: 'SymbolicLink' as const, linkpath: '/etc/passwd' },
      'It is a link or a device, not a file.',
    ],
    [
      'too much',
      { path: 'large.txt', content: 'x'.repeat(2000) },
      'The document is larger than 1,000 bytes, the limit for one document.',
    ],
  ])('with an entry that has %s names it, and gives the others', async (_what, entry, reason) => {
    const tar = tarOf([{ path: 'a.txt', content: 'a' }, entry, { path: 'z.txt', content: 'z' }]);
    const [first, second, ...rest] = await inArchive('x.tar', tar, 1000);
    expect(first).toBe('x.tar/a.txt: a');
    expect(second).toContain(`! ${reason}`);
    expect(rest).toEqual(['x.tar/z.txt: z']);
  });

  test('that is cut off gives what came before, and says so', async () => {
    const tar = tarOf([
      { path: 'a.txt', content: 'a' },
      { path: 'b.txt', content: 'b'.repeat(5000) },
    ]);
    const packed = gzipSync(tar);
    for (const [name, bytes] of [
      ['x.tar', tar.subarray(0, 2048)],
      ['y.tar.gz', packed.subarray(0, packed.length - 20)],
    ] as const) {
      const given = await inArchive(name, bytes);
      expect(given.at(-1)).toMatch(/! It is no tar archive, or a damaged or cut off one: /u);
      expect(given.some((line) => line.includes('bbb') && line.length < 5000)).toBe(false);
    }
  });

  test('that is none, or nothing at all, is named', async () => {
    for (const content of [Buffer.from('no archive at all'.repeat(100)), Buffer.alloc(0)]) {
      expect(await inArchive('x.tar', content)).toEqual([
        expect.stringMatching(/^x\.tar! It is no tar archive, or a damaged or cut off one: /u),
      ]);
    }
  });

  test('that unpacks to a thousand times its size ends there', async () => {
    const bomb = gzipSync(
      tarOf([
        { path: 'bomb.txt', content: Buffer.alloc(60_000_000) },
        { path: 'z.txt', content: 'z' },
      ]),
    );
    const lines = await inArchive('bomb.tgz', bomb);
    expect(lines.at(-1)).toMatch(/^bomb\.tgz! .*ratio/u);
    expect(lines).not.toContain('bomb.tgz/z.txt: z');
  });

  test('that the system packed is read as it is', async () => {
    const folder = folderOf({ 'a/a.txt': 'a', [`b/${'long-name-'.repeat(15)}.txt`]: 'long' });
    const archives = folderOf();
    execFileSync('tar', ['-cf', join(archives, 'x.tar'), '-C', folder, '.']);
    const names = (await found([archives], { folder: archives })).sort();
    expect(names).toEqual(['x.tar/./a/a.txt: a', `x.tar/./b/${'long-name-'.repeat(15)}.txt: long`]);
  });
});
