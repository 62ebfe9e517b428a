import { z } from 'zod';
import { revisedRow } from '../database/revised-row.ts';
import { parseGlobalId } from '../kernel/global-id.ts';
import type { FeedKind } from './feed-query.ts';
import type { ExportSources } from './run-document.ts';

/** Tombstones in a feed, the newest: a reader of feeds that was away for longer keeps an entry that is gone. */
const MAX_TOMBSTONES = 50;

const tombstones = z.array(z.object({ id: z.string(), withdrawnAt: z.string(), reason: z.string() }));

/** An article that stood in a feed and was withdrawn; `id` is its public id. */
export type FeedTombstone = z.infer<typeof tombstones>[number];

/**
 * The withdrawn articles that stood in a feed, the last withdrawn first. One statement.
 *
 * What tied the article to the feed must have been confirmed when it was withdrawn, and since: what editors say of it
 * afterwards is theirs.
 */
export async function readFeedTombstones(
  { reader, tags }: Pick<ExportSources, 'reader' | 'tags'>,
  kind: FeedKind,
  ownerId: string,
): Promise<readonly FeedTombstone[]> {
  const text = await reader.readText({
    text: STATEMENTS[kind],
    values: [parseGlobalId(ownerId)?.uuid, MAX_TOMBSTONES],
  });
  const found = tombstones.parse(JSON.parse(text));
  for (const { id } of found) tags?.add(`article:${parseGlobalId(id)?.uuid}+`);
  return found;
}

function statementOf(fact: 'mention' | 'topic_assignment', owner: string): string {
  return `SELECT coalesce(json_agg(json_build_object(
  'id', 'article_' || t.article_id,
  'withdrawnAt', to_char(t.withdrawn_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  'reason', t.reason)), '[]')::text
FROM (
  SELECT w.article_id, w.withdrawn_at, w.reason
  FROM article_withdrawal AS w JOIN article AS a ON a.id = w.article_id
  WHERE a.status = 'WITHDRAWN' AND was_published(a.id, NULL) AND EXISTS (
    SELECT FROM ${fact} AS f
    WHERE f.article_id = a.id AND f.${owner} = $1::uuid AND f.review = 'CONFIRMED' AND NOT EXISTS (
      SELECT FROM revision AS v JOIN change AS c ON c.id = v.change_id
      WHERE ${revisedRow('v')} = f.id
        AND v.table_name = '${fact}' AND c.recorded_at > w.withdrawn_at
        AND (v.kind = 'CREATED' OR v.before ->> 'review' <> 'CONFIRMED' OR v.before ->> '${owner}' IS DISTINCT FROM f.${owner}::text)))
  ORDER BY w.withdrawn_at DESC, w.article_id DESC LIMIT $2) AS t`;
}

const STATEMENTS: Readonly<Record<FeedKind, string>> = {
  topics: statementOf('topic_assignment', 'topic_id'),
  people: statementOf('mention', 'person_id'),
  organisations: statementOf('mention', 'organisation_id'),
};
