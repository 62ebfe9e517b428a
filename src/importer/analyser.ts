import type { ReadableDocument } from '../documents/found-document.ts';
import { AppError } from '../kernel/app-error.ts';
import { type AnalysedItem, type AnalysisSettings, refused } from './analyse-document.ts';
import { openWorkerPool } from './worker-pool.ts';

/** What is said of documents that do not say it themselves. */
export type DocumentDefaults = Omit<AnalysisSettings, 'topics'>;

/** What a thread is asked: one document. */
export interface AnalysisTask {
  readonly document: ReadableDocument;
  readonly defaults: DocumentDefaults;
}

/** What a thread is given when it starts. */
export interface AnalysisWorkerData {
  /** `iptc-media-topics.json`. */
  readonly topicsFile: string;
}

export interface AnalyserOptions extends AnalysisWorkerData, DocumentDefaults {
  /** How many threads there may be. */
  readonly workers: number;
}

/** Finds what stands in documents, several at a time. */
export interface Analyser {
  /** How many documents it works on at once. */
  readonly workers: number;
  /** Starts the first thread, which takes a moment to load: for while documents are still looked for, or the database opened. */
  start(): void;
  /**
   * The document's items, in their order. A document that kills its thread is one refused item; others are not touched.
   *
   * @param defaults instead of those of all documents
   */
  analyse(document: ReadableDocument, defaults?: DocumentDefaults): Promise<readonly AnalysedItem[]>;
  /** Ends what is under way; twice is safe. */
  close(): Promise<void>;
}

/** A document of 10 MB, the largest, takes some seconds. */
const DOCUMENT_TIMEOUT_MS = 120_000;
/** A document of 10 MB needs about half of it. */
const MAX_WORKER_HEAP_MB = 2048;

/** The built file: Node cannot start a thread on TypeScript. */
const WORKER_SCRIPT = new URL('./analysis-worker.js', import.meta.url);

/** Opens threads that read and analyse documents; each makes its index of topics once. */
export function openAnalyser({ workers, topicsFile, language, publisher }: AnalyserOptions): Analyser {
  const workerData: AnalysisWorkerData = { topicsFile };
  const pool = openWorkerPool<AnalysisTask, readonly AnalysedItem[]>({
    script: WORKER_SCRIPT,
    workerData,
    size: workers,
    taskTimeoutMs: DOCUMENT_TIMEOUT_MS,
    maxHeapMb: MAX_WORKER_HEAP_MB,
  });
  return {
    workers,
    start: () => pool.start(),
    async analyse(document, defaults = { language, publisher }) {
      try {
        return await pool.run({ document: trimmed(document), defaults });
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        return [refused(document.name, error)];
      }
    },
    close: () => pool.close(),
  };
}

/** A message copies the whole memory that an array looks into, however small its part is. */
function trimmed(document: ReadableDocument): ReadableDocument {
  if (!('bytes' in document) || document.bytes.byteLength === document.bytes.buffer.byteLength)
    return document;
  return { ...document, bytes: Uint8Array.prototype.slice.call(document.bytes) };
}
