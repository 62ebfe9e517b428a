import { builtFile } from '../project.ts';

interface Reply {
  header(name: string, value: string): Reply;
  send(body: Buffer): Reply;
}

interface App {
  post(path: string, handler: (request: { readonly body: unknown }, reply: Reply) => Promise<Reply>): void;
  get(path: string, handler: (request: unknown, reply: Reply) => Promise<Reply>): void;
  listen(address: { readonly host: string; readonly port: number }): Promise<unknown>;
}

/** This project's HTTP server with one answer, whatever is asked: the most that a kept answer can come to. */
const { createHttp }: { createHttp(log: object, options: object): App } = await import(
  builtFile('server/http.js')
);
const { securityHeaders }: { securityHeaders(config: object): object } = await import(
  builtFile('server/security-headers.js')
);
const { createLog }: { createLog(level: string): object } = await import(builtFile('server/log.js'));

let answer = Buffer.from('{}');
const app = createHttp(createLog('error'), {
  before: (next: unknown) => next,
  headers: securityHeaders({ publicUrl: null }),
  formatError: (error: unknown) => ({ message: String(error) }),
  addressOf: () => '127.0.0.1',
});

app.post('/constant', async ({ body }, reply) => {
  answer = Buffer.from(JSON.stringify(body));
  return reply.send(Buffer.from('{}'));
});
app.post('/graphql', async (_request, reply) =>
  reply.header('content-type', 'application/json; charset=utf-8').send(answer),
);
app.get('/health', async (_request, reply) => reply.send(Buffer.from('{}')));
await app.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) });
