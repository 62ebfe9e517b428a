import { type UserError, UserErrorCode } from '../content/node/user-error.type.ts';
import { codesOf, messageOf } from '../database/driver-error.ts';
import type { WrittenIds } from '../planner/written.ts';

/** Why an edit is not carried out: for the caller to mend. Thrown inside a change, it leaves nothing written. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly userErrors: readonly UserError[],
    /** What the payload shows all the same: the current state of what was in conflict. */
    readonly ids: WrittenIds = {},
  ) {
    super(userErrors.map(({ message }) => message).join(' '));
  }
}

/** Refuses for one reason. */
export function refuse(
  path: readonly string[],
  code: UserErrorCode,
  message: string,
  ids: WrittenIds = {},
): never {
  throw new Refusal([{ path: [...path], code, message }], ids);
}

const STILL_REFERRED_TO = {
  code: UserErrorCode.WRONG_STATE,
  message: 'Something that this refers to is gone, or something still refers to this.',
} as const;

/** SQLSTATE of the rules that an input can still break when all that can be told before has been. */
const BROKEN_RULES: Readonly<Record<string, { readonly code: UserErrorCode; readonly message: string }>> = {
  '23505': { code: UserErrorCode.NOT_UNIQUE, message: 'Something else took this name or key just now.' },
  '23503': STILL_REFERRED_TO,
  // What PostgreSQL 18, and the embedded one, call it where a key restricts a deletion.
  '23001': STILL_REFERRED_TO,
  '23514': { code: UserErrorCode.INVALID, message: 'A rule of the record does not allow it.' },
  '23502': { code: UserErrorCode.INVALID, message: 'A rule of the record does not allow it.' },
  '40001': {
    code: UserErrorCode.WRONG_STATE,
    message: 'Somebody whom this names was merged into another meanwhile: name that one.',
  },
  '22001': { code: UserErrorCode.TOO_LONG, message: 'A value is longer than what is stored.' },
  '54000': { code: UserErrorCode.TOO_LONG, message: 'A value is longer than what an index can hold.' },
};

/** Where an input has what another one took meanwhile, by the index that keeps it to one. */
const TAKEN: readonly { readonly index: RegExp; readonly path: readonly string[] }[] = [
  { index: /\b(?:article|person|organisation|topic)_slug_key\b|\bslug_pkey\b/, path: ['slug'] },
  { index: /\bidentifier_scheme_value_key\b/, path: ['identifiers'] },
  { index: /\barticle_publisher_uri_key\b/, path: ['uri'] },
];

/** The refusal that an error stands for: itself, or that of a rule which the database holds; undefined for any other. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  const [broken] = codesOf(error).flatMap((code) => BROKEN_RULES[code] ?? []);
  if (broken === undefined) return undefined;
  const said = messageOf(error);
  const { path = [] } = TAKEN.find(({ index }) => index.test(said)) ?? {};
  return new Refusal([{ path: [...path], ...broken }]);
}
