import { hash } from 'node:crypto';
import { type Answer, answerOf } from '../cache/answer.ts';
import { ATOM_MEDIA_TYPE, atomFeed } from '../export/atom.ts';
import { type FeedKind, readFeed } from '../export/feed-query.ts';
import { newsArticleJsonLd } from '../export/json-ld.ts';
import { safeJson } from '../export/json-text.ts';
import { NINJS_LISTS, NINJS_MEDIA_TYPE, publicNinjs } from '../export/ninjs.ts';
import { type Lists, type ReadArticle, readArticle } from '../export/read-article.ts';
import { readTombstone } from '../export/read-tombstone.ts';
import type { ExportSources } from '../export/run-document.ts';
import type { EntityTag } from '../kernel/entity-tag.ts';
import { VIEWER } from './context.ts';
import { charge, isOverLimit, type Meter } from './limits/meter.ts';
import { pointsOfRows } from './limits/policy.ts';
import type { AnswerSources } from './planned-operation.ts';

/** One form of what stands in a folder of addresses: how they end, and how it is read and written. */
export interface Export {
  readonly folder: string;
  /** Empty: whatever no other one has. */
  readonly ending: string;
  readonly mediaType: string;
  /** The document, and the slug that it stands under; null where readers see nothing there. */
  read(
    sources: ExportSources,
    slug: string,
  ): Promise<{ readonly slug: string; readonly text: string } | null>;
}

/** What an address is answered with; `isShared`: it is kept, and purged when a change makes it wrong. */
export type ExportAnswer =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'moved'; readonly slug: string }
  /** It was public, and is withdrawn: why, as JSON. */
  | { readonly kind: 'gone'; readonly text: string }
  | {
      readonly kind: 'document';
      readonly answer: Answer;
      readonly text: Buffer;
      readonly isShared: boolean;
    };

/** Everything that is exported over HTTP, with its addresses absolute where `publicUrl` is known. */
export function exportsOf(publicUrl: string | null): readonly Export[] {
  return [
    articleExport('.jsonld', 'application/ld+json', ({ article }) => newsArticleJsonLd(article)),
    articleExport('.ninjs.json', NINJS_MEDIA_TYPE, publicNinjs, NINJS_LISTS),
    ARTICLE_PAGE,
    feedExport('topics', publicUrl),
    feedExport('people', publicUrl),
    feedExport('organisations', publicUrl),
  ];
}

/** Any other address of an article: nothing stands there but the tombstone of one that is gone, for whoever links to it. */
const ARTICLE_PAGE: Export = {
  folder: 'articles',
  ending: '',
  mediaType: 'text/plain',
  read: () => Promise.resolve(null),
};

function articleExport(
  ending: string,
  mediaType: string,
  write: (read: ReadArticle) => unknown,
  lists?: Lists,
): Export {
  return {
    folder: 'articles',
    ending,
    mediaType,
    async read(sources, slug) {
      const found = await readArticle(sources, { slug }, lists);
      if (found === null) return null;
      const current = found.article.slug;
      return { slug: current, text: current === slug ? `${safeJson(write(found))}\n` : '' };
    },
  };
}

function feedExport(folder: FeedKind, publicUrl: string | null): Export {
  return {
    folder,
    ending: '.atom',
    mediaType: ATOM_MEDIA_TYPE,
    async read(sources, slug) {
      const feed = await readFeed(sources, folder, slug);
      return feed === null ? null : { slug: feed.slug, text: atomFeed(feed, publicUrl) };
    },
  };
}

/** What is kept begins with one of these, for it may also be that there is nothing, or where it went. */
const NOTHING = '0';
const MOVED = '1';
const DOCUMENT = '2';
const GONE = '3';

/** Answers for an address, with what was kept for `key`, or by reading. */
export async function answerExport(
  { planner, reader, cache }: AnswerSources,
  wanted: Export,
  slug: string,
  { keyParts, meter }: { readonly keyParts: readonly string[]; readonly meter: Meter | null },
): Promise<ExportAnswer> {
  const chargeRows = async (rows: number) => charge(meter, pointsOfRows(rows));
  const read = async (tags: Set<EntityTag> | null): Promise<string> => {
    const exportSources = { planner, reader, viewer: VIEWER, tags, charge: chargeRows } as const;
    const found = await wanted.read(exportSources, slug);
    if (found === null) {
      const tombstone = wanted.folder === 'articles' ? await readTombstone(exportSources, slug) : null;
      return tombstone === null ? NOTHING : `${GONE}${JSON.stringify(tombstone)}`;
    }
    return found.slug === slug ? `${DOCUMENT}${found.text}` : `${MOVED}${found.slug}`;
  };
  if (cache === null) return unpacked(answerOf(await read(null), new Set()), false);
  const key = hash('sha256', ['export', ...keyParts, wanted.folder, wanted.ending, slug].join('\n'));
  for (;;) {
    let isOurs = false;
    try {
      const served = await cache.get(key, async () => {
        isOurs = true;
        const tags = new Set<EntityTag>();
        return { kind: 'whole', text: await read(tags), tags };
      });
      if (served.kind === 'other') throw new Error('An export is read whole, or not at all');
      return unpacked(served.answer, true);
    } catch (error) {
      // Whoever was reading it for all had too few points; that is not this caller's fault.
      if (isOurs || !isOverLimit(error)) throw error;
    }
  }
}

function unpacked(answer: Answer, isShared: boolean): ExportAnswer {
  const kind = answer.body.toString('latin1', 0, 1);
  const text = answer.body.subarray(1);
  switch (kind) {
    case NOTHING:
      return { kind: 'nothing' };
    case MOVED:
      return { kind: 'moved', slug: text.toString() };
    case GONE:
      return { kind: 'gone', text: text.toString() };
    default:
      return { kind: 'document', answer, text, isShared };
  }
}
