import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** This package's version, from its package.json: two folders up, from the sources and from the build alike. */
export function packageVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
