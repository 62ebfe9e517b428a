import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { Pool } from 'pg';
import { builtFile, requireAsProject } from '../project.ts';
import { serveBare } from './bare-http.ts';

/** What the built project's planner gives for an operation. */
type Prepared =
  | { readonly kind: 'planned'; readonly statement: Statement }
  | { readonly kind: 'refused' | 'unplanned' };

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

interface Planner {
  prepare(request: {
    readonly document: DocumentNode;
    readonly operation: OperationDefinitionNode;
    readonly variables: Readonly<Record<string, unknown>>;
    readonly viewer: 'reader';
  }): Prepared;
}

/** As `src/database/server-pools.ts` sets them for reads. */
const READ_SETTINGS = [
  'default_transaction_read_only=on',
  'plan_cache_mode=force_generic_plan',
  'jit=off',
  'statement_timeout=10000',
  'timezone=UTC',
];

const { getOperationAST, parse }: typeof import('graphql') = requireAsProject('graphql');
const { buildSchema }: { buildSchema(reads: { root(context: unknown): unknown }): GraphQLSchema } =
  await import(builtFile('server/schema.js'));
const { Planner }: { Planner: new (schema: GraphQLSchema) => Planner } = await import(
  builtFile('planner/planner.js')
);

const planner = new Planner(buildSchema({ root: (context) => context }));
const pool = new Pool({
  connectionString: process.env['DATABASE_URL'],
  max: 10,
  application_name: 'bench_limit',
  options: READ_SETTINGS.map((setting) => `-c ${setting}`).join(' '),
});
const statements: (Statement & { readonly name: string })[] = [];

/** No server that plans can be faster: an operation is planned and its values are bound before the run; then `/<n>` runs it. */
serveBare(async (request) => {
  if (request.method === 'POST') return register(await bodyOf(request));
  const [, number, part] = (request.url ?? '').split('/');
  const statement = statements[Number(number)];
  if (statement === undefined) return null;
  if (part === 'statement') return JSON.stringify({ sql: statement.text, values: statement.values });
  const { rows } = await pool.query<{ data: string }>({ ...statement, values: [...statement.values] });
  return rows[0] === undefined ? null : `{"data":${rows[0].data}}`;
});

function register(body: string): string {
  const { query, variables }: { query: string; variables: Record<string, unknown> } = JSON.parse(body);
  const document = parse(query);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  const prepared = planner.prepare({ document, operation, variables, viewer: 'reader' });
  if (prepared.kind !== 'planned') throw new Error(`the planner gave no statement: ${prepared.kind}`);
  const { text, values } = prepared.statement;
  statements.push({ name: createHash('sha256').update(text).digest('hex').slice(0, 32), text, values });
  return `/${statements.length - 1}`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
