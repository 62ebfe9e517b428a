import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { EXAMPLE_DOCUMENT } from './example-query.ts';
import { pageHeaders } from './security-headers.ts';

const resolvePackage = createRequire(import.meta.url);

/** The page's files: which package each is in, where, and what it is. GraphiQL 5 and React 19 have no plain scripts. */
const ASSETS = {
  'react.js': { package: 'react', path: 'umd/react.production.min.js', type: 'text/javascript' },
  'react-dom.js': { package: 'react-dom', path: 'umd/react-dom.production.min.js', type: 'text/javascript' },
  'graphiql.js': { package: 'graphiql', path: 'graphiql.min.js', type: 'text/javascript' },
  'graphiql.css': { package: 'graphiql', path: 'graphiql.min.css', type: 'text/css' },
} as const;

/** Everything from this server; styles also inline, and images also as data, because GraphiQL makes both itself. */
const PAGE_HEADERS = Object.fromEntries(
  pageHeaders({
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    connectSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'", 'data:'],
  }),
);

/** Relative addresses, so that the page also works under a path of a proxy. */
const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>GraphiQL · On the Record</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="graphiql/graphiql.css">
    <style>body { margin: 0 } #graphiql { height: 100dvh }</style>
  </head>
  <body>
    <div id="graphiql">Loading …</div>
    <script src="graphiql/react.js"></script>
    <script src="graphiql/react-dom.js"></script>
    <script src="graphiql/graphiql.js"></script>
    <script src="graphiql/start.js"></script>
  </body>
</html>
`;

const START_SCRIPT = `ReactDOM.createRoot(document.getElementById('graphiql')).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: 'graphql' }),
    defaultQuery: ${JSON.stringify(EXAMPLE_DOCUMENT)},
    defaultEditorToolsVisibility: false,
  }),
);
`;

/**
 * Serves `/graphiql` and its files from the npm packages: what Sandbox is where there is no internet.
 *
 * The files are read once, when they are first asked for.
 */
export function addGraphiqlRoutes(app: FastifyInstance): void {
  app.get('/graphiql', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').headers(PAGE_HEADERS).send(PAGE),
  );
  app.get('/graphiql/start.js', async (_request, reply) => sendFile(reply, 'text/javascript', START_SCRIPT));
  for (const [name, asset] of Object.entries(ASSETS)) {
    let content: Promise<string> | undefined;
    app.get(`/graphiql/${name}`, async (_request, reply) => {
      content ??= readFile(
        join(dirname(resolvePackage.resolve(`${asset.package}/package.json`)), asset.path),
        'utf8',
      );
      return sendFile(reply, asset.type, await content);
    });
  }
}

function sendFile(reply: FastifyReply, type: string, content: string): FastifyReply {
  return reply.type(`${type}; charset=utf-8`).header('cache-control', 'public, max-age=3600').send(content);
}
