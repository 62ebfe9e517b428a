import { UserErrorCode } from '../content/node/user-error.type.ts';
import type { Transaction } from '../database/database.ts';
import { Prisma } from '../database/generated/client.ts';
import { ENTITY_REFERENCES, type EntityTable, sqlName } from './entity-references.ts';
import { refuse } from './refusal.ts';

/** Two that turned out to be one; UUIDs. */
export interface Merge {
  readonly table: EntityTable;
  /** Who is merged away; their row stays and leads to `into`. */
  readonly from: string;
  readonly into: string;
}

/**
 * Moves everything that names `from` over to `into`, which takes its names as aliases; `from` and all that were merged into
 * it lead there from now on. Where both say the same, `into`'s is kept; its version is the next one, whatever it is. `unmergeEntity` takes it back by the history of
 * this change.
 *
 * Both rows must be locked (`lockForMerge`), and neither be merged.
 */
export async function mergeEntities(transaction: Transaction, merge: Merge): Promise<void> {
  const { table, from, into } = merge;
  await forgetAnswers(transaction);
  await dropTwins(transaction, merge);
  for (const { in: other, column } of ENTITY_REFERENCES[table]) {
    await transaction.$executeRaw`
      UPDATE ${sqlName(other)} SET ${sqlName(column)} = ${into}::uuid WHERE ${sqlName(column)} = ${from}::uuid`;
  }
  await transaction.$executeRaw`
    UPDATE ${sqlName(table)} AS kept SET version = kept.version + 1, aliases = ARRAY(
      SELECT alias FROM (
        SELECT alias, min(place) AS place FROM unnest(kept.aliases || gone.name || gone.aliases) WITH ORDINALITY AS spelt (alias, place)
          WHERE alias <> kept.name GROUP BY alias) AS distinct_alias ORDER BY place)
      FROM ${sqlName(table)} AS gone WHERE kept.id = ${into}::uuid AND gone.id = ${from}::uuid`;
  await transaction.$executeRaw`
    UPDATE ${sqlName(table)} SET merged_into_id = ${into}::uuid WHERE id = ${from}::uuid OR merged_into_id = ${from}::uuid`;
}

/** The versions that the caller read; null: whatever they are. */
export interface MergeVersions {
  readonly from: number | null;
  readonly into: number | null;
}

/** Locks the two, in the order of their ids, against whoever is about to name one of them. Refuses what is gone, merged already, or changed since it was read. */
export async function lockForMerge(
  transaction: Transaction,
  { table, from, into }: Merge,
  versions: MergeVersions,
): Promise<void> {
  if (from === into) refuse(['into'], UserErrorCode.INVALID, 'Nobody can be merged into themselves.');
  const rows = await transaction.$queryRaw<{ id: string; version: number; mergedInto: string | null }[]>`
    SELECT id, version, merged_into_id AS "mergedInto" FROM ${sqlName(table)}
      WHERE id IN (${from}::uuid, ${into}::uuid) ORDER BY id FOR UPDATE`;
  for (const [path, id] of [
    ['from', from],
    ['into', into],
  ] as const) {
    const row = rows.find((one) => one.id === id);
    if (row === undefined) refuse([path], UserErrorCode.NOT_FOUND, `There is no ${table} with this id.`);
    if (row.mergedInto !== null)
      refuse([path], UserErrorCode.WRONG_STATE, `It was merged into ${table}_${row.mergedInto} already.`);
    const read = versions[path];
    if (read !== null && read !== row.version)
      refuse(
        [`${path}Version`],
        UserErrorCode.CONFLICT,
        `It was changed since version ${read} was read, and is now at version ${row.version}.`,
        { [table]: into },
      );
  }
}

/** Has the change purge every answer that is kept: those under an id that leads elsewhere are not tagged with it. */
export async function forgetAnswers(transaction: Transaction): Promise<void> {
  await transaction.$queryRaw`SELECT set_config('onrecord.is_merge', 'on', true)`;
}

/** Takes away what would stand twice once `from` is `into`. */
async function dropTwins(transaction: Transaction, { table, from, into }: Merge): Promise<void> {
  const own = sqlName(`${table}_id`);
  await transaction.$executeRaw`
    DELETE FROM mention AS gone USING mention AS kept
      WHERE gone.${own} = ${from}::uuid AND kept.${own} = ${into}::uuid AND kept.article_id = gone.article_id
        AND kept.revision = gone.revision AND kept.span_start = gone.span_start AND kept.span_end = gone.span_end`;
  await transaction.$executeRaw`
    DELETE FROM quote_speaker AS gone USING quote_speaker AS kept
      WHERE gone.${own} = ${from}::uuid AND kept.${own} = ${into}::uuid AND kept.quote_id = gone.quote_id`;
  await joinAffiliations(transaction, { table, from, into });
  await dropCandidates(transaction, { table, from, into });
  if (table === 'organisation') await prepareOrganisations(transaction, from, into);
}

/** A place that both have in one role is one place: its receipts go to `into`'s. */
async function joinAffiliations(transaction: Transaction, { table, from, into }: Merge): Promise<void> {
  const own = sqlName(`${table}_id`);
  const other = sqlName(table === 'person' ? 'organisation_id' : 'person_id');
  const twins = Prisma.sql`
    affiliation AS gone JOIN affiliation AS kept
      ON kept.${other} = gone.${other} AND kept.role IS NOT DISTINCT FROM gone.role
      AND gone.${own} = ${from}::uuid AND kept.${own} = ${into}::uuid`;
  await transaction.$executeRaw`
    UPDATE affiliation_receipt AS receipt SET affiliation_id = twin.kept
      FROM (SELECT gone.id AS gone, kept.id AS kept FROM ${twins}) AS twin WHERE receipt.affiliation_id = twin.gone`;
  await transaction.$executeRaw`
    DELETE FROM affiliation WHERE id IN (SELECT gone.id FROM ${twins})`;
}

/** The pair itself is decided, and of two candidates that become one pair, one stays. */
async function dropCandidates(transaction: Transaction, { table, from, into }: Merge): Promise<void> {
  const own = sqlName(`${table}_id`);
  const candidate = sqlName(`candidate_${table}_id`);
  const both = Prisma.sql`(${from}::uuid, ${into}::uuid)`;
  await transaction.$executeRaw`DELETE FROM merge_candidate WHERE ${own} IN ${both} AND ${candidate} IN ${both}`;
  for (const [one, other] of [
    [own, candidate],
    [candidate, own],
  ] as const) {
    await transaction.$executeRaw`
      DELETE FROM merge_candidate AS gone USING merge_candidate AS kept
        WHERE gone.${one} = ${from}::uuid AND kept.${one} = ${into}::uuid AND kept.${other} = gone.${other}`;
  }
}

/** An organisation that would be a part of itself is none; two that publish the same item are told of it. */
async function prepareOrganisations(transaction: Transaction, from: string, into: string): Promise<void> {
  const [twin] = await transaction.$queryRaw<{ slug: string }[]>`
    SELECT a.slug FROM article a JOIN article b ON b.uri = a.uri AND b.publisher_id = ${into}::uuid WHERE a.publisher_id = ${from}::uuid
    UNION ALL
    SELECT a.slug FROM article_source s JOIN article_source t ON t.sha256 = s.sha256 AND t.publisher_id = ${into}::uuid
      JOIN article a ON a.id = s.article_id WHERE s.publisher_id = ${from}::uuid
    LIMIT 1`;
  if (twin !== undefined)
    refuse(
      ['from'],
      UserErrorCode.WRONG_STATE,
      `Both publish the article "${twin.slug}": take one of the two out first.`,
    );
  const [chain] = await transaction.$queryRaw<{ isAbove: boolean; isBelow: boolean }[]>`
    WITH RECURSIVE above AS (
      SELECT id, parent_id, 1 AS depth FROM organisation WHERE id = ${into}::uuid
      UNION ALL SELECT o.id, o.parent_id, depth + 1 FROM above JOIN organisation o ON o.id = above.parent_id WHERE depth < 100
    ), below AS (
      SELECT id, parent_id, 1 AS depth FROM organisation WHERE id = ${from}::uuid
      UNION ALL SELECT o.id, o.parent_id, depth + 1 FROM below JOIN organisation o ON o.id = below.parent_id WHERE depth < 100
    )
    SELECT EXISTS (SELECT FROM above WHERE id = ${from}::uuid AND depth > 2) AS "isAbove",
      EXISTS (SELECT FROM below WHERE id = ${into}::uuid AND depth > 2) AS "isBelow"`;
  if (chain?.isAbove === true || chain?.isBelow === true)
    refuse(['from'], UserErrorCode.WRONG_STATE, 'One is part of a part of the other: they are two.');
  await transaction.$executeRaw`
    UPDATE organisation SET parent_id = (SELECT parent_id FROM organisation WHERE id = ${from}::uuid)
      WHERE id = ${into}::uuid AND parent_id = ${from}::uuid`;
  await transaction.$executeRaw`UPDATE organisation SET parent_id = NULL WHERE id = ${from}::uuid`;
}
