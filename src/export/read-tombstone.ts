import { z } from 'zod';
import { type ExportSources, runDocument } from './run-document.ts';

const TOMBSTONE_DOCUMENT = `query ExportTombstone($slug: String!) {
  tombstone(slug: $slug) { articleId withdrawnAt reason replacedBy { id slug } }
}`;

const answer = z.object({
  tombstone: z
    .object({
      articleId: z.string(),
      withdrawnAt: z.string(),
      reason: z.string(),
      replacedBy: z.object({ id: z.string(), slug: z.string() }).nullable(),
    })
    .nullable(),
});

/** What an address says of an article that is gone. @see https://www.rfc-editor.org/rfc/rfc9457 */
interface Problem {
  readonly title: string;
  readonly status: 410;
  readonly detail: string;
  readonly articleId: string;
  readonly withdrawnAt: string;
  readonly replacedBy: { readonly id: string; readonly slug: string } | null;
}

/** The tombstone of an article that the viewer saw once, as problem details; null where there is none. One statement. */
export async function readTombstone(sources: ExportSources, slug: string): Promise<Problem | null> {
  const { tombstone } = answer.parse(await runDocument(sources, TOMBSTONE_DOCUMENT, { slug }));
  if (tombstone === null) return null;
  const { reason, ...told } = tombstone;
  return { title: 'The article was withdrawn', status: 410, detail: reason, ...told };
}
