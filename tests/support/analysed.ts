import { type AnalyseOptions, analyse } from '../../src/text/analyse.ts';
import type { AnnotatedArticle } from '../../src/text/annotated-article.ts';
import { readPlainText } from '../../src/text/read/plain.ts';

/** What the pipeline finds in paragraphs of plain text. */
export function analysed(text: string, options: AnalyseOptions = {}): AnnotatedArticle {
  const bytes = new TextEncoder().encode(text);
  return analyse({ ...readPlainText(bytes), bytes }, options);
}

/** Each quote as `KIND speaker words: what was said | its other spans`; those within others are indented. */
export function quoteLines(text: string): string[] {
  return analysed(text).quotes.map(({ kind, speakerSpan, spans, within }) => {
    const words = spans.map(({ exact }) => exact).join(' | ');
    return `${within === null ? '' : '  '}${kind} ${speakerSpan?.exact ?? 'nobody'}: ${words}`;
  });
}

/** An entity's name by its key. */
export function nameOf({ entities }: AnnotatedArticle, key: string | null | undefined): string | null {
  return entities.find((entity) => entity.key === key)?.name ?? null;
}
