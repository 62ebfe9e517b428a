import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { dataFolder, runCli } from '../support/cli.ts';

const COMMANDS = ['serve', 'migrate', 'seed', 'verify'];

describe('the command line', () => {
  test('--help lists every command and exits 0', async () => {
    const { code, stdout } = await runCli(['--help']);
    expect(code).toBe(0);
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command} +\\S`, 'm'));
  });

  test.each(COMMANDS)('%s --help says what it does, on standard output', async (command) => {
    const { code, stdout, stderr } = await runCli([command, '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`Usage: onrecord ${command}`);
  });

  test('--version prints the version alone', async () => {
    expect(await runCli(['--version'])).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      stderr: '',
    });
  });

  test.each([
    { words: [], says: 'No command was given.' },
    { words: ['publish'], says: 'There is no command "publish".' },
    { words: ['constructor'], says: 'There is no command "constructor".' },
    { words: ['verify', '--deep'], says: "Unknown option '--deep'." },
    { words: ['verify', 'all'], says: 'all' },
    { words: ['verify', '--format', 'xml'], says: '--format is "xml"; it must be text or json.' },
    { words: ['serve', '--port', '80'], says: "Unknown option '--port'." },
  ])('a wrong use exits 2 and says what is wrong, with the usage: $words', async ({ words, says }) => {
    const { code, stdout, stderr } = await runCli(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.split('\n')[0]).toContain(says);
    expect(stderr).toContain('Usage: onrecord');
  });

  test.each(COMMANDS)(
    '%s tells every wrong setting in a sentence of its own, and exits 1',
    async (command) => {
      const { code, stdout, stderr } = await runCli([command], { PORT: 'http', LOG_LEVEL: 'loud' });
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toBe(
        'PORT is "http"; it must be a whole number from 0 to 65535, where 0 takes any free port.\n' +
          'LOG_LEVEL is "loud"; it must be one of silent, fatal, error, warn, info, debug, trace.\n',
      );
    },
  );

  test.each(COMMANDS)(
    '%s on a server that does not answer says so in one sentence without the password',
    async (command) => {
      const { code, stdout, stderr } = await runCli([command], {
        DATABASE_URL: 'postgres://editor:sesame@127.0.0.1:1/record',
      });
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/^The PostgreSQL server at 127\.0\.0\.1:1 [^\n]+\.\n$/);
      expect(stderr).not.toContain('sesame');
    },
  );
});

describe('migrate', () => {
  test('names what it applied, and the second time that there is nothing to do', async () => {
    const env = { DATA_DIR: await dataFolder('nothing') };
    const first = await runCli(['migrate', '--format', 'json'], env);
    expect(JSON.parse(first.stdout)).toEqual({
      migrationsApplied: expect.arrayContaining([expect.stringMatching(/^\d{14}_\w+$/)]),
    });
    expect(await runCli(['migrate'], env)).toEqual({
      code: 0,
      stdout: 'The database is up to date.\n',
      stderr: '',
    });
  });
});

describe('a data folder', () => {
  test('without a database is refused by verify, and not made', async () => {
    const env = { DATA_DIR: join(await dataFolder('nothing'), 'none') };
    const { code, stderr } = await runCli(['verify'], env);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^DATA_DIR .* holds no database: .*\n$/),
    });
    expect(existsSync(env.DATA_DIR)).toBe(false);
  });

  test('that is a file is refused in one sentence', async () => {
    const { code, stderr } = await runCli(['migrate'], { DATA_DIR: fileURLToPath(import.meta.url) });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^DATA_DIR .* is a file\.\n$/),
    });
  });
});
