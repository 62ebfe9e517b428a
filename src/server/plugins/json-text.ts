import type { FormattedExecutionResult } from 'graphql';

/** `data` that is already JSON text: the statement wrote it, and it goes to the client as it is. */
export class JsonText {
  /** Apollo's type of `data`. */
  readonly [key: string]: unknown;

  constructor(readonly text: string) {}

  /** For whoever serialises it the ordinary way. */
  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}

/** Writes an answer; `data` that is JSON text is spliced in. Apollo's `stringifyResult`. */
export function stringifyResult(result: FormattedExecutionResult): string {
  const data: unknown = result.data;
  if (!(data instanceof JsonText)) return JSON.stringify(result);
  const { data: _data, ...rest } = result;
  const others = JSON.stringify(rest).slice(1, -1);
  return others === '' ? `{"data":${data.text}}` : `{"data":${data.text},${others}}`;
}
