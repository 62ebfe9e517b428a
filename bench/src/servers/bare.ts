import { createServer, type IncomingMessage } from 'node:http';

/** Node's own HTTP server with one answer, whatever is asked: nothing that speaks HTTP on Node is faster. */
let answer: Buffer = Buffer.from('{}');

createServer((request, response) => {
  if (request.url === '/health') {
    response.end();
    return;
  }
  read(request, (body) => {
    const isSetting = request.url === '/constant';
    if (isSetting) answer = body;
    const sent = isSetting ? Buffer.from('{}') : answer;
    const type = 'application/json; charset=utf-8';
    response.writeHead(200, { 'content-type': type, 'content-length': sent.length }).end(sent);
  });
}).listen(Number(process.env['PORT']), '127.0.0.1');

function read(request: IncomingMessage, onBody: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => onBody(Buffer.concat(chunks)));
}
