import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { builtFile, requireAsProject } from '../project.ts';

/** What a change hands to its function, as far as the changes here need it. */
export interface Transaction {
  $executeRawUnsafe(sql: string, ...values: readonly unknown[]): Promise<number>;
}

interface Database {
  readText(statement: unknown): Promise<string>;
  change(
    by: { readonly actor: string; readonly reason: string },
    write: (transaction: Transaction) => Promise<unknown>,
  ): Promise<unknown>;
  onChange(listener: (change: { readonly purged: readonly string[] }) => void): () => void;
  close(): Promise<void>;
}

interface Planner {
  prepare(request: object): {
    readonly kind: string;
    readonly statement?: unknown;
    readonly tags?: readonly string[];
  };
}

/** An answer, and what it depends on. */
export interface TaggedAnswer {
  readonly text: string;
  readonly tags: ReadonlySet<string>;
}

/** The built project on a database, without HTTP: answers with their tags, and changes with what they purge. */
export interface Record {
  ask(document: string, variables: Readonly<{ [name: string]: unknown }>): Promise<TaggedAnswer>;
  /** Gives the tags that the change purges. */
  change(write: (transaction: Transaction) => Promise<unknown>): Promise<readonly string[]>;
  close(): Promise<void>;
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** Opens the built project's database on a server. */
export async function openRecord(url: string): Promise<Record> {
  const { getOperationAST, parse }: typeof import('graphql') = requireAsProject('graphql');
  const [{ buildSchema }, { Planner }, { TAG_RULES }, { takeTags }, { openDatabase }]: [
    { buildSchema(reads: { root(context: unknown): unknown }): GraphQLSchema },
    { Planner: new (schema: GraphQLSchema, options: object) => Planner },
    { TAG_RULES: object },
    { takeTags(marked: string, tags: Set<string>): string },
    { openDatabase(config: object, log: object): Promise<Database> },
  ] = await Promise.all([
    import(builtFile('server/schema.js')),
    import(builtFile('planner/planner.js')),
    import(builtFile('database/entity-tags.js')),
    import(builtFile('planner/tags.js')),
    import(builtFile('database/open-database.js')),
  ]);
  const database = await openDatabase({ kind: 'server', url }, silent);
  const planner = new Planner(buildSchema({ root: (context) => context }), { tagRules: TAG_RULES });
  const parsed = new Map<string, { document: DocumentNode; operation: OperationDefinitionNode }>();

  function operationOf(source: string) {
    const known = parsed.get(source);
    if (known !== undefined) return known;
    const document = parse(source);
    const operation = getOperationAST(document);
    if (!operation) throw new Error('no operation');
    const made = { document, operation };
    parsed.set(source, made);
    return made;
  }

  return {
    async ask(source, variables) {
      const prepared = planner.prepare({
        ...operationOf(source),
        variables,
        viewer: 'reader',
        isTagged: true,
      });
      if (prepared.kind !== 'planned') throw new Error(`the planner gave no statement: ${prepared.kind}`);
      const tags = new Set(prepared.tags);
      const text = takeTags(await database.readText(prepared.statement), tags);
      return { text, tags };
    },
    async change(write) {
      let purged: readonly string[] = [];
      const stop = database.onChange((change) => {
        purged = change.purged;
      });
      await database.change({ actor: 'bench', reason: 'how much a change purges' }, write);
      stop();
      return purged;
    },
    close: () => database.close(),
  };
}
