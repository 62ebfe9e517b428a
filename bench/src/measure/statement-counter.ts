import { connect, createServer, type Socket } from 'node:net';

/** Types of messages that a client sends to PostgreSQL, as its protocol names them. */
const EXECUTE = 'E'.charCodeAt(0);
const SIMPLE_QUERY = 'Q'.charCodeAt(0);
const PARSE = 'P'.charCodeAt(0);

/** A message: its type, then its length, which counts itself. */
const HEADER_LENGTH = 5;

/**
 * Stands between a server and PostgreSQL and counts the statements that pass, whatever transactions they are in.
 *
 * PostgreSQL's own counters need an extension that is loaded when it starts, or count transactions.
 */
export class StatementCounter {
  #executed = 0;
  #parsed = 0;
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((socket) => this.#accept(socket));

  private constructor(private readonly target: URL) {}

  static async open(databaseUrl: string): Promise<StatementCounter> {
    const counter = new StatementCounter(new URL(databaseUrl));
    await new Promise<void>((resolve) => counter.#server.listen(0, '127.0.0.1', resolve));
    return counter;
  }

  /** The database's URL through this counter. */
  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the statement counter has no port');
    const url = new URL(this.target);
    url.hostname = '127.0.0.1';
    url.port = String(address.port);
    return url.href;
  }

  /** Statements run since the last call, and how many were parsed. */
  take(): { readonly executed: number; readonly parsed: number } {
    const counts = { executed: this.#executed, parsed: this.#parsed };
    this.#executed = 0;
    this.#parsed = 0;
    return counts;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(socket: Socket): void {
    const database = connect(Number(this.target.port || 5_432), this.target.hostname);
    const messages = new Messages((type) => {
      if (type === EXECUTE || type === SIMPLE_QUERY) this.#executed += 1;
      if (type === PARSE) this.#parsed += 1;
    });
    for (const end of [socket, database]) {
      end.setNoDelay(true);
      this.#sockets.add(end);
      end.on('error', () => undefined);
      end.on('close', () => {
        this.#sockets.delete(end);
        socket.destroy();
        database.destroy();
      });
    }
    socket.on('data', (chunk) => messages.read(chunk));
    socket.pipe(database);
    database.pipe(socket);
  }
}

/** Finds the types of a connection's messages in what passes. */
class Messages {
  #rest = Buffer.alloc(0);
  /** Bytes of a message still to come. */
  #toSkip = 0;
  /** The first message, which opens the session, has no type. */
  #isOpen = false;

  constructor(private readonly onMessage: (type: number) => void) {}

  read(chunk: Buffer): void {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const skipped = Math.min(this.#toSkip, bytes.length);
      this.#toSkip -= skipped;
      bytes = bytes.subarray(skipped);
      if (this.#toSkip > 0 || bytes.length < HEADER_LENGTH) break;
      if (this.#isOpen) {
        this.onMessage(bytes.readUInt8(0));
        this.#toSkip = 1 + bytes.readUInt32BE(1);
      } else this.#toSkip = bytes.readUInt32BE(0);
      this.#isOpen = true;
    }
    this.#rest = Buffer.from(bytes);
  }
}
