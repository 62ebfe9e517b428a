import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  getOperationAST,
  getVariableValues,
  parse,
  validate,
} from 'graphql';
import type { ReadStatement } from '../../src/database/database.ts';
import { TAG_RULES } from '../../src/database/entity-tags.ts';
import type { EntityTag } from '../../src/kernel/entity-tag.ts';
import type { Outlet } from '../../src/planner/compilation.ts';
import type { Viewer } from '../../src/planner/declaration.ts';
import { Planner } from '../../src/planner/planner.ts';
import type { Reader } from '../../src/planner/run.ts';
import { takeTags } from '../../src/planner/tags.ts';
import { buildSchema } from '../../src/server/schema.ts';

/** One schema a process: type-graphql keeps its declarations for as long. Its roots are read by `execute`'s root value. */
export const schema = buildSchema({
  root: (context) => context,
  payload: async () => {
    throw new Error('No mutation is run here');
  },
});
const planner = new Planner(schema, { tagRules: TAG_RULES });

export interface PlannedRun {
  readonly result: ExecutionResult;
  readonly outlet: Outlet | 'refused' | 'unplanned';
  /** The statements that were run: one, or none. */
  readonly statements: readonly ReadStatement[];
  /** The answer's entity tags, where they were asked for. */
  readonly tags: ReadonlySet<EntityTag>;
}

export interface RunOptions {
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly viewer?: Viewer;
  readonly outlet?: Outlet;
  readonly operationName?: string;
  /** Ask for the answer's entity tags too. */
  readonly isTagged?: boolean;
}

/** Runs a query through the planner as the server does, and tells through which outlet and with which statements. */
export async function runPlanned(
  database: Reader,
  source: string | DocumentNode,
  { variables = {}, viewer = 'reader', outlet = 'text', operationName, isTagged = false }: RunOptions = {},
): Promise<PlannedRun> {
  const document = typeof source === 'string' ? parse(source) : source;
  const invalid = validate(schema, document);
  if (invalid[0] !== undefined) throw invalid[0];
  const operation = getOperationAST(document, operationName);
  if (operation === null || operation === undefined) throw new Error('No operation to run');
  const tags = new Set<EntityTag>();
  const coerced = planner.coerce(operation, variables);
  if (coerced === undefined) {
    const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], { ...variables });
    return { result: { errors: errors ?? [] }, outlet: 'refused', statements: [], tags };
  }
  const prepared = planner.prepare({ document, operation, variables: coerced, viewer, outlet, isTagged });
  if (prepared.kind === 'refused') {
    const faults = prepared.faults.map(
      ({ message, node, code }) => new GraphQLError(message, { nodes: node, extensions: { code } }),
    );
    return { result: { errors: faults }, outlet: 'refused', statements: [], tags };
  }
  const statements: ReadStatement[] = [];
  const counting: Reader = {
    readText(statement) {
      statements.push(statement);
      return database.readText(statement);
    },
  };
  const read = async ({ statement, tags: known }: Extract<typeof prepared, { kind: 'planned' }>) => {
    const text = await counting.readText(statement);
    for (const tag of known) tags.add(tag);
    return isTagged ? takeTags(text, tags) : text;
  };
  const root: unknown = prepared.kind === 'planned' ? JSON.parse(await read(prepared)) : {};
  if (prepared.kind === 'planned' && prepared.outlet === 'text') {
    return { result: { data: toData(root) }, outlet: 'text', statements, tags };
  }
  const result = await execute({
    schema,
    document,
    contextValue: root,
    variableValues: { ...variables },
    ...(operationName === undefined ? {} : { operationName }),
  });
  return { result, outlet: prepared.kind === 'planned' ? 'objects' : 'unplanned', statements, tags };
}

function toData(root: unknown): Record<string, unknown> {
  if (typeof root !== 'object' || root === null) throw new Error('The answer is no object');
  return Object.fromEntries(Object.entries(root));
}

/** The answer's data. Throws the first error of one that has none. */
export async function dataOf(
  database: Reader,
  source: string,
  options: RunOptions = {},
): Promise<Record<string, unknown>> {
  const { result } = await runPlanned(database, source, options);
  if (result.errors?.[0] !== undefined) throw result.errors[0];
  if (!result.data) throw new Error('The answer has no data');
  return result.data;
}
