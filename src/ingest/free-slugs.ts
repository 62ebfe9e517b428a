import type { Transaction } from '../database/database.ts';
import { Prisma } from '../database/generated/client.ts';
import { numberedSlug } from '../kernel/slug.ts';

/** What has slugs of its own. */
type SluggedTable = 'article' | 'person' | 'organisation' | 'topic';

/**
 * For each wanted slug one that no row of the table has, had, or gets here: the slug itself or its first free number (`-2` …).
 * One statement where all of them are free, as hardly any is not; each further one goes ten times as far.
 */
export async function freeSlugs(
  transaction: Transaction,
  table: SluggedTable,
  wanted: readonly string[],
): Promise<readonly string[]> {
  const chosen = new Map<number, string>();
  const taken = new Set<string>();
  for (let from = 1, to = 1; chosen.size < wanted.length; from = to + 1, to *= 10) {
    const numbers = Array.from({ length: to - from + 1 }, (_, step) => from + step);
    const open = [...wanted.entries()].filter(([position]) => !chosen.has(position));
    const candidates = [
      ...new Set(open.flatMap(([, slug]) => numbers.map((number) => numberedSlug(slug, number)))),
    ];
    for (const slug of await takenSlugs(transaction, table, candidates)) taken.add(slug);
    for (const [position, slug] of open) {
      const free = numbers
        .map((number) => numberedSlug(slug, number))
        .find((candidate) => !taken.has(candidate));
      if (free === undefined) continue;
      chosen.set(position, free);
      taken.add(free);
    }
  }
  return wanted.map((slug, position) => chosen.get(position) ?? slug);
}

async function takenSlugs(
  transaction: Transaction,
  table: SluggedTable,
  slugs: readonly string[],
): Promise<readonly string[]> {
  const rows = await transaction.$queryRaw<{ slug: string }[]>`
    SELECT slug FROM ${Prisma.raw(table)} WHERE slug = ANY(${[...slugs]}::text[])
    UNION ALL SELECT slug FROM slug WHERE kind = ${table.toUpperCase()}::slug_kind AND slug = ANY(${[...slugs]}::text[])`;
  return rows.map(({ slug }) => slug);
}
