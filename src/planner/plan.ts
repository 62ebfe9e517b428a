import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
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

/**
 * Compiles a query operation into one statement.
 *
 * The text outlet is taken where every selected field is the planner's; `outlet` may ask for objects all the same.
 */
export function makePlan(request: PlanRequest, outlet: Outlet = 'text'): Plan {
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const definition of request.document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  const { schema, operation, variables, viewer, tagRules } = request;
  const compilation = new Compilation({ schema, fragments, variables, viewer, tagRules }, outlet);
  const root = schema.getQueryType();
  if (!root) throw new Error('The schema has no query type');
  const collect = () => collectFields(schema, fragments, { ...variables }, root, operation.selectionSet);
  const selected =
    collectFault(compilation.faults, () => coerceOrFault(operation, collect)) ??
    new Map<string, FieldNode[]>();
  const members =
    collectFault(compilation.faults, () =>
      writeMembers(compilation, root, selected, new Row('root', 'root')),
    ) ?? [];
  if (outlet === 'text' && compilation.needsObjects) return makePlan(request, 'objects');
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
