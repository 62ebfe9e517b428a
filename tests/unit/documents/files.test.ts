import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { countDocuments } from '../../../src/documents/find-documents.ts';
import { folderOf, found } from '../../support/documents.ts';

describe('files and folders', () => {
  test('a folder gives the files of every depth, by name in each folder, and no hidden one', async () => {
    const folder = folderOf({
      'b.txt': 'b',
      'a/z.txt': 'z',
      'a/10.txt': 'ten',
      'a/9.txt': 'nine',
      'B.txt': 'B',
      '.hidden.txt': 'no',
      '.git/x.txt': 'no',
      'ä.txt': 'ä',
    });
    const lines = ['B.txt: B', 'a/10.txt: ten', 'a/9.txt: nine', 'a/z.txt: z', 'b.txt: b', 'ä.txt: ä'];
    expect(await found([folder], { folder })).toEqual(lines);
    expect(await countDocuments([folder])).toBe(lines.length);
  });

  test('operands are taken in their order, and one that is twice there twice', async () => {
    const folder = folderOf({ 'a.txt': 'a', 'b.txt': 'b' });
    const [a, b] = [join(folder, 'a.txt'), join(folder, 'b.txt')];
    expect(await found([b, a, b], { folder })).toEqual(['b.txt: b', 'a.txt: a', 'b.txt: b']);
  });

  test('links that lead in circles end, and what they lead to is given once', async () => {
    const folder = folderOf({ 'a/one.txt': 'one', 'b/two.txt': 'two' });
    symlinkSync(folder, join(folder, 'a/up'));
    symlinkSync(join(folder, 'b'), join(folder, 'a/aside'));
    symlinkSync('self', join(folder, 'self'));
    symlinkSync('gone', join(folder, 'gone-link'));
    expect(await found([folder], { folder })).toEqual([
      'a/aside/two.txt: two',
      'a/one.txt: one',
      'gone-link! It is not there, or not any more.',
      'self! Its symbolic links lead in a circle.',
    ]);
  });

  test('a pattern takes what fits it, also from folders below, and says where nothing does', async () => {
    const folder = folderOf({ 'a.txt': 'a', 'x/b.txt': 'b', 'x/c.html': 'c', 'x/y/d.txt': 'd' });
    expect(await found([join(folder, '**/*.txt')], { folder })).toEqual([
      'a.txt: a',
      'x/b.txt: b',
      'x/y/d.txt: d',
    ]);
    expect(await found([join(folder, '{a.txt,x/*.html}')], { folder })).toEqual(['a.txt: a', 'x/c.html: c']);
    expect(await found([join(folder, '*.xml')], { folder })).toEqual(['*.xml! No file fits the pattern.']);
  });

  test('a file whose name looks like a pattern is that file', async () => {
    const folder = folderOf({ '[a].txt': 'brackets', 'a.txt': 'a' });
    expect(await found([join(folder, '[a].txt')], { folder })).toEqual(['[a].txt: brackets']);
  });

  test('what cannot be read is named with its reason, and the rest is read', async () => {
    const folder = folderOf({ 'a.txt': 'a', 'large.txt': '12345678901', 'z.txt': 'z' });
    expect(
      await found([join(folder, 'none.txt'), join(folder, 'a.txt/b'), `${folder}/nul\0l`, folder], {
        folder,
        maxBytes: 10,
      }),
    ).toEqual([
      'none.txt! It is not there, or not any more.',
      'a.txt/b! It is not there: a part of its path is a file, not a folder.',
      'nul\0l! Its path has a NUL.',
      'a.txt: a',
      'large.txt! The document is larger than 10 bytes, the limit for one document.',
      'z.txt: z',
    ]);
  });

  // Root may read everything.
  test.skipIf(process.getuid?.() === 0)(
    'a folder without permission is named, and its sisters are read',
    async () => {
      const folder = folderOf({ 'a/a.txt': 'a', 'b/b.txt': 'b' });
      chmodSync(join(folder, 'a'), 0);
      expect(await found([folder], { folder })).toEqual([
        'a! It may not be read: this user has no permission.',
        'b/b.txt: b',
      ]);
      chmodSync(join(folder, 'a'), 0o755);
    },
  );

  test('an empty folder gives nothing', async () => {
    const folder = folderOf();
    mkdirSync(join(folder, 'inner'));
    expect(await found([folder])).toEqual([]);
  });
});

describe('JSON lines', () => {
  test('each line is a document by its number, blank ones aside, and a line too long is named', async () => {
    const folder = folderOf({ 'a.jsonl': `{"a":1}\r\n\n  \n{"b":"\u2028"}\n"${'x'.repeat(30)}"\n{"c":3}` });
    expect(await found([join(folder, 'a.jsonl')], { folder, maxBytes: 20 })).toEqual([
      'a.jsonl:1: {"a":1}',
      'a.jsonl:4: {"b":"\u2028"}',
      expect.stringContaining('a.jsonl:5! The line is larger than'),
      'a.jsonl:6: {"c":3}',
    ]);
    expect(await countDocuments([folder])).toBeNull();
  });
});

describe('standard input', () => {
  const input = (...chunks: string[]) => ({ standardInput: chunks.map((chunk) => Buffer.from(chunk)) });

  test('is lines where the first is a JSON object, however the bytes are cut', async () => {
    expect(await found(['-'], input('\n{"id"', ':1}', '\n{"id":2}', '\n'))).toEqual([
      '-:2: {"id":1}',
      '-:3: {"id":2}',
    ]);
  });

  test('is one document otherwise', async () => {
    expect(await found(['-'], input('{"id":1,\n', '"b":2}\n'))).toEqual(['-: {"id":1,\n"b":2}\n']);
    expect(await found(['-'], input('A text.\n', '{"id":1}\n'))).toEqual(['-: A text.\n{"id":1}\n']);
    expect(await found(['-'], input())).toEqual(['-: ']);
  });

  test('that never ends is refused at the limit', async () => {
    const standardInput = (function* () {
      for (;;) yield Buffer.alloc(1000, 'x');
    })();
    expect(await found(['-'], { standardInput, maxBytes: 1024 * 1024 })).toEqual([
      '-! The document is larger than 1,048,576 bytes, the limit for one document.',
    ]);
  });

  test('that is a ZIP archive is refused, because its list comes last', async () => {
    expect(await found(['-'], input('PK\x03\x04rest'))).toEqual([
      '-! A ZIP archive cannot be read from a stream: name its file.',
    ]);
  });
});
