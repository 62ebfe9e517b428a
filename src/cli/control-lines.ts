import type { Socket } from 'node:net';
import { splitLines } from '../documents/lines.ts';

/** Longest line of the conversation: more than the articles of one batch ever take. */
const MAX_LINE_BYTES = 256 * 1024 * 1024;

/**
 * The whole lines that come over a socket, as text. A line is what ends with a line feed: what else JSON may hold (U+2028)
 * ends none, and a line that was cut off is none. Ends when the other end does, however that ends.
 */
export async function* socketLines(socket: Socket): AsyncGenerator<string> {
  for await (const { bytes, isWhole } of splitLines(bytesOf(socket), MAX_LINE_BYTES)) {
    if (bytes === null)
      throw new Error(`A line of the control socket is longer than ${MAX_LINE_BYTES} bytes.`);
    if (isWhole) yield new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  }
}

async function* bytesOf(socket: Socket): AsyncGenerator<Uint8Array> {
  // The socket is still to be written to when nothing more is read.
  const chunks: AsyncIterator<Uint8Array> = socket.iterator({ destroyOnReturn: false });
  try {
    for (;;) {
      const chunk = await chunks.next().catch(() => null);
      // That the other end went away is told of by the socket's own event.
      if (chunk === null || chunk.done === true) return;
      yield chunk.value;
    }
  } finally {
    await chunks.return?.();
  }
}
