import type { SpannedText } from '../kernel/text-span.ts';
import type { AnnotatedBlock, ArticleFields } from './annotated-article.ts';
import type { Facts } from './assemble.ts';
import type { SourceFields } from './read/source-text.ts';
import { datelinePlace } from './segment/datelines.ts';
import { bylineNames } from './segment/lines.ts';

/** Longest headline made from the first words of a text that has none, in code points. */
const MAX_HEADLINE = 120;

/**
 * The article's own fields: what its blocks say, and what the document's format says beside the text. A headline,
 * standfirst or dateline of the text comes first, because it has its place there; all else is the format's.
 */
export function articleFields(
  spanned: SpannedText,
  said: SourceFields,
  { blocks, publisher }: Pick<Facts, 'blocks' | 'publisher'>,
  language: string,
): ArticleFields {
  const first = (kind: AnnotatedBlock['kind']) =>
    blocks.find((block) => block.kind === kind)?.span.exact ?? null;
  const dateline = first('DATELINE');
  const bylines = blocks
    .filter(({ kind }) => kind === 'BYLINE')
    .flatMap(({ span }) => bylineNames(span.exact));
  return {
    slug: null,
    uri: said.uri,
    version: said.version,
    headline: first('HEADLINE') ?? said.headline ?? openingWords(spanned, blocks),
    standfirst: first('STANDFIRST') ?? said.standfirst,
    dateline: dateline === null ? said.dateline : datelinePlace(dateline),
    bylines: said.bylines.length > 0 ? said.bylines : bylines,
    language,
    publishedAt: said.publishedAt,
    modifiedAt: said.modifiedAt,
    publisher,
    sourceUrl: said.sourceUrl,
    copyrightHolder: said.copyrightHolder,
    usageTerms: said.usageTerms,
  };
}

function openingWords(spanned: SpannedText, blocks: readonly AnnotatedBlock[]): string {
  const [block] = blocks;
  if (block === undefined) return '';
  const end = Math.min(block.span.end, block.span.start + MAX_HEADLINE);
  const words = spanned.span(block.span.start, end).exact;
  return end === block.span.end ? words : words.replace(/\s+\S*$/u, '');
}
