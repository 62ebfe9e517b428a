import { type ASTNode, GraphQLError } from 'graphql';
import type { ErrorCode } from '../kernel/app-error.ts';

/** One faulty argument: what the client is told, and where in the document it stands. */
export class InputFault extends Error {
  override readonly name = 'InputFault';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly node: ASTNode,
    /** What the client is told beside the code, for programs. */
    readonly details: Readonly<Record<string, number>> = {},
  ) {
    super(message);
  }
}

/** Runs `read` and keeps the fault it throws; anything else goes on. */
export function collectFault<T>(faults: InputFault[], read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputFault)) throw error;
    faults.push(error);
    return undefined;
  }
}

/** Runs a coercion of graphql-js: what it cannot read is the client's fault (BAD_USER_INPUT), where it says or at `node`. */
export function coerceOrFault<T>(node: ASTNode, coerce: () => T): T {
  try {
    return coerce();
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new InputFault('BAD_USER_INPUT', error.message, error.nodes?.[0] ?? node);
  }
}
