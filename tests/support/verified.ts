import { expect } from 'vitest';
import { runCli } from './cli.ts';
import type { SharedServer } from './shared-server.ts';

/** Checks every rule of a server's whole database, beside it. */
export async function expectNoFaults({ dataDir }: SharedServer): Promise<void> {
  const { code, stdout } = await runCli(['verify'], { DATA_DIR: dataDir });
  expect(stdout).toContain('No faults.');
  expect(code).toBe(0);
}
