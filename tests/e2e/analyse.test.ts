import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { MAIN, runCli } from '../support/cli.ts';

const SEED = 'seeds/coas-centcom-chief-discuss-regional-security.txt';
const NOWHERE = { DATABASE_URL: 'postgres://editor@127.0.0.1:1/record' };

describe('analyse', () => {
  test('needs no database, and has no colours where standard output is no terminal', async () => {
    const { code, stdout, stderr } = await runCli(['analyse', SEED], { ...NOWHERE, NO_COLOR: '' });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Michael Erik Kurilla');
    expect(stdout).not.toContain('\u001B');
  });

  test('a second file is a wrong use', async () => {
    const { code, stderr } = await runCli(['analyse', SEED, 'other.txt'], {});
    expect(code).toBe(2);
    expect(stderr).toContain('"other.txt" is too many');
  });

  test('of lines without end stops when nobody reads any more', async () => {
    const shell = `yes '{"id":1,"text":"It rained, said Jane Roe."}' | "${process.execPath}" "${MAIN}" analyse --format jsonl | head -n 3`;
    const child = spawn('sh', ['-c', shell], { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    await once(child, 'close');
    expect(stderr).toBe('');
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).id),
    ).toEqual([1, 1, 1]);
  });
});
