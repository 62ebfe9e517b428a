import { parseArgs } from 'node:util';
import type { CommandOptions, CommandUsage, OperandUsage } from './command.ts';

/** What a command line asks for. */
export type CommandLine<Command extends CommandUsage> =
  | {
      readonly kind: 'run';
      readonly command: Command;
      readonly options: CommandOptions;
      readonly operands: readonly string[];
    }
  | { readonly kind: 'help'; readonly command?: Command }
  | { readonly kind: 'version' }
  | { readonly kind: 'wrong'; readonly message: string; readonly command?: Command };

const FORMATS: readonly string[] = ['text', 'json'];

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
  let operands: readonly string[];
  try {
    const { values, positionals } = parseArgs({
      args: words,
      options: { ...command.options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: command.operands !== undefined,
      allowNegative: true,
    });
    options = Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) => (isSingle(value) ? [[name, value]] : [])),
    );
    operands = positionals;
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
  const fault = formatFault(command, options['format']) ?? operandFault(command.operands, operands);
  return fault === null
    ? { kind: 'run', command, options, operands }
    : { kind: 'wrong', message: fault, command };
}

function formatFault(
  { formats = FORMATS }: CommandUsage,
  format: string | boolean | undefined,
): string | null {
  if (format === undefined || (typeof format === 'string' && formats.includes(format))) return null;
  const others = formats.slice(0, -1).join(', ');
  return `--format is ${JSON.stringify(format)}; it must be ${others} or ${formats.at(-1)}.`;
}

function operandFault(usage: OperandUsage | undefined, operands: readonly string[]): string | null {
  if (usage === undefined) return null;
  const { name, min, max } = usage;
  if (operands.length < min)
    return min === 1 ? `No ${name} was given.` : `${min} ${name}s are needed, and ${operands.length} given.`;
  if (operands.length > max)
    return `At most ${max} ${name} may be given: ${JSON.stringify(operands[max])} is too many.`;
  // Node takes the empty word for an operand: most likely a variable of a script that was not set.
  return operands.includes('') ? `A ${name} is empty.` : null;
}

/** No option of ours may be given several times, so Node gives none as a list. */
function isSingle(value: unknown): value is string | boolean {
  return typeof value === 'string' || typeof value === 'boolean';
}

/** What `--help` prints: of one command, or of them all. */
export function helpText(commands: readonly CommandUsage[], command?: CommandUsage): string {
  if (command) {
    return `Usage: onrecord ${command.name} [options]${operandUsage(command.operands)}\n\n${command.summary}\n\n${command.details}\n  --help               this text\n`;
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

function operandUsage(usage: OperandUsage | undefined): string {
  if (usage === undefined) return '';
  const dots = usage.max > 1 ? '...' : '';
  return usage.min === 0 ? ` [${usage.name}${dots}]` : ` ${usage.name}${dots}`;
}
