import { withClient } from '../database.ts';
import { BULK_SESSION } from './copy.ts';

/** Derived data that spans articles: counts, flags, each affiliation's newest receipt, the topic tree. */
const STATEMENTS = [
  `INSERT INTO topic_closure (ancestor_id, descendant_id, depth) SELECT ancestor_id, descendant_id, depth FROM expected_topic_closure`,
  `UPDATE affiliation t SET current = e.current, sort_at = e.sort_at, is_visible = e.is_visible, newest_receipt_id = e.newest_receipt_id
     FROM expected_affiliation e WHERE e.id = t.id`,
  `UPDATE person t SET is_visible = e.is_visible, quote_count = e.quote_count, article_count = e.article_count
     FROM expected_person e WHERE e.id = t.id`,
  `UPDATE organisation t SET is_visible = e.is_visible, quote_count = e.quote_count, article_count = e.article_count
     FROM expected_organisation e WHERE e.id = t.id`,
  `UPDATE topic t SET article_count = e.article_count FROM expected_topic e WHERE e.id = t.id`,
];

/** Fills what `database.change` would have derived, from the views that state it. Needs the indexes. */
export async function deriveAll(url: string): Promise<void> {
  await withClient(
    url,
    async (client) => {
      for (const statement of STATEMENTS) await client.query(statement);
    },
    `${BULK_SESSION} -c work_mem=256MB`,
  );
}
