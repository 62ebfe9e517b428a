import { Writable } from 'node:stream';
import { splitLines } from '../documents/lines.ts';
import { AppError } from '../kernel/app-error.ts';
import { MAX_DOCUMENT_BYTES } from '../kernel/document-limit.ts';
import { type AnalyseOptions, analyse } from '../text/analyse.ts';
import { type EvaluationLine, evaluationLine } from '../text/evaluation-line.ts';
import { decodeUtf8 } from '../text/read/decode.ts';
import { isObject, readJson } from '../text/read/json.ts';
import { readTextLine } from '../text/read/text-line.ts';
import type { ExitCode, Input, Output } from './command.ts';
import { printable } from './printable.ts';

/**
 * Reads lines `{ "id", "text" }` and writes one line for each, in their order, holding one at a time. A line that cannot
 * be read is told of on standard error by its number; the others are done all the same, and the exit code is 1.
 *
 * @param name what messages call the input
 */
export async function analyseLines(
  name: string,
  input: Input,
  options: AnalyseOptions,
  { stdout, stderr }: { readonly stdout: Output; readonly stderr: Output },
): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const write = writerTo(stdout);
  const refuse = (place: string, error: unknown) => {
    if (!(error instanceof AppError)) throw error;
    stderr.write(`${place}: ${printable(error.message)}\n`);
    exitCode = 1;
  };
  try {
    for await (const { number, bytes } of splitLines(input, MAX_DOCUMENT_BYTES)) {
      let line: EvaluationLine | null = null;
      try {
        line = analysedLine(bytes, options);
      } catch (error) {
        refuse(`${name}:${number}`, error);
      }
      if (line !== null && !(await write(`${JSON.stringify(line)}\n`))) break;
    }
  } catch (error) {
    refuse(name, error);
  }
  return exitCode;
}

/** Null: a line of white space alone. */
function analysedLine(bytes: Uint8Array | null, options: AnalyseOptions): EvaluationLine | null {
  if (bytes === null) {
    throw new AppError('BAD_USER_INPUT', `The line has more than ${MAX_DOCUMENT_BYTES} bytes.`);
  }
  const { text } = decodeUtf8(bytes);
  if (!/\S/u.test(text)) return null;
  const value = readJson(text);
  const id = isObject(value) ? value['id'] : undefined;
  if (!isObject(value) || (typeof id !== 'string' && typeof id !== 'number')) {
    throw new AppError('BAD_USER_INPUT', 'The line is no object with an "id" and a "text".');
  }
  // Positions are those of the text that came: what stands beside it must not stand before it.
  const { headline: _, standfirst: _standfirst, ...rest } = value;
  return evaluationLine(id, analyse({ ...readTextLine(rest), bytes }, options));
}

/**
 * Writes, and waits while the reader is behind. False: nobody reads any more. Standard output says so by an error alone
 * (it is never left destroyed), which main does not take for a failure.
 */
function writerTo(output: Output): (text: string) => Promise<boolean> {
  if (!(output instanceof Writable)) {
    return async (text) => {
      output.write(text);
      return true;
    };
  }
  let isGone = false;
  output.on('error', () => {
    isGone = true;
  });
  return async (text) => {
    if (!isGone && !output.write(text)) await nextOf(output, ['drain', 'close', 'error']);
    return !isGone;
  };
}

function nextOf(output: Writable, events: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      for (const event of events) output.off(event, done);
      resolve();
    };
    for (const event of events) output.on(event, done);
  });
}
