import type { PlannedReads } from '../planner/complete-schema.ts';
import type { PayloadPlan } from '../planner/payload.ts';
import type { Reader } from '../planner/run.ts';
import type { WrittenIds } from '../planner/written.ts';

/** What graphql-js completes answers from, for each operation by its context. */
export class ReadsByContext implements PlannedReads {
  readonly #roots = new WeakMap<object, unknown>();
  readonly #payloads = new WeakMap<object, ReadonlyMap<string, PayloadPlan>>();

  constructor(private readonly reader: Reader) {}

  /** Remembers what was read for a context's query. */
  keepRoot(context: object, root: unknown): void {
    this.#roots.set(context, root);
  }

  /** Remembers what a context's mutation is going to show. */
  keepPayloads(context: object, payloads: ReadonlyMap<string, PayloadPlan>): void {
    this.#payloads.set(context, payloads);
  }

  root(context: unknown): unknown {
    return isObject(context) ? this.#roots.get(context) : undefined;
  }

  async payload(context: unknown, key: string | number, ids: WrittenIds): Promise<unknown> {
    const plan = isObject(context) ? this.#payloads.get(context)?.get(String(key)) : undefined;
    if (plan === undefined) throw new Error(`The payload of ${key} was not planned`);
    const statement = plan.statement(ids);
    return statement === undefined ? {} : JSON.parse(await this.reader.readText(statement));
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
