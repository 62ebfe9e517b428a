import { z } from 'zod';
import { type ExportSources, runDocument } from './run-document.ts';

/** What a feed is about, by the folder of its address. */
export const FEED_KINDS = { topics: 'topic', people: 'person', organisations: 'organisation' } as const;
export type FeedKind = keyof typeof FEED_KINDS;

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
  blocks: z.array(z.object({ kind: z.string(), text: z.string() })),
});
/** An article of a feed. */
export type FeedEntry = z.infer<typeof entryShape>;

/** What a feed is about, and its newest articles, the newest first. */
export interface Feed {
  readonly kind: FeedKind;
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly definition: string | null;
  readonly entries: readonly FeedEntry[];
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

/** Reads a feed by the slug of what it is about, or one that it had; null where the viewer sees none. One statement. */
export async function readFeed(sources: ExportSources, kind: FeedKind, slug: string): Promise<Feed | null> {
  const { owner } = answerShape.parse(await runDocument(sources, DOCUMENTS[kind], { slug }));
  if (owner === null) return null;
  const { articles, definition, ...names } = owner;
  return { kind, ...names, definition: definition ?? null, entries: articles.nodes };
}

function documentOf(kind: FeedKind): string {
  return `query ExportFeed($slug: String) {
  owner: ${FEED_KINDS[kind]}(slug: $slug) {
    id slug name ${kind === 'topics' ? 'definition' : ''}
    articles(first: ${FEED_LENGTH}) {
      nodes {
        id slug headline standfirst language bylines publishedAt modifiedAt recordedAt sourceUrl copyrightHolder
        publisher { name }
        blocks { kind text }
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
