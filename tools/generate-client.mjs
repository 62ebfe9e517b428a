// Generates Prisma's client where the schema or Prisma's version has changed since it was generated last: a part of
// `npm run build`. Prisma takes 3 to 6 seconds to find out that there is nothing to do; this takes none.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const CLIENT = 'src/database/generated/client.ts';
const STAMP = 'src/database/generated/stamp';

const require = createRequire(import.meta.url);
const prismaPackage = require.resolve('prisma/package.json');
const { version, bin } = JSON.parse(readFileSync(prismaPackage, 'utf8'));

const inputs = createHash('sha256').update(version);
for (const file of ['prisma/schema.prisma', 'prisma.config.ts']) inputs.update(readFileSync(file));
const wanted = inputs.digest('hex');

const isCurrent = existsSync(CLIENT) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted;
if (!isCurrent) {
  // Prisma wants a native engine before every command, and would download it. `generate` never runs it: any file will do.
  const env = {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: 'package.json',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  };
  const prisma = require.resolve(`prisma/${bin.prisma}`);
  const { status } = spawnSync(process.execPath, [prisma, 'generate'], { env, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
  writeFileSync(STAMP, wanted);
}
