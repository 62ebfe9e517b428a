import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { ExitCode, Output } from './command.ts';
import { ControlReply, type ControlRequest } from './control-protocol.ts';

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
  const socket = await connect(socketPath);
  if (!socket) return null;
  socket.write(`${JSON.stringify(request)}\n`);
  for await (const line of createInterface({ input: socket })) {
    const reply = ControlReply.parse(JSON.parse(line));
    if ('exitCode' in reply) {
      socket.end();
      return reply.exitCode;
    }
    (reply.stream === 'stdout' ? stdout : stderr).write(reply.text);
  }
  stderr.write('The running server ended before the command did.\n');
  return 1;
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
