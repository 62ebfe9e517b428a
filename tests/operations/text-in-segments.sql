SELECT concat('{"article":', coalesce((SELECT concat('{"blocks":', (SELECT concat('[', string_agg(concat('{"kind":"', "r2"."kind", '","segments":', (SELECT concat('[', string_agg(concat('{"text":', to_json("r3"."text"), ',"start":', "r3"."start", ',"end":', "r3"."end", ',"mentions":', (SELECT concat('[', string_agg(concat('{"form":"', "r6"."form", '","entity":', coalesce((CASE WHEN "r6"."organisation_id" IS NOT NULL THEN (SELECT concat('{"name":', to_json("r7"."name"), '}')
FROM "organisation" AS "r7"
WHERE "r7"."id" = "r6"."organisation_id" AND "r7"."is_visible") WHEN "r6"."person_id" IS NOT NULL THEN (SELECT concat('{"name":', to_json("r8"."name"), '}')
FROM "person" AS "r8"
WHERE "r8"."id" = "r6"."person_id" AND "r8"."is_visible") END)::text, null_in_response('entity: Entity!')), '}'), ','
ORDER BY "r6"."span_start" ASC, "r6"."id" ASC), ']')
FROM "mention" AS "r6"
WHERE "r3"."mentions" > 0 AND "r6"."article_id" = "r3"."article_id" AND "r6"."revision" = "r3"."revision" AND "r6"."span_state" <> 'LOST' AND "r6"."span_start" >= "r3"."block_start" AND "r6"."span_start" <= "r3"."start" AND "r6"."span_end" >= "r3"."end" AND "r6"."is_visible"), ',"quotes":', (SELECT concat('[', string_agg(concat('{"kind":"', "r9"."kind", '"}'), ','
ORDER BY "r9"."span_start" ASC, "r9"."id" ASC), ']')
FROM "quote" AS "r9"
WHERE "r3"."quote_spans" > 0 AND "r9"."id" = ANY (ARRAY(SELECT s.quote_id
FROM quote_span AS s
WHERE s.article_id = "r3"."article_id" AND s.role = 'CONTENT' AND s.revision = "r3"."revision" AND s.span_state <> 'LOST' AND s.span_start >= "r3"."block_start" AND s.span_start <= "r3"."start" AND s.span_end >= "r3"."end")) AND "r9"."is_visible"), '}'), ','
ORDER BY "r3"."start" ASC, "r3"."article_id" ASC), ']')
FROM (SELECT "r2"."article_id" AS article_id, "r2"."revision" AS revision, p.*, "r2"."position" AS block_position, "r2"."span_start" AS block_start, substr("r2"."exact", p.start - "r2"."span_start" + 1, p."end" - p.start) AS text
FROM (SELECT place.at AS start, lead(place.at) OVER w AS "end", sum(place.mentions) OVER w AS mentions, sum(place.quote_spans) OVER w AS quote_spans
FROM (SELECT e.at, sum(e.mentions)::integer AS mentions, sum(e.quote_spans)::integer AS quote_spans
FROM (SELECT "r2"."span_start", 0, 0
UNION ALL SELECT "r2"."span_end", 0, 0
UNION ALL SELECT edge.at, edge.step, 0
FROM "mention" AS "r4"
CROSS JOIN LATERAL (VALUES ("r4"."span_start", 1), ("r4"."span_end", -1)) AS edge (at, step)
WHERE "r4"."article_id" = "r2"."article_id" AND "r4"."revision" = "r2"."revision" AND "r4"."span_state" <> 'LOST' AND "r4"."span_start" >= "r2"."span_start" AND "r4"."span_start" < "r2"."span_end" AND "r4"."is_visible"
UNION ALL SELECT edge.at, 0, edge.step
FROM quote_span AS s
JOIN "quote" AS "r5" ON "r5"."id" = s.quote_id
CROSS JOIN LATERAL (VALUES (s.span_start, 1), (s.span_end, -1)) AS edge (at, step)
WHERE s.article_id = "r2"."article_id" AND s.role = 'CONTENT' AND s.revision = "r2"."revision" AND s.span_state <> 'LOST' AND s.span_start >= "r2"."span_start" AND s.span_start < "r2"."span_end" AND "r5"."is_visible") AS e (at, mentions, quote_spans) GROUP BY e.at) AS place WINDOW w AS (ORDER BY place.at)) AS p
WHERE p."end" IS NOT NULL) AS "r3"
WHERE TRUE AND TRUE), '}'), ','
ORDER BY "r2"."position" ASC, "r2"."article_id" ASC), ']')
FROM "block" AS "r2"
WHERE "r2"."article_id" = "r1"."id" AND "r2"."revision" = "r1"."revision" AND TRUE), '}')
FROM "article" AS "r1"
WHERE "r1"."id" = coalesce((SELECT id
FROM "article"
WHERE slug = $1::text), (SELECT target_id
FROM slug
WHERE kind = 'ARTICLE' AND slug = $1::text)) AND "r1"."is_visible"), 'null'), '}') AS data
