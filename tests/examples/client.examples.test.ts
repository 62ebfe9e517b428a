import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Ended, EXAMPLES, runInExamples } from '../support/examples.ts';
import { type SharedServer, shareServer } from '../support/shared-server.ts';

const COMMENT = /\/\*.*?\*\/|\/\/[^\n]*/gs;

let server: SharedServer;

function runClient(...args: readonly string[]): Promise<Ended> {
  return runInExamples('npm', ['start', '--silent', '--', ...args]);
}

async function done(script: string): Promise<Ended> {
  const ended = await runInExamples('npm', ['run', script]);
  if (ended.code !== 0) throw new Error(`npm run ${script} in examples/ fails:\n${ended.output}`);
  return ended;
}

describe('a client with types generated from the committed schema', () => {
  beforeAll(async () => {
    server = await shareServer();
    await done('codegen');
    await done('build');
  });

  test('has every scalar mapped and nothing that is any', async () => {
    const generated = await readFile(new URL('client/generated/graphql.ts', EXAMPLES), 'utf8');
    const code = generated.replace(COMMENT, '');
    expect(code).toContain('export const QuotesOnTopicDocument');
    expect(code).toContain('DateTime: { input: string; output: string; }');
    expect(code.match(/^.*\b(any|unknown)\b.*$/gm)).toEqual([
      'export type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };',
      'export type MakeEmpty<T extends { [key: string]: unknown }, K extends keyof T> = { [_ in K]?: never };',
      expect.stringMatching(/^export const QuotesOnTopicDocument = .* as unknown as DocumentNode</),
    ]);
  });

  test('type-checks', async () => {
    expect(await runInExamples('npm', ['run', '--silent', 'check:types'])).toEqual({ code: 0, output: '' });
  });

  test('prints what a person is quoted as saying on a topic, with the sentence', async () => {
    const { code, output } = await runClient('michael-erik-kurilla', 'terrorism', `${server.url}/graphql`);
    expect(output).toBe(`Michael Erik Kurilla on terrorism

COAS, CENTCOM chief discuss regional security

  INDIRECT  Pakistan Army’s successes in fight against terrorism and Pakistan’s continued efforts for bringing peace and stability to the region
  in  The ISPR also said that the “visiting dignitary acknowledged and appreciated Pakistan Army’s successes in fight against terrorism and Pakistan’s continued efforts for bringing peace and stability to the region”.
`);
    expect(code).toBe(0);
  });

  test('prints the quotes of narrower topics too', async () => {
    const { output } = await runClient('michael-erik-kurilla', 'government', `${server.url}/graphql`);
    expect(output).toMatch(/^Michael Erik Kurilla on government\n/);
    expect(output).toContain('DIRECT  Just two weeks into command');
  });

  test.each([
    ['a person that is not there', ['nobody', 'terrorism'], 1, 'There is no person nobody.\n'],
    ['a topic that is not there', ['michael-erik-kurilla', 'nothing'], 1, 'There is no topic nothing.\n'],
    ['no topic', ['michael-erik-kurilla'], 2, expect.stringMatching(/^Usage: /)],
  ])('says so when it is given %s', async (_what, args, code, output) => {
    const url = args.length === 2 ? [`${server.url}/graphql`] : [];
    expect(await runClient(...args, ...url)).toEqual({ code, output });
  });

  test('says so when no server answers', async () => {
    expect(await runClient('michael-erik-kurilla', 'terrorism', 'http://127.0.0.1:1/graphql')).toEqual({
      code: 1,
      output: 'http://127.0.0.1:1/graphql does not answer: is the server running?\n',
    });
  });
});
