import { isObject } from './json.ts';

const ARTICLE = /(?:^|[/:])(?:\w*Article|BlogPosting|LiveBlogPosting|Report|Review)$/u;
/** How deep an article may stand in graphs and lists. */
const MAX_LEVELS = 4;

/** The first object of schema.org's article types among a page's JSON-LD: alone, in a list, or in a graph. */
export function articleOf(scripts: readonly unknown[]): Readonly<Record<string, unknown>> | null {
  for (const script of scripts) {
    const article = findArticle(script, MAX_LEVELS);
    if (article !== null) return article;
  }
  return null;
}

function findArticle(value: unknown, levels: number): Readonly<Record<string, unknown>> | null {
  if (levels === 0) return null;
  if (Array.isArray(value)) {
    for (const one of value) {
      const article = findArticle(one, levels - 1);
      if (article !== null) return article;
    }
    return null;
  }
  if (!isObject(value)) return null;
  if (listOf(value['@type']).some((type) => typeof type === 'string' && ARTICLE.test(type))) return value;
  return findArticle(value['@graph'] ?? value['mainEntity'], levels - 1);
}

/** A value that may be one or several, as a list. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The first text among values: of a text, or of an object's `@value`, `name`, `@id` or `url`. */
export function textOf(value: unknown): string | null {
  for (const one of listOf(value)) {
    if (typeof one === 'string' && /\S/u.test(one)) return one;
    if (!isObject(one)) continue;
    for (const name of ['@value', 'name', '@id', 'url']) {
      const inner = one[name];
      if (typeof inner === 'string' && /\S/u.test(inner)) return inner;
    }
  }
  return null;
}
