import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { untilAborted } from '../importer/until-aborted.ts';
import type { DatabaseCommand, ExitCode, Output } from './command.ts';
import { socketLines } from './control-lines.ts';
import { type ControlReply, ControlRequest } from './control-protocol.ts';
import { describeFailure } from './describe-failure.ts';

/** A stop waits this long for a command under way; the database's own close still lets its transaction end. */
const COMMAND_DRAIN_TIMEOUT_MS = 10_000;

/** Group and others may neither read nor write. */
const OWNER_ONLY_MASK = 0o177;

export interface ControlServerOptions {
  readonly socketPath: string;
  readonly version: string;
  readonly commands: readonly DatabaseCommand[];
  readonly database: Database;
  readonly log: Logger;
}

export interface ControlServer {
  /** Takes no new command and waits for those under way; twice is safe. */
  close(): Promise<void>;
}

/** Listens on a Unix socket that its owner alone can open, and runs what commands send on the open database. */
export async function startControlServer(options: ControlServerOptions): Promise<ControlServer> {
  const sockets = new Set<Socket>();
  const closing = new AbortController();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // The command was ended, or lost its terminal: what it asked for is still carried out.
    socket.on('error', (error) => options.log.warn({ err: error }, 'a command went away'));
    void answer(socket, options, closing.signal);
  });
  await listenForOwner(server, options.socketPath);

  let closed: Promise<void> | undefined;
  async function close(): Promise<void> {
    const lastGone = new Promise<void>((resolve) => server.close(() => resolve()));
    // Commands that take input get none any more, and end with what they have.
    closing.abort();
    const limit = setTimeout(() => {
      for (const socket of sockets) socket.destroy();
    }, COMMAND_DRAIN_TIMEOUT_MS);
    // Nothing runs for those that have asked for nothing yet.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    await lastGone;
    clearTimeout(limit);
  }
  return { close: () => (closed ??= close()) };
}

/** Node gives the socket the process's mask at the moment of the call, so there is no moment when others could open it. */
async function listenForOwner(server: Server, socketPath: string): Promise<void> {
  const mask = process.umask(OWNER_ONLY_MASK);
  try {
    server.listen(socketPath);
  } finally {
    process.umask(mask);
  }
  await once(server, 'listening');
}

/** Runs what the first line asks for; the lines after it are the command's input. What goes wrong is told to the command. */
async function answer(socket: Socket, options: ControlServerOptions, closing: AbortSignal): Promise<void> {
  const send = (reply: ControlReply) => {
    if (socket.writable) socket.write(`${JSON.stringify(reply)}\n`);
  };
  const lines = socketLines(socket);
  const first = await lines.next().catch(() => null);
  if (first !== null && first.done !== true) {
    const input = untilAborted(lines, closing);
    send({ exitCode: await run(first.value, input, options, (stream, text) => send({ stream, text })) });
  }
  socket.end();
  // What is still sent has nobody to read it, and must not keep the socket from closing.
  socket.resume();
}

async function run(
  line: string,
  input: AsyncIterable<string>,
  { version, commands, database, log }: ControlServerOptions,
  write: (stream: 'stdout' | 'stderr', text: string) => void,
): Promise<ExitCode> {
  const stdout: Output = { write: (text) => write('stdout', text) };
  const stderr: Output = { write: (text) => write('stderr', text) };
  try {
    const request = ControlRequest.parse(JSON.parse(line));
    if (request.version !== version) {
      stderr.write(
        `The running server is onrecord ${version} and this command ${request.version}: restart the server.\n`,
      );
      return 1;
    }
    const command = commands.find(({ name }) => name === request.command);
    if (!command) throw new Error(`a command of this version is unknown here: ${request.command}`);
    const { operands } = request;
    const exitCode = await command.run(request.options, {
      database,
      migrationsApplied: [],
      operands,
      input,
      stdout,
      stderr,
    });
    log.info({ command: command.name, exitCode }, 'command run beside the server');
    return exitCode;
  } catch (error) {
    stderr.write(describeFailure(error));
    return 1;
  }
}
