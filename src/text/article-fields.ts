import type { SpannedText } from '../kernel/text-span.ts';
import type { AnnotatedBlock, ArticleFields } from './annotated-article.ts';
import type { Facts } from './assemble.ts';
import type { SourceFields } from './read/source-text.ts';
import { datelinePlace } from './segment/datelines.ts';
import { bylineNames } from './segment/lines.ts';

/** Longest headline made from the first words of a text that has none, in code points. */
const MAX_HEADLINE = 120;
/**
 * Longest uri, headline and publisher's name, in UTF-16 units: PostgreSQL's indexes hold 2,700 bytes, and a character has
 * up to three a unit. What is longer is none, or is cut short; the text and the metadata have it whole.
 */
export const MAX_KEY = 800;

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
    uri: said.uri !== null && said.uri.length <= MAX_KEY ? said.uri : null,
    version: said.version,
    headline: cutShort(first('HEADLINE') ?? said.headline ?? openingWords(spanned, blocks)),
    standfirst: first('STANDFIRST') ?? said.standfirst,
    dateline: dateline === null ? said.dateline : datelinePlace(dateline),
    bylines: said.bylines.length > 0 ? said.bylines : bylines,
    language,
    publishedAt: said.publishedAt,
    modifiedAt: said.modifiedAt,
    embargoedUntil: said.embargoedUntil,
    isWithheld: said.status === 'withheld',
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

/** At the end of a word, else of a character. */
function cutShort(headline: string): string {
  if (headline.length <= MAX_KEY) return headline;
  const beginning = headline.slice(0, MAX_KEY).replace(/\p{Surrogate}$/u, '');
  return beginning.replace(/\s+\S*$/u, '') || beginning;
}
