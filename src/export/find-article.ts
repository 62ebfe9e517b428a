import { z } from 'zod';
import { AppError } from '../kernel/app-error.ts';
import { isUuid, parseGlobalId } from '../kernel/global-id.ts';
import type { Reader } from '../planner/run.ts';

const foundShape = z.array(z.object({ id: z.string(), slug: z.string(), how: z.number() }));

/**
 * The public id of the article that a person names by its id, its slug, one that it had, or its provider's uri. One
 * statement.
 *
 * Refuses (BAD_USER_INPUT) a name that no article has, and a uri that several have.
 */
export async function findArticle(reader: Reader, name: string): Promise<string> {
  const parsed = parseGlobalId(name);
  const uuid = parsed?.prefix === 'article' ? parsed.uuid : isUuid(name) ? name : null;
  const isText = !name.includes('\0') && name.isWellFormed();
  const found = isText
    ? foundShape.parse(JSON.parse(await reader.readText({ text: FIND, values: [uuid, name] })))
    : [];
  const [first] = found;
  if (first === undefined) {
    throw new AppError(
      'BAD_USER_INPUT',
      `There is no article ${JSON.stringify(name)}: give its slug, its id or its uri.`,
    );
  }
  const same = found.filter(({ how }) => how === first.how);
  if (same.length > 1) {
    const slugs = same.map(({ slug }) => slug).join(', ');
    throw new AppError(
      'BAD_USER_INPUT',
      `${same.length} articles have the uri ${JSON.stringify(name)}; give the slug of one: ${slugs}.`,
    );
  }
  return `article_${first.id}`;
}

/** The surest way first. */
const FIND = `SELECT coalesce(json_agg(json_build_object('id', f.id, 'slug', f.slug, 'how', f.how) ORDER BY f.how, f.slug), '[]')::text
FROM (
  SELECT id, slug, 1 AS how FROM article WHERE id = $1::uuid
  UNION ALL SELECT id, slug, 2 FROM article WHERE slug = $2::text
  UNION ALL SELECT a.id, a.slug, 3 FROM slug AS s JOIN article AS a ON a.id = s.target_id
    WHERE s.kind = 'ARTICLE' AND s.slug = $2::text
  UNION ALL SELECT id, slug, 4 FROM article WHERE uri = $2::text
) AS f`;
