import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../../src/database/open-database.ts';
import { silentLog } from '../../support/silent-log.ts';
import { addPerson } from './rows.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'onrecord-open-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const open = () => openDatabase({ kind: 'embedded', dataDir }, silentLog);

test('a folder keeps what was written, is locked while it is open, and is refused when it is damaged', async () => {
  const first = await open();
  expect(first.migrationsApplied).not.toEqual([]);
  await first.change({ actor: 'test', reason: 'a test' }, (transaction) =>
    addPerson(transaction, 'Asim Munir'),
  );
  await expect(open()).rejects.toThrow(`The data folder ${dataDir} is in use by process ${process.pid}`);
  await first.close();
  expect(await readdir(dataDir)).toEqual(['postgres']);

  const second = await open();
  expect(second.migrationsApplied).toEqual([]);
  expect(await second.read({ text: 'SELECT name FROM person', values: [] })).toEqual([
    { name: 'Asim Munir' },
  ]);
  await second.close();

  await truncate(join(dataDir, 'postgres/global/pg_control'), 10);
  await expect(open()).rejects.toMatchObject({
    code: 'SERVICE_UNAVAILABLE',
    message: `The data folder ${join(dataDir, 'postgres')} is damaged and cannot be opened: restore it from a backup, or move it away to start anew.`,
  });
  expect(await readdir(dataDir)).toEqual(['postgres']);

  await rm(join(dataDir, 'postgres/PG_VERSION'));
  await expect(open()).rejects.toThrow('is damaged and cannot be opened');
  await writeFile(join(dataDir, 'postgres/PG_VERSION'), '17\n');
  await expect(open()).rejects.toThrow('is of PostgreSQL 17 and this version of onrecord reads 18');
});

test('a first start that was broken off is begun anew', async () => {
  await writeFile(join(dataDir, 'creating'), '');
  const database = await open();
  await database.ping();
  await database.close();
  expect(await readdir(dataDir)).toEqual(['postgres']);
});
