#!/usr/bin/env node
import { ConfigError, loadConfig } from '../config/load-config.ts';
import { analyseCommand } from './analyse.ts';
import { showsColour } from './colour.ts';
import type { Command, CommandOptions, ExitCode, ProcessCommandContext } from './command.ts';
import { helpText, parseCommandLine } from './command-line.ts';
import { DATABASE_COMMANDS } from './database-commands.ts';
import { describeFailure } from './describe-failure.ts';
import { exportCommand } from './export.ts';
import { importCommand } from './import.ts';
import { runOnDatabase } from './run-on-database.ts';
import { serveCommand } from './serve.ts';
import { packageVersion } from './version.ts';

const COMMANDS: readonly Command[] = [
  serveCommand,
  ...DATABASE_COMMANDS,
  importCommand,
  analyseCommand,
  exportCommand,
];
const { stdout, stderr } = process;

async function main(words: readonly string[]): Promise<ExitCode> {
  const line = parseCommandLine(words, COMMANDS);
  switch (line.kind) {
    case 'version':
      stdout.write(`${packageVersion()}\n`);
      return 0;
    case 'help':
      stdout.write(helpText(COMMANDS, line.command));
      return 0;
    case 'wrong':
      stderr.write(`${line.message}\n\n${helpText(COMMANDS, line.command)}`);
      return 2;
    case 'run':
      return run(line.command, line.options, line.operands);
  }
}

async function run(
  command: Command,
  options: CommandOptions,
  operands: readonly string[],
): Promise<ExitCode> {
  try {
    const context: ProcessCommandContext = {
      config: loadConfig(process.env),
      version: packageVersion(),
      operands,
      get stdin() {
        return process.stdin;
      },
      stdout,
      stderr,
      hasColour: showsColour(stdout, process.env),
    };
    return command.kind === 'process'
      ? await command.run(options, context)
      : await runOnDatabase(command, options, context);
  } catch (error) {
    stderr.write(error instanceof ConfigError ? `${error.message}\n` : describeFailure(error));
    return 1;
  }
}

// Whoever read the output has seen enough (`onrecord verify | head`): that is no failure of the command.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await main(process.argv.slice(2));
