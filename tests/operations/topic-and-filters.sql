SELECT concat('{"topic":', coalesce((SELECT concat('{"name":', to_json("r1"."name"), ',"code":', coalesce((to_json("r1"."code"))::text, 'null'), ',"attribution":', coalesce((to_json(CASE WHEN "r1"."code" IS NOT NULL THEN 'IPTC Media Topics, © IPTC, International Press Telecommunications Council, https://iptc.org, CC BY 4.0 https://creativecommons.org/licenses/by/4.0/; reduced to code, name, definition and hierarchy.' END))::text, 'null'), ',"broader":', coalesce((SELECT concat('{"name":', to_json("r2"."name"), ',"broader":', coalesce((SELECT concat('{"name":', to_json("r3"."name"), '}')
FROM "topic" AS "r3"
WHERE "r3"."id" = "r2"."broader_id" AND TRUE), 'null'), '}')
FROM "topic" AS "r2"
WHERE "r2"."id" = "r1"."broader_id" AND TRUE), 'null'), ',"articles":', (SELECT concat('{"totalCount":', "r1"."article_count", ',"nodes":[', string_agg(coalesce(((SELECT concat('{"headline":', to_json("r6"."headline"), ',"related":{"totalCount":', (SELECT count(*)
FROM (SELECT w.article_id, sum(w.weight)::float8 AS score
FROM (SELECT c.article_id, 1 / (1 + ln(greatest("r21"."article_count", 1))) AS weight
FROM "article_person" AS "r19"
JOIN "person" AS "r21" ON "r21"."id" = "r19"."person_id"
CROSS JOIN LATERAL (SELECT "r20"."article_id" AS article_id
FROM "article_person" AS "r20"
WHERE "r20"."person_id" = "r19"."person_id" AND "r20"."is_visible"
ORDER BY "r20"."sort_at" DESC, "r20"."article_id" DESC
LIMIT 200) AS c
WHERE "r19"."article_id" = "r6"."id" AND "r19"."is_visible"
UNION ALL SELECT c.article_id, 1 / (1 + ln(greatest("r24"."article_count", 1))) AS weight
FROM "article_organisation" AS "r22"
JOIN "organisation" AS "r24" ON "r24"."id" = "r22"."organisation_id"
CROSS JOIN LATERAL (SELECT "r23"."article_id" AS article_id
FROM "article_organisation" AS "r23"
WHERE "r23"."organisation_id" = "r22"."organisation_id" AND "r23"."is_visible"
ORDER BY "r23"."sort_at" DESC, "r23"."article_id" DESC
LIMIT 200) AS c
WHERE "r22"."article_id" = "r6"."id" AND "r22"."is_visible"
UNION ALL SELECT c.article_id, 1 / (1 + ln(greatest("r27"."article_count", 1))) AS weight
FROM "topic_assignment" AS "r25"
JOIN "topic" AS "r27" ON "r27"."id" = "r25"."topic_id"
CROSS JOIN LATERAL (SELECT "r26"."article_id" AS article_id
FROM "topic_assignment" AS "r26"
WHERE "r26"."topic_id" = "r25"."topic_id" AND "r26"."is_visible"
ORDER BY "r26"."sort_at" DESC, "r26"."article_id" DESC
LIMIT 200) AS c
WHERE "r25"."article_id" = "r6"."id" AND "r25"."is_visible") AS w
JOIN "article" AS "r28" ON "r28"."id" = w.article_id
WHERE w.article_id <> "r6"."id" AND "r28"."is_visible" GROUP BY w.article_id
ORDER BY score DESC, w.article_id DESC
LIMIT 100) AS "r7"
WHERE TRUE)::text, '}}')
FROM "article" AS "r6"
WHERE "r6"."id" = "r5"."article_id" AND "r6"."is_visible"))::text, null_in_response('nodes: Article!')), ','), ']}')
FROM (SELECT "r4"."article_id" AS "article_id"
FROM "topic_assignment" AS "r4"
WHERE "r4"."topic_id" = "r1"."id" AND "r4"."is_visible"
ORDER BY "r4"."sort_at" DESC, "r4"."article_id" DESC
LIMIT 20) AS "r5"), '}')
FROM "topic" AS "r1"
WHERE "r1"."id" = coalesce((SELECT id
FROM "topic"
WHERE slug = $1::text), (SELECT target_id
FROM slug
WHERE kind = 'TOPIC' AND slug = $1::text)) AND TRUE), 'null'), ',"underDefence":', (SELECT concat('{"nodes":[', string_agg(concat('{"headline":', to_json("r35"."headline"), '}'), ','), ']}')
FROM (SELECT "r29"."headline" AS "headline"
FROM "article" AS "r29"
WHERE "r29"."is_visible" AND (EXISTS (SELECT
FROM "topic_assignment" AS "r30"
JOIN "topic" AS "r31" ON "r31"."id" = "r30"."topic_id" AND TRUE
WHERE "r30"."article_id" = "r29"."id" AND "r30"."is_visible" AND (EXISTS (SELECT
FROM topic_closure AS "r32"
JOIN topic AS "r33" ON "r33"."id" = "r32"."ancestor_id"
WHERE "r32"."descendant_id" = "r31"."id" AND (EXISTS (SELECT
FROM "topic" AS "r34"
WHERE "r34"."id" = "r33"."broader_id" AND TRUE AND ("r34"."name" COLLATE "und-x-icu" ILIKE $2::text)))))))
ORDER BY "r29"."sort_at" DESC, "r29"."id" DESC
LIMIT 20) AS "r35"), ',"byIspr":', (SELECT concat('{"totalCount":', (SELECT count(*)
FROM "quote" AS "r36"
WHERE "r36"."is_visible" AND (EXISTS (SELECT
FROM "quote_speaker" AS "r37"
WHERE "r37"."quote_id" = "r36"."id" AND "r37"."is_visible" AND EXISTS (SELECT
FROM "organisation" AS "r38"
WHERE "r38"."id" = "r37"."organisation_id" AND ("r38"."name" COLLATE "und-x-icu" ILIKE $3::text)))) AND (NOT EXISTS (SELECT
FROM "quote" AS "r39"
WHERE "r39"."id" = "r36"."within_id" AND "r39"."is_visible")))::text, ',"nodes":[', string_agg(concat('{"text":', to_json("r40"."text"), ',"attribution":"', "r40"."attribution", '","nested":', (SELECT concat('[', string_agg(concat('{"text":', to_json("r41"."text"), ',"speakers":', (SELECT concat('[', string_agg(coalesce((CASE WHEN "r42"."organisation_id" IS NOT NULL THEN (SELECT concat('{"name":', to_json("r43"."name"), '}')
FROM "organisation" AS "r43"
WHERE "r43"."id" = "r42"."organisation_id" AND "r43"."is_visible") WHEN "r42"."person_id" IS NOT NULL THEN (SELECT concat('{"name":', to_json("r44"."name"), '}')
FROM "person" AS "r44"
WHERE "r44"."id" = "r42"."person_id" AND "r44"."is_visible") END)::text, null_in_response('speakers: Entity!')), ','
ORDER BY "r42"."position" ASC, "r42"."quote_id" ASC), ']')
FROM "quote_speaker" AS "r42"
WHERE "r42"."quote_id" = "r41"."id" AND "r42"."is_visible"), '}'), ','
ORDER BY "r41"."span_start" ASC, "r41"."id" ASC), ']')
FROM "quote" AS "r41"
WHERE "r41"."within_id" = "r40"."id" AND "r41"."is_visible"), '}'), ','), ']}')
FROM (SELECT "r36"."text" AS "text", "r36"."attribution" AS "attribution", "r36"."id" AS "id"
FROM "quote" AS "r36"
WHERE "r36"."is_visible" AND (EXISTS (SELECT
FROM "quote_speaker" AS "r37"
WHERE "r37"."quote_id" = "r36"."id" AND "r37"."is_visible" AND EXISTS (SELECT
FROM "organisation" AS "r38"
WHERE "r38"."id" = "r37"."organisation_id" AND ("r38"."name" COLLATE "und-x-icu" ILIKE $3::text)))) AND (NOT EXISTS (SELECT
FROM "quote" AS "r39"
WHERE "r39"."id" = "r36"."within_id" AND "r39"."is_visible"))
ORDER BY "r36"."sort_at" DESC, "r36"."article_id" DESC, "r36"."span_start" ASC, "r36"."id" ASC
LIMIT 20) AS "r40"), ',"states":', (SELECT concat('{"nodes":[', string_agg(concat('{"name":', to_json("r46"."name"), ',"organisationKind":', coalesce('"' || "r46"."organisation_kind" || '"', 'null'), '}'), ','), ']}')
FROM (SELECT "r45"."name" AS "name", "r45"."organisation_kind" AS "organisation_kind"
FROM "organisation" AS "r45"
WHERE "r45"."is_visible" AND ("r45"."organisation_kind" = 'STATE')
ORDER BY "r45"."article_count" DESC, "r45"."name" COLLATE "und-x-icu" ASC, "r45"."id" ASC
LIMIT 20) AS "r46"), '}') AS data
