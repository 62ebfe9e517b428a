import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { RAW_INDEXES } from '../../../src/database/raw-objects.ts';
import { pendingMigration } from '../../../tools/pending-migration.ts';

test('the migrations make exactly what the schema says, and the list of raw indexes is exact', async () => {
  const { sql, spared } = await pendingMigration();
  expect(sql).toBe('');
  expect([...spared].sort()).toEqual([...RAW_INDEXES].sort());
});

test('a new column in the schema is the next migration', async () => {
  const schema = await readFile('prisma/schema.prisma', 'utf8');
  const { sql } = await pendingMigration(
    schema.replace('  dateline        String?\n', '  dateline        String?\n  subtitle        String?\n'),
  );
  expect(sql).toBe('-- AlterTable\nALTER TABLE "article" ADD COLUMN     "subtitle" TEXT;\n');
});
