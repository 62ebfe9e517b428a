import { marksOfCorrected, type StoredText } from '../ingest/corrected-text.ts';
import { SpannedText } from '../kernel/text-span.ts';
import type { AnnotatedArticle } from '../text/annotated-article.ts';
import { analysedText } from './analysed-text.ts';
import type { EditingContext } from './editing-context.ts';
import { correctedText, type TextCorrection } from './text-edits.ts';

/** An article as the caller knows it, and what is to become of its text. */
interface KnownCorrection extends TextCorrection {
  /** UUID. */
  readonly id: string;
  readonly version: number;
}

/**
 * What stands in the text that a correction makes, before anything is locked; null where the article has another version,
 * or nothing would be left of its text: the correction is refused then. Refuses what `correctedText` and the pipeline do.
 */
export async function analyseCorrection(
  { database, analyse }: Pick<EditingContext, 'database' | 'analyse'>,
  { id, version, ...correction }: KnownCorrection,
): Promise<AnnotatedArticle | null> {
  const [current] = await database.read<StoredText & { readonly language: string }>({
    text: CURRENT_TEXT,
    values: [id, version],
  });
  if (current === undefined) return null;
  const { text, kept } = correctedText(new SpannedText(current.text), correction);
  if (!/\S/u.test(text)) return null;
  const marked = marksOfCorrected(current, new SpannedText(text), kept);
  const defaults = { language: current.language, publisher: null, marked };
  return analysedText({ analyse }, { text }, defaults, [correction.text === null ? 'edits' : 'text']);
}

/** An article's text with its blocks, if it has that version. */
const CURRENT_TEXT = `
  SELECT t.text, a.language, (
    SELECT coalesce(json_agg(json_build_object('kind', b.kind, 'spanStart', b.span_start, 'spanEnd', b.span_end,
      'utf16Start', b.utf16_start, 'utf16End', b.utf16_end, 'exact', b.exact, 'prefix', b.prefix, 'suffix', b.suffix)
      ORDER BY b.position), '[]')
    FROM block AS b WHERE b.article_id = a.id AND b.revision = a.revision) AS blocks
  FROM article AS a JOIN article_text AS t ON t.article_id = a.id AND t.revision = a.revision
  WHERE a.id = $1 AND a.version = $2`;
