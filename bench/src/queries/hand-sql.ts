/** Parts that the hand-written statements share, as whoever writes five of them would have. */

/** An object of a person or an organisation under the alias. */
export function entityObject(typeName: 'Person' | 'Organisation', alias: string, more = ''): string {
  return `json_build_object('__typename', '${typeName}', 'id', '${typeName.toLowerCase()}_' || ${alias}.id, 'slug', ${alias}.slug, 'name', ${alias}.name${more})`;
}

export const PUBLISHER = `(
  SELECT json_build_object('id', 'organisation_' || o.id, 'slug', o.slug, 'name', o.name)
    FROM organisation o WHERE o.id = a.publisher_id AND o.is_visible)`;

/** The only speaker of quote `q`, or nothing, from `s`, `p` and `o`. */
export const SPEAKER_JOIN = `
  LEFT JOIN quote_speaker s ON s.quote_id = q.id
    AND NOT EXISTS (SELECT FROM quote_speaker other WHERE other.quote_id = q.id AND other.position <> s.position)
  LEFT JOIN person p ON p.id = s.person_id AND p.is_visible
  LEFT JOIN organisation o ON o.id = s.organisation_id AND o.is_visible`;

export function speakerObject(ofPerson = ''): string {
  return `CASE
    WHEN p.id IS NOT NULL THEN ${entityObject('Person', 'p', ofPerson)}
    WHEN o.id IS NOT NULL THEN ${entityObject('Organisation', 'o')}
  END`;
}

export function topicNodes(limit: number, more: string): string {
  return `json_build_object('nodes', (
    SELECT coalesce(json_agg(x.node), '[]') FROM (
      SELECT json_build_object('id', 'topic_' || t.id, ${more}'name', t.name) AS node
        FROM topic_assignment ta JOIN topic t ON t.id = ta.topic_id
        WHERE ta.article_id = a.id AND ta.is_visible
        ORDER BY ta.score DESC, ta.id DESC LIMIT ${limit}) x))`;
}
