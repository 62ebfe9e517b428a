import { parseArgs } from 'node:util';
import type { CommandOptions, CommandUsage } from './command.ts';

/** What a command line asks for. */
export type CommandLine<Command extends CommandUsage> =
  | { readonly kind: 'run'; readonly command: Command; readonly options: CommandOptions }
  | { readonly kind: 'help'; readonly command?: Command }
  | { readonly kind: 'version' }
  | { readonly kind: 'wrong'; readonly message: string; readonly command?: Command };

const FORMATS: readonly unknown[] = ['text', 'json'];

/** Reads the words after the program's name. A wrong use is a value, with a sentence that says what is wrong. */
export function parseCommandLine<Command extends CommandUsage>(
  words: readonly string[],
  commands: readonly Command[],
): CommandLine<Command> {
  const [first, ...rest] = words;
  if (first === '--help' || first === '-h') return { kind: 'help' };
  if (first === '--version') return { kind: 'version' };
  if (first === undefined) return { kind: 'wrong', message: 'No command was given.' };
  const command = commands.find(({ name }) => name === first);
  if (!command) return { kind: 'wrong', message: `There is no command ${JSON.stringify(first)}.` };
  return parseOptions(command, rest);
}

function parseOptions<Command extends CommandUsage>(command: Command, words: string[]): CommandLine<Command> {
  let options: CommandOptions;
  try {
    const { values } = parseArgs({
      args: words,
      options: { ...command.options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: false,
      allowNegative: true,
    });
    options = Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) => (isSingle(value) ? [[name, value]] : [])),
    );
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // Node adds advice after the first sentence that does not apply here.
    return {
      kind: 'wrong',
      message: `${error.message.split('. ', 1).join()}.`.replace(/\.\.$/, '.'),
      command,
    };
  }
  if (options['help'] === true) return { kind: 'help', command };
  const format = options['format'];
  if (format !== undefined && !FORMATS.includes(format)) {
    return {
      kind: 'wrong',
      message: `--format is ${JSON.stringify(format)}; it must be text or json.`,
      command,
    };
  }
  return { kind: 'run', command, options };
}

/** No option of ours may be given several times, so Node gives none as a list. */
function isSingle(value: unknown): value is string | boolean {
  return typeof value === 'string' || typeof value === 'boolean';
}

/** What `--help` prints: of one command, or of them all. */
export function helpText(commands: readonly CommandUsage[], command?: CommandUsage): string {
  if (command) {
    return `Usage: onrecord ${command.name} [options]\n\n${command.summary}\n\n${command.details}\n  --help               this text\n`;
  }
  const width = Math.max(...commands.map(({ name }) => name.length));
  const list = commands.map(({ name, summary }) => `  ${name.padEnd(width)}   ${summary}`).join('\n');
  return [
    'Usage: onrecord <command> [options]',
    `\n${list}\n`,
    'Each command has --help. Settings are environment variables: see .env.example.',
    'Exit codes: 0 done, 1 it failed, 2 wrong usage. --version prints the version.\n',
  ].join('\n');
}
