import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** The repository that this folder is part of. */
export const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));

/** The built project; `ONRECORD_DIST` names another build, to measure one beside the other. */
const DIST = new URL(
  process.env['ONRECORD_DIST'] ?? new URL('../../dist/', import.meta.url).pathname,
  'file:///',
);

/** The built command. */
export const ONRECORD = fileURLToPath(new URL('cli/main.js', DIST));

/** A file of the built project, as something that `import` takes. */
export function builtFile(path: string): string {
  return new URL(path, DIST).href;
}

/** Finds what the built project itself would import: its own copy of `graphql`, its Prisma client. */
export const requireAsProject = createRequire(builtFile('cli/main.js'));
