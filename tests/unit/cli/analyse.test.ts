import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { analyseCommand } from '../../../src/cli/analyse.ts';
import type { CommandOptions } from '../../../src/cli/command.ts';
import { loadConfig } from '../../../src/config/load-config.ts';

const PAGE = `<html lang="en"><body><article><h1>Mayor opens bridge</h1>
<p>SPRINGFIELD: Mayor Jane Roe of the Springfield Council opened the bridge. “It is a good day,” Roe said.</p></article></body></html>`;

interface Given {
  readonly input?: string | AsyncIterable<Uint8Array>;
  readonly operands?: readonly string[];
  readonly hasColour?: boolean;
}

async function* bytesOf(input: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(input);
}

async function run(options: CommandOptions, { input = '', operands = [], hasColour = false }: Given) {
  let stdout = '';
  let stderr = '';
  const code = await analyseCommand.run(
    { format: 'text', ...options },
    {
      config: loadConfig({}),
      version: '0.0.0',
      operands,
      stdin: typeof input === 'string' ? bytesOf(input) : input,
      stdout: { write: (text) => (stdout += text) },
      stderr: { write: (text) => (stderr += text) },
      hasColour,
    },
  );
  return { code, stdout, stderr };
}

describe('analyse, for people', () => {
  test('lists blocks, entities, quotes with their speakers, and affiliations', async () => {
    const { code, stdout, stderr } = await run({}, { input: PAGE });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('headline    Mayor opens bridge\n');
    expect(stdout).toContain('  DATELINE    SPRINGFIELD:\n');
    expect(stdout).toContain('People (1)\n  Jane Roe, also Roe (2 mentions)\n');
    expect(stdout).toContain('Organisations (1)\n  Springfield Council (1 mention)\n');
    expect(stdout).toMatch(
      /Quotes \(1\)\n {2}0\.\d\d {2}DIRECT {4}Jane Roe \(IDENTIFIED\): It is a good day,\n/u,
    );
    expect(stdout).toMatch(/Affiliations \(1\)\n {2}0\.\d\d {2}Jane Roe, Springfield Council\n/u);
  });

  test('has colours only where they are shown, and never those of the document', async () => {
    const input = '“Yes \u001B[31m,” said Jane Roe.';
    const plain = await run({}, { input });
    expect(plain.stdout).toContain('Yes ␛[31m,');
    expect(plain.stdout).not.toContain('\u001B');
    const coloured = await run({}, { input, hasColour: true });
    expect(coloured.stdout).toContain('\u001B[1;36mJane Roe\u001B[0m');
    expect(stripVTControlCharacters(coloured.stdout)).toBe(plain.stdout);
  });

  test('a file is read by its name, and - is standard input', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'onrecord-analyse-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'a.html');
    await writeFile(file, PAGE);
    const fromFile = await run({}, { operands: [file] });
    expect(fromFile).toEqual(await run({}, { operands: ['-'], input: PAGE }));
    expect(fromFile.code).toBe(0);
  });

  test.each([
    [['/nowhere/a.txt'], '', '/nowhere/a.txt: It is not there'],
    [[import.meta.dirname], '', 'It is a folder'],
    [[], '', 'standard input: The document is empty.'],
    [['-'], 'a\0b', 'standard input: The document has a NUL at byte offset 1'],
  ])('%j with %j on standard input is refused with its reason, exit 1', async (operands, input, says) => {
    const { code, stdout, stderr } = await run({}, { operands, input });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(says);
  });

  test('a language that is none is a wrong use', async () => {
    expect(await run({ language: 'e' }, { input: 'x' })).toMatchObject({ code: 2, stdout: '' });
    expect((await run({ language: 'en_us' }, { input: 'It rained.' })).stdout).toContain(
      'language    en-US\n',
    );
  });
});

const FEED = `<rss><channel><title>Daily</title><item><title>One</title><description>Jane Roe said yes.</description></item>
<item><title>Nothing</title></item></channel></rss>`;

describe('analyse, for programs', () => {
  test('--format json prints one object with each item; one that is refused is in it, on standard error, and in the exit code', async () => {
    const { code, stdout, stderr } = await run({ format: 'json' }, { input: FEED });
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      name: '-',
      items: [
        {
          outcome: 'analysed',
          place: 'entry 1',
          fields: { headline: 'One' },
          entities: [{ name: 'Jane Roe' }, { name: 'Daily' }],
          source: { reader: 'rss@1' },
        },
        { outcome: 'refused', place: 'entry 2', code: 'BAD_USER_INPUT' },
      ],
    });
    expect(stderr).toBe('standard input, entry 2: The document has no text in its entry "Nothing".\n');
  });

  test('--format jsonl gives a line for each line, with positions in code points of its text', async () => {
    const text = '😀 “Yes,” said Jane Roe, head of the Springfield Council.';
    const { code, stdout } = await run(
      { format: 'jsonl' },
      {
        input: `{"id":"a","text":${JSON.stringify(text)},"headline":"Not counted"}\n{"id":7,"text":"It rained."}`,
      },
    );
    expect(code).toBe(0);
    const [first, second, ...more] = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(more).toEqual([]);
    const cut = ({ start, end }: { start: number; end: number }) =>
      Array.from(text).slice(start, end).join('');
    expect(first.id).toBe('a');
    expect(first.quotes.map((quote: never) => [cut(quote), cut(quote['speaker'])])).toEqual([
      ['Yes,', 'Jane Roe'],
    ]);
    expect(
      first.entities.map(
        ({ name, mentions }: { name: string; mentions: { start: number; end: number }[] }) => [
          name,
          cut(mentions[0] ?? { start: 0, end: 0 }),
        ],
      ),
    ).toEqual([
      ['Jane Roe', 'Jane Roe'],
      ['Springfield Council', 'Springfield Council'],
    ]);
    expect(first.affiliations).toMatchObject([
      { role: 'head', receipts: [{ confidence: expect.any(Number) }] },
    ]);
    expect(second).toEqual({ id: 7, quotes: [], entities: [], affiliations: [], topics: [] });
  });

  test('--format jsonl names each line that it cannot read, and does the others', async () => {
    const lines = [
      '{"id":"a","text":"It rained."}',
      '',
      'nothing',
      '{"id":"c"}',
      '{"text":"x"}',
      '{"id":"d","text":"\\ud800"}',
      '{"id":"e","text":"  "}',
      '{"id":"b","text":"It rained."}',
    ];
    const { code, stdout, stderr } = await run({ format: 'jsonl' }, { input: lines.join('\n') });
    expect(code).toBe(1);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).id),
    ).toEqual(['a', 'b']);
    expect(stderr.match(/^standard input:\d+/gmu)).toEqual(
      [3, 4, 5, 6, 7].map((number) => `standard input:${number}`),
    );
  });

  test('--format jsonl writes a line before it asks for the next', async () => {
    const written: string[] = [];
    let asked = 0;
    async function* input(): AsyncGenerator<Uint8Array> {
      for (; asked < 50; asked += 1) {
        expect(written.length).toBe(asked);
        yield Buffer.from(`{"id":${asked},"text":"It rained."}\n`);
      }
    }
    const code = await analyseCommand.run(
      { format: 'jsonl' },
      {
        config: loadConfig({}),
        version: '0.0.0',
        operands: [],
        stdin: input(),
        stdout: { write: (text) => written.push(text) },
        stderr: { write: (text) => written.push(text) },
        hasColour: false,
      },
    );
    expect({ code, count: written.length }).toEqual({ code: 0, count: 50 });
  });
});
