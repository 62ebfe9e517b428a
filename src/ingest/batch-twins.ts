import type { AnnotatedArticle } from '../text/annotated-article.ts';
import { sha256Of } from './stored-articles.ts';

/**
 * Cuts a list of articles into as few runs as keep apart those that may be the same one (a uri, a slug or all their bytes
 * in common): the later one must find the earlier one stored. The order stays.
 */
export function splitTwins<Article extends AnnotatedArticle>(
  articles: readonly Article[],
): readonly (readonly Article[])[] {
  const runs: Article[][] = [];
  let seen = new Set<string>();
  for (const article of articles) {
    const names = namesOf(article);
    const run = runs.at(-1);
    if (run === undefined || names.some((name) => seen.has(name))) {
      runs.push([article]);
      seen = new Set(names);
      continue;
    }
    run.push(article);
    for (const name of names) seen.add(name);
  }
  return runs;
}

function namesOf({ fields, source }: AnnotatedArticle): readonly string[] {
  const names = [`bytes ${sha256Of(source.bytes)}`];
  if (fields.uri !== null) names.push(`uri ${fields.uri}`);
  if (fields.slug !== null) names.push(`slug ${fields.slug}`);
  return names;
}
