import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { collectFields } from 'graphql/execution/collectFields.js';
import type { EntityTag, TagRules } from '../kernel/entity-tag.ts';
import { Compilation, type Outlet } from './compilation.ts';
import type { Viewer } from './declaration.ts';
import { coerceOrFault, collectFault, type InputFault } from './fault.ts';
import { concatenate, objectText } from './json-text.ts';
import { Row } from './row.ts';
import { type Parameter, render, sql, type Variables } from './sql.ts';
import { writeMembers } from './write-object.ts';

/** A compiled operation: good for every run whose variables have the same shape. */
export interface Plan {
  /** One statement; its only row's only column, `data`, is the JSON text of the answer. Undefined where nothing is planned. */
  readonly text: string | undefined;
  readonly parameters: readonly Parameter[];
  /** Parameters that are read only for their faults. */
  readonly checked: readonly Parameter[];
  readonly outlet: Outlet;
  /** Rows that it may read at most, as its arguments have it. */
  readonly cost: number;
  /** Faults that hold for the shape itself, such as a page size. */
  readonly faults: readonly InputFault[];
  /** Entity tags of every answer, beside those that its text carries; none where no tags were asked for. */
  readonly tags: readonly EntityTag[];
}

/** What a plan is made of. `variables` are coerced. */
export interface PlanRequest {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Variables;
  readonly viewer: Viewer;
  /** Has the answers carry their entity tags. */
  readonly tagRules?: TagRules | undefined;
}

/** A part of an operation that is read by itself: what a mutation's field selects on its payload. */
export interface PlannedPart {
  readonly type: GraphQLObjectType;
  readonly nodes: readonly FieldNode[];
}

/**
 * Compiles a query operation, or a part of an operation, into one statement.
 *
 * The text outlet is taken where every selected field is the planner's; `outlet` may ask for objects all the same.
 */
export function makePlan(request: PlanRequest, outlet: Outlet = 'text', part?: PlannedPart): Plan {
  const { schema, variables, viewer, tagRules } = request;
  const fragments = fragmentsOf(request.document);
  const compilation = new Compilation({ schema, fragments, variables, viewer, tagRules }, outlet);
  const { type, selected } =
    part === undefined
      ? rootFields(request, compilation.faults)
      : { type: part.type, selected: compilation.subfields(part.type, part.nodes) };
  const members =
    collectFault(compilation.faults, () =>
      writeMembers(compilation, type, selected, new Row('root', 'root')),
    ) ?? [];
  if (outlet === 'text' && compilation.needsObjects) return makePlan(request, 'objects', part);
  const statement = render(sql`SELECT ${concatenate(objectText(members))} AS data`);
  return {
    text: members.length === 0 ? undefined : statement.text,
    parameters: statement.parameters,
    checked: compilation.checked.filter((parameter) => !statement.parameters.includes(parameter)),
    outlet,
    cost: compilation.cost.rows,
    faults: compilation.faults,
    tags: compilation.tags.sets,
  };
}

/** The fields that an operation selects on its root type, by response key; what can't be told is added to `faults`. */
export function rootFields(
  { schema, document, operation, variables }: Omit<PlanRequest, 'viewer' | 'tagRules'>,
  faults: InputFault[],
): { readonly type: GraphQLObjectType; readonly selected: ReadonlyMap<string, readonly FieldNode[]> } {
  const type = schema.getRootType(operation.operation);
  if (!type) throw new Error(`The schema has no ${operation.operation} type`);
  const collect = () =>
    collectFields(schema, fragmentsOf(document), { ...variables }, type, operation.selectionSet);
  const selected = collectFault(faults, () => coerceOrFault(operation, collect));
  return { type, selected: selected ?? new Map() };
}

function fragmentsOf(document: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  return fragments;
}

/** The values of a plan's parameters for one run, or every fault in them and in the plan, in the document's order. */
export function bindPlan(
  plan: Plan,
  variables: Variables,
): { readonly values: readonly unknown[] } | { readonly faults: readonly InputFault[] } {
  const faults: InputFault[] = [...plan.faults];
  const values = plan.parameters.map(({ read }) => collectFault(faults, () => read(variables)));
  for (const { read } of plan.checked) collectFault(faults, () => read(variables));
  if (faults.length === 0) return { values };
  return { faults: withoutRepeats(faults).sort((one, other) => place(one) - place(other)) };
}

function place({ node }: InputFault): number {
  return node.loc?.start ?? 0;
}

/** One value may be read for several parameters: a cursor's parts, an id's prefix and its UUID. */
function withoutRepeats(faults: readonly InputFault[]): InputFault[] {
  return faults.filter(
    (fault, index) =>
      faults.findIndex(
        ({ node, code, message }) => node === fault.node && code === fault.code && message === fault.message,
      ) === index,
  );
}
