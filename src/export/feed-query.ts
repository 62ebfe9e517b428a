import { z } from 'zod';
import { parseGlobalId } from '../kernel/global-id.ts';
import type { Reader } from '../planner/run.ts';
import { type FeedTombstone, readFeedTombstones } from './feed-tombstones.ts';
import { type ExportSources, runDocument } from './run-document.ts';

/** What a feed is about, by the folder of its address. */
export const FEED_KINDS = { topics: 'topic', people: 'person', organisations: 'organisation' } as const;
export type FeedKind = keyof typeof FEED_KINDS;

/** Longest opening, in code points: a standfirst is about as long, and one more tells that there is more. */
export const OPENING_LENGTH = 300;

/** Articles in a feed, the newest. */
const FEED_LENGTH = 50;

const entryShape = z.object({
  id: z.string(),
  slug: z.string(),
  headline: z.string(),
  standfirst: z.string().nullable(),
  language: z.string(),
  bylines: z.array(z.string()),
  publishedAt: z.string().nullable(),
  modifiedAt: z.string().nullable(),
  recordedAt: z.string(),
  sourceUrl: z.string().nullable(),
  copyrightHolder: z.string().nullable(),
  publisher: z.object({ name: z.string() }).nullable(),
});
/** An article of a feed. */
export interface FeedEntry extends z.infer<typeof entryShape> {
  /** The first characters of its first paragraph, as many as were asked for; null where it has a standfirst, or no paragraph. */
  readonly opening: string | null;
}

/** What a feed is about, and its newest articles, the newest first. */
export interface Feed {
  readonly kind: FeedKind;
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly definition: string | null;
  readonly entries: readonly FeedEntry[];
  /** What stood in it and was withdrawn, the last withdrawn first. */
  readonly tombstones: readonly FeedTombstone[];
}

const answerShape = z.object({
  owner: z
    .object({
      id: z.string(),
      slug: z.string(),
      name: z.string(),
      definition: z.string().nullish(),
      articles: z.object({ nodes: z.array(entryShape) }),
    })
    .nullable(),
});

/**
 * Reads a feed by the slug of what it is about, or one that it had; null where the viewer sees none. Two statements, and one
 * more where articles have no standfirst.
 */
export async function readFeed(sources: ExportSources, kind: FeedKind, slug: string): Promise<Feed | null> {
  const { owner } = answerShape.parse(await runDocument(sources, DOCUMENTS[kind], { slug }));
  if (owner === null) return null;
  const { articles, definition, ...names } = owner;
  const bare = articles.nodes.filter(({ standfirst }) => standfirst === null);
  const openings = await readOpenings(
    sources.reader,
    bare.map(({ id }) => id),
  );
  const entries = articles.nodes.map((entry) => ({ ...entry, opening: openings[entry.id] ?? null }));
  const tombstones = await readFeedTombstones(sources, kind, names.id);
  return { kind, ...names, definition: definition ?? null, entries, tombstones };
}

/** The openings of articles by their public ids: the API gives paragraphs whole only, and one may have megabytes. */
async function readOpenings(
  reader: Reader,
  ids: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  if (ids.length === 0) return {};
  const uuids = ids.map((id) => parseGlobalId(id)?.uuid);
  const text = await reader.readText({ text: OPENINGS, values: [uuids, OPENING_LENGTH + 1] });
  return z.record(z.string(), z.string()).parse(JSON.parse(text));
}

const OPENINGS = `SELECT coalesce(json_object_agg('article_' || a.id, left(b.exact, $2::int)), '{}')::text
FROM article AS a CROSS JOIN LATERAL (
  SELECT b.exact FROM block AS b
  WHERE b.article_id = a.id AND b.revision = a.revision AND b.kind = 'PARAGRAPH' ORDER BY b.position LIMIT 1) AS b
WHERE a.id = ANY ($1::uuid[])`;

function documentOf(kind: FeedKind): string {
  return `query ExportFeed($slug: String) {
  owner: ${FEED_KINDS[kind]}(slug: $slug) {
    id slug name ${kind === 'topics' ? 'definition' : ''}
    articles(first: ${FEED_LENGTH}) {
      nodes {
        id slug headline standfirst language bylines publishedAt modifiedAt recordedAt sourceUrl copyrightHolder
        publisher { name }
      }
    }
  }
}`;
}

const DOCUMENTS: Readonly<Record<FeedKind, string>> = {
  topics: documentOf('topics'),
  people: documentOf('people'),
  organisations: documentOf('organisations'),
};
