/** One rule of the record, as a query for what breaks it. */
export interface Check {
  /** What a fault is filed under: `mention-span`. */
  readonly name: string;
  /** Gives `row` (table and key) and `message` (what is wrong with it), no row where all is well. */
  readonly sql: string;
}
