import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** The folder of the examples, with a slash at its end. */
export const EXAMPLES = new URL('../../examples/', import.meta.url);

export interface Ended {
  readonly code: number | null;
  /** Standard output and standard error, as they came. */
  readonly output: string;
}

/** Runs a command in examples/ to its end. */
export async function runInExamples(command: string, args: readonly string[]): Promise<Ended> {
  const child = spawn(command, args, { cwd: EXAMPLES, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const [code] = await once(child, 'close');
  return { code, output };
}
