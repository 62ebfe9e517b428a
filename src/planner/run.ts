/** A statement with its values, as a plan gives it. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly name?: string;
}

/** Whatever runs a plan's statement and gives the JSON text of the answer: the database's door for reads. */
export interface Reader {
  readText(statement: Statement): Promise<string>;
}
