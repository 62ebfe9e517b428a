import type { ASTNode } from 'graphql';
import { InputFault } from './fault.ts';
import type { Input } from './input.ts';

/** Rows that a count or a facet is taken to read: what is counted is not known before it is counted. */
export const COUNTED_ROWS = 1_000;
/** Rows of a list that is given whole, where its declaration does not say. */
export const WHOLE_LIST_ROWS = 10;
/** Rows that are taken to be looked at for a root list's filter: how many it passes by is not known before. */
export const FILTERED_ROWS = 100;
/** Rows that a filter is taken to look at in each list of an owner, its own or one that it follows. */
export const FOLLOWED_ROWS = 10;
/** What looking into a text is taken to cost, beside comparing it, in rows. */
export const TEXT_LOOK_ROWS = 100;
/** Elements that a list of introspection is taken to have. */
const INTROSPECTED_ELEMENTS = 6;
/** What graphql-js may read of the schema itself: twice what the query of tools comes to, which takes 0.2 s of the one thread. */
const INTROSPECTED_MAX = 30_000;
/** Fields that one operation may come to, fragments written out: making the plan of more takes longer than running one. */
const FIELDS_MAX = 10_000;
/** Levels of objects in an operation: the deepest page we know of has 9. */
const DEPTH_MAX = 15;
/** Levels of conditions in one filter, and conditions in it altogether. */
const FILTER_DEPTH_MAX = 10;
const FILTER_CONDITIONS_MAX = 200;

/**
 * What an operation may read at most: rows, counted before it runs. A page counts its size, a reference one row, and
 * what stands inside either counts for each of its rows.
 *
 * Throws QUERY_TOO_DEEP and QUERY_TOO_EXPENSIVE for operations that would cost too much merely to plan.
 */
export class Cost {
  #rows = 0;
  #factor = 1;
  #fields = 0;
  #introspected = 0;
  #depth = 0;

  /** Rows so far. */
  get rows(): number {
    return this.#rows;
  }

  /** Counts rows that are read once for each row around them. */
  charge(rows: number): void {
    this.#rows += this.#factor * rows;
  }

  /** Counts `rows` rows, and what `write` reads for each of them. */
  each<T>(rows: number, write: () => T): T {
    this.charge(rows);
    const factor = this.#factor;
    this.#factor = factor * rows;
    try {
      return write();
    } finally {
      this.#factor = factor;
    }
  }

  /** Counts the elements of a list that graphql-js gives, and what `write` selects on each. */
  introspect(node: ASTNode, isList: boolean, write: () => void): void {
    this.count(node);
    this.#introspected += this.#factor * (isList ? INTROSPECTED_ELEMENTS : 1);
    if (this.#introspected > INTROSPECTED_MAX) {
      throw new InputFault('QUERY_TOO_EXPENSIVE', 'The operation asks for too much of the schema.', node, {
        cost: this.#introspected,
        limit: INTROSPECTED_MAX,
      });
    }
    if (isList) this.each(INTROSPECTED_ELEMENTS, write);
    else {
      this.charge(1);
      write();
    }
  }

  /** Counts a selected field. */
  count(node: ASTNode): void {
    this.#fields += 1;
    if (this.#fields > FIELDS_MAX) {
      throw new InputFault(
        'QUERY_TOO_EXPENSIVE',
        `The operation comes to more than ${FIELDS_MAX} fields, its fragments written out.`,
        node,
        { cost: this.#rows },
      );
    }
  }

  /** Counts a selected field and goes one level down for what `write` selects on it. */
  field<T>(node: ASTNode, write: () => T): T {
    this.count(node);
    if (this.#depth >= DEPTH_MAX) {
      throw new InputFault('QUERY_TOO_DEEP', `The operation has more than ${DEPTH_MAX} levels.`, node);
    }
    this.#depth += 1;
    try {
      return write();
    } finally {
      this.#depth -= 1;
    }
  }
}

/** Refuses a filter with too many levels or conditions (QUERY_TOO_DEEP). */
export function checkFilterSize(filter: Input): void {
  let conditions = 0;
  const walk = (input: Input, depth: number): void => {
    conditions += 1;
    if (depth > FILTER_DEPTH_MAX) {
      throw filter.fault('QUERY_TOO_DEEP', `The filter has more than ${FILTER_DEPTH_MAX} levels.`);
    }
    if (conditions > FILTER_CONDITIONS_MAX) {
      throw filter.fault('QUERY_TOO_DEEP', `The filter has more than ${FILTER_CONDITIONS_MAX} conditions.`);
    }
    for (const key of input.keys()) walk(input.get(key) ?? input, depth + 1);
    for (const item of input.items()) if (item.keys().length > 0) walk(item, depth);
  };
  walk(filter, 0);
}
