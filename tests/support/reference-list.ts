/** What rows are ordered by; text as its rank. */
export type Key = string | number | boolean;

/** A row of a list: its node, the id that breaks ties, and what an edge says beside its node. */
export interface Listed<Node> {
  readonly node: Node;
  readonly tie: string;
  readonly edge?: Readonly<Record<string, unknown>>;
}

/** One value that a list is ordered by. */
export interface Ordering<Node> {
  readonly key: (node: Node) => Key;
  readonly isDescending: boolean;
}

/** A list's order: the values, and the direction in which ids break ties. */
export interface ListOrdering<Node> {
  readonly by: readonly Ordering<Node>[];
  readonly areTiesDescending: boolean;
}

/** Relay's paging arguments, as graphql-js coerces them. */
export interface PageArgs {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

interface Positioned<Node> extends Listed<Node> {
  readonly keys: readonly Key[];
}

/** The keys of the rows whose cursors were given out. A cursor is a key of this map. */
export class Cursors {
  readonly #keys: (readonly Key[])[] = [];

  give(keys: readonly Key[]): string {
    this.#keys.push(keys);
    return String(this.#keys.length - 1);
  }

  find(cursor: string): readonly Key[] {
    const keys = this.#keys[Number(cursor)];
    if (keys === undefined) throw new Error(`The reference gave no cursor ${cursor}`);
    return keys;
  }
}

const PAGE_SIZE_DEFAULT = 20;

function compareKeys(one: Key, other: Key): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** A Relay connection over all rows of a list: sorted, cut at the cursors, and the page taken from its end. */
export function connectionOf<Node>(
  rows: readonly Listed<Node>[],
  { by, areTiesDescending }: ListOrdering<Node>,
  args: PageArgs,
  cursors: Cursors,
) {
  const descending = [...by.map(({ isDescending }) => isDescending), areTiesDescending];
  const compare = (one: readonly Key[], other: readonly Key[]): number => {
    for (const [index, isDescending] of descending.entries()) {
      const compared = compareKeys(one[index] ?? '', other[index] ?? '');
      if (compared !== 0) return isDescending ? -compared : compared;
    }
    return 0;
  };
  const all = rows
    .map((row): Positioned<Node> => ({ ...row, keys: [...by.map(({ key }) => key(row.node)), row.tie] }))
    .sort((one, other) => compare(one.keys, other.keys));
  const after = args.after === null || args.after === undefined ? undefined : cursors.find(args.after);
  const before = args.before === null || args.before === undefined ? undefined : cursors.find(args.before);
  const isUpToAfter = ({ keys }: Positioned<Node>) => after !== undefined && compare(keys, after) <= 0;
  const isFromBefore = ({ keys }: Positioned<Node>) => before !== undefined && compare(keys, before) >= 0;
  const between = all.filter((row) => !isUpToAfter(row) && !isFromBefore(row));
  const isBackwards = typeof args.last === 'number';
  const size = args.first ?? args.last ?? PAGE_SIZE_DEFAULT;
  const page = isBackwards ? between.slice(Math.max(0, between.length - size)) : between.slice(0, size);
  const hasMore = between.length > size;
  const edges = page.map(({ node, edge, keys }) => ({ cursor: cursors.give(keys), node, ...edge }));
  return {
    totalCount: all.length,
    nodes: edges.map(({ node }) => node),
    edges,
    pageInfo: {
      hasPreviousPage: all.some(isUpToAfter) || (isBackwards && hasMore),
      hasNextPage: all.some(isFromBefore) || (!isBackwards && hasMore),
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
