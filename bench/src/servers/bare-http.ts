import { createServer, type IncomingMessage } from 'node:http';

/** A piece of JSON text, or null for "no such thing". */
export type Answer = (request: IncomingMessage) => Promise<string | null>;

/** Node's own HTTP server and nothing else: JSON text as it comes, on the port that the environment names. */
export function serveBare(answer: Answer): void {
  createServer((request, response) => {
    if (request.url === '/health') {
      response.end();
      return;
    }
    answer(request).then(
      (text) => {
        const body = text ?? '{"error":"not found"}';
        response.writeHead(text === null ? 404 : 200, {
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(body),
        });
        response.end(body);
      },
      (error: unknown) => {
        console.error(error);
        response.writeHead(500).end();
      },
    );
  }).listen(Number(process.env['PORT']), '127.0.0.1');
}
