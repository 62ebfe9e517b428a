// Writes the next migration from the change of prisma/schema.prisma: npm run migration:new NAME
import { mkdir, writeFile } from 'node:fs/promises';
import { pendingMigration } from './pending-migration.ts';

const [, , name] = process.argv;
if (name === undefined || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('Say what the migration does in lower_case words: npm run migration:new article_subtitle');
  process.exit(2);
}

const { sql } = await pendingMigration();
if (sql === '') {
  console.log('The schema has not changed: no migration written.');
} else {
  // As Prisma names them: the moment in UTC, to the second.
  const timestamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const folder = `prisma/migrations/${timestamp}_${name}`;
  await mkdir(folder);
  await writeFile(`${folder}/migration.sql`, sql);
  console.log(`Wrote ${folder}/migration.sql. Read it, and add what Prisma cannot say.`);
}
// The schema engine keeps the process alive.
process.exit(0);
