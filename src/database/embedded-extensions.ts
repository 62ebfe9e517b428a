import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';

/** The contrib modules that migrations may create: PGlite has only those it is given. */
export const EMBEDDED_EXTENSIONS = { pg_trgm, unaccent };
