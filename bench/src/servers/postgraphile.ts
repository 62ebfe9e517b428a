import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { jsonPgSmartTags } from 'postgraphile/utils';

/** Prisma writes unique indexes, not constraints, which is where PostGraphile looks. */
const UNIQUE_SLUG = { tags: { unique: 'slug' } };

/**
 * PostGraphile as its documentation sets it up, over the record's own tables, with what costs nothing to leave out left
 * out: no GraphiQL, no watching, no explaining. Filters and orders are not only for columns with an index of their own:
 * the record's indexes are partial ones.
 */
const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  plugins: [
    jsonPgSmartTags({
      version: 1,
      config: { class: { article: UNIQUE_SLUG, person: UNIQUE_SLUG, topic: UNIQUE_SLUG } },
    }),
  ],
  disablePlugins: ['PgIndexBehaviorsPlugin'],
  pgServices: [
    makePgService({
      connectionString: process.env['DATABASE_URL'] ?? '',
      schemas: ['public'],
      poolConfig: { max: 10 },
    }),
  ],
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false },
  grafast: { explain: false },
});

const server = createServer();
const served = instance.createServ(grafserv);
await served.addTo(server);
await served.ready();
server.listen(Number(process.env['PORT']), '127.0.0.1');
