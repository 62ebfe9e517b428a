import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

/**
 * Three hundred times the seed's article. Parsing that much JSON takes 5 ms; what a GraphQL document of that size would
 * cost is bounded by its own limit.
 */
export const MAX_BODY_BYTES = 1024 * 1024;

const bodies = new WeakMap<IncomingMessage, Buffer>();

/** Whether the request says how long its body is, and that this is not too long. */
export function hasBoundedBody({ headers }: IncomingMessage): boolean {
  const length = headers['content-length'];
  return length !== undefined && Number(length) <= MAX_BODY_BYTES;
}

/** Gives the whole body of a request that has a bounded one; never calls where the sender goes away before its end. */
export function readBody(request: IncomingMessage, onBody: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const [first] = chunks;
    const body = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
    bodies.set(request, body);
    onBody(body);
  });
}

/** The body of a request once more, where it was read already: a stream can be read once. */
export function bodyReadBefore(request: IncomingMessage): Readable | undefined {
  const body = bodies.get(request);
  return body === undefined ? undefined : Readable.from([body]);
}
