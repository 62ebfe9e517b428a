declare module 'pg-copy-streams' {
  import type { Writable } from 'node:stream';
  import type { Submittable } from 'pg';

  /** A COPY … FROM STDIN: submit it with `client.query`, write text to it, end it. */
  export type CopyStreamQuery = Writable & Submittable;
  export function from(statement: string): CopyStreamQuery;
}
