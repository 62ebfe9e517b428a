import type { Transaction } from '../database/database.ts';
import type { TopicRecord } from './media-topics.ts';
import { type CountsByTable, countRows, diffRows } from './table-rows.ts';
import { writeRows } from './write-rows.ts';

/**
 * Brings the topics in line with the records, by code, inside a `database.change`: three statements at most, nothing
 * written when nothing differs.
 *
 * A stored topic keeps its slug; a new one whose slug is taken by another gets its code's number too. A topic that the
 * records leave out stays, because articles may be assigned to it. Throws an Error when a code is given twice or a
 * broader topic is not there.
 *
 * @param newId makes ids of new topics: UUID v7
 */
export async function loadTopics(
  transaction: Transaction,
  records: readonly TopicRecord[],
  newId: () => string,
): Promise<CountsByTable> {
  const stored = await transaction.topic.findMany();
  const storedByCode = new Map(stored.map((topic) => [topic.code, topic]));
  const takenSlugs = new Set(stored.map(({ slug }) => slug));
  const ids = new Map(records.map(({ code }) => [code, storedByCode.get(code)?.id ?? newId()]));
  if (ids.size !== records.length) throw new Error('A topic code is given twice.');
  const rows = records.map(({ code, slug, name, definition, broader, retiredAt }) => {
    const broaderId = broader === null ? null : (ids.get(broader) ?? storedByCode.get(broader)?.id);
    if (broaderId === undefined)
      throw new Error(`The topic ${code} stands under ${broader}, which is not there.`);
    const freeSlug = takenSlugs.has(slug) ? `${slug}-${code.replace(/^.*:/, '')}` : slug;
    return {
      id: ids.get(code) ?? newId(),
      slug: storedByCode.get(code)?.slug ?? freeSlug,
      name,
      definition,
      code,
      broaderId,
      retiredAt,
    };
  });
  const before = stored.filter(({ code }) => code !== null && ids.has(code));
  const operations = diffRows('topic', before, rows);
  await writeRows(transaction, operations);
  return countRows(operations);
}
