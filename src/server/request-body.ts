import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

/**
 * Three hundred times the seed's article. Parsing that much JSON takes 5 ms; what a GraphQL document of that size would
 * cost is bounded by its own limit.
 */
export const MAX_BODY_BYTES = 1024 * 1024;

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
    onBody(chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks));
  });
}

const bodies = new WeakMap<IncomingMessage, Buffer>();

/** Remembers the body of a request that somebody else is to answer: a stream can be read once. */
export function rememberBody(request: IncomingMessage, body: Buffer): void {
  bodies.set(request, body);
}

/** The body that was remembered, as a stream once more. */
export function bodyReadBefore(request: IncomingMessage): Readable | undefined {
  const body = bodies.get(request);
  return body === undefined ? undefined : Readable.from([body]);
}
