import { z } from 'zod';
import { compose } from './compose.ts';
import { dateOf, languageOf, oneLine, webUrlOf } from './field-values.ts';
import { refused } from './refused.ts';
import { NO_FIELDS, type SourceText } from './source-text.ts';

const lineShape = z.looseObject({
  id: z.union([z.string().min(1), z.number()]).optional(),
  text: z.string(),
  headline: z.string().optional(),
  standfirst: z.string().optional(),
  language: z.string().optional(),
  publishedAt: z.string().optional(),
  url: z.string().optional(),
});

/** Whether an object of JSON is a line as `onrecord analyse` and `import` take it. */
export function isTextLine(value: Readonly<Record<string, unknown>>): boolean {
  return typeof value['text'] === 'string';
}

/**
 * Reads an object `{ "id", "text" }`, with `headline`, `standfirst`, `language`, `publishedAt` and `url` where they are
 * given; the text is taken verbatim. What else it holds is kept as metadata, with all but the text.
 */
export function readTextLine(value: Readonly<Record<string, unknown>>): SourceText {
  const result = lineShape.safeParse(value);
  if (!result.success) throw refused(`is no object with an id and a text:\n${z.prettifyError(result.error)}`);
  const { id, text, headline, standfirst, language, publishedAt, url } = result.data;
  const head = { headline: oneLine(headline), standfirst: oneLine(standfirst) };
  const composed = compose(head, [{ kind: null, text }]);
  const { text: _, ...metadata } = value;
  return {
    text: composed.text,
    mediaType: 'application/json',
    reader: 'text-line@2',
    fields: {
      ...NO_FIELDS,
      uri: oneLine(id?.toString()),
      ...head,
      language: languageOf(language),
      publishedAt: dateOf(publishedAt),
      sourceUrl: webUrlOf(url),
    },
    marked: composed.marked,
    metadata,
  };
}
