/** Whatever runs a read statement: the database's door for reads. */
export interface Reader {
  read<Row extends object>(statement: Statement): Promise<readonly Row[]>;
}

/** A statement with its values, as a plan gives it. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly name?: string;
  readonly customPlan?: boolean;
}

/** Runs a plan's statement and gives the JSON text of the answer. */
export async function runStatement(reader: Reader, statement: Statement): Promise<string> {
  const [row] = await reader.read<{ readonly data: string | null }>(statement);
  if (row === undefined || row.data === null) throw new Error('A read statement gave no text');
  return row.data;
}
