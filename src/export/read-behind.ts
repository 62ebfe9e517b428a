import { z } from 'zod';
import { parseGlobalId } from '../kernel/global-id.ts';
import type { Reader } from '../planner/run.ts';

/** The format's own fields of the article's newest source, and what they were read as. */
export interface StoredItem {
  /** The reader with its version: `ninjs@1`. */
  readonly reader: string;
  /** The revision of the text that was read from it. */
  readonly revision: number;
  /** The provider's own version of it. */
  readonly version: string | null;
  /** The format's own fields, verbatim. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** What the API shows nobody, and exports need all the same. */
export interface Behind {
  /**
   * Public ids of the quotes that stand inside another report. A reader who does not see the report does not see that
   * either, and the words must not look as if they were first-hand.
   */
  readonly reportedIds: ReadonlySet<string>;
  /** Null where the article has no source. */
  readonly item: StoredItem | null;
}

const behindShape = z.object({
  reported: z.array(z.string()),
  item: z
    .object({
      reader: z.string(),
      revision: z.number(),
      version: z.string().nullable(),
      metadata: z.record(z.string(), z.unknown()),
    })
    .nullable(),
});

/** Reads what stands behind an article that the viewer sees, by its public id. One statement. */
export async function readBehind(reader: Reader, articleId: string): Promise<Behind> {
  const text = await reader.readText({ text: BEHIND, values: [parseGlobalId(articleId)?.uuid] });
  const { reported, item } = behindShape.parse(JSON.parse(text));
  return { reportedIds: new Set(reported.map((uuid) => `quote_${uuid}`)), item };
}

const BEHIND = `SELECT json_build_object(
  'reported', coalesce(
    (SELECT json_agg(q.id) FROM quote AS q WHERE q.article_id = $1 AND q.within_id IS NOT NULL), '[]'),
  'item', (
    SELECT json_build_object(
      'reader', s.reader, 'revision', s.revision, 'version', s.item_version, 'metadata', s.metadata)
    FROM article_source AS s WHERE s.article_id = $1 AND s.reader NOT LIKE 'cancellation@%'
    ORDER BY s.revision DESC, s.received_at DESC, s.id DESC LIMIT 1)
)::text`;
