import { z } from 'zod';
import { mutate, type Payload } from './mutate.ts';

const reviewed = z.looseObject({
  id: z.string(),
  review: z.string(),
  method: z.string(),
  version: z.number(),
});
const span = z.object({ exact: z.string(), start: z.number(), state: z.string() });
const article = z.looseObject({
  id: z.string(),
  version: z.number(),
  text: z.string(),
  quotes: z.object({ nodes: z.array(reviewed.extend({ text: z.string(), span })) }),
  mentions: z.object({
    nodes: z.array(reviewed.extend({ span, entity: z.object({ id: z.string(), name: z.string() }) })),
  }),
  topics: z.object({ nodes: z.array(reviewed) }).optional(),
});

/** An article as a test of edits reads it. */
export type EditedArticle = z.infer<typeof article>;

const FACT = 'id review method version';

/** What `EditedArticle` is read by. */
export const EDITED_ARTICLE = `id version text
  quotes(first: 100) { nodes { ${FACT} text span { exact start state } } }
  mentions(first: 100) { nodes { ${FACT} span { exact start state } entity { id name } } }`;

/** Imports a plain text as a draft, and gives it with everything that was found in it. */
export async function importText(url: string, document: string, extra: object = {}): Promise<EditedArticle> {
  const payload = await mutate(
    url,
    'importArticle',
    { document, mediaType: 'text/plain', language: 'en', ...extra },
    `article { ${EDITED_ARTICLE} }`,
  );
  return articleOf(payload);
}

/** The article that a payload shows, selected by `EDITED_ARTICLE`. */
export function articleOf(payload: Payload): EditedArticle {
  return z.looseObject({ article }).parse(payload).article;
}
