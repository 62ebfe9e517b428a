import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const BELOW_SERVER = [
  'kernel',
  'config',
  'text',
  'documents',
  'database',
  'planner',
  'access',
  'content',
  'ingest',
  'cache',
  'importer',
  'export',
  'editing',
];

/** What each folder of src may import; CONTRIBUTING.md draws it. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  config: ['kernel'],
  text: ['kernel'],
  documents: ['kernel'],
  database: ['kernel', 'config'],
  planner: ['kernel'],
  access: ['kernel', 'config', 'database'],
  content: ['kernel', 'config', 'text', 'database', 'planner', 'access'],
  ingest: ['kernel', 'config', 'text', 'database', 'planner', 'content'],
  cache: ['kernel', 'config', 'database'],
  importer: ['kernel', 'text', 'documents', 'database', 'ingest'],
  export: ['kernel', 'text', 'database', 'planner'],
  editing: ['kernel', 'text', 'documents', 'database', 'planner', 'access', 'content', 'ingest', 'importer'],
  server: BELOW_SERVER,
  cli: [...BELOW_SERVER, 'server'],
};

/** In this order, inside src/content. */
const DOMAINS = [
  'node',
  'entity',
  'topic',
  'organisation',
  'person',
  'article',
  'quote',
  'facet',
  'filter',
  'search',
  'history',
];

/** Lints files of these contents under this repository's rules; gives `path rule` of each fault, sorted. */
function lint(files: Readonly<Record<string, string>>): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'onrecord-lint-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  copyFileSync(join(ROOT, 'biome.json'), join(folder, 'biome.json'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const { stdout } = spawnSync(
    join(ROOT, 'node_modules/.bin/biome'),
    ['lint', '--vcs-enabled=false', '--reporter=json', '--max-diagnostics=none'],
    { cwd: folder, encoding: 'utf8' },
  );
  const { diagnostics } = z
    .object({
      diagnostics: z.array(z.object({ category: z.string(), location: z.object({ path: z.unknown() }) })),
    })
    .parse(JSON.parse(stdout));
  return diagnostics.map(({ category, location }) => `${location.path} ${category}`).sort();
}

/** A file in one folder that imports another; at both depths, because the way there is written differently. */
function imports(from: string, to: string): readonly (readonly [string, string])[] {
  return [
    [`src/${from}/to-${to}.ts`, `export { x } from '../${to}/x.ts';\n`],
    [`src/${from}/part/to-${to}.ts`, `export { x } from '../../${to}/x.ts';\n`],
  ];
}

test('lint has a rule for every folder of src', () => {
  expect(readdirSync(join(ROOT, 'src')).sort()).toEqual(Object.keys(MAY_IMPORT).sort());
});

test('lint refuses each import that the order of folders does not allow, and no other', () => {
  const folders = Object.keys(MAY_IMPORT);
  const pairs = folders.flatMap((from) =>
    folders.filter((to) => to !== from).map((to) => [from, to] as const),
  );
  const refused = pairs.filter(([from, to]) => !MAY_IMPORT[from]?.includes(to));
  const files = Object.fromEntries(pairs.flatMap(([from, to]) => imports(from, to)));
  const expected = refused.flatMap(([from, to]) =>
    imports(from, to).map(([path]) => `${path} lint/style/noRestrictedImports`),
  );
  expect(lint(files)).toEqual(expected.sort());
});

test('lint has a place in the order for every domain, and refuses what knows a later one', () => {
  expect(readdirSync(join(ROOT, 'src/content')).sort()).toEqual([...DOMAINS].sort());
  const pairs = DOMAINS.flatMap((from, at) => DOMAINS.slice(at + 1).map((to) => [from, to] as const));
  const files = pairs.map(([from, to]) => [`src/content/${from}/${to}.ts`, `import '../${to}/x.ts';\n`]);
  const backwards = pairs.map(([from, to]) => [
    `src/content/${to}/${from}.ts`,
    `import '../${from}/x.ts';\n`,
  ]);
  expect(lint(Object.fromEntries([...files, ...backwards]))).toEqual(
    files.map(([path]) => `${path} lint/style/noRestrictedImports`).sort(),
  );
});

test('lint refuses the database, HTTP and GraphQL outside their folders, cycles, lost promises and process.env', () => {
  const restricted = 'lint/style/noRestrictedImports';
  const faults = {
    'src/content/topic/database.ts': ["import 'pg';\n", restricted],
    'src/planner/database.ts': ["import '@electric-sql/pglite/contrib/pg_trgm';\n", restricted],
    'src/ingest/http.ts': ["import 'fastify';\n", restricted],
    'src/cli/http.ts': ["import '@apollo/server/plugin/disabled';\n", restricted],
    'src/text/graphql.ts': ["import 'graphql';\n", restricted],
    'src/server/cycle-a.ts': [
      "import { b } from './cycle-b.ts';\nexport const a = () => b;\n",
      'lint/suspicious/noImportCycles',
    ],
    'src/server/cycle-b.ts': [
      "import { a } from './cycle-a.ts';\nexport const b = () => a;\n",
      'lint/suspicious/noImportCycles',
    ],
    'src/server/environment.ts': ['export const home = process.env.HOME;\n', 'lint/style/noProcessEnv'],
    'src/server/promise.ts': [
      'async function slow(): Promise<void> {}\nexport function start(): void {\n  slow();\n}\n',
      'lint/nursery/noFloatingPromises',
    ],
  };
  const files = Object.entries(faults).map(([path, [content = '']]) => [path, content]);
  const expected = Object.entries(faults).map(([path, [, rule]]) => `${path} ${rule}`);
  expect(lint(Object.fromEntries(files))).toEqual(expected.sort());
});
