SELECT concat('{"article":', coalesce((SELECT concat('{"blocks":', (SELECT concat('[', string_agg(concat('{"kind":"', coalesce(("r2"."kind")::text, null_in_response('BlockKind!')), '","segments":', (SELECT concat('[', string_agg(concat('{"text":', coalesce((to_json("r3"."text"))::text, null_in_response('String!')), ',"start":', coalesce(("r3"."start")::text, null_in_response('Int!')), ',"end":', coalesce(("r3"."end")::text, null_in_response('Int!')), ',"mentions":', (SELECT concat('[', string_agg(concat('{"form":"', "r6"."form", '","entity":', coalesce((CASE WHEN "r6"."organisation_id" IS NOT NULL THEN (SELECT concat('{"name":', to_json("r7"."name"), '}')
FROM "organisation" AS "r7"
WHERE "r7"."id" = "r6"."organisation_id" AND "r7"."is_visible") WHEN "r6"."person_id" IS NOT NULL THEN (SELECT concat('{"name":', to_json("r8"."name"), '}')
FROM "person" AS "r8"
WHERE "r8"."id" = "r6"."person_id" AND "r8"."is_visible") END)::text, null_in_response('entity: Entity!')), '}'), ','
ORDER BY "r6"."span_start" ASC, "r6"."id" ASC), ']')
FROM "mention" AS "r6"
WHERE "r6"."article_id" = "r3"."article_id" AND "r6"."revision" = "r3"."revision" AND "r6"."span_state" <> 'LOST' AND "r6"."span_start" <= "r3"."start" AND "r6"."span_end" >= "r3"."end" AND "r6"."is_visible"), ',"quotes":', (SELECT concat('[', string_agg(concat('{"kind":"', "r9"."kind", '"}'), ','
ORDER BY "r9"."span_start" ASC, "r9"."id" ASC), ']')
FROM "quote" AS "r9"
WHERE "r9"."article_id" = "r3"."article_id" AND EXISTS (SELECT
FROM quote_span AS s
WHERE s.quote_id = "r9"."id" AND s.role = 'CONTENT' AND s.revision = "r3"."revision" AND s.span_state <> 'LOST' AND s.span_start <= "r3"."start" AND s.span_end >= "r3"."end") AND "r9"."is_visible"), '}'), ','
ORDER BY "r3"."start" ASC, "r3"."article_id" ASC), ']')
FROM (SELECT "r2"."article_id" AS article_id, "r2"."revision" AS revision, p.start, p."end", "r2"."position" AS block_position, substr("r2"."exact", p.start - "r2"."span_start" + 1, p."end" - p.start) AS text
FROM (SELECT e.at AS start, lead(e.at) OVER (ORDER BY e.at) AS "end"
FROM (SELECT "r2"."span_start" AS at
UNION SELECT "r2"."span_end"
UNION SELECT a.at
FROM (SELECT unnest(ARRAY["r4"."span_start", "r4"."span_end"]) AS at
FROM "mention" AS "r4"
WHERE "r4"."article_id" = "r2"."article_id" AND "r4"."revision" = "r2"."revision" AND "r4"."span_state" <> 'LOST' AND "r4"."is_visible"
UNION SELECT unnest(ARRAY[s.span_start, s.span_end])
FROM quote_span AS s
JOIN "quote" AS "r5" ON "r5"."id" = s.quote_id
WHERE "r5"."article_id" = "r2"."article_id" AND s.role = 'CONTENT' AND s.revision = "r2"."revision" AND s.span_state <> 'LOST' AND "r5"."is_visible") AS a
WHERE a.at > "r2"."span_start" AND a.at < "r2"."span_end") AS e) AS p
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
WHERE kind = 'ARTICLE' AND slug = $2::text)) AND "r1"."is_visible"), 'null'), '}') AS data
