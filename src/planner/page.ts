import { decodeCursor, type KeyValue, PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX } from '../kernel/page.ts';
import type { InputFault } from './fault.ts';
import type { Input, Inputs } from './input.ts';
import { cursorValue, keysetCondition, type ListOrder } from './order.ts';
import { type Sql, sql } from './sql.ts';

/** A cursor's two sides as conditions: the side that the page is on, and the rows beyond with the cursor's own. */
interface Bound {
  readonly thisSide: Sql;
  readonly otherSide: Sql;
}

/** What page of a list is asked for. */
export interface Page {
  readonly size: number;
  /** `last` was asked for: rows are read from the end. */
  readonly isBackwards: boolean;
  readonly after: Bound | undefined;
  readonly before: Bound | undefined;
}

/** Reads Relay's paging arguments; faults go to `faults`, and the default page stands in. */
export function readPage(inputs: Inputs, order: ListOrder, faults: InputFault[]): Page {
  const first = inputs.get('first');
  const last = inputs.get('last');
  if (first !== null && last !== null) {
    faults.push(last.fault('BAD_USER_INPUT', 'Both first and last are given; a page is read from one end.'));
  }
  const after = inputs.get('after');
  const before = inputs.get('before');
  return {
    size: readSize(first ?? last, first === null ? 'last' : 'first', faults),
    isBackwards: first === null && last !== null,
    after: after === null ? undefined : readBound(after, order, 'after'),
    before: before === null ? undefined : readBound(before, order, 'before'),
  };
}

/** Reads how many rows are asked for; a fault goes to `faults`, and the default stands in. */
export function readSize(
  input: Input | null,
  name: 'first' | 'last',
  faults: InputFault[],
  whenAbsent = PAGE_SIZE_DEFAULT,
): number {
  if (input === null) return whenAbsent;
  const size = Number(input.value);
  if (size < 0) {
    faults.push(input.fault('BAD_USER_INPUT', `${name} is ${size}; it must be 0 to ${PAGE_SIZE_MAX}.`));
    return PAGE_SIZE_DEFAULT;
  }
  if (size > PAGE_SIZE_MAX) {
    faults.push(
      input.fault('PAGE_TOO_LARGE', `${name} is ${size}; a page holds at most ${PAGE_SIZE_MAX} rows.`),
    );
    return PAGE_SIZE_DEFAULT;
  }
  return size;
}

function readBound(input: Input, order: ListOrder, argument: 'after' | 'before'): Bound {
  const decoded = (given: unknown): readonly KeyValue[] => {
    const values = decodeCursor(
      String(given),
      order.signature,
      order.keys.map(({ type }) => type),
    );
    if (values === null) {
      throw input.fault('INVALID_CURSOR', `${argument} is not a cursor of this list in this order.`);
    }
    return values;
  };
  const values = order.keys.map((key, index) =>
    cursorValue(key, (pgType) => sql`${input.parameter(pgType, (given) => decoded(given)[index])}`),
  );
  return argument === 'after'
    ? {
        thisSide: keysetCondition(order, values, 'after'),
        otherSide: keysetCondition(order, values, 'up to'),
      }
    : {
        thisSide: keysetCondition(order, values, 'before'),
        otherSide: keysetCondition(order, values, 'from'),
      };
}
