import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
} from 'graphql';
import { collectSubfields } from 'graphql/execution/collectFields.js';
import type { TagRules } from '../kernel/entity-tag.ts';
import type { IdPrefix } from '../kernel/global-id.ts';
import { Cost, checkFilterSize } from './cost.ts';
import { type Model, modelOf, type Scope, type Viewer } from './declaration.ts';
import { coerceOrFault, collectFault, type InputFault } from './fault.ts';
import { idFilter, whereCondition } from './filter.ts';
import type { Input } from './input.ts';
import { Row } from './row.ts';
import { type Parameter, type Sql, sql, type Variables } from './sql.ts';
import { TagWriter } from './tags.ts';

/** `text`: the statement's text is the answer. `objects`: graphql-js completes it, so abstract types carry `__typename`. */
export type Outlet = 'text' | 'objects';

/** What one operation is compiled from. */
export interface Operation {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly variables: Variables;
  readonly viewer: Viewer;
  /** Has the answer's text carry its entity tags. */
  readonly tagRules?: TagRules | undefined;
}

/** A plan in the making: the operation, the aliases given out, and the faults found so far. */
export class Compilation implements Scope {
  readonly faults: InputFault[] = [];
  readonly cost = new Cost();
  readonly tags: TagWriter;
  /** Parameters of arguments that the statement may come to leave out: they are read for their faults all the same. */
  readonly checked: Parameter[] = [];
  /** A selected field needs graphql-js to complete it. */
  needsObjects = false;
  #rows = 0;

  constructor(
    readonly operation: Operation,
    readonly outlet: Outlet,
  ) {
    this.tags = new TagWriter(operation.tagRules);
  }

  get viewer(): Viewer {
    return this.operation.viewer;
  }

  /** Has every parameter of a piece read in each run, whether or not the piece ends up in the statement. */
  check(piece: Sql): void {
    for (const part of piece.parts) if (typeof part !== 'string') this.checked.push(part);
  }

  row(table: string): Row {
    this.#rows += 1;
    this.tags.made(table);
    return new Row(`r${this.#rows}`, table);
  }

  visible(model: Model, row: Row): Sql {
    if (this.viewer === 'reader' && model.visible !== undefined) return model.visible(row);
    // Readers see nothing of a merged row, for no fact names it.
    return model.mergedInto === undefined ? sql`TRUE` : sql`${row.column(model.mergedInto)} IS NULL`;
  }

  where(typeName: string, value: Input, row: Row): Sql {
    checkFilterSize(value);
    return whereCondition(this, this.objectType(typeName), value, row);
  }

  idFilter(column: Sql, prefix: IdPrefix, value: Input): Sql {
    return idFilter(column, prefix, value);
  }

  /** The fields selected on an object of this type, by response key in the client's order. */
  subfields(type: GraphQLObjectType, nodes: readonly FieldNode[]): ReadonlyMap<string, readonly FieldNode[]> {
    const { schema, fragments, variables } = this.operation;
    const [node] = nodes;
    if (node === undefined) return new Map();
    const collect = () => collectSubfields(schema, { ...fragments }, { ...variables }, type, nodes);
    // @skip and @include refuse a null, which only a variable's value can bring.
    return collectFault(this.faults, () => coerceOrFault(node, collect)) ?? new Map();
  }

  /** The object types that a value of this type may be of. */
  possibleTypes(named: GraphQLNamedType): readonly GraphQLObjectType[] {
    if (isObjectType(named)) return [named];
    return isAbstractType(named) ? this.operation.schema.getPossibleTypes(named) : [];
  }

  objectType(name: string): GraphQLObjectType {
    const type = this.operation.schema.getType(name);
    if (!isObjectType(type)) throw new Error(`${name} is not an object type`);
    return type;
  }

  model(typeName: string): Model {
    return modelOf(this.objectType(typeName));
  }
}
