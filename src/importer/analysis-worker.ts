import { readFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { readTopics } from '../ingest/media-topics.ts';
import { topicIndexOf } from '../text/topics/topic-index.ts';
import { analyseDocument } from './analyse-document.ts';
import type { AnalysisTask, AnalysisWorkerData } from './analyser.ts';

// A thread of `openAnalyser`: one document a message, its items back. What is costly is made once, here.
const { topicsFile }: AnalysisWorkerData = workerData;
const topics = topicIndexOf(readTopics(readFileSync(topicsFile, 'utf8')).topics);

// Who writes, or answers, goes first: threads that analyse far ahead are idle later, when one core waits for the other.
// Elsewhere than on Linux a priority is the whole process's.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

if (parentPort === null) throw new Error('The analysis worker is no program: openAnalyser starts it.');
const port = parentPort;
port.on('message', ({ id, task }: { readonly id: number; readonly task: AnalysisTask }) => {
  const result = analyseDocument(task.document, { topics, ...task.defaults });
  const buffers = new Set(
    result.flatMap((item) => {
      if (item.outcome === 'refused') return [];
      return ownBuffer((item.outcome === 'analysed' ? item.article : item.cancellation).source.bytes);
    }),
  );
  port.postMessage({ id, result }, [...buffers]);
});

/** The memory to hand over instead of copying it: that which holds these bytes alone. */
function ownBuffer({ buffer, byteLength }: Uint8Array): ArrayBuffer[] {
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];
}
