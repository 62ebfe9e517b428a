import type { Transaction } from '../database/database.ts';
import { slugOf } from '../kernel/slug.ts';
import { type CountsByTable, countRows, diffRows } from './table-rows.ts';
import { writeRows } from './write-rows.ts';

/** One subject of a published scheme, as IPTC's Media Topics have it. */
export interface TopicConcept {
  /** `medtop:20000053` */
  readonly code: string;
  readonly name: string;
  readonly definition: string | null;
  /** Code of the concept that this one stands under. */
  readonly broader: string | null;
  /** Null for one that may be assigned. */
  readonly retiredAt: Date | null;
}

/** What new topics take their ids from. */
export interface TopicOptions {
  /** By default UUID v7. */
  readonly newId: () => string;
}

/**
 * Brings the topics in line with the concepts, by code, inside a `database.change`: three statements at most, nothing
 * written when nothing differs. A stored topic keeps its slug, and one that the concepts leave out stays as it is,
 * because articles may be assigned to it.
 *
 * The slug is made from the name; concepts whose names would give the same slug take their code's number too. Throws an
 * Error when a code is given twice or a broader concept is not there.
 */
export async function loadTopics(
  transaction: Transaction,
  concepts: readonly TopicConcept[],
  { newId }: TopicOptions,
): Promise<CountsByTable> {
  const stored = await transaction.topic.findMany();
  const storedByCode = new Map(stored.map((topic) => [topic.code, topic]));
  const ids = new Map(concepts.map(({ code }) => [code, storedByCode.get(code)?.id ?? newId()]));
  if (ids.size !== concepts.length) throw new Error('A topic code is given twice.');
  const slugs = topicSlugs(concepts, stored);
  const rows = concepts.map(({ code, name, definition, broader, retiredAt }) => {
    const id = ids.get(code) ?? newId();
    const broaderId = broader === null ? null : (ids.get(broader) ?? storedByCode.get(broader)?.id);
    if (broaderId === undefined)
      throw new Error(`The topic ${code} stands under ${broader}, which is not there.`);
    const slug = storedByCode.get(code)?.slug ?? slugs.get(code) ?? slugOf(code);
    return { id, slug, name, definition, code, broaderId, retiredAt };
  });
  const before = stored.filter(({ code }) => code !== null && ids.has(code));
  const operations = diffRows('topic', before, rows);
  await writeRows(transaction, operations);
  return countRows(operations);
}

function topicSlugs(
  concepts: readonly TopicConcept[],
  stored: readonly { readonly slug: string; readonly code: string | null }[],
): ReadonlyMap<string, string> {
  const codesBySlug = new Map<string, Set<string>>();
  const claim = (slug: string, code: string) => {
    const codes = codesBySlug.get(slug);
    if (codes === undefined) codesBySlug.set(slug, new Set([code]));
    else codes.add(code);
  };
  for (const { code, name } of concepts) claim(slugOf(name), code);
  for (const { code, slug } of stored) claim(slug, code ?? `slug:${slug}`);
  return new Map(
    concepts.map(({ code, name }) => {
      const slug = slugOf(name);
      const isShared = (codesBySlug.get(slug)?.size ?? 0) > 1;
      return [code, isShared ? slugOf(`${slug} ${code.replace(/^.*:/, '')}`) : slug];
    }),
  );
}
