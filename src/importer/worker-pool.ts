import { Worker } from 'node:worker_threads';
import { AppError } from '../kernel/app-error.ts';

/** How many threads there are, what they run, and what each may take. */
export interface WorkerPoolOptions {
  /** A module that answers each message `{ id, task }` with `{ id, result }`. */
  readonly script: URL;
  readonly workerData: unknown;
  /** At most; a thread is started when there is work for it. */
  readonly size: number;
  /** A task that takes longer has hung: its thread is ended. */
  readonly taskTimeoutMs: number;
  readonly maxHeapMb: number;
}

/** Threads that take tasks; a task that kills its thread fails alone. */
export interface WorkerPool<Task, Result> {
  /** Starts the first thread before there is work for it, where that is sure to come: it takes a moment to be ready. */
  start(): void;
  /** The task's result; rejects with an AppError when its thread died or hung on it. Copies the task to the thread. */
  run(task: Task): Promise<Result>;
  /** Ends the threads, and with them what is under way; twice is safe. */
  close(): Promise<void>;
}

interface Job<Task, Result> {
  readonly id: number;
  readonly task: Task;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: AppError) => void;
}

/** A thread, with the jobs that it was sent: it works on the first; the next waits there, so that it is never idle. */
interface Thread<Task, Result> {
  readonly worker: Worker;
  readonly jobs: Job<Task, Result>[];
  timer: NodeJS.Timeout | undefined;
  /** Why it was ended, or what it threw. */
  fault: AppError | null;
}

const JOBS_PER_THREAD = 2;

/** Starts no thread yet. */
export function openWorkerPool<Task, Result>(options: WorkerPoolOptions): WorkerPool<Task, Result> {
  const { script, workerData, size, taskTimeoutMs, maxHeapMb } = options;
  const waiting: Job<Task, Result>[] = [];
  const threads = new Set<Thread<Task, Result>>();
  let nextId = 0;
  let isClosed = false;

  function startThread(): Thread<Task, Result> {
    const worker = new Worker(script, { workerData, resourceLimits: { maxOldGenerationSizeMb: maxHeapMb } });
    const thread: Thread<Task, Result> = { worker, jobs: [], timer: undefined, fault: null };
    threads.add(thread);
    worker.on('message', ({ id, result }: { readonly id: number; readonly result: Result }) => {
      const [job] = thread.jobs;
      if (job?.id !== id) throw new Error(`A thread answered ${id} and was asked ${job?.id}.`);
      thread.jobs.shift();
      watch(thread);
      job.resolve(result);
      fill();
    });
    worker.on('error', (error) => {
      thread.fault ??= threadFault(error, maxHeapMb);
    });
    worker.on('exit', () => bury(thread));
    return thread;
  }

  /** The clock of the first job runs from when the thread could begin with it. */
  function watch(thread: Thread<Task, Result>): void {
    clearTimeout(thread.timer);
    if (thread.jobs.length === 0) return;
    thread.timer = setTimeout(() => {
      thread.fault = new AppError('TIMEOUT', `It was not analysed within ${taskTimeoutMs / 1000} seconds.`);
      void thread.worker.terminate();
    }, taskTimeoutMs);
  }

  /** The first job is what the thread died of; the others go to another, before everything that came later. */
  function bury(thread: Thread<Task, Result>): void {
    clearTimeout(thread.timer);
    threads.delete(thread);
    const [culprit, ...others] = thread.jobs.splice(0);
    culprit?.reject(
      thread.fault ?? new AppError('INTERNAL_SERVER_ERROR', 'The thread that analysed it ended.'),
    );
    waiting.unshift(...others);
    fill();
  }

  function fill(): void {
    if (isClosed) return;
    while (waiting.length > 0) {
      const thread = freest(threads, size) ?? (threads.size < size ? startThread() : null);
      const job = thread === null ? undefined : waiting.shift();
      if (thread === null || job === undefined) return;
      thread.jobs.push(job);
      if (thread.jobs.length === 1) watch(thread);
      thread.worker.postMessage({ id: job.id, task: job.task });
    }
  }

  async function close(): Promise<void> {
    isClosed = true;
    await Promise.all([...threads].map(({ worker }) => worker.terminate()));
    for (const job of waiting.splice(0)) job.reject(stopped());
  }

  return {
    start() {
      if (!isClosed && threads.size === 0) startThread();
    },
    run: (task) =>
      new Promise((resolve, reject) => {
        if (isClosed) {
          reject(stopped());
          return;
        }
        waiting.push({ id: nextId, task, resolve, reject });
        nextId += 1;
        fill();
      }),
    close,
  };
}

/** The thread with the fewest jobs that has room; none while a new thread would begin at once. */
function freest<Task, Result>(
  threads: ReadonlySet<Thread<Task, Result>>,
  size: number,
): Thread<Task, Result> | null {
  const room = threads.size < size ? 1 : JOBS_PER_THREAD;
  const [first] = [...threads]
    .filter(({ jobs, fault }) => jobs.length < room && fault === null)
    .sort((a, b) => a.jobs.length - b.jobs.length);
  return first ?? null;
}

function threadFault(error: unknown, maxHeapMb: number): AppError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const message =
    code === 'ERR_WORKER_OUT_OF_MEMORY'
      ? `Analysing it takes more than ${maxHeapMb} MB of memory.`
      : `Analysing it ended its thread: ${error instanceof Error ? error.message : String(error)}`;
  return new AppError('INTERNAL_SERVER_ERROR', message, { cause: error });
}

function stopped(): AppError {
  return new AppError('SERVICE_UNAVAILABLE', 'The analysis was stopped.');
}
