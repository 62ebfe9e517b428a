import { createHash } from 'node:crypto';
import { type UserError, UserErrorCode } from '../content/node/user-error.type.ts';
import type { Database, Transaction } from '../database/database.ts';
import type { Written } from '../planner/complete-schema.ts';
import type { WrittenIds } from '../planner/written.ts';
import type { EditInput } from './edit-input.ts';
import { type EditingContext, editorOf } from './editing-context.ts';
import { InputCheck } from './input-check.ts';
import { refusalOf, refuse } from './refusal.ts';

/** One edit: what is asked, how that is looked over, and how it is written. */
export interface Edit<Input extends EditInput, Parsed> {
  /** The mutation's name: why it was written, where the caller does not say. */
  readonly mutation: string;
  readonly input: Input;
  /** What the history has as the reason, where that is more than the one that is given. */
  readonly reasonOf?: (reason: string) => string;
  /** Looks the input over without the database; faults go to `check`. */
  parse(input: Input, check: InputCheck): Parsed;
  /** Writes in the change's transaction, and gives what the payload shows. May run again; throws a Refusal to leave nothing written. */
  write(transaction: Transaction, parsed: Parsed): Promise<WrittenIds>;
}

/** An edit for which something must be done before it writes: what takes long, or is no matter of the transaction. */
export interface PreparedEdit<Input extends EditInput, Parsed, Prepared>
  extends Omit<Edit<Input, Parsed>, 'write'> {
  /** Runs once the input has been looked over, before anything is locked; throws a Refusal to go no further. */
  prepare(parsed: Parsed): Promise<Prepared>;
  /** As that of `Edit`. */
  write(transaction: Transaction, prepared: Prepared): Promise<WrittenIds>;
}

/** What a mutation's resolver gives of its payload. */
export interface Edited extends Written {
  readonly userErrors: readonly UserError[];
}

/**
 * Carries an edit out as one change: everything, or nothing with the reasons in `userErrors`.
 *
 * With an idempotency key a second call gives what the first gave, and writes nothing; keys belong to who uses them.
 */
export function edit<Input extends EditInput, Parsed>(
  context: EditingContext,
  asked: Edit<Input, Parsed>,
): Promise<Edited> {
  return editPrepared(context, { ...asked, prepare: (parsed) => Promise.resolve(parsed) });
}

/** `edit` for one that is prepared; a call that repeats an earlier one is prepared again. */
export async function editPrepared<Input extends EditInput, Parsed, Prepared>(
  context: EditingContext,
  {
    mutation,
    input,
    reasonOf = (given) => given,
    parse,
    prepare,
    write,
  }: PreparedEdit<Input, Parsed, Prepared>,
): Promise<Edited> {
  const { database, writeTimeoutMs: timeoutMs } = context;
  const { actor } = editorOf(context);
  try {
    const check = new InputCheck();
    const parsed = parse(input, check);
    const reason = check.optionalText(['reason'], input.reason) ?? mutation;
    const given = check.optionalText(['idempotencyKey'], input.idempotencyKey, 200);
    check.done();
    const prepared = await prepare(parsed);
    const key = given === null ? null : { key: `${actor} ${given}`, request: requestHash(mutation, input) };
    const options = { actor, reason: reasonOf(reason), timeoutMs, ...(key === null ? {} : { key: key.key }) };
    const result = await database.change(options, async (transaction) => {
      const ids = await write(transaction, prepared);
      if (key !== null) {
        await transaction.$executeRaw`
          UPDATE change SET request = ${key.request}, written = ${JSON.stringify(ids)}::jsonb WHERE id = current_change()`;
      }
      return ids;
    });
    const ids =
      result.outcome === 'applied'
        ? result.value
        : await writtenBefore(database, result.changeId, key?.request ?? '');
    return { ids, userErrors: [] };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    return { ids: refusal.ids, userErrors: refusal.userErrors };
  }
}

/** Tells one request from another: the mutation and its input, whatever the order of its keys. */
function requestHash(mutation: string, input: EditInput): string {
  const { idempotencyKey: _, ...asked } = input;
  const sorted = Object.entries(asked)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([mutation, sorted]))
    .digest('hex');
}

/** What the change with the same key wrote; a Refusal where it was another request. */
async function writtenBefore(database: Database, changeId: string, request: string): Promise<WrittenIds> {
  const [earlier] = await database.read<{ request: string | null; written: WrittenIds | null }>({
    text: 'SELECT request, written FROM change WHERE id = $1',
    values: [changeId],
  });
  if (earlier?.request === request) return earlier.written ?? {};
  return refuse(
    ['idempotencyKey'],
    UserErrorCode.CONFLICT,
    'This key was used for another call: take a new one.',
  );
}
