import type { z } from 'zod';
import { AppError } from '../kernel/app-error.ts';
import { ARTICLE_DOCUMENT, articleAnswer, type ExportedArticle, fieldsOf } from './exported-article.ts';
import { type Behind, readBehind } from './read-behind.ts';
import { type ExportSources, runDocument } from './run-document.ts';

/** An article's exports are made of what the viewer sees of it, and of what stands behind that. */
export interface ReadArticle extends Behind {
  readonly article: ExportedArticle;
}

/** By its slug, or one that it had, or by its public id. */
export type ArticleKey = { readonly slug: string } | { readonly id: string };

const LISTS = ['people', 'organisations', 'topics', 'quotes'] as const;
/** The lists of an article that are wanted; the others are empty. */
export type Lists = readonly (typeof LISTS)[number][];
type Page = NonNullable<z.infer<typeof articleAnswer>['article']>;
type Rows = { readonly [L in (typeof LISTS)[number]]: NonNullable<Page[L]>['rows'] };

/** Readings of an article that is corrected while its pages are read, before that is given up. */
const ATTEMPTS = 3;

/**
 * Reads an article with its lists, all of them unless some are named; null where the viewer sees none.
 *
 * An article of which no list has more than 100 rows takes one statement, and one more for what stands behind it; each
 * further 100 rows take one more, and all are of one revision of the text.
 */
export async function readArticle(
  sources: ExportSources,
  key: ArticleKey,
  lists: Lists = LISTS,
): Promise<ReadArticle | null> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const read = await readOnce(sources, key, lists);
    if (read !== 'corrected') return read;
  }
  throw new AppError('SERVICE_UNAVAILABLE', 'The article was being corrected: ask again.');
}

async function readOnce(
  sources: ExportSources,
  key: ArticleKey,
  lists: Lists,
): Promise<ReadArticle | null | 'corrected'> {
  const first = await readPage(sources, { ...key, first: true, ...only(lists) });
  if (first === null) return null;
  const rows = await readFurther(sources, first);
  if (rows === 'corrected') return rows;
  const behind = await readBehind(sources.reader, first.id);
  const { id, revision } = first;
  return { ...behind, article: { ...fieldsOf(first), id, revision, ...withoutRejected(rows, behind) } };
}

/** Editors see what was found not to be so, too: it is never told as if it were. */
function withoutRejected({ people, organisations, topics, quotes }: Rows, { reportedIds }: Behind) {
  return {
    people: people.map(({ affiliations, ...person }) => ({
      ...person,
      affiliations: {
        nodes: affiliations.nodes.filter(({ receipts }) => receipts.nodes.some(isNotRejected)),
      },
    })),
    organisations,
    topics: topics.filter(({ assignment }) => isNotRejected(assignment)),
    quotes: quotes
      .filter(isNotRejected)
      .map((quote) => ({ ...quote, isReported: reportedIds.has(quote.id) })),
  };
}

function isNotRejected({ review }: { readonly review: string }): boolean {
  return review !== 'REJECTED';
}

/** The rows of every list: of the first page, and of those that follow. */
async function readFurther(sources: ExportSources, first: Page): Promise<Rows | 'corrected'> {
  const rows: Rows = {
    people: [...(first.people?.rows ?? [])],
    organisations: [...(first.organisations?.rows ?? [])],
    topics: [...(first.topics?.rows ?? [])],
    quotes: [...(first.quotes?.rows ?? [])],
  };
  let page = first;
  for (;;) {
    const wanted = LISTS.filter((list) => page[list]?.pageInfo.hasNextPage === true);
    if (wanted.length === 0) return rows;
    const cursors = wanted.map((list) => [`${list}After`, page[list]?.pageInfo.endCursor]);
    const next = await readPage(sources, {
      id: first.id,
      first: false,
      ...only(wanted),
      ...Object.fromEntries(cursors),
    });
    if (next === null || next.revision !== first.revision) return 'corrected';
    rows.people.push(...(next.people?.rows ?? []));
    rows.organisations.push(...(next.organisations?.rows ?? []));
    rows.topics.push(...(next.topics?.rows ?? []));
    rows.quotes.push(...(next.quotes?.rows ?? []));
    page = next;
  }
}

async function readPage(
  sources: ExportSources,
  variables: Readonly<Record<string, unknown>>,
): Promise<Page | null> {
  return articleAnswer.parse(await runDocument(sources, ARTICLE_DOCUMENT, variables)).article;
}

function only(lists: Lists): Readonly<Record<string, boolean>> {
  return Object.fromEntries(LISTS.map((list) => [list, lists.includes(list)]));
}
