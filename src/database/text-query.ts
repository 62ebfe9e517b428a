import type { Connection, Submittable } from 'pg';
import { serialize } from 'pg-protocol';

/** A parameter as the wire protocol takes it: PostgreSQL reads the text as the parameter's type. */
export type WireValue = string | null;

export interface NamedStatement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly WireValue[];
  /** Whether this connection has the name already: it is parsed once. */
  readonly isParsed: boolean;
}

/**
 * Runs a named statement whose only row has one text column, and gives that text; null where the column is.
 *
 * What pg does for any query is left out here: the server is not asked to describe the columns, and no row is built of
 * them. That is a fifth of what a page's read costs this process, and some of what it costs the server.
 *
 * @see https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY
 */
export class TextQuery implements Submittable {
  /** Read by pg: on ParseComplete it notes that the connection has this name, for this text. */
  readonly name: string;
  readonly text: string;
  readonly result: Promise<string | null>;
  #resolve: (text: string | null) => void = () => undefined;
  #reject: (error: Error) => void = () => undefined;
  #found: string | null | undefined;

  constructor(private readonly statement: NamedStatement) {
    this.name = statement.name;
    this.text = statement.text;
    this.result = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit(connection: Connection): void {
    const { name, text, values, isParsed } = this.statement;
    const messages = [
      serialize.bind({ statement: name, values: [...values] }),
      serialize.execute(),
      serialize.sync(),
    ];
    if (!isParsed) messages.unshift(serialize.parse({ name, text, types: [] }));
    // One buffer, and not a list: that is one call of the system with nothing to be remembered for it.
    connection.stream.write(Buffer.concat(messages));
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    this.#found = fields[0] ?? null;
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    if (this.#found === undefined) this.#reject(new Error('A read statement gave no row'));
    else this.#resolve(this.#found);
  }

  handleError(error: Error): void {
    this.#reject(error);
  }
}
