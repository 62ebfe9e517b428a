import { readAnnotationRows } from '../export/annotation-rows.ts';
import { annotationFiles } from '../export/annotations.ts';
import { findArticle } from '../export/find-article.ts';
import { newsArticleJsonLd } from '../export/json-ld.ts';
import { safeJson } from '../export/json-text.ts';
import { fullNinjs, NINJS_LISTS } from '../export/ninjs.ts';
import { readArticle } from '../export/read-article.ts';
import { AppError } from '../kernel/app-error.ts';
import { Planner } from '../planner/planner.ts';
import type { Reader } from '../planner/run.ts';
import { ReadsByContext } from '../server/reads-by-context.ts';
import { buildSchema } from '../server/schema.ts';
import type { ExportedFile } from './read-exports.ts';

/** An article as files, and what they do not hold of it. */
export interface WrittenArticle {
  /** The article, and what it names. */
  readonly files: readonly ExportedFile[];
  readonly notes: readonly string[];
}

let planner: Planner | undefined;

/** Gives what writes an article, named by id, slug or uri, in a format, with everything that editors see. */
export function articleExporter(
  reader: Reader,
  format: 'ninjs' | 'jsonld' | 'annotations',
): (name: string) => Promise<WrittenArticle> {
  return async (name) => {
    const id = await findArticle(reader, name);
    return format === 'annotations' ? annotations(reader, id) : document(reader, id, format);
  };
}

async function annotations(reader: Reader, id: string): Promise<WrittenArticle> {
  const rows = await readAnnotationRows(reader, id);
  const { yaml, documentName, document, notes } = annotationFiles(rows);
  return {
    files: [
      { name: `${rows.article.slug}.yaml`, content: Buffer.from(yaml) },
      { name: documentName, content: Buffer.from(document) },
    ],
    notes,
  };
}

async function document(reader: Reader, id: string, format: 'ninjs' | 'jsonld'): Promise<WrittenArticle> {
  planner ??= new Planner(buildSchema(new ReadsByContext(reader)));
  const lists = format === 'ninjs' ? NINJS_LISTS : undefined;
  const read = await readArticle({ planner, reader, viewer: 'editor', tags: null }, { id }, lists);
  if (read === null) throw new AppError('BAD_USER_INPUT', `The article ${id} has just been deleted.`);
  const { slug } = read.article;
  const [ending, value] =
    format === 'ninjs' ? ['ninjs.json', fullNinjs(read)] : ['jsonld', newsArticleJsonLd(read.article)];
  return { files: [{ name: `${slug}.${ending}`, content: Buffer.from(`${safeJson(value)}\n`) }], notes: [] };
}
