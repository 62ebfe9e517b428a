import { getNamedType, isObjectType } from 'graphql';
import type { InputFault } from './fault.ts';
import { bindPlan, makePlan, type Plan, type PlanRequest, rootFields } from './plan.ts';
import type { Statement } from './run.ts';
import type { Variables } from './sql.ts';
import { type WrittenIds, withWritten } from './written.ts';

/** What one field of a mutation reads of the record when it has written: known, and found faultless, before it writes. */
export class PayloadPlan {
  constructor(
    private readonly plan: Plan,
    private readonly variables: Variables,
  ) {}

  /** Rows that it may read at most. */
  get cost(): number {
    return this.plan.cost;
  }

  /** What is wrong with the arguments in the payload's selection, in the document's order. */
  get faults(): readonly InputFault[] {
    const bound = bindPlan(this.plan, this.variables);
    return 'faults' in bound ? bound.faults : [];
  }

  /** The statement that reads the payload; undefined where nothing of the record was asked for. */
  statement(ids: WrittenIds): Statement | undefined {
    const { text } = this.plan;
    if (text === undefined) return undefined;
    const bound = bindPlan(this.plan, withWritten(this.variables, ids));
    if ('faults' in bound) throw new Error('A payload that was faultless before the write has faults');
    return { text, values: bound.values };
  }
}

/** Plans the payload of each field of a mutation, by response key, with what is wrong with the selection as a whole. */
export function planPayloads(request: PlanRequest): {
  readonly payloads: ReadonlyMap<string, PayloadPlan>;
  readonly faults: readonly InputFault[];
} {
  const faults: InputFault[] = [];
  const { type, selected } = rootFields(request, faults);
  const payloads = new Map<string, PayloadPlan>();
  for (const [key, nodes] of selected) {
    const payload = getNamedType(type.getFields()[nodes[0]?.name.value ?? '']?.type);
    if (!isObjectType(payload)) continue;
    const plan = makePlan(request, 'objects', { type: payload, nodes });
    payloads.set(key, new PayloadPlan(plan, request.variables));
  }
  return { payloads, faults };
}
