import { Arg, Ctx, Resolver } from 'type-graphql';
import { type UserError, UserErrorCode } from '../content/node/user-error.type.ts';
import type { Transaction } from '../database/database.ts';
import { Prisma } from '../database/generated/client.ts';
import type { ReviewState } from '../database/generated/enums.ts';
import { reviewedMethod } from '../ingest/reviewed-facts.ts';
import { changedSince } from './current-row.ts';
import { type Edited, edit } from './edit.ts';
import type { EditingContext } from './editing-context.ts';
import { EditorMutation } from './editor-mutation.ts';
import { FACT_TABLES, type FactId, type FactPrefix, type FactRow, factId, lockFacts } from './fact-rows.ts';
import type { InputCheck } from './input-check.ts';
import { Refusal } from './refusal.ts';
import { MAX_REVIEWED, ReviewFactsInput, ReviewFactsPayload, type ReviewInput } from './review.types.ts';

/** One decision, looked over. */
interface Decision extends FactId {
  readonly state: ReviewState;
  readonly version: number | null;
}

@Resolver()
export class ReviewMutations {
  @EditorMutation(
    () => ReviewFactsPayload,
    'Confirms or rejects many facts at once. Imports leave alone what a person confirmed or rejected. A rejected quote keeps what stands within it: that is reviewed by itself.',
  )
  reviewFacts(
    @Arg('input', () => ReviewFactsInput, { description: 'What was decided.' }) input: ReviewFactsInput,
    @Ctx() context: EditingContext,
  ): Promise<Edited> {
    return edit(context, {
      mutation: 'reviewFacts',
      input,
      parse: ({ facts }, check) => parseDecisions(facts, check),
      async write(transaction, decisions) {
        const rows = await lockFacts(transaction, uuidsByPrefix(decisions));
        refuseStale(decisions, rows);
        for (const prefix of Object.keys(FACT_TABLES) as FactPrefix[]) {
          await writeDecisions(
            transaction,
            prefix,
            decisions.filter((decision) => decision.prefix === prefix),
            rows,
          );
        }
        return { facts: decisions.map(publicId) };
      },
    });
  }
}

function parseDecisions(facts: readonly ReviewInput[], check: InputCheck): readonly Decision[] {
  if (facts.length === 0) check.fault(['facts'], UserErrorCode.REQUIRED, 'No fact is given.');
  if (facts.length > MAX_REVIEWED) {
    check.fault(['facts'], UserErrorCode.TOO_LONG, `There are more than ${MAX_REVIEWED} facts.`);
    return [];
  }
  const seen = new Set<string>();
  return facts.map(({ id, state, version = null }, position) => {
    const path = ['facts', String(position), 'id'];
    if (seen.has(id)) check.fault(path, UserErrorCode.NOT_UNIQUE, `${id} is given twice.`);
    seen.add(id);
    return { ...factId(check, path, id), state, version };
  });
}

function uuidsByPrefix(facts: readonly FactId[]): Partial<Record<FactPrefix, string[]>> {
  const byPrefix: Partial<Record<FactPrefix, string[]>> = {};
  for (const { prefix, uuid } of facts) {
    byPrefix[prefix] ??= [];
    byPrefix[prefix].push(uuid);
  }
  return byPrefix;
}

/** Refuses with every fact that is gone or was changed; the payload shows the changed ones. */
function refuseStale(decisions: readonly Decision[], rows: ReadonlyMap<string, FactRow>): void {
  const errors: UserError[] = [];
  const changed: string[] = [];
  for (const [position, { prefix, uuid, version }] of decisions.entries()) {
    const at = ['facts', String(position)];
    const row = rows.get(uuid);
    if (row === undefined) {
      const message = 'There is nothing with this id.';
      errors.push({ path: [...at, 'id'], code: UserErrorCode.NOT_FOUND, message });
    } else if (version !== null && row.version !== version) {
      const message = changedSince(version, row.version);
      errors.push({ path: [...at, 'version'], code: UserErrorCode.CONFLICT, message });
      changed.push(publicId({ prefix, uuid }));
    }
  }
  if (errors.length > 0) throw new Refusal(errors, { facts: changed });
}

/** One statement for those of one table that it changes; none where there are none. */
async function writeDecisions(
  transaction: Transaction,
  prefix: FactPrefix,
  decisions: readonly Decision[],
  rows: ReadonlyMap<string, FactRow>,
): Promise<void> {
  const changes = decisions.flatMap(({ uuid, state }) => {
    const row = rows.get(uuid);
    const method = reviewedMethod(row?.method ?? '');
    return row === undefined || (row.review === state && row.method === method)
      ? []
      : [{ id: uuid, review: state, method }];
  });
  if (changes.length === 0) return;
  const table = Prisma.raw(FACT_TABLES[prefix]);
  await transaction.$executeRaw`
    UPDATE ${table} AS stored SET review = given.review, method = given.method
    FROM json_populate_recordset(NULL::${table}, ${JSON.stringify(changes)}::json) AS given
    WHERE stored.id = given.id`;
}

function publicId({ prefix, uuid }: FactId): string {
  return `${prefix}_${uuid}`;
}
