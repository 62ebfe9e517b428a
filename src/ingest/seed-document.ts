import type { z } from 'zod';
import { SpannedText } from '../kernel/text-span.ts';
import type {
  AnnotatedArticle,
  AnnotatedBlock,
  ArticleFields,
  FactState,
} from '../text/annotated-article.ts';
import { readPlainText } from '../text/read/plain.ts';
import type { SourceText } from '../text/read/source-text.ts';
import { datelinePlace } from '../text/segment/datelines.ts';
import { bylineNames } from '../text/segment/lines.ts';
import { segment } from '../text/segment/segment.ts';
import { readDeclarations } from './seed-document-entities.ts';
import { readFacts } from './seed-document-facts.ts';
import { AnnotationFile } from './seed-document-file.ts';
import { Places } from './seed-document-places.ts';
import { articleShape, factsShape, fileShape, sectionsShape } from './seed-document-shape.ts';

/** A reviewed article, and the status that it is taken in with. */
export interface SeedDocument {
  readonly article: AnnotatedArticle;
  readonly status: 'DRAFT' | 'PUBLISHED' | 'WITHDRAWN';
}

/** The file name of the document that an annotation file is about. Refuses, as `readSeedDocument` does, one that names none. */
export function annotatedDocumentName(yamlText: string, fileName: string): string {
  const file = new AnnotationFile(yamlText, fileName);
  // The rest is left to `readSeedDocument`, which tells all faults at once.
  return file.parse(fileShape.shape.document, ['document']) ?? refuse(file);
}

/**
 * Reads an annotation file (`annotations@1`, described in seeds/README.md) and the document that it is about.
 *
 * Blocks come from the segmenter; every other span is looked up by its words in the block it is listed in. Throws
 * BAD_USER_INPUT with every fault found, one on a line, as `file:line: reason`.
 *
 * @param fileName the annotation file's name, for messages
 */
export function readSeedDocument(
  yamlText: string,
  documentBytes: Uint8Array,
  fileName: string,
): SeedDocument {
  const file = new AnnotationFile(yamlText, fileName);
  const head = file.parse(fileShape);
  const sections = file.parse(sectionsShape);
  const source = readSource(file, documentBytes);
  if (sections === undefined || source === undefined) return refuse(file);
  const fields = file.parse(articleShape.prefault({}), ['article']);
  const defaults = file.parse(factsShape.prefault(REVIEWED_SEED), ['facts']);
  const spanned = new SpannedText(source.text);
  const blocks = segment(spanned);
  const declarations = readDeclarations(file, sections);
  declarations.expectEntity(fields?.publisher, 'organisation', ['article', 'publisher']);
  const reading = {
    file,
    places: new Places(file, spanned, blocks),
    declarations,
    defaults: defaults ?? REVIEWED_SEED,
  };
  const article: AnnotatedArticle = {
    source: {
      mediaType: source.mediaType,
      reader: source.reader,
      bytes: documentBytes,
      metadata: source.metadata,
    },
    text: source.text,
    fields: fieldsOf(file, fields ?? articleShape.parse({}), blocks),
    blocks,
    entities: declarations.entities,
    ...readFacts(reading, sections.blocks.length),
  };
  file.throwFaults();
  return head === undefined ? refuse(file) : { article, status: head.status };
}

/** Throws the faults that left something unread. */
function refuse(file: AnnotationFile): never {
  file.throwFaults();
  throw new Error(`${file.fileName} could not be read, and no fault of it was found.`);
}

/** What holds for every fact of a file that does not say. */
const REVIEWED_SEED: FactState = { review: 'CONFIRMED', confidence: 1, method: 'seed' };

function readSource(file: AnnotationFile, bytes: Uint8Array): SourceText | undefined {
  try {
    return readPlainText(bytes);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    file.report(['document'], error.message);
    return undefined;
  }
}

function fieldsOf(
  file: AnnotationFile,
  given: z.infer<typeof articleShape>,
  blocks: readonly AnnotatedBlock[],
): ArticleFields {
  const wordsOf = (kind: AnnotatedBlock['kind']) =>
    blocks.find((block) => block.kind === kind)?.span.exact ?? null;
  const dateOf = (dateTime: string | null | undefined) => (dateTime ? new Date(dateTime) : null);
  const dateline = wordsOf('DATELINE');
  const byline = wordsOf('BYLINE');
  const headline = given.headline ?? wordsOf('HEADLINE');
  if (headline === null) file.report(['article'], 'the document has no headline: give article.headline');
  return {
    slug: given.slug ?? null,
    uri: given.uri ?? null,
    headline: headline ?? '',
    standfirst: given.standfirst ?? wordsOf('STANDFIRST'),
    dateline: given.dateline ?? (dateline === null ? null : datelinePlace(dateline)),
    bylines: given.bylines ?? (byline === null ? [] : bylineNames(byline)),
    language: given.language,
    publishedAt: dateOf(given.publishedAt),
    modifiedAt: dateOf(given.modifiedAt),
    publisher: given.publisher ?? null,
    sourceUrl: given.sourceUrl ?? null,
    copyrightHolder: given.copyrightHolder ?? null,
    usageTerms: given.usageTerms ?? null,
  };
}
