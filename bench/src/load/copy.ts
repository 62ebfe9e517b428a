import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { Client } from 'pg';
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams';
import { type CopyValue, copyLine } from './copy-text.ts';
import { columnsOf, TABLES, type TableName } from './tables.ts';

/** As `onrecord verify` is run afterwards, triggers and foreign keys need not look at each row. */
export const BULK_SESSION = '-c session_replication_role=replica -c synchronous_commit=off -c timezone=UTC';

/** Lines are gathered to this many characters before they go to the socket. */
const CHUNK_LENGTH = 1 << 17;

/** A COPY under way on a connection of its own. */
class TableCopy {
  #lines = '';
  #isFull = false;

  private constructor(
    private readonly client: Client,
    private readonly stream: CopyStreamQuery,
  ) {}

  static async open(url: string, table: TableName): Promise<TableCopy> {
    const client = new Client({ connectionString: url, options: BULK_SESSION });
    await client.connect();
    return new TableCopy(
      client,
      client.query(copyFrom(`COPY ${table} (${columnsOf(table).join(', ')}) FROM STDIN`)),
    );
  }

  write(row: readonly CopyValue[]): void {
    this.#lines += copyLine(row);
    if (this.#lines.length >= CHUNK_LENGTH) this.#send();
  }

  #send(): void {
    if (!this.stream.write(this.#lines)) this.#isFull = true;
    this.#lines = '';
  }

  /** Resolves when the server has taken enough for more to be written. */
  async drained(): Promise<void> {
    if (!this.#isFull) return;
    this.#isFull = false;
    if (this.stream.writableNeedDrain) await once(this.stream, 'drain');
  }

  async end(): Promise<void> {
    this.#send();
    this.stream.end();
    await finished(this.stream, { readable: false });
    await this.client.end();
  }
}

/** One COPY for each table, side by side, so that an article's rows are written as they are made and none is kept. */
export class Copies {
  #rows = 0;

  private constructor(private readonly copies: Readonly<Record<TableName, TableCopy>>) {}

  static async open(url: string): Promise<Copies> {
    const opened = await Promise.all(
      TABLES.map(async (table) => [table, await TableCopy.open(url, table)] as const),
    );
    return new Copies(Object.fromEntries(opened) as Record<TableName, TableCopy>);
  }

  get rows(): number {
    return this.#rows;
  }

  readonly write = (table: TableName, row: readonly CopyValue[]): void => {
    this.#rows += 1;
    this.copies[table].write(row);
  };

  /** Resolves when every table can take more. */
  async drained(): Promise<void> {
    for (const copy of Object.values(this.copies)) await copy.drained();
  }

  async end(): Promise<void> {
    await Promise.all(Object.values(this.copies).map((copy) => copy.end()));
  }
}
