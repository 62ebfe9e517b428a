import type { ReadableDocument } from '../documents/found-document.ts';
import { documentWithBytes } from '../documents/read-bytes.ts';
import type { Cancellation } from '../ingest/cancel-article.ts';
import { AppError, type ErrorCode } from '../kernel/app-error.ts';
import { analyse } from '../text/analyse.ts';
import type { AnnotatedArticle } from '../text/annotated-article.ts';
import { readDocument } from '../text/read/read-document.ts';
import type { CancelledItem, MarkedBlock, SourceItem, SourcePublisher } from '../text/read/source-text.ts';
import type { TopicIndex } from '../text/topics/topic-index.ts';

/** What every document of an import is analysed with. */
export interface AnalysisSettings {
  readonly topics: TopicIndex;
  /** BCP 47 tag for documents that do not say their language; null: `und`. */
  readonly language: string | null;
  /** Name of the publisher of documents that do not say theirs; null: none. */
  readonly publisher: string | null;
  /** Blocks of the text whose kind is known from elsewhere; those that the format says where not given. */
  readonly marked?: readonly MarkedBlock[];
}

/** Why a document or an item was refused: what an AppError says, as data that crosses threads and sockets. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly message: string;
}

/** Mentions and quotes of one article, which is written in one change: a report has a hundred, the longest transcript some thousands. */
const MAX_FACTS = 10_000;

/** In the place of the reader that found an article's text: nothing was read. Exports pass it by. */
const CANCELLATION_READER = 'cancellation@1';

/** One item of a document: the article with everything found in it, that it is cancelled, or why there is none. */
export type AnalysedItem =
  | {
      readonly outcome: 'analysed';
      /** The document's name, and for one of several items its place in it: `feed.xml entry 3`. */
      readonly name: string;
      readonly article: AnnotatedArticle;
    }
  | { readonly outcome: 'cancelled'; readonly name: string; readonly cancellation: Cancellation }
  | RefusedItem;

/** What could not be read or analysed. */
export interface RefusedItem {
  readonly outcome: 'refused';
  readonly name: string;
  readonly refusal: Refusal;
}

/**
 * Reads a document and finds what stands in each of its items. Never throws: what goes wrong is the item's refusal, with
 * INTERNAL_SERVER_ERROR for a fault of ours.
 */
export function analyseDocument(document: ReadableDocument, settings: AnalysisSettings): AnalysedItem[] {
  const { name } = document;
  try {
    return readDocument(documentWithBytes(document)).map((read) => {
      const itemName = read.place === null ? name : `${name} ${read.place}`;
      if (read.outcome === 'refused') return refused(itemName, read.error);
      try {
        return read.outcome === 'cancelled' || read.item.fields.status === 'canceled'
          ? cancelled(itemName, read.item, settings)
          : analysed(itemName, read.item, settings);
      } catch (error) {
        return refused(itemName, error);
      }
    });
  } catch (error) {
    return [refused(name, error)];
  }
}

function analysed(
  name: string,
  item: SourceItem,
  { topics, language, publisher, marked = item.marked }: AnalysisSettings,
): AnalysedItem {
  const source = { ...item, marked, fields: { ...item.fields, publisher: publisherOf(item, publisher) } };
  const article = analyse(source, language === null ? { topics } : { topics, language });
  const facts = article.mentions.length + article.quotes.length;
  if (facts > MAX_FACTS) {
    throw new AppError(
      'BAD_USER_INPUT',
      `The document names people and organisations, and quotes them, ${facts} times; an article does so ${MAX_FACTS} times at most: split it.`,
    );
  }
  return { outcome: 'analysed', name, article };
}

function cancelled(
  name: string,
  item: CancelledItem,
  { publisher }: Pick<AnalysisSettings, 'publisher'>,
): AnalysedItem {
  const { mediaType, bytes, metadata, fields } = item;
  const source = { mediaType, reader: CANCELLATION_READER, bytes, metadata };
  const { uri, version } = fields;
  const cancellation = { uri, version, publisher: publisherOf(item, publisher), source };
  return { outcome: 'cancelled', name, cancellation };
}

function publisherOf({ fields }: CancelledItem, otherwise: string | null): SourcePublisher | null {
  return fields.publisher ?? (otherwise === null ? null : { name: otherwise, identifiers: [] });
}

/** The item that an error stands for. */
export function refused(name: string, error: unknown): RefusedItem {
  return { outcome: 'refused', name, refusal: refusalOf(error) };
}

/** An AppError as data; anything else is a fault of ours, and its message helps to report it. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof AppError) return { code: error.code, message: error.message };
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { code: 'INTERNAL_SERVER_ERROR', message: `A fault of onrecord, please report it: ${message}` };
}
