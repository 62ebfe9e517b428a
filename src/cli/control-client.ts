import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
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

/** Has the server that listens on the socket begin a command; null when nobody listens: it has just ended, or was killed. */
export async function beginOnServer(
  socketPath: string,
  request: ControlRequest,
): Promise<ServerConversation | null> {
  const socket = await connect(socketPath);
  if (!socket) return null;
  // Whoever reads the replies finds that they end.
  socket.on('error', () => undefined);
  const send = (line: string) => {
    if (socket.writable) socket.write(`${line}\n`);
  };
  send(JSON.stringify(request));
  return { send, replies: repliesOf(socket), end: () => socket.end() };
}

/**
 * Has the server that listens on the socket run a command, and passes on what it writes.
 *
 * Gives the command's exit code, or null when nobody listens: the server has just ended, or was killed.
 */
export async function runOnServer(
  socketPath: string,
  request: ControlRequest,
  { stdout, stderr }: { readonly stdout: Output; readonly stderr: Output },
): Promise<ExitCode | null> {
  const conversation = await beginOnServer(socketPath, request);
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
