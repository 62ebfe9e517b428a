import type { ParseArgsConfig } from 'node:util';
import type { Config } from '../config/config.ts';
import type { Database } from '../database/database.ts';

/** 0: done; 1: it failed, or found faults; 2: it was called in a wrong way. */
export type ExitCode = 0 | 1 | 2;

/** Where a command writes text: a stream of this process, or of a process at the other end of a socket. */
export interface Output {
  write(text: string): unknown;
  /** A terminal, whose lines can be written over. */
  readonly isTTY?: boolean;
  /** How many characters a line of the terminal has. */
  readonly columns?: number;
}

/** What its own options are, and what `--help` says of it. */
export interface CommandUsage {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** Lines that describe the options and what the command does, without `--help`. */
  readonly details: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** The words that are no options; without it there may be none. */
  readonly operands?: OperandUsage;
  /** What `--format` may be; `text` and `json` where it is left out. */
  readonly formats?: readonly string[];
}

/** What a command takes beside its options: `FILE` once, or several `PATH`s. */
export interface OperandUsage {
  /** In capitals, as the usage line shows it. */
  readonly name: string;
  readonly min: number;
  /** Infinity: as many as are given. */
  readonly max: number;
}

/** Where a command reads text: standard input of this process. */
export type Input = AsyncIterable<Uint8Array>;

/** What a command that is a process of its own is given: one that opens the database itself, or needs none. */
export interface ProcessCommandContext {
  readonly config: Config;
  readonly version: string;
  /** The words of the command line that are no options, in order; as many as its usage allows. */
  readonly operands: readonly string[];
  /** Opened by the first look at it: a command that reads nothing must not wait for a terminal. */
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Standard output is a terminal that shows colours, and nobody has said NO_COLOR. */
  readonly hasColour: boolean;
}

export interface ProcessCommand extends CommandUsage {
  readonly kind: 'process';
  run(options: CommandOptions, context: ProcessCommandContext): Promise<ExitCode>;
}

/** What a command that works on an open database is given. */
export interface DatabaseCommandContext {
  readonly database: Database;
  /** By this command, in order: none where a running server has the database open. */
  readonly migrationsApplied: readonly string[];
  /** The words of the command line that are no options, in order; as many as its usage allows. */
  readonly operands: readonly string[];
  /** What the caller sends after the command, a line at a time, without line feeds; nothing where it is run by itself. */
  readonly input: AsyncIterable<string>;
  readonly stdout: Output;
  readonly stderr: Output;
}

/**
 * A command that works on an open, migrated database: its own, or the one that a running server has open.
 *
 * It touches nothing of its process, because that may be the server.
 */
export interface DatabaseCommand extends CommandUsage {
  readonly kind: 'database';
  /** It only looks: a folder without a database is refused, not filled. */
  readonly needsDatabase?: true;
  run(options: CommandOptions, context: DatabaseCommandContext): Promise<ExitCode>;
}

export type Command = ProcessCommand | DatabaseCommand;

/** Option name to value, as `parseCommandLine` checked them. */
export type CommandOptions = Readonly<Record<string, string | boolean>>;

/** `--format`, for commands whose result a program may read. */
export const FORMAT_OPTION = { format: { type: 'string', default: 'text' } } as const;
export const FORMAT_DETAILS = '  --format text|json   readable lines (the default), or one JSON object';
