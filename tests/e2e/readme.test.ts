import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { SETTINGS } from '../../src/config/load-config.ts';
import { runCli } from '../support/cli.ts';
import { type SharedServer, shareServer } from '../support/shared-server.ts';

const ROOT = new URL('../../', import.meta.url);
const ADDRESS = 'http://127.0.0.1:4000';
const README = read('README.md');
const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'seeds/README.md', 'examples/README.md'];

function read(path: string): string {
  return readFileSync(new URL(path, ROOT), 'utf8');
}

/** The text under a heading of the second level. */
function section(heading: string): string {
  const [, text] = README.split(`\n## ${heading}\n`);
  if (text === undefined) throw new Error(`README has no heading ${heading}`);
  return text.split('\n## ', 1).join();
}

/** The cells of a section's table, without its head. */
function rows(heading: string): readonly (readonly string[])[] {
  return section(heading)
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** The cells of a table's first column, out of their code marks. */
function names(heading: string): readonly string[] {
  return rows(heading).map(([name = '']) => name.replaceAll('`', ''));
}

/** Every block of a query, or of a curl, that an answer follows. */
const QUESTION =
  /```(graphql|sh)\n([^`]*)```\n\n(?:<details>\n<summary>[^<]*<\/summary>\n\n)?```json\n([^`]*)```/g;
const questions = [...README.matchAll(QUESTION)].map(([, language, source = '', answer = '']) => ({
  title: source.replaceAll(/\s+/g, ' ').trim(),
  isQuery: language === 'graphql',
  body: language === 'sh' ? bodyOfCurl(source) : JSON.stringify({ query: source }),
  answer,
}));

function bodyOfCurl(command: string): string {
  const [, body] = / -d '([^']+)'/.exec(command) ?? [];
  if (body === undefined) throw new Error(`an answer follows a command that sends nothing: ${command}`);
  return body;
}

let server: SharedServer;
beforeAll(async () => {
  server = await shareServer();
});

describe('README', () => {
  test('shows a start as it prints', () => {
    const [, shown] = /```text\n([^`]*)```/.exec(section('Start')) ?? [];
    expect(server.cli.stdout.replaceAll(server.url, ADDRESS)).toBe(shown);
  });

  test('first asks what a start proposes to ask', () => {
    const [, proposed = ''] = /^Query +(.+)$/m.exec(server.cli.stdout) ?? [];
    expect(questions[0]?.title).toBe(proposed);
  });

  test('has an answer to each of its queries, and a question to each answer', () => {
    expect(README.split('```graphql')).toHaveLength(questions.filter(({ isQuery }) => isQuery).length + 1);
    expect(README.split('```json')).toHaveLength(questions.length + 1);
  });

  test.each(questions)('is answered as it says: $title', async ({ body, answer }) => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(await response.text()).toBe(JSON.stringify(JSON.parse(answer)));
  });

  test.each(names('Map'))('maps %s, which is there', (path) => {
    expect(existsSync(new URL(path, ROOT))).toBe(true);
  });

  test('maps every folder of src', () => {
    const folders = readdirSync(new URL('src', ROOT)).map((name) => `src/${name}/`);
    expect(names('Map')).toEqual(expect.arrayContaining(folders));
  });

  test('lists the settings that there are, with their defaults, as .env.example does', () => {
    const listed = rows('Settings').map((cells) => cells.slice(0, 2).map((cell) => cell.replaceAll('`', '')));
    const example = [...read('.env.example').matchAll(/^([A-Z_]+)=(.*)$/gm)].map((match) => match.slice(1));
    expect(listed).toEqual(example);
    expect(listed.map(([name = '']) => name).sort()).toEqual(Object.keys(SETTINGS).sort());
  });

  test.each(names('Commands'))('names a command that there is: %s', async (command) => {
    const [, name = ''] = /^node dist\/cli\/main\.js ([a-z]+)$/.exec(command) ?? [];
    const { code, stdout } = await runCli([name, '--help']);
    expect([code, stdout]).toEqual([0, expect.stringContaining(`Usage: onrecord ${name}`)]);
  });
});

describe.each(DOCUMENTS)('%s', (document) => {
  const text = read(document);

  test('names scripts that there are', () => {
    const folder = document.startsWith('examples/') ? 'examples/' : '';
    const scripts = ['package.json', `${folder}package.json`].flatMap((path) =>
      Object.keys(
        z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read(path))).scripts,
      ),
    );
    const named = [...text.matchAll(/npm (?:run (?:--silent )?([a-z:]+)|(test|start)\b)/g)].map(
      ([, run, short]) => run ?? short,
    );
    expect(named.filter((name) => name === undefined || !scripts.includes(name))).toEqual([]);
  });

  test('links to files that there are', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path = '']) => path);
    expect(links.filter((path) => !existsSync(new URL(path, new URL(document, ROOT))))).toEqual([]);
  });
});
