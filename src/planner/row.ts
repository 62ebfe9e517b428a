import { identifier, type Sql, sql } from './sql.ts';

/** A row that an expression may read: the alias it stands under, and which of its columns were asked for. */
export class Row {
  readonly #columns = new Set<string>();

  constructor(
    readonly alias: string,
    /** The table whose row it is, or the table whose columns it carries; it names the foreign keys that point to it. */
    readonly table: string,
  ) {}

  /** The alias, as it stands after AS. */
  get name(): Sql {
    return identifier(this.alias);
  }

  /** The column's expression; remembers that it is needed. */
  column(name: string): Sql {
    this.#columns.add(name);
    return sql`${identifier(this.alias)}.${identifier(name)}`;
  }

  /** Every column that was asked for, so that a subquery reads those and no others. */
  get columns(): readonly string[] {
    return [...this.#columns];
  }
}
