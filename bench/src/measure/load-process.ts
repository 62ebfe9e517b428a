import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LoadJob, LoadResult } from './load-client.ts';

/** The process that sends requests. */
export class LoadProcess {
  readonly #child: ChildProcess = fork(fileURLToPath(new URL('load-client.js', import.meta.url)), {
    serialization: 'advanced',
  });

  run(job: LoadJob): Promise<LoadResult> {
    return new Promise((resolve, reject) => {
      this.#child.once('message', (message: { readonly result?: LoadResult; readonly failure?: string }) => {
        if (message.result === undefined) reject(new Error(`the load client failed: ${message.failure}`));
        else resolve(message.result);
      });
      this.#child.send(job);
    });
  }

  stop(): void {
    this.#child.kill();
  }
}
