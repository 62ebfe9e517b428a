import { rm } from 'node:fs/promises';
import { EXAMPLES, runInExamples } from './examples.ts';

/** Installs examples/ from its lock file, and leaves nothing of an earlier run to be tested by mistake. */
export async function setup(): Promise<void> {
  for (const made of ['client/generated', 'dist']) {
    await rm(new URL(made, EXAMPLES), { recursive: true, force: true });
  }
  const { code, output } = await runInExamples('npm', ['ci']);
  if (code !== 0) throw new Error(`examples/ could not be installed:\n${output}`);
}
