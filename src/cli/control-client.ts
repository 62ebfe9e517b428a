import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { readRunningServer } from '../database/data-folder-lock.ts';
import { AppError } from '../kernel/app-error.ts';
import type { ExitCode, Output } from './command.ts';
import { socketLines } from './control-lines.ts';
import { ControlReply, type ControlRequest } from './control-protocol.ts';

/** A command that a server runs, while it runs. */
export interface ServerConversation {
  /** Sends a line, without its line feed, as the command's input. */
  send(line: string): void;
  /** What it answers, in order; ends early when the server does. */
  readonly replies: AsyncGenerator<ControlReply>;
  /** Ends the command's input. */
  end(): void;
}

/** A server of a large record is ready in seconds; one that takes longer has hung, and is named by who finds the folder in use. */
const START_TIMEOUT_MS = 30_000;
const RETRY_MS = 100;

/** While a server is waited for. */
export interface Waiting {
  /** Where it is said that, and for whom. */
  readonly stderr: Output;
  /** Enough of it. */
  readonly signal?: AbortSignal;
}

/**
 * Has the server that has a data folder open begin a command; null where none has. One that has the folder and does not
 * listen yet is starting, and is waited for; one that does not any more is ending, and soon has it no more. Throws
 * SERVICE_UNAVAILABLE where the signal ends the wait.
 */
export async function beginOnServer(
  dataDir: string,
  request: ControlRequest,
  waiting: Waiting,
): Promise<ServerConversation | null> {
  const socket = await connectToServer(dataDir, waiting);
  if (socket === null) return null;
  // Whoever reads the replies finds that they end.
  socket.on('error', () => undefined);
  const send = (line: string) => {
    if (socket.writable) socket.write(`${line}\n`);
  };
  send(JSON.stringify(request));
  return { send, replies: repliesOf(socket), end: () => socket.end() };
}

/**
 * Has the server that has a data folder open run a command, as {@link beginOnServer}, and passes on what it writes.
 *
 * Gives the command's exit code, or null where no server has the folder.
 */
export async function runOnServer(
  dataDir: string,
  request: ControlRequest,
  { stdout, stderr }: { readonly stdout: Output; readonly stderr: Output },
): Promise<ExitCode | null> {
  const conversation = await beginOnServer(dataDir, request, { stderr });
  if (!conversation) return null;
  for await (const reply of conversation.replies) {
    if ('exitCode' in reply) {
      conversation.end();
      return reply.exitCode;
    }
    (reply.stream === 'stdout' ? stdout : stderr).write(reply.text);
  }
  stderr.write('The running server ended before the command did.\n');
  return 1;
}

async function* repliesOf(socket: Socket): AsyncGenerator<ControlReply> {
  for await (const line of socketLines(socket)) yield ControlReply.parse(JSON.parse(line));
}

async function connectToServer(dataDir: string, { stderr, signal }: Waiting): Promise<Socket | null> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  for (let isTold = false; ; isTold = true) {
    const server = readRunningServer(dataDir);
    if (server === null || server.socketPath === null) return null;
    const socket = await connect(server.socketPath);
    if (socket !== null || performance.now() > deadline) return socket;
    if (!isTold) stderr.write(`Waiting for the server that is starting, process ${server.pid}.\n`);
    await wait(RETRY_MS);
    if (signal?.aborted === true) {
      throw new AppError(
        'SERVICE_UNAVAILABLE',
        `Stopped while process ${server.pid} was starting: nothing was done.`,
      );
    }
  }
}

async function connect(socketPath: string): Promise<Socket | null> {
  const socket = createConnection(socketPath);
  try {
    await once(socket, 'connect');
    return socket;
  } catch (error) {
    if (
      error instanceof Error &&
      'code' in error &&
      (error.code === 'ENOENT' || error.code === 'ECONNREFUSED')
    ) {
      return null;
    }
    throw error;
  }
}
