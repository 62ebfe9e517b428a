/**
 * SQL for the UUID of the row that a revision is of, or of the row that it is a part of: as the index
 * `revision_row_history` has it, so that a row's history is found without reading all others'.
 *
 * @param revision the table's alias
 */
export function revisedRow(revision: string): string {
  const keys = ['id', 'article_id', 'quote_id', 'assignment_id'].map(
    (key) => `${revision}.row_key ->> '${key}'`,
  );
  return `(coalesce(${keys.join(', ')})::uuid)`;
}
