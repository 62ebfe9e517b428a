import { UserErrorCode } from '../content/node/user-error.type.ts';
import type { Transaction } from '../database/database.ts';
import { Prisma } from '../database/generated/client.ts';
import { revisedRow } from '../database/revised-row.ts';
import { ENTITY_REFERENCES, type EntityReference, type EntityTable, sqlName } from './entity-references.ts';
import { forgetAnswers } from './merge-entities.ts';
import { refuse } from './refusal.ts';

/** What a merge took away as twins, each table after those that it refers to, and when a row of it (`r`) may come back. */
const TWINS: readonly { readonly table: string; readonly mayReturn: Prisma.Sql }[] = [
  {
    table: 'affiliation',
    mayReturn: Prisma.sql`EXISTS (SELECT FROM person p WHERE p.id = r.person_id) AND EXISTS (SELECT FROM organisation o WHERE o.id = r.organisation_id)`,
  },
  {
    table: 'mention',
    mayReturn: Prisma.sql`EXISTS (SELECT FROM article a WHERE a.id = r.article_id AND (a.revision = r.revision OR r.span_state = 'LOST'))`,
  },
  { table: 'quote_speaker', mayReturn: Prisma.sql`EXISTS (SELECT FROM quote q WHERE q.id = r.quote_id)` },
  {
    table: 'merge_candidate',
    mayReturn: Prisma.sql`2 = (SELECT count(*) FROM person p WHERE p.id IN (r.person_id, r.candidate_person_id))
      + (SELECT count(*) FROM organisation o WHERE o.id IN (r.organisation_id, r.candidate_organisation_id))`,
  },
];

/** A merge that is taken back; UUIDs. */
interface PastMerge {
  readonly table: EntityTable;
  readonly id: string;
  readonly into: string;
  readonly changeId: string;
}

/**
 * Takes the merge of one person or organisation back: they stand for themselves again, and get what named them before,
 * as far as it is there and nobody has given it to somebody else since. What came after the merge stays with the other.
 * Gives the other's UUID. The statements are as many whatever the number of facts.
 *
 * Refuses what is not merged (WRONG_STATE), and where the other was merged into a third since: that comes back first.
 */
export async function unmergeEntity(
  transaction: Transaction,
  table: EntityTable,
  id: string,
): Promise<string> {
  const merge = await lockMerged(transaction, table, id);
  const { into } = merge;
  await forgetAnswers(transaction);
  if (table === 'organisation') await returnParents(transaction, merge);
  for (const { table: twin, mayReturn } of TWINS) await putBack(transaction, merge, twin, mayReturn);
  // Who had been merged into the one that is taken back leads to them again.
  for (const reference of [...ENTITY_REFERENCES[table], { in: table, column: 'merged_into_id' }])
    await giveBack(transaction, merge, reference);
  await transaction.$executeRaw`
    UPDATE affiliation_receipt AS receipt SET affiliation_id = place.id
      FROM revision AS r JOIN affiliation AS place ON place.id = (r.before ->> 'affiliation_id')::uuid
      WHERE ${ofMerge(merge, 'affiliation_receipt', 'UPDATED')} AND receipt.id = (r.row_key ->> 'id')::uuid`;
  await takeAliasesBack(transaction, merge);
  await transaction.$executeRaw`UPDATE ${sqlName(table)} SET merged_into_id = NULL WHERE id = ${id}::uuid`;
  return into;
}

/** Locks the two, and finds the change that merged them. */
async function lockMerged(transaction: Transaction, table: EntityTable, id: string): Promise<PastMerge> {
  const [row] = await transaction.$queryRaw<{ mergedInto: string | null }[]>`
    SELECT merged_into_id AS "mergedInto" FROM ${sqlName(table)} WHERE id = ${id}::uuid FOR UPDATE`;
  if (row === undefined) return refuse(['id'], UserErrorCode.NOT_FOUND, `There is no ${table} with this id.`);
  if (row.mergedInto === null) return refuse(['id'], UserErrorCode.WRONG_STATE, 'It is merged into nothing.');
  // The change after which it was merged; what it was merged into then is what the next change found, or what it is now.
  const [merge] = await transaction.$queryRaw<{ changeId: string; into: string | null }[]>`
    SELECT change_id AS "changeId",
        (SELECT r.before ->> 'merged_into_id' FROM revision r
          WHERE ${Prisma.raw(revisedRow('r'))} = ${id}::uuid AND r.table_name = ${table} AND r.id > merged.id ORDER BY r.id LIMIT 1) AS into
      FROM revision merged
      WHERE ${Prisma.raw(revisedRow('merged'))} = ${id}::uuid AND table_name = ${table} AND kind = 'UPDATED' AND before ->> 'merged_into_id' IS NULL
      ORDER BY id DESC LIMIT 1`;
  if (merge === undefined) throw new Error(`${table} ${id} is merged, and no change of the history did it`);
  const into = merge.into ?? row.mergedInto;
  const [other] = await transaction.$queryRaw<{ mergedInto: string | null }[]>`
    SELECT merged_into_id AS "mergedInto" FROM ${sqlName(table)} WHERE id = ${into}::uuid FOR UPDATE`;
  if (other === undefined) throw new Error(`${table} ${id} is merged into ${into}, which is not there`);
  if (other.mergedInto !== null)
    refuse(
      ['id'],
      UserErrorCode.WRONG_STATE,
      `It was merged into ${table}_${into}, which was merged into ${table}_${other.mergedInto} since: take that back first.`,
    );
  return { table, id, into, changeId: merge.changeId };
}

/** The rows of a table that the merge updated or deleted, as `r` of `revision`. */
function ofMerge({ changeId }: PastMerge, table: string, kind: 'UPDATED' | 'DELETED'): Prisma.Sql {
  return Prisma.sql`r.change_id = ${changeId}::uuid AND r.table_name = ${table} AND r.kind = ${kind}::revision_kind`;
}

/** References that still lead to the other. */
async function giveBack(
  transaction: Transaction,
  merge: PastMerge,
  { in: table, column }: EntityReference,
): Promise<void> {
  const isSame =
    table === 'quote_speaker'
      ? Prisma.sql`t.quote_id = (r.row_key ->> 'quote_id')::uuid AND t.position = (r.row_key ->> 'position')::integer`
      : Prisma.sql`t.id = (r.row_key ->> 'id')::uuid`;
  await transaction.$executeRaw`
    UPDATE ${sqlName(table)} AS t SET ${sqlName(column)} = ${merge.id}::uuid FROM revision AS r
      WHERE ${ofMerge(merge, table, 'UPDATED')} AND r.before ->> ${column} = ${merge.id} AND ${isSame}
        AND t.${sqlName(column)} = ${merge.into}::uuid`;
}

/** Twins come back where what they refer to is there still, and nothing else has their place. */
async function putBack(
  transaction: Transaction,
  merge: PastMerge,
  table: string,
  mayReturn: Prisma.Sql,
): Promise<void> {
  const keys = await transaction.$queryRaw<{ key: string }[]>`
    SELECT DISTINCT jsonb_object_keys(r.before) AS key FROM revision AS r WHERE ${ofMerge(merge, table, 'DELETED')}`;
  if (keys.length === 0) return;
  const columns = Prisma.join(keys.map(({ key }) => sqlName(key)));
  await transaction.$executeRaw`
    INSERT INTO ${sqlName(table)} (${columns}) SELECT ${columns} FROM (
      SELECT gone.* FROM revision AS r CROSS JOIN LATERAL jsonb_populate_record(NULL::${sqlName(table)}, r.before) AS gone
        WHERE ${ofMerge(merge, table, 'DELETED')}) AS r
      WHERE ${mayReturn} ON CONFLICT DO NOTHING`;
}

/** Takes from the other the names that the merge gave it, but for those that it had. */
async function takeAliasesBack(transaction: Transaction, merge: PastMerge): Promise<void> {
  const { table, id, into } = merge;
  const [before] = await transaction.$queryRaw<{ aliases: string[] }[]>`
    SELECT ARRAY(SELECT jsonb_array_elements_text(r.before -> 'aliases')) AS aliases FROM revision AS r
      WHERE ${ofMerge(merge, table, 'UPDATED')} AND r.before ->> 'id' = ${into} ORDER BY r.id LIMIT 1`;
  await transaction.$executeRaw`
    UPDATE ${sqlName(table)} AS other SET version = other.version + 1, aliases = ARRAY(
      SELECT alias FROM unnest(other.aliases) WITH ORDINALITY AS spelt (alias, place)
        WHERE ${before === undefined} OR alias = ANY (${before?.aliases ?? []}::text[]) OR NOT alias = ANY (back.name || back.aliases) ORDER BY place)
      FROM ${sqlName(table)} AS back
      WHERE other.id = ${into}::uuid AND back.id = ${id}::uuid`;
}

/** What the two themselves were parts of; what is part of them comes back with all that names them. */
async function returnParents(transaction: Transaction, merge: PastMerge): Promise<void> {
  const parents = await transaction.$queryRaw<{ id: string; parentId: string | null }[]>`
    SELECT DISTINCT ON (r.before ->> 'id') r.before ->> 'id' AS id, r.before ->> 'parent_id' AS "parentId" FROM revision AS r
      WHERE ${ofMerge(merge, 'organisation', 'UPDATED')} AND r.before ->> 'id' IN (${merge.id}, ${merge.into})
      ORDER BY r.before ->> 'id', r.id`;
  for (const { id, parentId } of parents) {
    const isOwn = id === merge.id;
    if (parentId === null || (!isOwn && parentId !== merge.id)) continue;
    await transaction.$executeRaw`
      UPDATE organisation SET parent_id = ${parentId}::uuid
        WHERE id = ${id}::uuid AND EXISTS (SELECT FROM organisation WHERE id = ${parentId}::uuid)`;
  }
}
