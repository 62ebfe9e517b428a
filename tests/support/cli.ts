import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { inject, onTestFinished } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** The built command. */
export const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** Settings of a command; whatever else this process's environment has is not passed on. */
export type CliEnvironment = Readonly<Record<string, string>>;

/** A command that has been started: what it has written so far, and how it ends. */
export class RunningCli {
  stdout = '';
  stderr = '';
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #output = new EventEmitter();

  /** @param program what is run with the arguments, in the repository's folder; the built command unless given. */
  constructor(
    args: readonly string[],
    env: CliEnvironment,
    program: readonly [string, ...string[]] = [process.execPath, MAIN],
  ) {
    const [file, ...first] = program;
    this.#child = spawn(file, [...first, ...args], {
      env: { PATH: process.env['PATH'], NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: ROOT,
    });
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
      this.#output.emit('text');
    });
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
      this.#output.emit('text');
    });
    this.ended = once(this.#child, 'close').then(([code, signal]) => {
      this.#output.emit('text');
      return { code, signal };
    });
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('the command could not be started');
    return this.#child.pid;
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Resolves as soon as the output satisfies the condition; rejects when the command ends before it does. */
  async outputTo<T>(condition: (cli: RunningCli) => T | null | undefined | false): Promise<T> {
    for (;;) {
      const met = condition(this);
      if (met) return met;
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) {
        throw new Error(`the command ended before that:\n${this.stdout}\n${this.stderr}`);
      }
      await once(this.#output, 'text');
    }
  }

  /** The lines of the log, parsed. */
  logLines(): readonly Record<string, unknown>[] {
    return this.stderr
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line));
  }
}

/** Runs a command to its end. */
export async function runCli(
  args: readonly string[],
  env: CliEnvironment = {},
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  const cli = new RunningCli(args, env);
  const { code } = await cli.ended;
  return { code, stdout: cli.stdout, stderr: cli.stderr };
}

export interface RunningServe {
  readonly cli: RunningCli;
  /** Where it listens, without a path. */
  readonly url: string;
}

/** Starts `onrecord serve` on a free port and waits for its three lines; it is killed when the test is over. */
export async function startServe(env: CliEnvironment, args: readonly string[] = []): Promise<RunningServe> {
  const cli = beginServe(env, args);
  return { cli, url: await untilServing(cli) };
}

/** Starts `onrecord serve` on a free port; it is killed when the test is over. */
export function beginServe(env: CliEnvironment, args: readonly string[] = []): RunningCli {
  const cli = new RunningCli(['serve', ...args], { PORT: '0', ...env });
  onTestFinished(async () => {
    cli.kill('SIGKILL');
    await cli.ended;
  });
  return cli;
}

/** Resolves with the address once the three lines are there. */
export async function untilServing(cli: RunningCli): Promise<string> {
  return cli.outputTo(({ stdout }) => /^GraphQL +(http:\S+)\/graphql\n.*\n.*\n/.exec(stdout)?.[1]);
}

/** A folder of its own for one test, deleted afterwards: with nothing in it, an empty database, or the seed. */
export async function dataFolder(content: 'nothing' | 'migrated' | 'seeded'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'onrecord-e2e-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  if (content !== 'nothing') await cp(join(inject('dataFolders'), content), folder, { recursive: true });
  return folder;
}
