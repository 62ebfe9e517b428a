import { Client } from 'undici';
import type { HttpRequest } from '../servers/server-kind.ts';

/** One stretch of load: the requests in turn, on so many connections, each with one request under way. */
export interface LoadJob {
  readonly origin: string;
  readonly requests: readonly HttpRequest[];
  readonly connections: number;
  readonly durationMs: number;
}

export interface LoadResult {
  readonly requests: number;
  /** Answers that were not 200, or that had errors in them. */
  readonly failures: number;
  readonly elapsedMs: number;
  readonly bytes: number;
  /** Sorted, in milliseconds. */
  readonly latencies: readonly number[];
}

/** Runs a job in this process: forked, so that the runner's own work never holds it up. */
async function run({ origin, requests, connections, durationMs }: LoadJob): Promise<LoadResult> {
  const latencies: number[] = [];
  let next = 0;
  let failures = 0;
  let bytes = 0;
  const startedAt = performance.now();
  const endsAt = startedAt + durationMs;
  const work = async () => {
    const client = new Client(origin);
    while (performance.now() < endsAt) {
      const request = requests[next % requests.length];
      next += 1;
      if (request === undefined) break;
      const sentAt = performance.now();
      const { statusCode, body } = await client.request({
        method: request.method,
        path: request.path,
        ...(request.headers === undefined ? {} : { headers: request.headers }),
        ...(request.body === undefined ? {} : { body: request.body }),
      });
      const answer = Buffer.from(await body.arrayBuffer());
      latencies.push(performance.now() - sentAt);
      bytes += answer.length;
      if (statusCode !== 200 || answer.subarray(0, 10).toString() === '{"errors":') failures += 1;
    }
    await client.close();
  };
  await Promise.all(Array.from({ length: connections }, work));
  const elapsedMs = performance.now() - startedAt;
  return {
    requests: latencies.length,
    failures,
    elapsedMs,
    bytes,
    latencies: latencies.sort((one, other) => one - other),
  };
}

process.on('message', (job: LoadJob) => {
  run(job).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ failure: String(error) }),
  );
});
