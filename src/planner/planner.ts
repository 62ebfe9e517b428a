import { createHash } from 'node:crypto';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { EntityTag, TagRules } from '../kernel/entity-tag.ts';
import type { Outlet } from './compilation.ts';
import type { Viewer } from './declaration.ts';
import { InputFault } from './fault.ts';
import { OperationVariables } from './operation-variables.ts';
import { type PayloadPlan, planPayloads } from './payload.ts';
import { bindPlan, makePlan, type Plan } from './plan.ts';
import type { Statement } from './run.ts';
import type { Variables } from './sql.ts';

/** Documents whose plans are kept; the least recently used go first, so that new documents never grow memory. */
const DOCUMENTS_KEPT = 500;
/** UTF-16 units of documents and statements that are kept: 500 pages of an article have 5 million; one operation may have one. */
const LENGTH_KEPT = 32 * 1024 * 1024;
/** Plans that one document may have: one for each shape of its variables. */
const SHAPES_KEPT = 32;
/** A statement is prepared under a name from this run of its plan on: a name costs backend memory for as long as it lives. */
const NAMED_FROM_RUN = 3;

/** One query operation to run. */
export interface PlannedRequest {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Coerced, as `Planner.coerce` gives them. */
  readonly variables: Variables;
  readonly viewer: Viewer;
  /** `objects` forces the outlet that graphql-js completes. */
  readonly outlet?: Outlet;
  /** Has the answer's text carry its entity tags, to be taken out with `takeTags`. */
  readonly isTagged?: boolean;
}

/** What to run for an operation, or every fault in its arguments: then nothing is run. */
export type Prepared =
  | { readonly kind: 'refused'; readonly faults: readonly InputFault[] }
  | { readonly kind: 'unplanned' }
  | {
      readonly kind: 'planned';
      /** Rows that it may read at most, as its arguments have it. */
      readonly cost: number;
      readonly outlet: Outlet;
      readonly statement: Statement;
      /** Entity tags of the answer, beside those that its text carries. */
      readonly tags: readonly EntityTag[];
    };

/** What to read when each field of a mutation has written, by response key; or every fault: then nothing is written. */
export type PreparedPayloads =
  | { readonly kind: 'refused'; readonly faults: readonly InputFault[] }
  | {
      readonly kind: 'planned';
      /** Rows that all of them may read at most. */
      readonly cost: number;
      readonly payloads: ReadonlyMap<string, PayloadPlan>;
    };

/** What a planner lets through. */
export interface PlannerLimits {
  /** Rows that one operation may read; without it, any number. */
  readonly maxCost?: number;
}

/** What a planner is made with. */
export interface PlannerOptions extends PlannerLimits {
  /** How each table's rows are tagged; needed by requests that are. */
  readonly tagRules?: TagRules;
}

interface CachedPlan {
  readonly plan: Plan;
  readonly name: string;
  runs: number;
}

/** One name for one text, also where several planners share a connection. */
function statementName(text: string): string {
  return `read_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
}

/** Turns query operations into single statements, and remembers the plans. One for each schema. */
export class Planner {
  readonly #plans = new LRUCache<string, LRUCache<string, CachedPlan>>({
    max: DOCUMENTS_KEPT,
    maxSize: LENGTH_KEPT,
    sizeCalculation: (shapes, source) => source.length + shapes.calculatedSize,
  });
  readonly #documents = new WeakMap<DocumentNode, string>();
  readonly #variables = new WeakMap<OperationDefinitionNode, OperationVariables>();

  constructor(
    readonly schema: GraphQLSchema,
    private readonly options: PlannerOptions = {},
  ) {}

  /** An operation's variables as their types have them; undefined where one is faulty: `getVariableValues` then says how. */
  coerce(
    operation: OperationDefinitionNode,
    given: Readonly<Record<string, unknown>>,
  ): Variables | undefined {
    return this.#variablesOf(operation).coerce(given);
  }

  /** The statement of an operation with its values bound. Runs nothing. */
  prepare(request: PlannedRequest): Prepared {
    const cached = this.#plan(request);
    const { plan } = cached;
    const tooExpensive = this.#costFault(request.operation, plan.cost);
    if (tooExpensive !== undefined) return { kind: 'refused', faults: [tooExpensive] };
    const bound = bindPlan(plan, request.variables);
    if ('faults' in bound) return { kind: 'refused', faults: bound.faults };
    if (plan.text === undefined) return { kind: 'unplanned' };
    cached.runs += 1;
    return {
      kind: 'planned',
      cost: plan.cost,
      outlet: plan.outlet,
      tags: plan.tags,
      statement: {
        text: plan.text,
        values: bound.values,
        ...(cached.runs >= NAMED_FROM_RUN ? { name: cached.name } : {}),
      },
    };
  }

  /** Plans what each field of a mutation shows of the record, by response key. Runs nothing, and refuses before a write. */
  preparePayloads(request: Omit<PlannedRequest, 'outlet' | 'isTagged'>): PreparedPayloads {
    const { payloads, faults } = planPayloads({ ...request, schema: this.schema });
    const plans = [...payloads.values()];
    const cost = plans.reduce((sum, plan) => sum + plan.cost, 0);
    const tooExpensive = this.#costFault(request.operation, cost);
    if (tooExpensive !== undefined) return { kind: 'refused', faults: [tooExpensive] };
    const all = [...faults, ...plans.flatMap((plan) => plan.faults)];
    return all.length > 0 ? { kind: 'refused', faults: all } : { kind: 'planned', cost, payloads };
  }

  #costFault(operation: OperationDefinitionNode, cost: number): InputFault | undefined {
    const { maxCost } = this.options;
    if (maxCost === undefined || cost <= maxCost) return undefined;
    const message = `The operation may read ${cost} rows; ${maxCost} are allowed. Ask for smaller pages, or for less inside them.`;
    return new InputFault('QUERY_TOO_EXPENSIVE', message, operation, { cost, limit: maxCost });
  }

  #plan(request: PlannedRequest): CachedPlan {
    const { document, operation, variables, viewer, outlet = 'text', isTagged = false } = request;
    const shape = this.#variablesOf(operation).shapeOf(variables);
    const key = `${operation.name?.value ?? ''}|${viewer}|${outlet}|${isTagged}|${shape}`;
    const shapes = this.#shapesOf(document);
    const known = shapes.get(key);
    if (known !== undefined) return known;
    const { tagRules } = this.options;
    if (isTagged && tagRules === undefined) throw new Error('A planner without tag rules gives no tags');
    const plan = makePlan(
      { schema: this.schema, document, operation, variables, viewer, ...(isTagged ? { tagRules } : {}) },
      outlet,
    );
    const made: CachedPlan = { plan, name: statementName(plan.text ?? ''), runs: 0 };
    shapes.set(key, made);
    // Again, so that the document's size is that of all its plans.
    this.#plans.set(this.#sourceOf(document), shapes);
    return made;
  }

  #variablesOf(operation: OperationDefinitionNode): OperationVariables {
    const known = this.#variables.get(operation);
    if (known !== undefined) return known;
    const variables = new OperationVariables(this.schema, operation);
    this.#variables.set(operation, variables);
    return variables;
  }

  #shapesOf(document: DocumentNode): LRUCache<string, CachedPlan> {
    const source = this.#sourceOf(document);
    const known = this.#plans.get(source);
    if (known !== undefined) return known;
    return new LRUCache<string, CachedPlan>({
      max: SHAPES_KEPT,
      maxSize: LENGTH_KEPT,
      sizeCalculation: ({ plan }, key) => key.length + (plan.text?.length ?? 1),
    });
  }

  /** The document's text: Apollo keeps parsed documents for a time, so the same text may come as another object. */
  #sourceOf(document: DocumentNode): string {
    const known = this.#documents.get(document);
    if (known !== undefined) return known;
    const source = document.loc?.source.body;
    if (source === undefined) throw new Error('A planned document must be parsed with its locations');
    this.#documents.set(document, source);
    return source;
  }
}
