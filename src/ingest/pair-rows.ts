/** Gives a row the words by which it is recognised, or null where it has none. */
export type NaturalKey<Row> = (row: Row) => string | null;

/**
 * Finds for each wanted row the stored row that it is, and gives it that row's id; a new id where there is none.
 *
 * The keys are tried in order, the most telling first, over all rows that are still alone; rows with the same key are
 * paired in their order. So an unchanged row always finds itself, and a changed one whatever is most like it.
 */
export function withIds<Shared, Wanted extends Shared>(
  stored: readonly (Shared & { readonly id: string })[],
  wanted: readonly Wanted[],
  keys: readonly NaturalKey<Shared>[],
  newId: () => string,
): readonly (Wanted & { readonly id: string })[] {
  if (stored.length === 0) return wanted.map((row) => ({ ...row, id: newId() }));
  const ids = new Map<Shared, string>();
  const alone = new Set(stored);
  for (const key of keys) {
    const byKey = groupBy(alone, key);
    for (const row of wanted) {
      if (ids.has(row)) continue;
      const name = key(row);
      const twin = name === null ? undefined : byKey.get(name)?.shift();
      if (twin === undefined) continue;
      ids.set(row, twin.id);
      alone.delete(twin);
    }
  }
  return wanted.map((row) => ({ ...row, id: ids.get(row) ?? newId() }));
}

function groupBy<Row>(rows: Iterable<Row>, key: NaturalKey<Row>): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const name = key(row);
    if (name === null) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [row]);
    else group.push(row);
  }
  return groups;
}
