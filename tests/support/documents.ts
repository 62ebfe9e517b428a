import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type FindOptions, findDocuments } from '../../src/documents/find-documents.ts';
import { documentWithBytes } from '../../src/documents/read-bytes.ts';

/** A folder of its own for one test, with these files, deleted afterwards. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'onrecord-documents-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** What the operands give, a line each: `name: text`, or `name! reason`; the folder is left out of names. */
export async function found(
  operands: readonly string[],
  options: Partial<FindOptions> & { readonly folder?: string } = {},
): Promise<string[]> {
  const { folder, ...given } = options;
  const lines: string[] = [];
  for await (const document of findDocuments(operands, { standardInput: [], ...given })) {
    const name = folder === undefined ? document.name : document.name.replace(`${folder}/`, '');
    lines.push(
      'failure' in document
        ? `${name}! ${document.failure.message}`
        : `${name}: ${Buffer.from(documentWithBytes(document).bytes).toString('utf8')}`,
    );
  }
  return lines;
}
